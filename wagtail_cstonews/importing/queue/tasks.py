"""The tasks for the queue: Django tasks on the site's backend (the setting ``TASKS``).

``django_tasks`` is the package that Wagtail itself uses, with the same settings as ``django.tasks``.
"""

from __future__ import annotations

from django_tasks import task

from ...models import ImportRun
from ..undo.steps import undo_step
from .chunks import requeue_lost
from .enqueuing import requeue_lost_later
from .worker import work_on


@task()
def work_on_chunk(pk: int) -> None:
    """Import the documents of one chunk, unless another process owns or has finished it."""
    work_on(pk)


@task()
def requeue_lost_of_run(pk: int) -> None:
    """Requeue the chunks of lost workers, now and periodically until the run ends."""
    requeue_lost()
    if ImportRun.objects.filter(pk=pk, state=ImportRun.State.RUNNING).exists():
        requeue_lost_later(pk)


@task()
def undo_run_to_its_end(pk: int) -> None:
    """Undo a run that somebody began to undo in the admin."""
    run = ImportRun.objects.get(pk=pk)
    while not undo_step(run):
        pass
