"""The task of an upload for the queue's workers."""

from __future__ import annotations

import uuid

from django_tasks import task

from ...models import ImportUpload
from .advancing import AT_WORK, look_after, look_after_later, work_through


@task()
def work_on_upload(pk: str) -> None:
    """Read, plan or hand out an upload, until it waits for somebody."""
    work_through(uuid.UUID(pk))


@task()
def look_after_upload(pk: str) -> None:
    """Hand an upload to another worker if one was lost over it; and look again as long as it is worked on."""
    upload = ImportUpload.objects.filter(pk=pk, state__in=AT_WORK).defer("profiles").first()
    if upload is not None:
        look_after(upload)
        look_after_later(upload.pk)
