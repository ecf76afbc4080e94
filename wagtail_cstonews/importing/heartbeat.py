"""Whether the process of a run is still there. A run that was killed cannot say so itself; the next one does.

Every run notes the host and process it runs in, and from time to time a sign of life. On the same host the
process is looked up; of another host's runs the sign of life must suffice.
"""

from __future__ import annotations

import datetime
import os
import socket
import time
from pathlib import Path

from django.db.models import Count
from django.utils import timezone

from ..models import ImportChange, ImportChunk, ImportRun
from ..signals import send_run_finished
from .reporting.accumulator import Accumulator, add_up

BEAT_SECONDS = 20.0
"""How often a run gives a sign of life, at most: once a batch, and not more often than this."""

SILENCE = datetime.timedelta(minutes=15)
"""After how long without one a run on another host counts as dead. It comes back to life with its next."""

INTERRUPTED = (
    "It did not come to its end: its process was killed, or lost the database. What was written stays, each "
    "document whole; the same command goes on from there."
)


def process_start(pid: int) -> str:
    """What tells a process from a later one of the same number; empty where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The 22nd field; the second is the name in brackets, and may hold anything.
    return status.rpartition(")")[2].split()[19]


def this_process() -> str:
    """This process as ``host:pid:start``."""
    pid = os.getpid()
    return f"{socket.gethostname()[:200]}:{pid}:{process_start(pid)}"


def is_dead(run: ImportRun | ImportChunk, now: datetime.datetime) -> bool:
    """Whether a run, or a chunk of one, in the state "running" has no process any more."""
    host, _, process = run.owner.partition(":")
    pid, start = (*process.split(":"), "")[:2]
    if host == socket.gethostname()[:200] and pid.isdecimal():
        return not _is_there(int(pid), start)
    began = run.started_at if isinstance(run, ImportRun) else None
    last = run.heartbeat_at or began
    return last is None or now - last > SILENCE


def _is_there(pid: int, start: str) -> bool:
    """Whether the process runs, and is the same one."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process_start(pid) == start


def mark_interrupted() -> list[ImportRun]:
    """Sets the runs that died to "interrupted", with what they wrote, and gives them."""
    now = timezone.now()
    running = ImportRun.objects.filter(state=ImportRun.State.RUNNING)
    # A run that was handed to a queue outlives the process that did (importing.chunks).
    dead = [run for run in running if not run.options.get("enqueue") and is_dead(run, now)]
    for run in dead:
        run.state, run.message = ImportRun.State.INTERRUPTED, INTERRUPTED
        run.finished_at = run.heartbeat_at
        run.counts = dict(add_up(run).states) or written_counts(run)
        # Another process may have found it, or the run may have come to its end just now.
        is_ours = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.RUNNING).update(
            state=run.state, message=run.message, finished_at=run.finished_at, counts=run.counts
        )
        if is_ours:
            send_run_finished(run)
    return dead


def written_counts(run: ImportRun) -> dict[str, int]:
    """The pages that a run made and changed, of one that kept no findings."""
    names = {ImportChange.Action.MADE: "new", ImportChange.Action.CHANGED: "changed"}
    rows = run.changes.filter(action__in=names).order_by().values_list("action")
    return {names[ImportChange.Action(action)]: number for action, number in rows.annotate(Count("pk"))}


class Heartbeat:
    """A run's signs of life, with its report up to then."""

    def __init__(self, accumulator: Accumulator) -> None:
        self.accumulator = accumulator
        self.last = time.monotonic()

    def touch(self) -> None:
        """A sign of life, if the last one is long enough ago. It also revives a run that was given up."""
        if time.monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = time.monotonic()
        self.accumulator.save(heartbeat_at=timezone.now(), state=ImportRun.State.RUNNING, message="")
