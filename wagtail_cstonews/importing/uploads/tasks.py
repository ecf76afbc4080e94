"""The task of an upload for the queue's workers."""

from __future__ import annotations

import uuid

from django_tasks import task

from .advancing import work_through


@task()
def work_on_upload(pk: str) -> None:
    """Read, plan or hand out an upload, until it waits for somebody."""
    work_through(uuid.UUID(pk))
