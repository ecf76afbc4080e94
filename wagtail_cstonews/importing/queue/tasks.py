"""What a task queue runs: Django's tasks, over whichever backend the site has (``TASKS`` in its settings).

``django_tasks`` is what Wagtail itself uses, with the same settings as ``django.tasks``.
"""

from __future__ import annotations

from django_tasks import task

from ...models import ImportRun
from .chunks import requeue_lost
from .enqueuing import requeue_lost_later
from .worker import work_on


@task()
def work_on_chunk(pk: int) -> None:
    """Imports the documents of one chunk, unless another process is at it or through with it."""
    work_on(pk)


@task()
def requeue_lost_of_run(pk: int) -> None:
    """Hands out again what lost its worker, now and as long as the run goes on."""
    requeue_lost()
    if ImportRun.objects.filter(pk=pk, state=ImportRun.State.RUNNING).exists():
        requeue_lost_later(pk)
