"""A run whose documents are handed to a task queue by chunks: cut, claimed, taken up again, closed.

A chunk's documents are stored with it, so that any worker on any machine can work on it. A worker claims it,
and gives signs of life; one that is lost is noticed by the next worker that ends a chunk, by a task that the
queue runs from time to time, by ``news_import_status`` and by ``import_news``.
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
"""A chunk ends when its documents have this many bytes or characters, however few they are."""

OPEN = (ImportChunk.State.WAITING, ImportChunk.State.RUNNING)

CUT_SHORT = (
    "The process that read the documents did not come to its end. What it had handed out was imported; the "
    "same command goes on from there."
)
FAILED = "{count} could not be worked on ({message}). The same command goes on once the cause is gone."


class Stopped(Exception):  # noqa: N818
    """The run was stopped while its documents were still being handed out."""


# ---------------------------------------------------------------------- handing out


def hand_out(runner: ImportRunner, items: Iterable[Item]) -> ImportRun:
    """Cuts the documents into chunks and gives them to the queue, as a new run. Never holds more than one.

    When the runner is asked to stop, what no worker has begun is dropped.
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
    """Stores a chunk. Raises :exc:`Stopped` where the run was sealed by somebody else."""
    content = pack(entry.item for entry in entries)
    count = sum(not isinstance(entry.item, Skipped) for entry in entries)
    with transaction.atomic():
        open_run = ImportRun.objects.select_for_update().filter(pk=run.pk, chunk_count=None)
        if not open_run.update(heartbeat_at=timezone.now()):
            raise Stopped
        return ImportChunk.objects.create(run=run, number=number, documents=count, content=content)


def seal(run: ImportRun, message: str = "") -> None:
    """No chunk comes any more: the run ends with the last one that is there."""
    ImportRun.objects.filter(pk=run.pk, chunk_count=None).update(
        chunk_count=run.chunks.count(), owner="", message=message
    )
    _close_if_done(run)


def stop_run(run: ImportRun) -> None:
    """Drops the chunks that nobody has begun. Those that are being worked on end, and the run with them."""
    seal(run)
    run.chunks.filter(state=ImportChunk.State.WAITING).update(state=ImportChunk.State.DROPPED, content=b"")
    _close_if_done(run)


# ---------------------------------------------------------------------- looking after


def requeue_lost() -> int:
    """Hands out again the chunks that lost their workers, and closes runs that came to their end.

    Gives the number of chunks.
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
    """Whether the worker of a chunk is gone, or gave no sign of life for long."""
    now = timezone.now()
    return chunk.heartbeat_at is None or now - chunk.heartbeat_at > SILENCE or is_dead(chunk, now)


def owned(chunk: ImportChunk) -> Any:
    """The chunk's row, as long as it is that worker's."""
    return ImportChunk.objects.filter(pk=chunk.pk, state=ImportChunk.State.RUNNING, owner=chunk.owner)


def hand_out_again(chunk: ImportChunk, message: str = "") -> bool:
    """Has the chunk wait for another worker. False where its state or its worker is not that any more."""
    if not owned(chunk).update(state=ImportChunk.State.WAITING, owner="", message=message):
        return False
    logger.info("Chunk %s is handed out again", chunk)
    enqueue_chunk(chunk.pk)
    return True


def resume(run: ImportRun) -> int:
    """Hands out every waiting chunk once more, for a queue that lost its tasks. Gives their number.

    Where the queue still has them, the second task finds nothing to do.
    """
    requeue_lost()
    waiting = list(run.chunks.filter(state=ImportChunk.State.WAITING).values_list("pk", flat=True))
    for pk in waiting:
        enqueue_chunk(pk)
    return len(waiting)


def unfinished(command: str) -> ImportRun | None:
    """The run of the same command that is still being worked on."""
    runs = ImportRun.objects.filter(state=ImportRun.State.RUNNING, command=command)
    return next((run for run in runs if run.options.get("enqueue")), None)


# ---------------------------------------------------------------------- the end


def _close_if_done(run: ImportRun) -> bool:
    """Ends the run if no chunk is left: its links, counts and state. One process does, whoever asks."""
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
    tidy_up(run, run.section_id, run.section.get_site() if redirects else None)
    add_up(run, kinds=MOST_REASONS)
    state, message = _end_of(run)
    now = timezone.now()
    sealed.update(state=state, message=message, counts=_counts_of(run), finished_at=now, heartbeat_at=now)
    send_run_finished(run)
    return True


def _end_of(run: ImportRun) -> tuple[str, str]:
    """The state in which a run ends, and what is to be said."""
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
    """The documents of all chunks, by what became of them."""
    counts: Counter[str] = Counter()
    for found in run.chunks.values_list("counts", flat=True):
        counts.update(found)
    return {state: counts[state] for state in STATES if counts[state]}


def note_progress(run: ImportRun) -> None:
    """The run's report and counts so far, and its sign of life, if the last one is long enough ago."""
    now = timezone.now()
    due = ImportRun.objects.filter(
        pk=run.pk,
        state=ImportRun.State.RUNNING,
        heartbeat_at__lt=now - datetime.timedelta(seconds=BEAT_SECONDS),
    )
    if due.exists():
        due.update(counts=add_up(run).to_dict()["states"], heartbeat_at=now)
