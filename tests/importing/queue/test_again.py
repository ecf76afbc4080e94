"""A run's documents extracted again: what would change, and the import in chunks of requests or workers."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from tests import factories
from tests.importing.helpers import document, imported, news_pages
from wagtail_cstonews.importing.audit import EXTRACTED_AGAIN, STOPPED
from wagtail_cstonews.importing.queue import again
from wagtail_cstonews.importing.queue.again import begin_again, preview, waits_for_requests, work_on_next
from wagtail_cstonews.importing.queue.stopping import ask_to_stop
from wagtail_cstonews.importing.reading.extracting import extract_document
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import ImportedDocument, ImportRun

pytestmark = pytest.mark.django_db

TEXT = (
    "Council {0} agrees on wells\n\n"
    "The town council of Miraden {0} met on Thursday and agreed on ten wells.\n\n"
    "The work begins in the autumn of year {0}, and the province pays for it, as the mayor {0} said later.\n"
)


def outdated(raw):
    """As an earlier version of extraction: it takes the second line for the title."""
    found = extract_document(raw)
    found.article.title = f"Outdated {raw.id}"
    found.article.confidence = 0.6
    for line in found.article.lines:
        if line.clean:
            line.label = "heading"
    return found


def run_of(section, extractor=extract_document):
    items = [document(str(number), TEXT.format(number)) for number in range(4)]
    with run_import(items, section, extractor=extractor) as result:
        assert result.counts["new"] == 4
    return ImportRun.objects.get()


@pytest.fixture
def run(news_index):
    return run_of(news_index)


@pytest.fixture
def old_run(news_index):
    return run_of(news_index, outdated)


def test_nothing_would_change_where_extraction_finds_the_same(run):
    piece = preview(run)
    assert [(one.state, one.lines, one.is_change) for one in piece.differences] == [
        ("unchanged", 0, False)
    ] * 4
    assert piece.following is None


def test_what_would_change_is_told_and_nothing_written(old_run):
    record = ImportedDocument.objects.order_by("pk")[1]
    found = preview(old_run).differences[1]
    assert (found.state, found.is_change) == ("changed", True)
    assert (found.title_before, found.title) == ("Outdated 1", "Council 1 agrees on wells")
    assert found.confidence_before == 0.6
    assert found.confidence != 0.6
    assert found.lines == 3
    assert (found.document, found.page) == (record.pk, record.page_id)
    assert ImportRun.objects.count() == 1
    assert news_pages().filter(title="Outdated 1").exists()


def test_a_page_that_somebody_edited_waits_as_a_proposal(old_run):
    page = news_pages().get(title="Outdated 1")
    page.title = "By hand"
    page.save_revision()
    found = preview(old_run).differences[1]
    assert (found.state, found.is_change) == ("edited", False)
    assert found.message


def test_pieces_cover_every_document_once(run, monkeypatch):
    monkeypatch.setattr(again, "PREVIEWED", 3)
    first = preview(run)
    second = preview(run, first.following)
    found = [one.document for piece in (first, second) for one in piece.differences]
    assert sorted(found) == sorted(ImportedDocument.objects.values_list("pk", flat=True))
    assert second.following is None
    # A piece that takes long ends early.
    assert len(preview(run, seconds=0).differences) == 1


def test_without_a_worker_requests_do_a_chunk_each(old_run, monkeypatch):
    monkeypatch.setattr(again, "BY_REQUEST", 2)
    editor = factories.make_user()
    new = begin_again(old_run, editor)
    assert (new.state, new.chunk_count, new.section, new.user) == ("running", 2, old_run.section, editor)
    assert waits_for_requests(new)
    assert not work_on_next(new)
    assert news_pages().filter(draft_title__startswith="Outdated").count() == 2
    assert work_on_next(new)
    new.refresh_from_db()
    assert (new.state, new.counts) == ("finished", {"changed": 4})
    assert not news_pages().filter(draft_title__startswith="Outdated").exists()
    entry = ModelLogEntry.objects.for_instance(old_run).get(action=EXTRACTED_AGAIN)
    assert (entry.user, entry.data, entry.uuid) == (editor, {"run": new.pk}, old_run.uuid)


def test_it_is_begun_once(run):
    assert begin_again(run, None)
    assert begin_again(run, None) is None
    assert ImportRun.objects.count() == 2


def test_a_run_without_stored_originals_ends_at_once(run):
    ImportedDocument.objects.update(original="")
    new = begin_again(run, None)
    assert (new.state, new.chunk_count) == ("finished", 0)


def test_with_a_worker_all_chunks_are_handed_to_the_queue(run, monkeypatch):
    given = []
    monkeypatch.setattr(again, "has_workers", lambda: True)
    monkeypatch.setattr(again, "enqueue_chunk", given.append)
    new = begin_again(run, None)
    assert given == list(new.chunks.values_list("pk", flat=True))
    assert not waits_for_requests(new)


def test_stopped_in_between_it_keeps_what_was_written(run, monkeypatch):
    monkeypatch.setattr(again, "BY_REQUEST", 2)
    new = begin_again(run, None)
    work_on_next(new)
    assert ask_to_stop(new)
    assert (new.state, new.counts) == ("stopped", {"unchanged": 2})
    assert not ask_to_stop(new)
    assert work_on_next(new)
    assert ModelLogEntry.objects.for_instance(new).filter(action=STOPPED).count() == 1


def test_a_process_of_its_own_stops_at_its_next_heartbeat(news_index, monkeypatch):
    from wagtail_cstonews.importing import heartbeat

    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", -1.0)
    editor = factories.make_user()

    def items():
        for number in range(40):
            if number == 26:
                [run] = ImportRun.objects.all()
                assert ask_to_stop(run, editor)
                assert run.state == "running"
            yield document(str(number), f"Title {number}\nParagraph {number}.")

    outcomes = imported(items(), news_index, batch_size=5)
    run = ImportRun.objects.get()
    assert run.state == "stopped"
    assert 25 <= len(outcomes) < 40
    assert ModelLogEntry.objects.for_instance(run).get(action=STOPPED).user == editor
