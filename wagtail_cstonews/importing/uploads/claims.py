"""Claims: one process at a time works on an upload, be it a worker's or that of a request."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from ...models import ImportUpload
from ..heartbeat import is_dead, this_process
from ..options import ImportOptions

SILENCE = datetime.timedelta(minutes=3)
"""The age of a heartbeat after which another process goes on. What the first one still does is not kept."""


LOST = "lost"
"""The owner of an upload whose process was lost, and that was handed to another worker."""


class TakenError(Exception):
    """Another process works on the upload now."""


class GoneError(Exception):
    """The section of the upload, or its import, was deleted."""


class Claim:
    """An upload that this process works on, for a step or for all of them."""

    def __init__(self, upload: ImportUpload, *, was_lost: bool) -> None:
        self.upload = upload
        self.was_lost = was_lost
        """Whether the process that worked on it before did not come to its end."""

    @property
    def work(self) -> dict[str, Any]:
        """How far the upload has come. Changes are kept by :meth:`save`."""
        return self.upload.work

    def save(self, **changes: Any) -> None:
        """Save how far it has come, with a sign of life. Raises :exc:`TakenError`."""
        for name, value in changes.items():
            setattr(self.upload, name, value)
        rows = ImportUpload.objects.filter(pk=self.upload.pk, owner=self.upload.owner)
        if not rows.update(**changes, work=self.upload.work, heartbeat_at=timezone.now()):
            raise TakenError

    @contextmanager
    def saving(self) -> Iterator[None]:
        """A transaction at whose end the upload is saved; nothing of it stays where another process has the
        upload.
        """
        with transaction.atomic():
            yield
            self.save()


@contextmanager
def claimed(pk: uuid.UUID, *states: str) -> Iterator[Claim | None]:
    """The upload, claimed, if it is in one of these states; None where another process works on it."""
    claim = _claim(pk, states)
    try:
        yield claim
    finally:
        if claim is not None:
            ImportUpload.objects.filter(pk=pk, owner=claim.upload.owner).update(owner="")


def options_of(upload: ImportUpload) -> ImportOptions:
    """What the editor chose for the import of an upload."""
    return ImportOptions.from_command(upload.options)


def is_at_work(upload: ImportUpload) -> bool:
    """Whether a process that is still there works on it."""
    return upload.owner not in ("", LOST) and not _is_lost(upload)


def _claim(pk: uuid.UUID, states: tuple[str, ...]) -> Claim | None:
    owner = f"{this_process()}:{uuid.uuid4().hex}"
    found = ImportUpload.objects.filter(pk=pk, state__in=states)
    now = {"owner": owner, "heartbeat_at": timezone.now()}
    was_lost = False
    if found.filter(owner=LOST).update(**now):
        was_lost = True
    elif not found.filter(owner="").update(**now):
        before = found.defer("profiles").first()
        if before is None or not _is_lost(before) or not found.filter(owner=before.owner).update(**now):
            return None
        was_lost = True
    upload = ImportUpload.objects.select_related("user", "section", "run").defer("profiles").get(pk=pk)
    return Claim(upload, was_lost=was_lost)


def _is_lost(upload: ImportUpload) -> bool:
    now = timezone.now()
    return upload.heartbeat_at is None or now - upload.heartbeat_at > SILENCE or is_dead(upload, now)
