"""What a task queue runs: Django's tasks, over whichever backend the site has (``TASKS`` in its settings).

``django_tasks`` is what Wagtail itself uses, with the same settings as ``django.tasks``.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_tasks import task

from .. import conf
from .liveness import SILENCE


@task()
def work_on_chunk(pk: int) -> None:
    """Imports the documents of one chunk, unless another process is at it or through with it."""
    from .chunk_work import work_on

    work_on(pk)


@task()
def look_after_run(pk: int) -> None:
    """Hands out again what lost its worker, now and as long as the run goes on."""
    from ..models import ImportRun
    from .chunks import look_after

    look_after()
    if ImportRun.objects.filter(pk=pk, state=ImportRun.State.RUNNING).exists():
        look_after_later(pk)


def enqueue_chunk(pk: int) -> None:
    queued(work_on_chunk).enqueue(pk)


def look_after_later(pk: int) -> None:
    """Has the queue itself notice lost workers, if it can do something later."""
    chosen = queued(look_after_run)
    if chosen.get_backend().supports_defer:
        chosen.using(run_after=timezone.now() + SILENCE).enqueue(pk)


def queue_problem() -> str:
    """Why nothing can be handed to the queue; empty where it can."""
    try:
        queued(work_on_chunk)
    except Exception as error:
        return f"the settings TASKS, TASK_BACKEND and TASK_QUEUE do not fit ({error})."
    return ""


def queued(chosen: Any) -> Any:
    """The task on the backend and queue of the settings ``TASK_BACKEND`` and ``TASK_QUEUE``."""
    return chosen.using(backend=conf.get_str("TASK_BACKEND"), queue_name=conf.get_str("TASK_QUEUE"))
