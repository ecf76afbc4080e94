"""Imports that are handed to a task queue. Here the queue is this process: at once, or when the test says."""

from __future__ import annotations

import io
import json
import os
import signal
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail import hooks

from tests import factories, rows
from wagtail_cstonews import conf
from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Article, Paragraph
from wagtail_cstonews.importing.entries.reimport import stored_items
from wagtail_cstonews.importing.heartbeat import SILENCE, this_process
from wagtail_cstonews.importing.queue import chunks, tasks, worker
from wagtail_cstonews.importing.queue.packing import pack, unpack
from wagtail_cstonews.importing.reading.article_steps import HOOK
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.reporting.accumulator import report_of
from wagtail_cstonews.models import (
    ImportChange,
    ImportChunk,
    ImportedDocument,
    ImportFindings,
    ImportRun,
    Person,
    SiteProfile,
)
from wagtail_cstonews.signals import document_imported, run_finished
from wagtail_cstonews.sources import BadDocument, Skipped

from ...extraction import herald
from ..helpers import body_of, document, imported, last_run, news_pages, plain, refuse_batches
from ..killing import make_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plainly(monkeypatch, settings):
    """Articles that need no guessing, and small chunks."""
    monkeypatch.setattr(ProfileBook, "extract", lambda self, raw: plain(raw))
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": 2}


@pytest.fixture
def queue(monkeypatch):
    """The chunks that were enqueued; nothing works on them until ``work`` is called."""
    waiting = []
    monkeypatch.setattr(chunks, "enqueue_chunk", waiting.append)
    return waiting


@pytest.fixture
def source(tmp_path):
    """Writes documents as JSON Lines; each has its title and its text."""

    def write(*given, name="rows.jsonl"):
        path = tmp_path / name
        path.write_text(
            "\n".join(
                json.dumps({"id": key, "url": f"https://courier.example/{key}", "text": text})
                for key, text in given
            )
        )
        return path

    return write


def texts(count, start=0):
    return [(str(number), f"Title {number}\nText {number}.") for number in range(start, start + count)]


def call(name, *arguments, **options):
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err, no_color=True, **options)
    except CommandError as error:
        err.write(str(error))
        status = error.returncode
    return out.getvalue(), err.getvalue(), status


def enqueue(path, **options):
    return call("import_news", path, to="/news/", enqueue=True, **options)


def work(queue):
    while queue:
        tasks.work_on_chunk.call(queue.pop(0))


def titles():
    return sorted(news_pages().values_list("title", flat=True))


# ------------------------------------------------------------------ packing


def test_documents_are_packed_and_unpacked(news_index):
    raw = document("a", "Тема\nТекст \ud800", title="T", url="https://a.example/", tags=("one", "two"))
    binary = document("b", b"\xff\x00raw", encoding="cp1251", beside=("/folder", "b.html"))
    items = [raw, binary, BadDocument("rows.jsonl:3", "no", 3, "key"), Skipped("photo.jpg", "no text")]
    found = unpack(pack(items))
    assert found == items
    assert [type(item) for item in found] == [type(item) for item in items]


def test_of_stored_documents_only_the_key_is_packed(news_index):
    imported([document("a", "A title\n" + "Some text. " * 100), document("b", "Another\nText.")], news_index)
    items = list(stored_items(ImportedDocument.objects.all()))
    packed = pack(items)
    assert len(packed) < 200
    ImportedDocument.objects.get(key=items[1].key).delete()
    first, second = unpack(packed)
    assert first == items[0]
    assert (second.key, second.message) == (items[1].key, "Its record was deleted since.")


# ------------------------------------------------------------------ a run


def test_at_once(news_index, source):
    out, err, status = enqueue(source(*texts(5)), publish=True)
    assert (err, status) == ("", 0)
    run = last_run()
    assert out == (
        "Learnt from 5 new documents of 1 site.\n"
        f"Run {run.pk}: 3 chunks (3 done). Follow it with: news_import_status {run.pk}\n"
    )
    assert (run.state, run.counts, run.chunk_count) == ("finished", {"new": 5}, 3)
    assert run.finished_at
    assert titles() == [f"Title {number}" for number in range(5)]
    assert all(news_pages().values_list("live", flat=True))
    assert not any(bytes(content) for content in ImportChunk.objects.values_list("content", flat=True))
    enqueue(source(*texts(6)))
    assert last_run().counts == {"new": 1, "unchanged": 5}


def test_rows_are_those_of_one_process(news_index, tmp_path, monkeypatch):
    """Duplicates, links, people, a document that fails."""
    monkeypatch.undo()
    archive = tmp_path / "archive"
    make_archive(archive)

    def written(**options):
        before = rows.snapshot()
        try:
            with transaction.atomic():
                call("import_news", archive, to="/news/", publish=True, **options)
                found = rows.difference(before, rows.snapshot())
                counts = last_run().counts
                raise Undo
        except Undo:
            return found, counts

    one, counts = written()
    two, counted = written(enqueue=True)
    assert counts == counted
    assert set(two) - set(one) == {ImportChunk._meta.db_table}
    for table in one:
        assert len(one[table]) == len(two[table]), table


class Undo(Exception):  # noqa: N818
    pass


def test_people_of_two_chunks_are_one(news_index, source, queue):
    speaker = json.dumps(
        {"title": "{}", "interviewee": {"name": "Aigul Sadykova", "role": "Judge"}, "kind": "interview"}
    )
    enqueue(source(*((str(n), speaker.replace("{}", f"Talk {n}")) for n in range(4))))
    assert len(queue) == 2
    work(queue)
    assert last_run().counts == {"new": 4}
    assert Person.objects.get().name == "Aigul Sadykova"


def test_one_key_in_two_chunks_is_one_page(news_index, source, queue):
    same, other = ("0", "Title 0\nText 0."), ("0", "Title 0\nQuite another text.")
    enqueue(source(*texts(2), same, other, *texts(1, start=9)))
    queue.reverse()
    work(queue)
    run = last_run()
    assert run.state == "finished"
    assert run.counts == {"new": 3, "duplicate": 1, "skipped": 1} or run.counts == {"new": 3, "skipped": 2}
    assert news_pages().count() == 3
    assert ImportedDocument.objects.count() == 3


@pytest.mark.parametrize("lost", [False, True])
def test_who_is_linked_does_not_depend_on_the_order_of_chunks(news_index, source, queue, lost):
    """A byline leads to a person whom the site knows by then; who is in one chunk makes the person."""
    article = json.dumps({"title": "By her", "authors": ["Aigul Sadykova"]})
    talk = {"title": "Talk", "kind": "interview", "interviewee": {"name": "Aigul Sadykova", "role": "Judge"}}
    items = [
        ("a", article),
        ("b", "Filler\nText."),
        ("c", json.dumps(talk)),
        ("d", article.replace("By", "Also by")),
    ]
    enqueue(source(*items))
    assert len(queue) == 2
    if lost:
        lose(ImportChunk.objects.get(number=1))
        queue.pop(0)
    queue.reverse()
    work(queue)
    assert last_run().counts == {"new": 4}
    person = Person.objects.get()
    linked = {page.title: page.authors[0].value["person"] for page in news_pages() if len(page.authors)}
    assert linked == {"By her": None, "Also by her": person}


def test_a_chunk_waits_for_the_one_before_it(news_index, source, queue, monkeypatch):
    enqueue(source(*texts(4)))
    first = ImportChunk.objects.get(number=1)
    lose(first, owner=f"{this_process()}:1")
    waited = []

    def sleep(seconds):
        assert not news_pages().exists()
        waited.append(seconds)
        if len(waited) == 3:
            ImportChunk.objects.filter(pk=first.pk).update(state="waiting", owner="")

    monkeypatch.setattr(worker.time, "sleep", sleep)
    tasks.work_on_chunk.call(queue.pop(1))
    assert len(waited) == 3
    assert titles() == ["Title 0", "Title 1", "Title 2", "Title 3"]
    work(queue)
    assert (last_run().state, last_run().counts) == ("finished", {"new": 4})


def test_bad_rows_and_failures_are_counted(news_index, tmp_path, monkeypatch):
    path = tmp_path / "rows.jsonl"
    good = [json.dumps({"url": f"https://a.example/{key}", "text": text}) for key, text in texts(3)]
    path.write_text("\n".join([good[0], "{broken", *good[1:]]))
    enqueue(path)
    assert last_run().counts == {"new": 3, "failed": 1}
    out, _, _ = call("news_import_status", last_run().pk)
    assert "Chunks: 2 done" in out
    assert "rows.jsonl:2: not JSON" in out


def test_what_cannot_be_written_fails_alone(news_index, source, monkeypatch):
    real = worker.write_together

    def refuse(entries, people, target):
        if any(entry.built and entry.built.page.title == "Title 1" for entry in entries):
            raise ValueError("no such luck")
        return real(entries, people, target)

    monkeypatch.setattr(worker, "write_together", refuse)
    enqueue(source(*texts(4)))
    assert last_run().counts == {"new": 3, "failed": 1}
    assert titles() == ["Title 0", "Title 2", "Title 3"]
    failed = ImportedDocument.objects.get(state="failed")
    assert "ValueError: no such luck" in failed.message


def test_stored_documents(news_index, source, monkeypatch):
    enqueue(source(*texts(3)))
    monkeypatch.setattr(
        ProfileBook,
        "extract",
        lambda self, raw: plain(RawDocument(raw.id, f"{raw.content}\nMore.", raw.source)),
    )
    call("import_news", again=last_run().pk, enqueue=True)
    assert last_run().counts == {"changed": 3}


def test_site_profiles_reach_the_workers(news_index, tmp_path, monkeypatch, settings):
    monkeypatch.undo()
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "SITE_PROFILES": False}
    path = tmp_path / "herald.jsonl"
    found = [json.dumps({"url": herald.document(n).url, "text": herald.page(n)}) for n in range(5)]
    path.write_text("\n".join(found), encoding="utf-8")
    enqueue(path, site_profiles=True)
    assert SiteProfile.objects.get().documents == 5
    assert news_pages().count() == 5
    assert not any(herald.APPEAL in json.dumps(list(page.body.raw_data)) for page in news_pages())


def test_workers_know_the_sites_of_documents_without_addresses(news_index, tmp_path, monkeypatch):
    monkeypatch.undo()
    path = tmp_path / "herald.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": n, "text": herald.page(n)}) for n in range(5)), encoding="utf-8"
    )
    enqueue(path)
    assert SiteProfile.objects.get().host.startswith("herald.jsonl#")
    assert not any(herald.APPEAL in json.dumps(list(page.body.raw_data)) for page in news_pages())
    SiteProfile.objects.all().delete()
    enqueue(path, site="elsewhere", publish=True, site_profiles=False)
    assert not SiteProfile.objects.exists()


def test_run_is_undone(news_index, source, queue):
    enqueue(source(*texts(5)))
    _, err, status = call("undo_news_import", last_run().pk, interactive=False)
    assert status == 1
    assert f"is still at work. Stop it first: stop_news_import {last_run().pk}." in err
    work(queue)
    call("undo_news_import", last_run().pk, interactive=False)
    assert last_run().state == "undone"
    assert not news_pages().exists()
    assert not ImportedDocument.objects.exists()
    assert not ImportChunk.objects.exists()


@pytest.mark.parametrize("option", [{"dry_run": True}, {"report": "x.json"}, {"workers": 2}])
def test_what_is_not_for_a_queue(news_index, source, option):
    _, err, _ = enqueue(source(*texts(1)), **option)
    assert "is for an import in this process, not with --enqueue" in err
    assert not ImportRun.objects.exists()


def test_wrong_queue_is_said_at_once(news_index, source, settings):
    settings.WAGTAIL_CSTONEWS = {"TASK_QUEUE": "nowhere"}
    assert conf.get_str("TASK_QUEUE") == "nowhere"
    _, err, status = enqueue(source(*texts(1)))
    assert "--enqueue: the settings TASKS, TASK_BACKEND and TASK_QUEUE do not fit" in err
    assert status == 1
    assert not ImportRun.objects.exists()


# ------------------------------------------------------------------ the report


def comparable(report):
    """Without what differs from run to run: ids and times."""
    for row in report["failures"] + report["eyes"] + report["duplicates"]:
        for name in ("document", "page", "seconds"):
            row.pop(name, None)
    return {**report, "slowest": sorted(row["source"] for row in report["slowest"])}


def test_report_is_that_of_one_process(news_index, tmp_path, monkeypatch):
    monkeypatch.undo()
    archive = tmp_path / "archive"
    make_archive(archive)

    def reported(**options):
        try:
            with transaction.atomic():
                call("import_news", archive, to="/news/", publish=True, **options)
                raise Undo(last_run().report)
        except Undo as undo:
            return comparable(undo.args[0])

    one = reported()
    assert one["states"]["failed"]
    assert len(one["slowest"]) > 9
    assert reported(enqueue=True) == one


def test_report_grows_as_chunks_are_done(news_index, source, queue):
    enqueue(source(*texts(6)))
    run = last_run()
    assert report_of(run) == {}
    queue.reverse()
    for done in (2, 4, 6):
        tasks.work_on_chunk.call(queue.pop(0))
        assert report_of(last_run())["states"] == {"new": done}
    assert ImportFindings.objects.count() == 0
    assert last_run().report["states"] == {"new": 6}


def test_signs_of_life_add_up_the_report(news_index, source, queue, monkeypatch):
    monkeypatch.setattr(chunks, "BEAT_SECONDS", 0)
    enqueue(source(*texts(6)))
    tasks.work_on_chunk.call(queue.pop(0))
    assert last_run().report["states"] == last_run().counts == {"new": 2}
    assert ImportFindings.objects.count() == 0


def test_report_of_a_chunk_that_was_taken_up_again(news_index, source, queue, monkeypatch):
    """Its documents are written one by one, and the worker dies over the second: each counts once."""
    real = worker.write_together

    def refuse(entries, people, target):
        if len(entries) > 1:
            raise ValueError("one by one")
        if ImportChunk.objects.get().attempts == 1 and entries[0].built.page.title == "Title 1":
            raise SystemExit
        return real(entries, people, target)

    monkeypatch.setattr(worker, "write_together", refuse)
    enqueue(source(*texts(2)))
    with pytest.raises(SystemExit):
        tasks.work_on_chunk.call(queue.pop(0))
    assert report_of(last_run())["states"] == {"new": 1}
    lose(ImportChunk.objects.get())
    chunks.requeue_lost()
    work(queue)
    assert last_run().report["states"] == last_run().counts == {"new": 2}


def test_what_cannot_be_recorded_is_in_the_report(news_index, source, queue, monkeypatch):
    real = worker.write_together

    def refuse(entries, people, target):
        if any(entry.item.id == "1" for entry in entries):
            raise ValueError("no such luck")
        return real(entries, people, target)

    monkeypatch.setattr(worker, "write_together", refuse)
    enqueue(source(*texts(2)))
    work(queue)
    assert last_run().report["states"] == last_run().counts == {"new": 1, "failed": 1}
    assert "ValueError: no such luck" in last_run().report["failures"][0]["message"]


def test_report_is_written_afterwards(news_index, source, queue, tmp_path):
    enqueue(source(*texts(4)))
    run = last_run()
    path = tmp_path / "out.html"
    _, err, status = call("news_import_status", run.pk, report=str(path))
    assert (err, status) == (f"Run {run.pk} has no report: nothing became of its documents yet.", 1)
    tasks.work_on_chunk.call(queue.pop(0))
    call("news_import_status", run.pk, report=str(path))
    html = path.read_text(encoding="utf-8")
    assert "2 documents: 2 new." in html
    assert "It is not at its end yet: this is what it did so far." in html
    assert "The same for machines: <code>out.json</code>" in html
    work(queue)
    call("news_import_status", run.pk, report=str(path))
    assert "It is not at its end yet" not in path.read_text(encoding="utf-8")
    data = json.loads((tmp_path / "out.json").read_text())
    assert (data["run"], data["state"], data["counts"]) == (run.pk, "finished", {"new": 4})
    assert data["confidence"] == last_run().report["confidence"]
    call("news_import_status", run.pk, report=str(tmp_path / "only.json"))
    assert json.loads((tmp_path / "only.json").read_text()) == data
    _, err, _ = call("news_import_status", report=str(path))
    assert "--report needs the number of a run" in err
    _, err, _ = call("news_import_status", run.pk, report=str(tmp_path / "gone" / "out.html"))
    assert "cannot be written (No such file or directory)" in err


# ------------------------------------------------------------------ workers that are lost


def lose(chunk, **fields):
    """Has the chunk be one whose worker was killed."""
    host = this_process().split(":")[0]
    lost = {"state": "running", "owner": f"{host}:99999999:1:1", "heartbeat_at": timezone.now()}
    ImportChunk.objects.filter(pk=chunk.pk).update(**{**lost, "attempts": 1, **fields})


def test_a_lost_chunk_is_taken_up_by_the_next_worker(news_index, source, queue):
    enqueue(source(*texts(6)))
    lost = ImportChunk.objects.get(number=1)
    lose(lost)
    queue.remove(lost.pk)
    tasks.work_on_chunk.call(queue.pop(0))
    assert queue[-1] == lost.pk
    work(queue)
    assert (last_run().state, last_run().counts) == ("finished", {"new": 6})
    assert news_pages().count() == 6


def test_the_last_chunk_is_noticed_by_the_status(news_index, source, queue):
    enqueue(source(*texts(2)))
    lose(ImportChunk.objects.get())
    queue.clear()
    _, err, _ = call("news_import_status", last_run().pk)
    assert err == "Handed out again: 1 chunk whose worker was lost.\n"
    work(queue)
    assert last_run().state == "finished"


def test_a_worker_elsewhere_is_lost_after_a_long_silence(news_index, source, queue):
    enqueue(source(*texts(2)))
    chunk = ImportChunk.objects.get()
    lose(chunk, owner="elsewhere:1:1:1")
    assert chunks.requeue_lost() == 0
    lose(chunk, owner=f"{this_process()}:1", heartbeat_at=timezone.now() - SILENCE - timedelta(seconds=1))
    assert chunks.requeue_lost() == 1
    assert chunks.requeue_lost() == 0


def test_a_chunk_that_is_held_is_left_alone(news_index, source, queue):
    enqueue(source(*texts(2)))
    chunk = ImportChunk.objects.get()
    lose(chunk, owner=f"{this_process()}:1")
    work(queue)
    assert not news_pages().exists()
    chunk.refresh_from_db()
    assert chunk.attempts == 1


def test_a_worker_that_comes_back_too_late_writes_nothing(news_index, source, queue, monkeypatch):
    enqueue(source(*texts(2)))
    chunk = ImportChunk.objects.get()
    real = worker.ChunkWork.prepare

    def overtaken(self, entries):
        found = real(self, entries)
        monkeypatch.setattr(worker.ChunkWork, "prepare", real)
        lose(chunk, heartbeat_at=timezone.now() - 2 * SILENCE)
        tasks.work_on_chunk.call(chunk.pk)
        return found

    monkeypatch.setattr(worker.ChunkWork, "prepare", overtaken)
    work(queue)
    assert news_pages().count() == 2
    assert (last_run().state, last_run().counts) == ("finished", {"new": 2})
    assert ImportChange.objects.count() == 2


def test_what_was_written_is_not_done_again(news_index, source, queue, monkeypatch):
    """Killed between its documents: the note of what became of each is as whole as its page."""
    enqueue(source(*texts(2)))
    chunk = ImportChunk.objects.get()
    real = worker.ChunkWork.write

    def killed(self, entries):
        self.write_alone(entries[0])
        raise SystemExit

    monkeypatch.setattr(worker.ChunkWork, "write", killed)
    with pytest.raises(SystemExit):
        tasks.work_on_chunk.call(queue.pop())
    monkeypatch.setattr(worker.ChunkWork, "write", real)
    chunk.refresh_from_db()
    assert (chunk.state, chunk.written) == ("running", {"0": "new"})
    lose(chunk)
    chunks.requeue_lost()
    work(queue)
    assert last_run().counts == {"new": 2}
    assert news_pages().count() == 2


def test_a_document_that_kills_its_workers_fails_in_the_end(news_index, source, queue, monkeypatch):
    def extract(self, raw):
        if raw.content.startswith("Title 1"):
            raise SystemExit
        return plain(raw)

    monkeypatch.setattr(ProfileBook, "extract", extract)
    enqueue(source(*texts(2)))
    chunk = ImportChunk.objects.get()
    for attempt in (1, 2):
        with pytest.raises(SystemExit):
            tasks.work_on_chunk.call(queue.pop())
        lose(chunk, attempts=attempt)
        assert chunks.requeue_lost() == 1
    work(queue)
    assert (last_run().state, last_run().counts) == ("finished", {"new": 1, "failed": 1})
    assert "died, twice" in ImportedDocument.objects.get(state="failed").message


def test_workers_that_die_for_no_known_reason(news_index, source, queue):
    enqueue(source(*texts(2)))
    lose(ImportChunk.objects.get(), attempts=worker.MOST_LOSSES)
    chunks.requeue_lost()
    queue[:] = queue[-1:]
    with pytest.raises(worker.WorkersLostError):
        work(queue)
    assert last_run().state == "failed"
    assert "1 chunk could not be worked on (WorkersLostError: 5 workers were lost" in last_run().message


def test_errors_are_tried_again_and_end_the_run_at_last(news_index, source, queue, monkeypatch):
    def broken(run, profiles):
        raise LookupError("no section")

    monkeypatch.setattr(worker, "planner_for", broken)
    enqueue(source(*texts(4)))
    for _ in range(2 * worker.MOST_ATTEMPTS):
        with pytest.raises(LookupError):
            tasks.work_on_chunk.call(queue.pop(0))
    assert not queue
    assert last_run().state == "failed"
    assert last_run().message.startswith("2 chunks could not be worked on (LookupError: no section).")
    assert news_pages().count() == 0


@pytest.mark.parametrize(("locale", "by_language"), [(None, True), ("en", False)])
def test_documents_go_where_one_process_puts_them(news_index, source, queue, settings, locale, by_language):
    """Under the section of their language, unless a language is asked for."""
    settings.WAGTAIL_I18N_ENABLED = True
    enqueue(source(*texts(1)), locale=locale)
    planner = worker.planner_for(last_run(), ProfileBook())
    assert planner.languages.is_on is by_language


def test_section_that_is_gone(news_index, source, queue):
    path = source(*texts(1))
    enqueue(path)
    other = factories.make_index(slug="other")
    ImportRun.objects.update(section=None)
    for _ in range(worker.MOST_ATTEMPTS):
        with pytest.raises(LookupError):
            tasks.work_on_chunk.call(queue.pop(0))
    assert "The section of the import is gone." in last_run().message
    assert other.get_children().count() == 0


# ------------------------------------------------------------------ stopping, and going on


def test_stop(news_index, source, queue):
    path = source(*texts(6))
    enqueue(path)
    tasks.work_on_chunk.call(queue.pop(0))
    run = last_run()
    out, _, status = call("stop_news_import", run.pk)
    assert out == f"Run {run.pk} is stopped: 3 chunks (1 done, 2 dropped).\n"
    assert status == 0
    work(queue)
    run.refresh_from_db()
    assert (run.state, run.counts) == ("stopped", {"new": 2})
    _, err, _ = call("stop_news_import", run.pk)
    assert f"Run {run.pk} is not at work: it is stopped." in err
    enqueue(path)
    work(queue)
    assert last_run().counts == {"new": 4, "unchanged": 2}


def test_stop_waits_for_the_chunk_that_is_worked_on(news_index, source, queue):
    enqueue(source(*texts(4)))
    chunk = ImportChunk.objects.get(number=1)
    lose(chunk, owner=f"{this_process()}:1")
    out, _, _ = call("stop_news_import", last_run().pk)
    assert "What workers are at is finished first." in out
    assert last_run().state == "running"
    ImportChunk.objects.filter(pk=chunk.pk).update(state="done", counts={"new": 2})
    chunks.requeue_lost()
    assert (last_run().state, last_run().counts) == ("stopped", {"new": 2})


def test_run_in_one_process_is_asked_to_stop(news_index):
    run = ImportRun.objects.create(owner=this_process())
    out, _, status = call("stop_news_import", run.pk)
    assert "works in one process. It was asked to stop" in out
    assert status == 0
    run.refresh_from_db()
    assert (run.state, run.is_to_stop) == ("running", True)


def test_interrupt_while_documents_are_handed_out(news_index, source, queue, monkeypatch):
    def interrupted(pk):
        queue.append(pk)
        if len(queue) == 2:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(chunks, "enqueue_chunk", interrupted)
    path = source(*texts(9))
    _, err, status = enqueue(path)
    assert status == 130
    assert "Stopping after this chunk; Ctrl-C again stops at once." in err
    assert (last_run().state, last_run().chunk_count) == ("stopped", 2)
    work(queue)
    assert not news_pages().exists()


def test_reader_that_is_stopped_from_elsewhere(news_index, source, queue, monkeypatch):
    def stopped(pk):
        queue.append(pk)
        if len(queue) == 2:
            call("stop_news_import", last_run().pk)

    monkeypatch.setattr(chunks, "enqueue_chunk", stopped)
    _, _, status = enqueue(source(*texts(9)))
    assert status == 130
    assert last_run().state == "stopped"
    assert ImportChunk.objects.count() == 2


def test_reader_that_is_killed(news_index, source, queue, monkeypatch):
    def killed(pk):
        queue.append(pk)
        if len(queue) == 2:
            raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(chunks, "seal", lambda run, message="": None)
        patch.setattr(chunks, "enqueue_chunk", killed)
        with pytest.raises(SystemExit):
            enqueue(source(*texts(9)))
    host = this_process().split(":")[0]
    ImportRun.objects.update(owner=f"{host}:99999999:1")
    work(queue)
    assert (last_run().state, last_run().counts) == ("interrupted", {"new": 4})
    assert "The process that read the documents did not come to its end." in last_run().message


def test_the_same_command_while_the_run_goes_on(news_index, source, queue):
    path = source(*texts(4))
    enqueue(path)
    queue.clear()
    _, err, status = enqueue(path)
    assert status == 1
    run = ImportRun.objects.get()
    assert f"Run {run.pk} of the same command is at it: 2 chunks (2 waiting). 2 waiting chunks were" in err
    assert len(queue) == 2
    work(queue + queue)
    run.refresh_from_db()
    assert (run.state, run.counts) == ("finished", {"new": 4})


def test_process_that_dies_while_it_closes_a_run(news_index, source, queue):
    enqueue(source(*texts(2)))
    host = this_process().split(":")[0]
    ImportChunk.objects.update(state="done", counts={"new": 2})
    ImportRun.objects.update(owner=f"{host}:99999999:1")
    chunks.requeue_lost()
    assert (last_run().state, last_run().counts) == ("finished", {"new": 2})


def test_other_runs_do_not_take_it_for_dead(news_index, source, queue):
    enqueue(source(*texts(2)))
    ImportRun.objects.update(heartbeat_at=timezone.now() - 2 * SILENCE)
    imported([document("a", "Another\nText.")], news_index)
    assert sorted(ImportRun.objects.values_list("state", flat=True)) == ["finished", "running"]


# ------------------------------------------------------------------ a site's own code


def add_source(article, document):
    article.body.append(Paragraph(f"From {document.id}."))


def test_article_steps_run_once_in_the_workers(news_index, queue, source, monkeypatch):
    """A chunk that the database refuses is written document by document, with the same articles."""
    refuse_batches(monkeypatch)
    with hooks.register_temporarily(HOOK, add_source):
        enqueue(source(*texts(3)))
        work(queue)
    assert [body_of(page)[-1] for page in news_pages().order_by("title")] == [
        ("paragraph", f"<p>From {number}.</p>") for number in range(3)
    ]
    assert all(len(body_of(page)) == 2 for page in news_pages())
    for record in ImportedDocument.objects.all():
        number = record.key.rpartition("/")[2]
        assert record.article["body"][-1]["text"] == f"From {number}."


def test_articles_are_packed_before_the_section_is_locked(news_index, queue, source, monkeypatch):
    given = []
    to_json = Article.to_json

    def noting(article, packed=""):
        given.append(packed)
        return to_json(article, packed)

    monkeypatch.setattr(Article, "to_json", noting)
    enqueue(source(*texts(3)))
    work(queue)
    assert [json.loads(packed)["title"] for packed in given] == ["Title 0", "Title 1", "Title 2"]


def test_a_step_that_raises_in_a_worker_fails_its_document(news_index, queue, source):
    def refuse(article, document):
        if document.id == "1":
            raise ValueError("I want no such thing")

    with hooks.register_temporarily(HOOK, refuse):
        enqueue(source(*texts(3)))
        work(queue)
    assert titles() == ["Title 0", "Title 2"]
    assert "refuse failed (ValueError" in ImportedDocument.objects.get(state="failed").message


def test_workers_tell_of_documents_and_of_the_end(
    news_index, queue, source, django_capture_on_commit_callbacks
):
    told = []

    def note(signal, run, state="", document=None, **kwargs):
        told.append((document.title, state) if document else run.state)

    for sent in (document_imported, run_finished):
        sent.connect(note)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            enqueue(source(*texts(3)))
            work(queue)
    finally:
        for sent in (document_imported, run_finished):
            sent.disconnect(note)
    assert sorted(told[:-1]) == [(f"Title {number}", "new") for number in range(3)]
    assert told[-1] == "finished"
