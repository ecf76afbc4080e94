"""Stopping a run, whoever works on it: workers of a task queue, or one process."""

from __future__ import annotations

from typing import Any

from ...models import ImportRun
from ..audit import STOPPED, log_run
from ..heartbeat import mark_interrupted
from .chunks import requeue_lost, stop_run


def ask_to_stop(run: ImportRun, user: Any = None) -> bool:
    """Ask a run to stop. False where it is not at work, or was asked already.

    A run of a task queue stops as soon as its workers finish what they are at; a process looks at its next
    heartbeat. A process that is gone is recorded as such.
    """
    mark_interrupted()
    requeue_lost()
    running = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.RUNNING, is_to_stop=False)
    if not running.update(is_to_stop=True):
        run.refresh_from_db()
        return False
    log_run(run, STOPPED, user)
    if run.options.get("enqueue"):
        stop_run(run)
    run.refresh_from_db()
    return True
