"""What a site's own code is told of imports."""

from __future__ import annotations

import logging
from contextlib import contextmanager

import pytest

from wagtail_cstonews.importing.heartbeat import mark_interrupted
from wagtail_cstonews.models import ImportedDocument, ImportRun
from wagtail_cstonews.signals import document_imported, run_finished

from .factories import make_run
from .importing.helpers import document, documents, imported, news_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A block at whose end what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@contextmanager
def listening(signal, receiver):
    signal.connect(receiver, weak=False)
    try:
        yield
    finally:
        signal.disconnect(receiver)


@contextmanager
def noted(signal):
    found = []

    def note(sender, **values):
        found.append((sender, values))

    with listening(signal, note):
        yield found


def test_each_document_that_is_on_record_is_told_after_commit(news_index, commit):
    items = [*documents(2), document("copy", "Title 0\nParagraph 0."), document("bad", "\n")]
    with noted(document_imported) as found, commit():
        imported(items, news_index)
        assert not found
    assert {sender for sender, _ in found} == {ImportedDocument}
    assert [(values["document"].source, values["state"]) for _, values in found] == [
        ("archive/000.txt", "new"),
        ("archive/001.txt", "new"),
        ("archive/copy.txt", "duplicate"),
        ("archive/bad.txt", "failed"),
    ]
    assert [values["page"] and values["page"].pk for _, values in found][:2] == [p.pk for p in news_pages()]
    assert found[3][1]["page"] is None
    assert {values["run"] for _, values in found} == {ImportRun.objects.get()}


def test_changed_pages_are_told_and_unchanged_ones_are_not(news_index, commit):
    imported(documents(2), news_index)
    changed = document("001", "Title 1\nAnother paragraph.")
    with noted(document_imported) as found, commit():
        imported([documents(1)[0], changed], news_index)
    assert [(values["document"].source, values["state"]) for _, values in found] == [
        ("archive/001.txt", "changed")
    ]


def test_a_dry_run_tells_nothing(news_index, commit):
    with noted(document_imported) as found, noted(run_finished) as ended, commit():
        imported(documents(1), news_index, dry_run=True)
    assert not found
    assert not ended


def test_a_receiver_that_raises_is_logged_and_costs_nothing(news_index, caplog, commit):
    def refuse(**kwargs):
        raise RuntimeError("not today")

    with (
        listening(document_imported, refuse),
        listening(run_finished, refuse),
        noted(document_imported) as found,
        caplog.at_level(logging.ERROR),
        commit(),
    ):
        imported(documents(2), news_index)
    assert len(found) == news_pages().count() == 2
    assert ImportRun.objects.get().state == "finished"
    assert [record.name for record in caplog.records].count("django.dispatch") == 3


def test_the_end_of_a_run_is_told_with_what_is_on_record(news_index, commit):
    with noted(run_finished) as found, commit():
        imported(documents(2), news_index)
    ((sender, values),) = found
    assert sender is ImportRun
    run = values["run"]
    assert (run.state, run.counts) == ("finished", {"new": 2})


def test_a_run_that_fails_is_told(news_index, commit):
    def breaking():
        yield documents(1)[0]
        raise OSError("the disk is gone")

    with noted(run_finished) as found, commit(), pytest.raises(OSError, match="the disk is gone"):
        imported(breaking(), news_index)
    assert [values["run"].state for _, values in found] == ["failed"]


def test_a_run_that_was_killed_is_told_once_by_who_notices_it(news_index, commit):
    make_run(section=news_index, state="running", owner="elsewhere:1:0")
    ImportRun.objects.update(heartbeat_at="2020-01-01T00:00:00Z")
    with noted(run_finished) as found, commit():
        mark_interrupted()
        mark_interrupted()
    assert [values["run"].state for _, values in found] == ["interrupted"]


def test_nobody_listening_costs_nothing(news_index, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        imported(documents(2), news_index)
    assert not [call for call in callbacks if "wagtail_cstonews.signals" in repr(call)]
