"""The import of a confirmed upload: chunk by chunk in requests, or by workers; how it ends or is stopped."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone

from ...models import ImportChunk, ImportRun, ImportUpload, PlannedDocument
from ..queue.chunks import is_lost, next_waiting, requeue_lost, resume, stop_run
from ..queue.enqueuing import has_workers
from ..queue.worker import work_on
from . import storage
from .claims import Claim, GoneError

logger = logging.getLogger(__name__)


def import_some(claim: Claim, deadline: float) -> bool:
    """Work on the next chunk, or hand all of them to the workers. Returns whether there is more to do."""
    run = claim.upload.run
    if run is None:
        raise GoneError
    run.refresh_from_db()
    if run.state != ImportRun.State.RUNNING:
        end(run)
        return False
    if has_workers():
        if not claim.work.get("handed_out"):
            claim.work["handed_out"] = True
            claim.save()
            resume(run)
        return False
    pk = next_waiting(run)
    if pk is None:
        requeue_lost()
        run.refresh_from_db()
        if run.state != ImportRun.State.RUNNING:
            end(run)
        return any(map(is_lost, run.chunks.filter(state=ImportChunk.State.RUNNING).defer("content")))
    try:
        work_on(pk)
    except Exception:
        # The chunk is tried again, or has failed; the run says so.
        logger.exception("A chunk of run %s could not be worked on", run.pk)
    claim.save()
    return True


def stop(upload: ImportUpload) -> None:
    """Stop the import. What is being written is finished, and stays."""
    run = ImportRun.objects.filter(upload=upload).first()
    if run is not None and run.state == ImportRun.State.RUNNING:
        stop_run(run)
        run.refresh_from_db()
    if run is None or run.state != ImportRun.State.RUNNING:
        ended(upload.pk)


def end(run: ImportRun) -> None:
    """Close the upload of a run that has ended."""
    pk = ImportUpload.objects.filter(run=run, state=ImportUpload.State.IMPORTING).values_list("pk", flat=True)
    for found in pk:
        ended(found)


def ended(pk: Any) -> None:
    """Close an upload, and delete all that its import needed."""
    closing = ImportUpload.objects.filter(pk=pk, state=ImportUpload.State.IMPORTING)
    if closing.update(state=ImportUpload.State.DONE, profiles=b"", heartbeat_at=timezone.now()):
        forget_documents(pk)
        storage.delete_all(pk)


def forget_documents(pk: Any) -> None:
    """Delete the rows of an upload's documents, without reading what they hold."""
    rows = PlannedDocument.objects.filter(upload=pk)
    rows._raw_delete(rows.db)
