"""Imports that honour what editors corrected, in one document or on a whole site."""

import io
import json
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from wagtail_cstonews.documents import RawDocument, place_key, site_key
from wagtail_cstonews.extraction.corrections import CorrectionError, Corrections
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.importing.corrections import correct_site, uncorrect_site
from wagtail_cstonews.importing.entries.corrected import CorrectedDocument, corrected
from wagtail_cstonews.importing.entries.reimport import stored_item, stored_items
from wagtail_cstonews.importing.entries.stored import stored_article
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.queue.chunks import hand_out
from wagtail_cstonews.importing.queue.packing import pack, unpack
from wagtail_cstonews.importing.reading.extracting import extract_document, extract_given
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.run import ImportRunner
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun, Person, SiteProfile
from wagtail_cstonews.people.merging import merge as merge_people

from ..extraction.summaries import MORE, SUMMARIES, dated
from .helpers import edit, imported, news_pages, states, undone

pytestmark = pytest.mark.django_db

TEXT = """Harbour News

Lock closed for repairs

The lock at Kamenz will be closed for two weeks from Monday, the river authority said on Friday.

Ships have to wait in Esterburg until the gates are tight again, a spokesman said.

"We had no choice, the gates leak everywhere," Ivan Petrov, the harbour master, said."""


def raw(id="a", content=TEXT, **fields):
    defaults = {"source": f"archive/{id}.txt", "key": f"file:///archive/{id}.txt"}
    return RawDocument(id, content, **{**defaults, **fields})


def number(article, text):
    return next(line.number for line in article.lines if text in line.clean)


def corrections(content=TEXT, *, title="Ships have to wait", speaker=None):
    """A title, and a speaker if one is given as name and primary key."""
    article = extract(raw(content=content))
    found = Corrections().relabelled(article.lines, [number(article, title)], "title")
    if speaker:
        line = number(article, "We had no choice")
        found = found.spoken_by(article.lines, line, speaker[0], "warden", speaker[1])
    return found.to_dict()


def bring(items, parent, **options):
    return imported(items, parent, **{"extractor": extract_document, **options})


def title_now():
    """The title of the page's latest revision."""
    return news_pages().get().get_latest_revision_as_object().title


def corrected_raw(**fields):
    given = {name: fields.pop(name) for name in ("title", "speaker") if name in fields}
    document = raw(**fields)
    return corrected(document, corrections(document.content, **given))


# --------------------------------------------------------------------------- of one document


def test_a_document_may_come_with_corrections(news_index):
    assert states(bring([corrected_raw()], news_index)) == ["new"]
    record = ImportedDocument.objects.get()
    assert title_now() == record.title
    assert record.title.startswith("Ships have to wait")
    assert record.corrections == corrections()
    assert states(bring([raw()], news_index)) == ["unchanged"]


@pytest.fixture
def on_record(news_index):
    """A document on record that was corrected there."""
    bring([raw()], news_index)
    record = ImportedDocument.objects.get()
    assert record.title == "Lock closed for repairs"
    record.corrections = corrections()
    record.save(update_fields=["corrections", "updated_at"])
    return record


def test_extraction_again_honours_what_is_on_record(news_index, on_record):
    outcomes = bring(stored_items(ImportedDocument.objects.all()), news_index)
    assert states(outcomes) == ["changed"]
    assert title_now().startswith("Ships have to wait")
    assert states(bring(stored_items(ImportedDocument.objects.all()), news_index)) == ["unchanged"]
    assert ImportedDocument.objects.get().corrections == corrections()
    undone(ImportRun.objects.filter(counts__changed=1).get())
    assert title_now() == "Lock closed for repairs"


def test_a_changed_original_keeps_its_corrections(news_index, on_record):
    changed = TEXT.replace("two weeks", "three weeks").replace("Harbour News", "Home\n\nHarbour News")
    assert states(bring([raw(content=changed)], news_index)) == ["changed"]
    record = ImportedDocument.objects.get()
    assert record.title.startswith("Ships have to wait")
    assert record.corrections == corrections()
    assert "correction_lost" not in [warning["code"] for warning in record.warnings]
    gone = changed.replace("Ships have to wait", "Boats have to wait")
    bring([raw(content=gone)], news_index)
    record.refresh_from_db()
    (warning,) = (one for one in record.warnings if one["code"] == "correction_lost")
    assert "“Ships have to wait in Esterburg" in warning["message"]


@pytest.mark.parametrize("options", [{"again": True}, {"all": True}, {"all": True, "workers": 2}])
def test_the_command_honours_them(news_index, on_record, options):
    again = {"again": ImportRun.objects.get().pk} if "again" in options else {}
    out = io.StringIO()
    call_command("import_news", stdout=out, stderr=out, no_color=True, **{**options, **again})
    assert title_now().startswith("Ships have to wait")


def test_workers_and_their_files_honour_them(news_index, on_record, tmp_path):
    rows = tmp_path / "rows.jsonl"
    changed = TEXT.replace("two weeks", "three weeks")
    rows.write_text(json.dumps({"url": "https://a.example/1", "text": TEXT}) + "\n", encoding="utf-8")
    call_command("import_news", str(rows), to="/news/", verbosity=0, keep_near_duplicates=[None])
    record = ImportedDocument.objects.exclude(pk=on_record.pk).get()
    record.corrections = corrections(changed)
    record.save(update_fields=["corrections", "updated_at"])
    rows.write_text(json.dumps({"url": "https://a.example/1", "text": changed}) + "\n", encoding="utf-8")
    call_command("import_news", str(rows), to="/news/", verbosity=0, workers=2, keep_near_duplicates=[None])
    record.refresh_from_db()
    assert record.title.startswith("Ships have to wait")


def test_a_task_queue_honours_them(news_index, on_record):
    """Of what is on record, and of what comes along."""
    items = [*stored_items(ImportedDocument.objects.all()), raw("c"), corrected_raw(id="b")]
    items[1].content = TEXT.replace("Lock closed", "Bridge closed")
    items[2].content = TEXT.replace("Lock closed", "Ferry closed")
    run = hand_out(ImportRunner(news_index, ImportOptions(keep_near_duplicates=(None,))), iter(items))
    run.refresh_from_db()
    assert run.counts == {"changed": 1, "new": 2}
    titles = {record.key[-5:-4]: record.title[:6] for record in ImportedDocument.objects.all()}
    assert titles == {"a": "Ships ", "b": "Ships ", "c": "Bridge"}
    assert ImportedDocument.objects.get(key__endswith="b.txt").corrections == corrections()


def test_an_extraction_ahead_of_its_turn_is_not_used_once_it_is_outdated(news_index, on_record):
    class Ready:
        seconds = 0.0

        def __init__(self, document):
            self.document = document

        def result(self):
            return extract_document(self.document)

    def submit(documents):
        ready = [Ready(document) for document in documents]
        ImportedDocument.objects.update(corrections=corrections(title="The lock at Kamenz"))
        return ready

    bring(stored_items(ImportedDocument.objects.all()), news_index, submit=submit)
    assert title_now().startswith("The lock at Kamenz")


def test_corrections_are_packed_for_other_machines(news_index, on_record):
    given = corrections(title="The lock at Kamenz")
    items = [
        corrected_raw(id="b"),
        corrected(raw("c", TEXT.encode()), given),
        stored_item(on_record),
        replace(stored_item(on_record), corrections=given),
        replace(stored_item(on_record), corrections={}),
    ]
    unpacked = unpack(pack(items))
    assert [type(item).__name__ for item in unpacked[:2]] == ["CorrectedDocument"] * 2
    assert [item.corrections for item in unpacked] == [corrections(), given, None, given, {}]
    assert unpacked[1].content == TEXT.encode()


def test_corrections_reach_other_processes():
    document = ProfileBook(wanted=False)
    sent = []

    class Pool:
        def submit(self, work, items):
            assert work is extract_given
            sent.extend(items)
            return items

    document.submit(Pool(), [raw(), corrected_raw()])
    assert [type(item).__name__ for item, _ in sent] == ["RawDocument", "CorrectedDocument"]
    assert [extract_given(item).article.title[:5] for item in sent] == ["Lock ", "Ships"]


def test_a_record_is_extracted_anew_with_other_corrections(news_index, on_record):
    item = replace(stored_item(on_record), corrections=corrections(title="The lock at Kamenz"))
    assert states(bring([item], news_index)) == ["changed"]
    on_record.refresh_from_db()
    assert on_record.corrections == item.corrections
    assert title_now().startswith("The lock at Kamenz")
    item = replace(stored_item(on_record), corrections={})
    assert states(bring([item], news_index)) == ["changed"]
    on_record.refresh_from_db()
    assert on_record.corrections == {}
    assert title_now() == "Lock closed for repairs"
    run = ImportRun.objects.first()
    undone(run)
    on_record.refresh_from_db()
    assert on_record.corrections == corrections(title="The lock at Kamenz")


def test_the_same_content_with_other_corrections_is_a_change(news_index, on_record):
    assert states(bring([corrected_raw()], news_index)) == ["unchanged"]
    assert states(bring([corrected_raw(title="The lock at Kamenz")], news_index)) == ["changed"]
    assert title_now().startswith("The lock at Kamenz")


def test_corrections_that_change_nothing_are_kept(news_index):
    bring([raw()], news_index)
    given = corrections(title="Lock closed for repairs")
    outcomes = bring([corrected(raw(), given)], news_index)
    assert states(outcomes) == ["unchanged"]
    assert ImportedDocument.objects.get().corrections == given


def test_of_an_edited_page_the_corrections_are_kept_and_a_proposal_made(news_index):
    bring([raw()], news_index)
    edit(news_pages().get(), subtitle="By hand")
    assert states(bring([corrected_raw()], news_index)) == ["edited"]
    assert ImportedDocument.objects.get().corrections == corrections()
    assert ImportProposal.objects.get().article["title"].startswith("Ships have to wait")


def test_what_was_no_article_becomes_one(news_index):
    listing = raw(content="\n\n".join(dated([*SUMMARIES, *MORE])))
    assert states(bring([listing], news_index)) == ["not_an_article"]
    assert states(bring([listing], news_index)) == ["not_an_article"]
    first = extract(listing)
    given = Corrections().relabelled(first.lines, [number(first, "Divers of the coast")], "paragraph")
    assert states(bring([corrected(listing, given.to_dict())], news_index)) == ["new"]
    assert news_pages().count() == 1


def test_signs_are_an_article_where_an_editor_says_so(news_index):
    menu = raw(content="Home\nSport\nCity")
    assert states(bring([menu], news_index)) == ["failed"]
    lines = extract(menu).lines
    given = Corrections().relabelled(lines, [1], "title").relabelled(lines, [2, 3], "paragraph").to_dict()
    assert states(bring([corrected(menu, given)], news_index)) == ["new"]
    assert title_now() == "Home"


def test_stored_corrections_that_cannot_be_read_fail_their_document(news_index, on_record):
    ImportedDocument.objects.update(corrections={"format": 99})
    (outcome,) = bring(stored_items(ImportedDocument.objects.all()), news_index)
    assert outcome.state == "failed"
    assert "stored corrections" in outcome.message


def test_queries_do_not_grow_with_corrections(news_index):
    person = Person.objects.create(name="Ottilie Branwen")

    def queries_of(count, year, **given):
        make = corrected_raw if given else raw
        documents = []
        for number in range(count):
            text = TEXT.replace("two weeks", f"{number} weeks").replace("Kamenz", f"Town{number} in {year}")
            documents.append(make(id=f"{number}", content=text, **given))
        with CaptureQueriesContext(connection) as queries:
            found = states(bring(documents, news_index, near_duplicates=False, publish=True))
        assert found == ["changed" if year > 2000 else "new"] * count
        return len(queries)

    queries_of(6, 2000)
    queries_of(6, 2001)
    chosen = {"speaker": ("Ottilie Branwen", person.pk)}
    corrected_ones = [queries_of(count, 2002 + count, **chosen) for count in (1, 6)]
    plain_ones = [queries_of(count, 2012 + count) for count in (1, 6)]
    assert corrected_ones[1] - corrected_ones[0] <= plain_ones[1] - plain_ones[0]


# --------------------------------------------------------------------------- speakers


def speaker_of_quote(page):
    (block,) = (block for block in page.body.raw_data if block["type"] == "quote")
    return block["value"]["speaker"], block["value"]["speaker_name"]


@pytest.fixture
def namesakes():
    return [Person.objects.create(name="Ottilie Branwen") for _ in range(2)]


def test_the_person_that_an_editor_chose_is_taken(news_index, namesakes):
    bring([corrected_raw(speaker=("Ottilie Branwen", namesakes[1].pk))], news_index)
    assert speaker_of_quote(news_pages().get()) == (namesakes[1].pk, "Ottilie Branwen")
    record = ImportedDocument.objects.get()
    assert "ambiguous_person" not in [warning["code"] for warning in record.warnings]
    assert stored_article(record.article).to_dict() == record.article


def test_another_choice_replaces_the_one_on_the_page(news_index, namesakes):
    for person in (*namesakes, namesakes[0]):
        bring([corrected_raw(speaker=("Ottilie Branwen", person.pk))], news_index)
        assert speaker_of_quote(news_pages().get().get_latest_revision_as_object())[0] == person.pk


def test_of_a_name_alone_no_namesake_is_guessed(news_index, namesakes):
    bring([corrected_raw(speaker=("Ottilie Branwen", None))], news_index)
    assert speaker_of_quote(news_pages().get()) == (None, "Ottilie Branwen")
    assert "ambiguous_person" in [warning["code"] for warning in ImportedDocument.objects.get().warnings]


def test_a_new_name_makes_a_person(news_index):
    bring([corrected_raw(speaker=("Ottilie Branwen", None))], news_index)
    person = Person.objects.get(name="Ottilie Branwen")
    assert speaker_of_quote(news_pages().get()) == (person.pk, "Ottilie Branwen")
    assert person.roles.get().title == "warden"


def test_a_person_who_is_gone_is_looked_for_by_name(news_index):
    bring([corrected_raw(speaker=("Ottilie Branwen", 10**6))], news_index)
    person = Person.objects.get(name="Ottilie Branwen")
    assert speaker_of_quote(news_pages().get())[0] == person.pk


def test_people_who_were_merged_since_change_no_page_again(news_index, namesakes):
    bring([corrected_raw(speaker=("Ottilie Branwen", namesakes[1].pk))], news_index)
    merge_people(namesakes[0], [namesakes[1]])
    for _ in range(2):
        (outcome,) = bring(stored_items(ImportedDocument.objects.all()), news_index)
    assert outcome.state == "unchanged"
    assert speaker_of_quote(news_pages().get().get_latest_revision_as_object())[0] == namesakes[0].pk


@pytest.mark.parametrize("pk", [10**30, -3, 0])
def test_a_number_that_is_nobodys_harms_nothing(news_index, pk):
    bring([corrected_raw(speaker=("Ottilie Branwen", pk))], news_index)
    assert speaker_of_quote(news_pages().get())[0] == Person.objects.get(name="Ottilie Branwen").pk


# --------------------------------------------------------------------------- of a site


SLOGAN = "The river news that every boatman reads before he leaves the harbour in the morning."
OF_SITE = "an editor said so of this line"


def of_site(id="a", **fields):
    fields = {"url": f"https://www.river.example/{id}", **fields}
    return raw(id, f"{TEXT}\n\n{SLOGAN}", **fields)


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor")


def labels(document, **options):
    found = ProfileBook(store=False, **options).extract(document).article
    return {line.clean[:9]: (line.label, line.reason) for line in found.lines if line.clean}


def test_a_line_of_a_site_is_left_out_from_now_on(editor):
    assert labels(of_site())["The river"][0] == "paragraph"
    row = correct_site(of_site(), SLOGAN, "chrome", editor)
    assert (row.host, row.documents) == ("river.example", 0)
    assert labels(of_site("b"))["The river"] == ("chrome", OF_SITE)
    assert labels(raw())["Lock clos"] == labels(of_site("c"))["Lock clos"]
    assert labels(of_site(url="https://other.example/a"))["The river"][0] == "paragraph"
    assert uncorrect_site(of_site("d"), SLOGAN, editor).pk == row.pk
    assert labels(of_site())["The river"][0] == "paragraph"
    assert uncorrect_site(of_site(), SLOGAN, editor) is None
    assert uncorrect_site(of_site(url="https://other.example/a"), SLOGAN, editor) is None


def test_it_holds_where_profiles_are_switched_off(editor, settings):
    correct_site(of_site(), SLOGAN, "chrome", editor)
    assert labels(of_site(), wanted=False)["The river"] == ("chrome", OF_SITE)
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "SITE_PROFILES": False}
    assert labels(of_site())["The river"] == ("chrome", OF_SITE)


def test_switched_off_nothing_else_of_a_profile_is_applied():
    profile = Profile("river.example")
    profile.documents = 9
    profile.correct("x", "chrome")
    SiteProfile.objects.store([profile])
    assert ProfileBook(wanted=False).get("river.example").documents == 0
    assert ProfileBook().get("river.example").documents == 9


@pytest.mark.parametrize("label", ["title", "paragraph", "quote", "heading", "subtitle", "duplicate"])
def test_any_label_may_be_the_sites(editor, label):
    correct_site(of_site(), "Harbour News", label, editor)
    assert labels(of_site("b"))["Harbour N"] == (label, OF_SITE)


def test_a_document_without_address_is_known_by_its_place(editor):
    place = place_key("archive.zip", "file:///archive.zip")
    document = of_site(url=None, site=place)
    assert correct_site(document, SLOGAN, "chrome", editor).host == place == site_key(document)
    assert labels(of_site("b", url=None, site=place))["The river"] == ("chrome", OF_SITE)


def test_what_cannot_be_said_of_a_site(editor):
    with pytest.raises(CorrectionError, match="not known which site"):
        correct_site(raw(), SLOGAN, "chrome", editor)
    with pytest.raises(CorrectionError, match="is no label"):
        correct_site(of_site(), SLOGAN, "blank", editor)
    with pytest.raises(CorrectionError, match="line with text"):
        correct_site(of_site(), " ", "chrome", editor)
    SiteProfile.objects.create(host="river.example", data={"format": 99})
    with pytest.raises(CorrectionError, match="format 99"):
        correct_site(of_site(), SLOGAN, "chrome", editor)


def test_learning_keeps_what_editors_say_meanwhile(editor):
    book = ProfileBook()
    documents = [of_site(str(n), url=f"https://river.example/{n}") for n in range(4)]
    for n, document in enumerate(documents):
        document.content = document.content.replace("two weeks", f"{n + 2} weeks at gate {n}")
    correct_site(of_site(), "Harbour News", "kicker", editor)

    def said_meanwhile():
        yield from documents
        correct_site(of_site(), SLOGAN, "chrome", editor)
        uncorrect_site(of_site(), "Harbour News", editor)

    book.learn(said_meanwhile())
    assert list(SiteProfile.objects.get().profile.corrections.values()) == ["chrome"]


def test_a_site_of_which_editors_said_something_is_learnt_from_three_documents(news_index, editor, tmp_path):
    correct_site(of_site(), SLOGAN, "chrome", editor)
    rows = tmp_path / "rows.jsonl"
    texts = [f"{TEXT}\n\n{SLOGAN}".replace("two weeks", f"{number} weeks") for number in (3, 4)]
    given = [{"url": f"https://river.example/{place}", "text": text} for place, text in enumerate(texts)]
    rows.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
    call_command("import_news", str(rows), to="/news/", verbosity=0, keep_near_duplicates=[None])
    assert SiteProfile.objects.get().documents == 0
    assert ImportedDocument.objects.count() == 2
    for record in ImportedDocument.objects.all():
        assert (OF_SITE, SLOGAN) in [(line["reason"], line["text"]) for line in record.lines]


def test_the_query_for_a_site_is_made_once(editor):
    correct_site(of_site(), SLOGAN, "chrome", editor)
    for wanted in (True, False):
        book = ProfileBook(store=False, wanted=wanted)
        with CaptureQueriesContext(connection) as queries:
            for number in range(3):
                book.extract(of_site(str(number)))
        assert len(queries) == 1


def test_the_history_tells_who_said_it(editor):
    row = correct_site(of_site(), SLOGAN, "chrome", editor)
    uncorrect_site(of_site(), SLOGAN, editor)
    entries = ModelLogEntry.objects.filter(object_id=str(row.pk)).order_by("pk")
    assert [entry.user for entry in entries] == [editor, editor]
    messages = [registry.get_formatter(entry).format_message(entry) for entry in entries]
    assert messages == [
        f"“{SLOGAN}” in all documents: Left out: not of the article",
        f"“{SLOGAN}” is left to the import again",
    ]


def test_a_corrected_document_is_a_document():
    document = corrected_raw(title="The lock at Kamenz")
    assert isinstance(document, CorrectedDocument)
    assert document.plain() == raw()
    assert corrected(raw(), {}) == raw()
