"""Undo in steps: of a second each, begun once, gone on with by whoever comes."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from tests import factories
from tests.importing.helpers import documents, imported, news_pages
from wagtail_cstonews.importing.audit import UNDO_BEGUN, UNDONE
from wagtail_cstonews.importing.queue.tasks import undo_run_to_its_end
from wagtail_cstonews.importing.undo import steps
from wagtail_cstonews.importing.undo.steps import begin_undo, is_undoable, preview, undo_step
from wagtail_cstonews.models import ImportedDocument, ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(news_index):
    imported(documents(25), news_index)
    return ImportRun.objects.get()


def edited(page):
    page.title = "By hand"
    page.save_revision()


def test_a_preview_in_pieces_covers_every_document_once(run, monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.importing.undo.runs.BATCH", 10)
    edited(news_pages().get(title="Title 3"))
    found, following, pieces = [], None, 0
    while True:
        piece, following = preview(run, following)
        found += piece
        pieces += 1
        if following is None:
            break
    assert pieces == 3
    assert len({one.source for one in found}) == len(found) == 25
    assert [one.message for one in found if one.state == "kept"] == [
        "Its page was edited since, and is left as it is."
    ]
    assert news_pages().count() == 25
    assert is_undoable(run)


def test_steps_undo_all_that_nobody_edited(run):
    editor = factories.make_user()
    edited(news_pages().get(title="Title 3"))
    assert begin_undo(run, editor)
    count = 1
    while not undo_step(run, seconds=0):
        run = ImportRun.objects.get()
        assert run.state == "undoing"
        assert run.heartbeat_at
        count += 1
    assert count > 2
    run = ImportRun.objects.get()
    assert run.state == "partly_undone"
    assert run.undo["counts"] == {"removed": 24, "kept": 1}
    assert run.undo["kept"][0][1] == "Its page was edited since, and is left as it is."
    assert [page.title for page in news_pages()] == ["Title 3"]
    assert ImportedDocument.objects.count() == 1
    entries = ModelLogEntry.objects.for_instance(run).filter(action__in=[UNDO_BEGUN, UNDONE]).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [(UNDO_BEGUN, editor), (UNDONE, editor)]
    assert {entry.uuid for entry in entries} == {run.uuid}
    assert entries[1].data["counts"] == {"removed": 24, "kept": 1}


def test_it_is_begun_once(run):
    assert begin_undo(run)
    assert not begin_undo(ImportRun.objects.get())
    assert not is_undoable(ImportRun.objects.get())
    ImportRun.objects.update(state="running")
    assert not begin_undo(ImportRun.objects.get())


def test_a_step_of_a_run_that_nobody_undoes_does_nothing(run):
    assert undo_step(run)
    assert news_pages().count() == 25


def test_a_step_that_comes_twice_does_no_harm(run):
    assert begin_undo(run)
    undo_step(run, seconds=0)
    # As if two tabs of a browser had read the same place.
    last = ImportRun.objects.get()
    ImportRun.objects.update(undo={**last.undo, "last": None})
    while not undo_step(run, seconds=0):
        pass
    assert ImportRun.objects.get().state == "undone"
    assert not news_pages().exists()


def test_a_worker_undoes_to_the_end(run):
    editor = factories.make_user()
    begin_undo(run, editor)
    undo_run_to_its_end.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.undo["counts"]) == ("undone", {"removed": 25})
    assert ModelLogEntry.objects.for_instance(run).get(action=UNDONE).user == editor
    assert not news_pages().exists()


def test_an_undo_that_was_left_is_gone_on_with_by_the_command(run):
    begin_undo(run)
    undo_step(run, seconds=0)
    call_command("undo_news_import", run.pk, interactive=False, verbosity=0)
    run.refresh_from_db()
    assert run.state == "undone"


def test_what_stays_is_named_up_to_a_bound(run, monkeypatch):
    monkeypatch.setattr(steps, "MOST_NAMED", 2)
    for page in news_pages()[:5]:
        edited(page)
    begin_undo(run)
    while not undo_step(run):
        pass
    run.refresh_from_db()
    assert run.undo["counts"]["kept"] == 5
    assert len(run.undo["kept"]) == 2
