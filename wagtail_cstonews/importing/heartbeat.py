"""Heartbeats: whether the process of a run is still alive.

A killed run cannot record its own end, so the next run does. Every run records its host and process, and
regularly a heartbeat. A process on the same host is looked up; a run on another host counts as dead when its
heartbeat is too old.
"""

from __future__ import annotations

import datetime
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from django.db.models import Count
from django.utils import timezone

from ..models import ImportChange, ImportChunk, ImportRun
from ..signals import send_run_finished
from .reporting.accumulator import Accumulator, add_up

BEAT_SECONDS = 20.0
"""The minimal interval between heartbeats: one a batch, but not more often, since each costs a query."""

SILENCE = datetime.timedelta(minutes=15)
"""The age of a heartbeat from which a run on another host counts as dead. Its next heartbeat revives it."""

INTERRUPTED = (
    "It did not come to its end: its process was killed, or lost the database. What was written stays, each "
    "document whole; the same command goes on from there."
)


def process_start(pid: int) -> str:
    """The start time of a process, since numbers are reused; empty where the system does not tell it."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # Field 22. Field 2 is the process name in brackets, and may contain spaces and brackets.
    return status.rpartition(")")[2].split()[19]


def this_process() -> str:
    """This process as ``host:pid:start``."""
    pid = os.getpid()
    return f"{socket.gethostname()[:200]}:{pid}:{process_start(pid)}"


def is_dead(run: ImportRun | ImportChunk, now: datetime.datetime) -> bool:
    """Whether a run or chunk in the state "running" has lost its process."""
    host, _, process = run.owner.partition(":")
    pid, start = (*process.split(":"), "")[:2]
    if host == socket.gethostname()[:200] and pid.isdecimal():
        return not _is_there(int(pid), start)
    began = run.started_at if isinstance(run, ImportRun) else None
    last = run.heartbeat_at or began
    return last is None or now - last > SILENCE


def _is_there(pid: int, start: str) -> bool:
    """Whether the process is running, and is the same one (not another with its number)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process_start(pid) == start


def mark_interrupted() -> list[ImportRun]:
    """Mark dead runs as "interrupted" with the counts of what they wrote. Returns them."""
    now = timezone.now()
    running = ImportRun.objects.filter(state=ImportRun.State.RUNNING)
    # A queued run outlives the process that enqueued it (see importing.queue.chunks).
    dead = [run for run in running if not run.options.get("enqueue") and is_dead(run, now)]
    for run in dead:
        run.state, run.message = ImportRun.State.INTERRUPTED, INTERRUPTED
        run.finished_at = run.heartbeat_at
        run.counts = dict(add_up(run).states) or written_counts(run)
        # Another process may have marked it, or the run may just have ended.
        is_ours = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.RUNNING).update(
            state=run.state, message=run.message, finished_at=run.finished_at, counts=run.counts
        )
        if is_ours:
            send_run_finished(run)
    return dead


def written_counts(run: ImportRun) -> dict[str, int]:
    """The numbers of pages that a run created and changed, for a run without stored findings."""
    names = {ImportChange.Action.MADE: "new", ImportChange.Action.CHANGED: "changed"}
    rows = run.changes.filter(action__in=names).order_by().values_list("action")
    return {names[ImportChange.Action(action)]: number for action, number in rows.annotate(Count("pk"))}


class Heartbeat:
    """The heartbeat of a run, saved with the report so far. ``stop`` is called once somebody asked the run to
    stop.
    """

    def __init__(self, accumulator: Accumulator, stop: Callable[[], None] = lambda: None) -> None:
        self.accumulator = accumulator
        self.stop = stop
        self.last = time.monotonic()

    def touch(self) -> None:
        """Save a heartbeat, if the last one is old enough. It also revives a run that was marked as
        interrupted.
        """
        if time.monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = time.monotonic()
        self.accumulator.save(heartbeat_at=timezone.now(), state=ImportRun.State.RUNNING, message="")
        if ImportRun.objects.filter(pk=self.accumulator.run.pk, is_to_stop=True).exists():
            self.stop()
