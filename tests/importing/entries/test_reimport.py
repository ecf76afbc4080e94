"""``import_news --again``: stored originals, extracted once more."""

import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.importing import run as run_module
from wagtail_cstonews.importing.entries.reimport import stored_items
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun
from wagtail_cstonews.sources import BadDocument

from ..helpers import CHANGED, document, documents, edit, imported, news_pages, plain, states, undone, writes

pytestmark = pytest.mark.django_db


def better(raw):
    """The plain extractor, after it has learnt to tell a signature from a paragraph."""
    found = plain(raw)
    found.article.body = [block for block in found.article.body if not block.text.startswith("Paragraph")]
    found.article.confidence = 0.75
    return found


def again(parent, **options):
    return imported(stored_items(ImportedDocument.objects.all()), parent, **options)


def test_nothing_improved(news_index):
    imported([*documents(3), document("x", "word " * 80 + "\nText.")], news_index)
    with CaptureQueriesContext(connection) as queries:
        assert states(again(news_index)) == ["unchanged"] * 4
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_bytes_stay_what_they_were(news_index):
    def decoded(raw):
        return run_module.extract_document(raw)

    text = "Тема дня\n\n" + "Совет принял решение о строительстве новой плотины на реке в этом году. " * 3
    items = [
        document("a", text.encode("cp1251")),
        document("b", b"Title\n\nText \xff\xfe of some length here."),
    ]
    imported(items, news_index, extractor=decoded)
    before = list(ImportedDocument.objects.order_by("pk").values())
    assert before[0]["encoding"] == "windows-1251"
    again(news_index, extractor=decoded)
    assert list(ImportedDocument.objects.order_by("pk").values()) == before
    assert states(imported(items, news_index, extractor=decoded)) == ["unchanged", "unchanged"]


def test_improved(news_index):
    items = [document("a", "Title\nParagraph by nobody.\nText."), document("b", "Other\nText.")]
    imported(items, news_index, publish=True)
    assert states(again(news_index, extractor=better, publish=True)) == ["changed", "unchanged"]
    assert "nobody" not in str(news_pages().get(title="Title").body)
    assert {record.confidence for record in ImportedDocument.objects.all()} == {0.75}
    assert states(imported(items, news_index)) == ["unchanged", "unchanged"]
    assert undone(ImportRun.objects.get(counts__changed=1))[1] == ""
    assert "nobody" in str(news_pages().get(title="Title").body)
    assert {record.confidence for record in ImportedDocument.objects.all()} == {0.5}


def test_edited_page_gets_a_proposal_where_there_is_something_new(news_index):
    items = [document("a", "Title\nParagraph by nobody.\nText."), document("b", "Other\nText.")]
    imported(items, news_index)
    for page in news_pages():
        edit(page, subtitle="By hand")
    assert states(again(news_index, extractor=better)) == ["edited", "unchanged"]
    assert ImportProposal.objects.get().document.title == "Title"
    with CaptureQueriesContext(connection) as queries:
        assert states(again(news_index, extractor=better)) == ["edited", "unchanged"]
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_proposal_of_a_newer_text_stays(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    imported([document(content=CHANGED)], news_index)
    assert states(again(news_index, extractor=better)) == ["edited"]
    assert ImportProposal.objects.get().original == CHANGED


def test_failed_documents_have_another_chance(news_index):
    def broken(raw):
        raise RuntimeError("no luck")

    imported([document("a"), BadDocument("x:1", "no", 1, "x")], news_index, extractor=broken)
    assert states(again(news_index)) == ["new"]
    assert news_pages().count() == 1


def test_duplicates_stay(news_index):
    imported([document("a"), document("b")], news_index)
    assert states(again(news_index)) == ["unchanged", "duplicate"]


def command(**options):
    out = io.StringIO()
    call_command("import_news", stdout=out, stderr=out, no_color=True, **options)
    return out.getvalue()


@pytest.fixture
def archive(tmp_path, news_index):
    text = "Council agrees\n\n" + "The council met on Thursday and agreed on the rules of a common fund. " * 3
    (tmp_path / "a.txt").write_text(text)
    call_command("import_news", str(tmp_path / "a.txt"), to="/news/", verbosity=0)
    (tmp_path / "a.txt").unlink()
    return ImportRun.objects.get()


def test_command_needs_no_files(archive):
    assert "the document is unchanged" in command(again=archive.pk)
    assert "the document is unchanged" in command(all=True)
    last = ImportRun.objects.first()
    assert (last.command, last.section) == ("import_news --all", archive.section)
    assert ImportedDocument.objects.get().run == archive


def test_every_section_is_its_own_run(archive, home):
    other = factories.make_index(home, slug="other")
    imported([document("b", "A\n" + "Text of another section. " * 9)], other)
    command(all=True)
    assert {run.section.pk for run in ImportRun.objects.all()[:2]} == {other.pk, archive.section.pk}


def test_section_that_is_gone(archive):
    archive.section.delete()
    with pytest.raises(CommandError, match="Say with --to where"):
        command(all=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"paths": ["a"], "all": True, "to": "/news/"}, "Give either paths"),
        ({"again": 77}, "There is no run 77"),
        ({}, "Give the paths to read and --to"),
    ],
)
def test_wrong_arguments(news_index, options, message):
    options = dict(options)
    paths = options.pop("paths", [])
    with pytest.raises(CommandError, match=message):
        call_command("import_news", *paths, **options)


def test_stored_item_is_a_document_like_any_other(news_index):
    raw = document("a", url="https://courier.example/a", title="T")
    imported([raw], news_index)
    [item] = stored_items(ImportedDocument.objects.all())
    assert (item.id, item.content, item.url, item.title) == (raw.id, raw.content, raw.url, raw.title)
    assert replace(item, content="x").content_hash == item.content_hash
