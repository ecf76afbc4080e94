"""Lists of articles, home pages and the like: no page is made of them."""

import io
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from wagtail_cstonews.importing.entries.reimport import stored_items
from wagtail_cstonews.importing.proposals.desk import accept, dismiss
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun, ImportSketch

from ..helpers import database, document, edit, imported, last_run, news_pages, plain, states, undone, writes

pytestmark = pytest.mark.django_db

LIST = "List of the day\nThe ferry sails again.\nTeaser: the river rises"
ARTICLE = "The ferry sails again\nIt left Port Ilse on Monday."


def a_list(id="list", content=LIST, **fields):
    return document(id, content, **fields)


def wrote_nothing(items, parent, **options):
    """The states of an import that must write nothing but its run."""
    with CaptureQueriesContext(connection) as queries:
        found = states(imported(items, parent, **options))
    assert all("importrun" in sql for sql in writes(queries.captured_queries))
    return found


def test_no_page_is_made(news_index):
    [outcome, other] = imported([a_list(), document()], news_index, publish=True)
    assert (outcome.state, other.state) == ("not_an_article", "new")
    assert "--keep-lists makes a draft of it" in outcome.message
    assert [page.title for page in news_pages()] == ["A title"]
    assert ImportRun.objects.get().counts == {"new": 1, "not_an_article": 1}
    assert ImportSketch.objects.count() == 0


def test_it_is_kept_with_its_lines(news_index):
    imported([a_list()], news_index)
    record = ImportedDocument.objects.get()
    assert (record.state, record.get_state_display(), record.doubt) == (
        "not_an_article",
        "Not an article",
        "not_an_article",
    )
    assert (record.title, record.original, record.page) == ("List of the day", LIST, None)
    assert [line["label"] for line in record.lines] == ["paragraph", "paragraph", "teaser"]


@pytest.mark.parametrize(("keep_lists", "state"), [(False, "not_an_article"), (True, "failed")])
def test_nothing_of_it_is_of_an_article(news_index, keep_lists, state):
    """All of its lines are other articles' summaries: that is no failure, unless a page is asked for."""

    def nothing(raw):
        found = plain(raw)
        found.article.title, found.article.body = None, []
        return found

    [outcome] = imported([a_list()], news_index, extractor=nothing, keep_lists=keep_lists)
    assert outcome.state == state


def test_second_run_writes_nothing(news_index):
    imported([a_list()], news_index)
    assert wrote_nothing([a_list()], news_index) == ["not_an_article"]
    assert wrote_nothing(stored_items(ImportedDocument.objects.all()), news_index) == ["not_an_article"]


@pytest.mark.parametrize("before", [False, True])
def test_asked_to_keep_them(news_index, before):
    if before:
        imported([a_list()], news_index)
    items = [a_list(), document()]
    assert states(imported(items, news_index, keep_lists=True, publish=True)) == ["new", "new"]
    assert {page.title: page.live for page in news_pages()} == {"List of the day": False, "A title": True}
    assert ImportedDocument.objects.get(page__title="List of the day").doubt == "not_an_article"
    # What was asked for once is not asked for again.
    assert wrote_nothing(items, news_index) == ["unchanged", "unchanged"]


def test_it_becomes_an_article(news_index):
    imported([a_list()], news_index)
    assert states(imported([a_list(content=ARTICLE)], news_index)) == ["new"]
    assert news_pages().get().title == "The ferry sails again"
    record = ImportedDocument.objects.get()
    assert (record.state, record.doubt, record.message) == ("new", "", "")


def test_extraction_has_improved(news_index):
    """What was taken for a list is one no longer."""

    def better(raw):
        found = plain(raw)
        found.article.warnings = []
        return found

    imported([a_list()], news_index)
    again = stored_items(ImportedDocument.objects.all())
    assert states(imported(again, news_index, extractor=better)) == ["new"]


def test_page_of_what_is_no_article_any_more_stays(news_index):
    items = [a_list(content=ARTICLE)]
    imported(items, news_index, publish=True)
    [outcome] = imported([a_list()], news_index, publish=True)
    assert outcome.state == "not_an_article"
    assert "Its page is left as it is" in outcome.message
    page = news_pages().get()
    assert (page.title, page.get_latest_revision_as_object().title) == ("The ferry sails again",) * 2
    assert ImportProposal.objects.get().article["title"] == "List of the day"
    assert wrote_nothing([a_list()], news_index) == ["not_an_article"]
    assert wrote_nothing(stored_items(ImportedDocument.objects.all()), news_index) == ["not_an_article"]
    # It is what it was again.
    assert states(imported(items, news_index)) == ["unchanged"]
    assert not ImportProposal.objects.exists()


def test_its_page_becomes_a_list_where_that_is_asked_for(news_index):
    imported([a_list(content=ARTICLE)], news_index, publish=True)
    imported([a_list()], news_index)
    assert states(imported([a_list()], news_index, publish=True, keep_lists=True)) == ["changed"]
    page = news_pages().get()
    assert (page.title, page.get_latest_revision_as_object().title) == (
        "The ferry sails again",
        "List of the day",
    )
    assert not ImportProposal.objects.exists()


@pytest.mark.parametrize("decide", [lambda proposal: accept(proposal, None), dismiss])
def test_its_proposal_is_decided_on(news_index, decide):
    imported([a_list(content=ARTICLE)], news_index)
    imported([a_list()], news_index)
    decide(ImportProposal.objects.get())
    state = ImportedDocument.objects.get().state
    assert wrote_nothing([a_list()], news_index) == ["unchanged" if state == "changed" else "not_an_article"]


def test_page_edited_by_hand(news_index):
    imported([a_list(content=ARTICLE)], news_index)
    edit(news_pages().get(), title="By hand")
    assert states(imported([a_list()], news_index)) == ["edited"]
    assert states(imported([a_list("b", content=LIST + "\nMore.")], news_index)) == ["not_an_article"]


def test_page_that_was_made_of_a_list_is_named(news_index):
    """By a version that did not know that it is one."""
    imported([a_list()], news_index, keep_lists=True)
    page = news_pages().get()
    outcomes = imported(stored_items(ImportedDocument.objects.all()), news_index)
    assert states(outcomes) == ["not_an_article"]
    assert "delete it if it should not be" in outcomes[0].message
    assert news_pages().get() == page
    assert not ImportProposal.objects.exists()
    assert wrote_nothing(stored_items(ImportedDocument.objects.all()), news_index) == ["not_an_article"]
    assert wrote_nothing([a_list()], news_index) == ["not_an_article"]


def test_page_was_deleted(news_index):
    imported([a_list()], news_index, keep_lists=True)
    news_pages().get().delete()
    assert states(imported([a_list()], news_index)) == ["skipped"]
    assert states(imported([a_list()], news_index, recreate=True)) == ["not_an_article"]
    assert wrote_nothing([a_list()], news_index, recreate=True) == ["not_an_article"]


@pytest.mark.parametrize("batch_size", [1, 10])
@pytest.mark.parametrize("dry_run", [False, True])
def test_the_same_list_twice(news_index, batch_size, dry_run):
    items = [a_list(), a_list("copy")]
    options = {"batch_size": batch_size, "dry_run": dry_run}
    assert states(imported(items, news_index, **options)) == ["not_an_article", "duplicate"]
    if not dry_run:
        assert wrote_nothing(items, news_index) == ["not_an_article", "duplicate"]
        assert states(imported(items, news_index, keep_lists=True)) == ["new", "duplicate"]


def test_links_and_redirects_do_not_lead_to_it(news_index):
    url = "https://courier.example/day"
    imported([a_list(url=url)], news_index, redirects=True)
    assert not Redirect.objects.exists()
    imported([a_list(url=url)], news_index, redirects=True, keep_lists=True)
    assert Redirect.objects.get().redirect_page_id == news_pages().get().pk


def test_nothing_is_a_near_duplicate_of_it(news_index):
    long = "\n".join(f"Sentence number {number} says what nobody said before." for number in range(20))
    imported([a_list(content=f"List of the day\n{long}")], news_index)
    assert states(imported([document("b", f"The day\n{long}\nMore.")], news_index)) == ["new"]


@pytest.mark.parametrize("first", [LIST, ARTICLE])
def test_undo(news_index, first):
    imported([a_list(content=first)], news_index)
    before = database(without=("wagtail_cstonews.ImportRun",))
    imported([a_list(content=LIST + "\nMore.")], news_index)
    assert database(without=("wagtail_cstonews.ImportRun",)) != before
    assert undone(last_run())[1] == ""
    assert database(without=("wagtail_cstonews.ImportRun",)) == before


def test_undo_of_a_first_import(news_index):
    imported([a_list()], news_index)
    assert undone(last_run())[1] == ""
    assert not ImportedDocument.objects.exists()


# ------------------------------------------------------------------ the command


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """A list and an article, read as :func:`plain` does."""
    monkeypatch.setattr(ProfileBook, "extract", lambda self, raw: plain(raw))
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "list.txt").write_text(LIST)
    return tmp_path


def command(*arguments, **options):
    out, err = io.StringIO(), io.StringIO()
    options = {"to": "/news/", "stdout": out, "stderr": err, "no_color": True, **options}
    call_command("import_news", *map(str, arguments), **options)
    return out.getvalue(), err.getvalue()


def status(*arguments, **options):
    out = io.StringIO()
    call_command("news_import_status", *arguments, stdout=out, no_color=True, **options)
    return out.getvalue()


def test_command(news_index, archive, tmp_path):
    report = tmp_path / "out.html"
    out, err = command(archive / "list.txt", archive / "article.txt", report=str(report), publish=True)
    assert out.startswith("2 documents: 1 new, 1 not an article.")
    assert re.search(r"list\.txt: It is no article", err)
    text = " ".join(BeautifulSoup(report.read_text(), "html.parser").get_text(" ").split())
    assert "1 not an article" in text
    assert "Not an article No page was made of these" in text
    assert "list.txt List of the day It is no article" in text
    assert json.loads(report.with_suffix(".json").read_text())["counts"]["not_an_article"] == 1
    assert "not an article: 1" in status()
    assert "1 document not an article now" in status(str(last_run().pk))
    waiting = status(waiting=True)
    assert "list.txt: It is no article" in waiting
    assert "1 document that is no article" in waiting
    out, _ = command(archive / "list.txt", keep_lists=True, publish=True)
    assert "0 pages published in News (/news/); 1 draft saved (1 no article)" in out
    assert ImportRun.objects.first().options["keep_lists"] is True
    assert "--keep-lists" in ImportRun.objects.first().command


def test_dry_run(news_index, archive):
    table, _ = command(archive / "list.txt", dry_run=True)
    assert "left out" in table
    table, _ = command(archive / "list.txt", dry_run=True, keep_lists=True, publish=True)
    assert "a draft" in table


def test_other_processes_and_queues(news_index, archive, monkeypatch):
    """A queue's worker leaves it out as well, by the options of the run."""
    command(archive, enqueue=True)
    assert dict(ImportRun.objects.first().counts) == {"new": 1, "not_an_article": 1}
    command(archive, enqueue=True, keep_lists=True, publish=True)
    assert dict(ImportRun.objects.first().counts) == {"new": 1, "published": 1}
    assert {page.title: page.live for page in news_pages()} == {
        "The ferry sails again": True,
        "List of the day": False,
    }


def test_unknown_key(news_index, archive):
    with pytest.raises(CommandError, match="--keep-near-duplicates gone: no document goes by that"):
        command(archive, keep_near_duplicates=["gone"])
