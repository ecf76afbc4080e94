"""How long uploads are kept: until they are imported, discarded, or nobody came back to them."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ... import conf
from ...models import ImportRun, ImportUpload
from . import storage
from .running import ended, forget_documents, stop

MOST_AT_ONCE = 20
"""Uploads that are swept up in one go: a request may be waiting."""


def discard(upload: ImportUpload) -> bool:
    """Delete an upload with all that belongs to it. False where its documents are being imported."""
    pk = upload.pk
    if ImportUpload.objects.filter(pk=pk, state=ImportUpload.State.IMPORTING).exists():
        return False
    storage.delete_all(pk)
    forget_documents(pk)
    ImportUpload.objects.filter(pk=pk).delete()
    return True


def unfinished_of(user: Any) -> Any:
    """The user's uploads that are not done, the newest first."""
    mine = ImportUpload.objects.filter(user=user).exclude(state=ImportUpload.State.DONE)
    return mine.defer("profiles").order_by("-created_at")


def sweep() -> int:
    """Delete what nobody came back to, and stop imports that nobody goes on with. Gives the number of
    uploads.
    """
    before = timezone.now() - datetime.timedelta(hours=conf.get_int("UPLOAD_HOURS"))
    old = Q(heartbeat_at__lt=before) | Q(heartbeat_at=None, created_at__lt=before)
    count = 0
    for upload in ImportUpload.objects.filter(old).defer("profiles").order_by("created_at")[:MOST_AT_ONCE]:
        if upload.state != ImportUpload.State.IMPORTING:
            count += discard(upload)
            continue
        run = upload.run
        if run is None or run.state != ImportRun.State.RUNNING:
            ended(upload.pk)
        elif run.heartbeat_at is None or run.heartbeat_at < before:
            stop(upload)
            count += 1
    _sweep_storage()
    return count


def _sweep_storage() -> None:
    """Delete what is stored of uploads that are no more, as after the deletion of a user."""
    stored = []
    for name in storage.stored_uploads():
        try:
            stored.append(uuid.UUID(name))
        except ValueError:
            continue
    if not stored:
        return
    there = set(ImportUpload.objects.filter(pk__in=stored[:500]).values_list("pk", flat=True))
    for pk in [pk for pk in stored[:500] if pk not in there][:MOST_AT_ONCE]:
        storage.delete_all(pk)
