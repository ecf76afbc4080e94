"""One document saved by an editor: a run of one, with corrections, that is matched as any import is."""

from __future__ import annotations

import pytest

from tests import factories
from tests.importing.helpers import body_of, database, document, edit, news_pages, undone
from wagtail_cstonews.extraction.corrections import Corrections
from wagtail_cstonews.importing import ImportOptions
from wagtail_cstonews.importing.saving import (
    SavingError,
    plan_document,
    rebuild_document,
    save_document,
    section_of,
)
from wagtail_cstonews.importing.single import KEPT, build_single, extract_corrected
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun, Person

pytestmark = pytest.mark.django_db

TEXT = (
    "Lake Orrin is full\n\nThe lake is full, and the locks stay closed.\n\n"
    "“The water is still rising in the valley,” Anna Orlova said.\n\nNobody knows for how long that lasts."
)


@pytest.fixture(autouse=True)
def nothing_kept():
    KEPT.clear()


@pytest.fixture
def section(db):
    return factories.make_index()


@pytest.fixture
def user(db):
    return factories.make_user()


def labelled(text, number, label, before=None):
    """Corrections of a text: a line gets a label."""
    lines = extract_corrected(document(content=text), before or {}).article.lines
    return Corrections.from_dict(before or {}).relabelled(lines, [number], label).to_dict()


def kinds(page):
    return [kind for kind, _ in body_of(page.get_latest_revision_as_object())]


def test_it_is_a_run_of_one(section, user):
    corrections = labelled(TEXT, 7, "heading")
    outcome = save_document(document(content=TEXT), section, user, corrections=corrections)
    page = news_pages().get()
    assert (outcome.state, outcome.page) == ("new", page.pk)
    assert (page.live, page.owner) == (False, user)
    assert kinds(page) == ["quote", "heading"]
    record = ImportedDocument.objects.get(pk=outcome.document)
    assert record.corrections == corrections
    run = ImportRun.objects.get()
    assert record.run == run
    assert (run.state, run.user, run.section_id) == (ImportRun.State.FINISHED, user, section.pk)
    assert run.counts == {"new": 1}
    assert run.command == "In the admin: archive/a.txt"
    undone(run)
    assert not news_pages().exists()
    assert not ImportedDocument.objects.exists()
    assert not Person.objects.exists()


def test_planning_writes_nothing(section):
    before = database()
    outcome = plan_document(document(content=TEXT), section, corrections={})
    assert outcome.state == "new"
    assert database() == before


def test_the_same_again_changes_nothing(section, user):
    save_document(document(content=TEXT), section, user, corrections={})
    assert save_document(document(content=TEXT), section, user, corrections={}).state == "unchanged"
    assert news_pages().count() == 1


def test_a_draft_is_published(section, user):
    save_document(document(content=TEXT), section, user, corrections={})
    outcome = save_document(document(content=TEXT), section, user, corrections={}, publish=True)
    assert outcome.state == "published"
    assert news_pages().get().live


def test_what_the_source_holds_back_stays_a_draft(section, user):
    save_document(document(content=TEXT, draft=True), section, user, corrections={}, publish=True)
    assert not news_pages().get().live


def test_new_corrections_reach_the_page_and_go_again(section, user):
    save_document(document(content=TEXT), section, user, corrections={})
    corrections = labelled(TEXT, 7, "heading")
    assert save_document(document(content=TEXT), section, user, corrections=corrections).state == "changed"
    assert kinds(news_pages().get()) == ["quote", "heading"]
    run = ImportRun.objects.order_by("-pk")[0]
    assert save_document(document(content=TEXT), section, user, corrections={}).state == "changed"
    assert kinds(news_pages().get()) == ["quote", "paragraph"]
    assert ImportedDocument.objects.get().corrections == {}
    undone(ImportRun.objects.order_by("-pk")[0])
    assert kinds(news_pages().get()) == ["quote", "heading"]
    assert ImportedDocument.objects.get().corrections == corrections
    undone(run)
    assert ImportedDocument.objects.get().corrections == {}


def test_a_failure_leaves_nothing_behind(section, user):
    before = database()
    with pytest.raises(SavingError, match="No article was found"):
        save_document(document(content="\n"), section, user, corrections={})
    assert database() == before


def test_its_section_is_what_the_editor_chose(section, user):
    from wagtail.models import Locale

    russian = Locale.objects.create(language_code="ru")
    section.copy_for_translation(russian, copy_parents=True)
    save_document(document(content=TEXT, language="ru"), section, user, corrections={})
    assert news_pages().get().get_parent().pk == section.pk


def test_options_of_an_upload_are_kept(section, user):
    options = ImportOptions(on_conflict="overwrite")
    save_document(document(content=TEXT), section, user, corrections={})
    edit(news_pages().get(), title="By hand")
    text = TEXT.replace("stay closed", "are open")
    outcome = save_document(document(content=text), section, user, corrections={}, options=options)
    assert outcome.state == "changed"
    assert news_pages().get().get_latest_revision_as_object().title == "Lake Orrin is full"


# ------------------------------------------------------------------ a document on record


@pytest.fixture
def record(section, user):
    outcome = save_document(document(content=TEXT), section, user, corrections={})
    return ImportedDocument.objects.get(pk=outcome.document)


def test_a_record_is_rebuilt_with_its_corrections(record, user):
    corrections = labelled(TEXT, 7, "heading")
    outcome = rebuild_document(record, user, corrections)
    assert outcome.state == "changed"
    assert kinds(news_pages().get()) == ["quote", "heading"]
    record.refresh_from_db()
    assert record.corrections == corrections
    assert ImportRun.objects.count() == 2
    undone(ImportRun.objects.order_by("-pk")[0])
    record.refresh_from_db()
    assert record.corrections == {}
    assert kinds(news_pages().get()) == ["quote", "paragraph"]


def test_a_record_is_rebuilt_and_published(record, user):
    rebuild_document(record, user, labelled(TEXT, 7, "heading"), publish=True)
    assert news_pages().get().live


def test_a_page_edited_by_hand_gets_a_proposal(record, user):
    edit(record.page, title="By hand")
    record = ImportedDocument.objects.get()
    outcome = rebuild_document(record, user, labelled(TEXT, 7, "heading"))
    assert outcome.state == "edited"
    assert ImportProposal.objects.get().document == record
    assert record.page.specific.get_latest_revision_as_object().title == "By hand"


def test_a_near_duplicate_gets_a_page_after_all(section, user):
    long = "Lake Orrin is full\n\n" + "\n\n".join(
        f"In village {number} the water rose by {number} spans since the boats of spring {number} came."
        for number in range(30)
    )
    save_document(document("a", long), section, user, corrections={})
    outcome = save_document(document("b", f"{long}\n\nSo it goes."), section, user, corrections={})
    assert outcome.state == "duplicate"
    record = ImportedDocument.objects.get(pk=outcome.document)
    assert rebuild_document(record, user, {}).state == "duplicate"
    assert rebuild_document(record, user, {}, keep=True).state == "new"
    assert news_pages().count() == 2


def test_without_section_or_original_nothing_is_rebuilt(record, user, section):
    record.original = ""
    with pytest.raises(SavingError, match="original"):
        rebuild_document(record, user, {})
    section.delete()
    record = ImportedDocument.objects.get()
    assert section_of(record) is None
    with pytest.raises(SavingError, match="section"):
        rebuild_document(record, user, {})


# ------------------------------------------------------------------ a look at one


def test_a_look_builds_the_page_that_saving_writes(section, user):
    item = document(content=TEXT)
    single = build_single(item, extract_corrected(item, {}), section)
    assert [one.name for one in single.named() if one.is_new] == ["Anna Orlova"]
    shown = [(block["type"], block["id"]) for block in single.page.body.raw_data]
    assert single.built.places == {id: place for place, (_, id) in enumerate(shown)}
    save_document(item, section, user, corrections={})
    assert [(block["type"], block["id"]) for block in news_pages().get().body.raw_data] == shown
    again = build_single(item, extract_corrected(item, {}), section)
    assert [one.pk for one in again.named()] == [Person.objects.get().pk]


def test_an_article_in_memory_is_not_changed_by_whoever_uses_it(section, user):
    item = document(content=TEXT, draft=True)
    first = extract_corrected(item, {})
    before = list(first.article.warnings)
    first.article.warnings.clear()
    save_document(item, section, user, corrections={}, publish=True)
    assert extract_corrected(item, {}).article.warnings == before


def test_what_an_article_depends_on_makes_another(section):
    from wagtail_cstonews.importing.corrections import correct_site

    item = document(content=TEXT, url="https://harbour.example/a")
    assert extract_corrected(item, {}).article.lines[6].label == "paragraph"
    assert extract_corrected(item, labelled(TEXT, 7, "heading")).article.lines[6].label == "heading"
    correct_site(item, "Nobody knows for how long that lasts.", "chrome", None)
    assert extract_corrected(item, {}).article.lines[6].label == "chrome"
    other = document(content=TEXT, url="https://harbour.example/a", title="Another title")
    assert extract_corrected(other, {}).article.title == "Another title"
