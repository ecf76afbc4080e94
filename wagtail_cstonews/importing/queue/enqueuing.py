"""Enqueues chunks on the task queue. Tasks are looked up by name, since importing them here would be
circular.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string

from ... import conf
from ..heartbeat import SILENCE


def enqueue_chunk(pk: int) -> None:
    _queued("work_on_chunk").enqueue(pk)


def requeue_lost_later(pk: int) -> None:
    """Schedule a check for lost workers, if the queue supports deferred tasks."""
    chosen = _queued("requeue_lost_of_run")
    if chosen.get_backend().supports_defer:
        chosen.using(run_after=timezone.now() + SILENCE).enqueue(pk)


def enqueue_undo(pk: int) -> None:
    _queued("undo_run_to_its_end").enqueue(pk)


def has_worker() -> bool:
    """Whether the queue hands its tasks to other processes; Django's default backend runs them at once."""
    from django_tasks.backends.dummy import DummyBackend
    from django_tasks.backends.immediate import ImmediateBackend

    try:
        backend = _queued("work_on_chunk").get_backend()
    except Exception:
        # Whatever the settings of the site may raise: the work is done without a worker, then.
        return False
    return not isinstance(backend, DummyBackend | ImmediateBackend)


def queue_problem() -> str:
    """Why the queue cannot be used; empty where it can."""
    try:
        _queued("work_on_chunk")
    except Exception as error:
        return f"the settings TASKS, TASK_BACKEND and TASK_QUEUE do not fit ({error})."
    return ""


def _queued(name: str) -> Any:
    """The task on the backend and the queue of the settings ``TASK_BACKEND`` and ``TASK_QUEUE``."""
    chosen = import_string(f"{__package__}.tasks.{name}")
    return chosen.using(backend=conf.get_str("TASK_BACKEND"), queue_name=conf.get_str("TASK_QUEUE"))
