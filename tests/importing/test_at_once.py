"""Imports beside other imports, undoing and editors: what was planned is not what is there any more."""

from __future__ import annotations

import os
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests import factories
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.importing import run
from wagtail_cstonews.importing.building import links
from wagtail_cstonews.importing.entries.failures import SectionGoneError
from wagtail_cstonews.importing.writing import batches as batches_module
from wagtail_cstonews.importing.writing import relinking
from wagtail_cstonews.models import ImportChange, ImportedDocument, ImportLink, ImportRun, Person
from wagtail_cstonews.people.merging import merge

from .at_once import DOCUMENTS
from .helpers import (
    INTERVIEW,
    document,
    documents,
    imported,
    last_run,
    news_pages,
    printed_by,
    states,
    undone,
)
from .linked_pages import SITE, page, page_at, put

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.skipif(
    os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings") != "tests.settings",
    reason="it makes a database for the settings of the tests",
)
@pytest.mark.slow
def test_threads_at_once():
    url = urlsplit(os.environ["DATABASE_URL"])
    found = printed_by(
        "tests.importing.at_once",
        DATABASE_URL=urlunsplit(url._replace(path=f"/cstonews_once_{os.getpid()}")),
        DJANGO_SETTINGS_MODULE="tests.settings",
    )
    for name, scene in found.items():
        assert (scene["problems"], scene["orphans"], scene["people made twice"]) == ([], 0, 0), name
        assert "failed" not in scene["counts"], name
        assert scene["errors"] == [] or name == "section_that_is_deleted", name
    twice = found["same_archive_twice"]
    assert (twice["pages"], twice["records"]) == (DOCUMENTS, DOCUMENTS)
    assert twice["counts"] == {"new": DOCUMENTS, "unchanged": DOCUMENTS}
    changed = found["changed_archive_twice"]
    assert (changed["pages"], changed["records"]) == (DOCUMENTS, DOCUMENTS)
    assert found["two_sections"]["pages"] == 2 * DOCUMENTS
    assert found["two_sections"]["people"] == 5
    moved = found["section_that_is_moved"]
    assert moved["pages"] == moved["below the section"] == DOCUMENTS
    deleted = found["section_that_is_deleted"]
    assert deleted["pages"] == 0
    assert deleted["runs"] == ["failed"]
    assert [error.partition(":")[0] for error in deleted["errors"]] == ["SectionGoneError"]
    undone = found["undo_during_an_import"]
    assert [undone[name] for name in ("pages", "records", "changes", "people")] == [0, 0, 0, 0]


def first(monkeypatch, work):
    """Has the work be done between the plan and the writing of the first batch."""
    real = run.write_batch

    def before(*arguments):
        monkeypatch.setattr(run, "write_batch", real)
        work()
        real(*arguments)

    monkeypatch.setattr(run, "write_batch", before)


def test_another_import_of_the_same_documents(news_index, monkeypatch):
    first(monkeypatch, lambda: imported(documents(4), news_index))
    outcomes = imported([*documents(3), document("x", "Title X\nText X.")], news_index)
    assert states(outcomes) == ["unchanged"] * 3 + ["new"]
    assert ImportedDocument.objects.count() == news_pages().count() == 5
    assert not any(made.counts.get("failed") for made in ImportRun.objects.all())
    # Each run undoes its own.
    assert undone(ImportRun.objects.earliest("pk"))[1] == ""
    assert news_pages().count() == 4


def test_another_import_of_the_same_changes(news_index, monkeypatch):
    imported(documents(3), news_index)
    changed = [document(f"{number:03}", f"Title {number}\nNew paragraph {number}.") for number in range(3)]
    first(monkeypatch, lambda: imported(changed, news_index))
    assert states(imported(changed, news_index)) == ["unchanged"] * 3
    assert [page.revisions.count() for page in news_pages()] == [2, 2, 2]


def test_undo_of_what_an_import_is_about_to_change(news_index, monkeypatch):
    imported([*documents(3), document("same", "Title 0\nParagraph 0.")], news_index)
    older = last_run()
    first(monkeypatch, lambda: undone(older))
    changed = [document(f"{number:03}", f"Title {number}\nNew paragraph {number}.") for number in range(3)]
    outcomes = imported([*changed, document("same", "Title 0\nNew paragraph 0.")], news_index)
    assert states(outcomes) == ["new", "new", "new", "duplicate"]
    assert undone(last_run())[1] == ""
    assert not news_pages().exists()
    assert not ImportedDocument.objects.exists()
    assert not ImportChange.objects.exists()


def test_people_whom_another_import_makes_at_the_same_time(news_index, monkeypatch):
    other = factories.make_index(slug="other")
    first(monkeypatch, lambda: imported([document("b", INTERVIEW % 2)], other))
    imported([document("a", INTERVIEW % 1)], news_index)
    person = Person.objects.get()
    assert [page.specific.interviewee for page in news_pages()] == [person, person]


def test_a_tag_that_is_deleted_between_plan_and_write(news_index, monkeypatch):
    imported([document("a", "A title\nText.", tags=("water",))], news_index, publish=True)
    first(monkeypatch, lambda: undone(ImportRun.objects.earliest("pk")))
    monkeypatch.setattr(batches_module, "write_pages", checking(batches_module.write_pages))
    outcomes = imported([document("b", "B title\nText.", tags=("water",))], news_index, publish=True)
    assert states(outcomes) == ["new"]
    assert [tag.name for tag in news_pages().get().tags.all()] == ["water"]


def checking(write):
    """Has the database check its constraints at once, which it does not within a test."""

    def checked(*arguments):
        write(*arguments)
        connection.check_constraints()

    return checked


def test_a_person_who_is_merged_in_the_middle_of_a_batch(news_index, monkeypatch):
    stays = factories.make_person("Aigul Bekovna Sadykova-Osmonova")
    gone = factories.make_person("Aigul Sadykova")
    first(monkeypatch, lambda: merge(stays, [gone]))
    imported([document("a", INTERVIEW % 1), document("b", INTERVIEW % 2)], news_index)
    assert Person.objects.get() == stays
    for article in news_pages():
        assert article.specific.interviewee == stays
        assert str(gone.pk) not in [str(value) for value in speakers_in(article.body.raw_data)]


def speakers_in(value):
    """Everybody whom a stored body names."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("speaker", "answerer", "questioner", "person"):
                yield part
            yield from speakers_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from speakers_in(part)


def orphan(page):
    """What is left of a page where Wagtail moved or deleted its section past it."""
    path = f"{page.path[:4]}0999{page.path[-4:]}"
    type(page).objects.filter(pk=page.pk).update(path=path, depth=3, url_path="/gone/x/")
    page.refresh_from_db()
    return page


def test_pages_follow_a_section_that_was_moved_past_them(news_index, home, monkeypatch):
    other = factories.make_index(slug="other")

    def move():
        news_index.refresh_from_db()
        orphan(news_pages().first())
        type(news_index).objects.get(pk=news_index.pk).move(other, pos="last-child")

    real = run.write_batch
    batches = []

    def then(*arguments):
        real(*arguments)
        batches.append(1)
        if len(batches) == 1:
            move()

    monkeypatch.setattr(run, "write_batch", then)
    imported(documents(6), news_index, batch_size=3, publish=True)
    section = type(news_index).objects.get(pk=news_index.pk)
    assert section.url_path.startswith(other.url_path)
    assert section.get_children().count() == section.numchild == 6
    assert all(page.url_path == f"{section.url_path}{page.slug}/" for page in section.get_children())
    assert not any(get_base_page_model().find_problems())


def test_a_section_that_is_deleted_ends_the_run_and_leaves_nothing(news_index, monkeypatch):
    real = run.write_batch
    batches = []

    def then(*arguments):
        real(*arguments)
        batches.append(1)
        if len(batches) == 1:
            left = news_pages().first()
            path = left.path
            orphan(left)
            type(news_index).objects.get(pk=news_index.pk).delete()
            # As Wagtail leaves it: where its section was.
            type(left).objects.filter(pk=left.pk).update(path=path)

    monkeypatch.setattr(run, "write_batch", then)
    with pytest.raises(SectionGoneError, match=r"The section of the import was deleted\. Say with --to"):
        imported(documents(6), news_index, batch_size=2)
    assert last_run().state == "failed"
    assert "The section of the import was deleted." in last_run().message
    assert not news_pages().exists()
    assert not any(get_base_page_model().find_problems())
    assert undone(last_run())[1] == ""
    assert not ImportedDocument.objects.exists()


def test_a_page_that_cannot_be_changed_costs_only_its_own_links(news_index, monkeypatch, caplog):
    put(news_index, page_at("a", f"{SITE}/c/"), page_at("b", f"{SITE}/c/"))
    real = links.replace_links

    def refusing(found, pages):
        if found.title == "Title a":
            raise ValueError("odd")
        return real(found, pages)

    monkeypatch.setattr(relinking, "replace_links", refusing)
    put(news_index, page_at("c", text="No links."))
    assert "could not be settled" in caplog.text
    assert last_run().state == "finished"
    assert [found.document.page_id for found in ImportLink.objects.all()] == [page("a").pk]
