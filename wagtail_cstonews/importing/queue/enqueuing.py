"""Enqueues chunks on the task queue. Tasks are looked up by name, since importing them here would be
circular.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string

from ... import conf
from ..heartbeat import SILENCE

_WORK_ON_CHUNK = f"{__package__}.tasks.work_on_chunk"

_WITHOUT_WORKERS = ("ImmediateBackend", "DummyBackend")
"""Backends that Django and django-tasks bring along for development and tests."""


def enqueue_chunk(pk: int) -> None:
    queued(_WORK_ON_CHUNK).enqueue(pk)


def requeue_lost_later(pk: int) -> None:
    """Schedule a check for lost workers, if the queue supports deferred tasks."""
    chosen = queued(f"{__package__}.tasks.requeue_lost_of_run")
    if chosen.get_backend().supports_defer:
        chosen.using(run_after=timezone.now() + SILENCE).enqueue(pk)


def queue_problem() -> str:
    """Why the queue cannot be used; empty where it can."""
    try:
        queued(_WORK_ON_CHUNK)
    except Exception as error:
        return f"the settings TASKS, TASK_BACKEND and TASK_QUEUE do not fit ({error})."
    return ""


def has_workers() -> bool:
    """Whether tasks are left to workers: not where the backend runs them at once, or never."""
    try:
        backend = queued(_WORK_ON_CHUNK).get_backend()
    except Exception:
        return False
    return type(backend).__name__ not in _WITHOUT_WORKERS


def queued(name: str) -> Any:
    """A task, by its full name, on the backend and the queue of the settings ``TASK_BACKEND`` and
    ``TASK_QUEUE``.
    """
    return import_string(name).using(
        backend=conf.get_str("TASK_BACKEND"), queue_name=conf.get_str("TASK_QUEUE")
    )
