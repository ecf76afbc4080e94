"""A run divided into chunks for a task queue: cutting, claiming, requeuing and closing.

A chunk's documents are stored with it, so that any worker on any machine can work on it. A worker claims a
chunk and sends heartbeats. A lost worker is detected by the next worker that finishes a chunk, by a periodic
task of the queue, by ``news_import_status`` and by ``import_news``.
"""

from __future__ import annotations

import datetime
import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ...models import ImportChunk, ImportRun
from ...signals import send_run_finished
from ...sources import Item, Skipped
from ..audit import log_end, logged_as
from ..closing import tidy_up
from ..entries.entry import STATES, Entry
from ..heartbeat import BEAT_SECONDS, SILENCE, is_dead, this_process
from ..reading.batching import in_batches
from ..reporting.accumulator import add_up
from ..reporting.findings import MOST_REASONS
from ..reporting.result import ENDINGS
from ..reporting.wording import counted
from ..run import ImportRunner
from .enqueuing import enqueue_chunk, requeue_lost_later
from .packing import pack

logger = logging.getLogger(__name__)

CHUNK_BYTES = 1 << 22
"""Bytes or characters at which a chunk ends, however few its documents: it is stored in one row, and loaded
at once.
"""

OPEN = (ImportChunk.State.WAITING, ImportChunk.State.RUNNING)

CUT_SHORT = (
    "The process that read the documents did not come to its end. What it had handed out was imported; the "
    "same command goes on from there."
)
FAILED = "{count} could not be worked on ({message}). The same command goes on once the cause is gone."


class Stopped(Exception):  # noqa: N818
    """The run was stopped while its documents were still being enqueued."""


# ---------------------------------------------------------------------- handing out


def hand_out(runner: ImportRunner, items: Iterable[Item]) -> ImportRun:
    """Cut the documents into chunks and enqueue these, as a new run. Holds one chunk in memory.

    On a request to stop, the chunks that no worker has claimed are dropped.
    """
    requeue_lost()
    run = runner.open_run()
    requeue_lost_later(run.pk)
    try:
        batches = in_batches(runner.limited(items), runner.batch_size, most=CHUNK_BYTES)
        for number, entries in enumerate(batches, 1):
            if runner.stopping:
                break
            enqueue_chunk(_make_chunk(run, number, entries).pk)
    except Stopped:
        runner.stopping = True
    except BaseException:
        seal(run, CUT_SHORT)
        raise
    if runner.stopping:
        stop_run(run)
    else:
        seal(run)
    run.refresh_from_db()
    return run


def _make_chunk(run: ImportRun, number: int, entries: list[Entry]) -> ImportChunk:
    """Store a chunk. Raises :exc:`Stopped` where another process sealed the run."""
    content = pack(entry.item for entry in entries)
    count = sum(not isinstance(entry.item, Skipped) for entry in entries)
    with transaction.atomic():
        open_run = ImportRun.objects.select_for_update().filter(pk=run.pk, chunk_count=None)
        if not open_run.update(heartbeat_at=timezone.now()):
            raise Stopped
        return ImportChunk.objects.create(run=run, number=number, documents=count, content=content)


def add_all(run: ImportRun, contents: Iterable[tuple[int, bytes]]) -> int:
    """Store all chunks of a new run, each by the number of its documents and its content, and seal the run.

    Returns their number. Call it in the transaction that makes the run; nothing is enqueued.
    """
    chunks = [
        ImportChunk(run=run, number=number, documents=documents, content=content)
        for number, (documents, content) in enumerate(contents, 1)
    ]
    ImportChunk.objects.bulk_create(chunks, batch_size=500)
    ImportRun.objects.filter(pk=run.pk).update(chunk_count=len(chunks), owner="")
    return len(chunks)


def next_waiting(run: ImportRun) -> int | None:
    """The primary key of the first chunk that nobody works on."""
    waiting = run.chunks.filter(state=ImportChunk.State.WAITING).order_by("number")
    return waiting.values_list("pk", flat=True).first()


def seal(run: ImportRun, message: str = "") -> None:
    """Seal the run: no chunk is added any more, and the run ends with its last one."""
    ImportRun.objects.filter(pk=run.pk, chunk_count=None).update(
        chunk_count=run.chunks.count(), owner="", message=message
    )
    _close_if_done(run)


def stop_run(run: ImportRun) -> None:
    """Drop the unclaimed chunks. The claimed ones are finished, and then the run ends."""
    seal(run)
    run.chunks.filter(state=ImportChunk.State.WAITING).update(state=ImportChunk.State.DROPPED, content=b"")
    _close_if_done(run)


# ---------------------------------------------------------------------- looking after


def requeue_lost() -> int:
    """Requeue the chunks of lost workers, and close runs that are complete.

    Returns the number of requeued chunks.
    """
    count = 0
    for run in ImportRun.objects.filter(state=ImportRun.State.RUNNING):
        if not run.options.get("enqueue"):
            continue
        if run.chunk_count is None and is_dead(run, timezone.now()):
            seal(run, CUT_SHORT)
        for chunk in run.chunks.filter(state=ImportChunk.State.RUNNING).defer("content"):
            count += is_lost(chunk) and hand_out_again(chunk)
        _close_if_done(run)
    return count


def is_lost(chunk: ImportChunk) -> bool:
    """Whether the worker of a chunk is dead, or its heartbeat too old."""
    now = timezone.now()
    return chunk.heartbeat_at is None or now - chunk.heartbeat_at > SILENCE or is_dead(chunk, now)


def owned(chunk: ImportChunk) -> Any:
    """The chunk's row, as long as this worker owns it."""
    return ImportChunk.objects.filter(pk=chunk.pk, state=ImportChunk.State.RUNNING, owner=chunk.owner)


def hand_out_again(chunk: ImportChunk, message: str = "") -> bool:
    """Requeue the chunk. False where its state or owner has changed."""
    if not owned(chunk).update(state=ImportChunk.State.WAITING, owner="", message=message):
        return False
    logger.info("Chunk %s is handed out again", chunk)
    enqueue_chunk(chunk.pk)
    return True


def resume(run: ImportRun) -> int:
    """Enqueue every waiting chunk again, for a queue that lost its tasks. Returns their number.

    This is idempotent: if the queue still has a task, the second one finds nothing to do.
    """
    requeue_lost()
    waiting = list(run.chunks.filter(state=ImportChunk.State.WAITING).values_list("pk", flat=True))
    for pk in waiting:
        enqueue_chunk(pk)
    return len(waiting)


def unfinished(command: str) -> ImportRun | None:
    """An unfinished run of the same command."""
    runs = ImportRun.objects.filter(state=ImportRun.State.RUNNING, command=command)
    return next((run for run in runs if run.options.get("enqueue")), None)


# ---------------------------------------------------------------------- the end


def _close_if_done(run: ImportRun) -> bool:
    """Close the run if no chunk is left: links, counts and state. Exactly one process does so."""
    sealed = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.RUNNING, chunk_count__isnull=False)
    run = sealed.first() or run
    if run.chunk_count is None or run.chunks.filter(state__in=OPEN).exists():
        return False
    if run.owner and not is_dead(run, timezone.now()):
        return False
    closing = sealed.filter(owner=run.owner)
    if not closing.update(owner=this_process(), heartbeat_at=timezone.now()):
        return False
    redirects = run.options.get("redirects") and run.section is not None
    with logged_as(run, run.user):
        tidy_up(run, run.section_id, run.section.get_site() if redirects else None)
    add_up(run, kinds=MOST_REASONS)
    state, message = _end_of(run)
    now = timezone.now()
    run.state, run.message, run.counts = state, message, _counts_of(run)
    sealed.update(state=state, message=message, counts=run.counts, finished_at=now, heartbeat_at=now)
    log_end(run)
    send_run_finished(run)
    return True


def _end_of(run: ImportRun) -> tuple[str, str]:
    """The final state of a run, and its message."""
    failed = run.chunks.filter(state=ImportChunk.State.FAILED)
    if failed.exists():
        count = counted(failed.count(), "chunk", "chunks")
        first = failed.values_list("message", flat=True).first()
        return str(ImportRun.State.FAILED), FAILED.format(count=count, message=first)
    if run.message == CUT_SHORT:
        return str(ImportRun.State.INTERRUPTED), CUT_SHORT
    if run.chunks.filter(state=ImportChunk.State.DROPPED).exists():
        stopped = str(ImportRun.State.STOPPED)
        return stopped, ENDINGS[stopped]
    return str(ImportRun.State.FINISHED), ""


def _counts_of(run: ImportRun) -> dict[str, int]:
    """The numbers of documents of all chunks by state."""
    counts: Counter[str] = Counter()
    for found in run.chunks.values_list("counts", flat=True):
        counts.update(found)
    return {state: counts[state] for state in STATES if counts[state]}


def note_progress(run: ImportRun) -> None:
    """Save the run's report and counts so far with a heartbeat, if the last one is old enough."""
    now = timezone.now()
    due = ImportRun.objects.filter(
        pk=run.pk,
        state=ImportRun.State.RUNNING,
        heartbeat_at__lt=now - datetime.timedelta(seconds=BEAT_SECONDS),
    )
    if due.exists():
        due.update(counts=add_up(run).to_dict()["states"], heartbeat_at=now)
