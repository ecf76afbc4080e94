"""Works on an upload, step by step: in requests, each for about a second, or in a task until it waits for
somebody.
"""

from __future__ import annotations

import logging
import math
import time
import uuid
from collections.abc import Callable

from django.db import Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import ImportUpload
from ..queue.chunks import requeue_lost
from ..queue.enqueuing import has_workers, queued
from .claims import LOST, SILENCE, Claim, GoneError, TakenError, claimed, is_at_work
from .planning import plan_some
from .reading import read_some
from .running import import_some

logger = logging.getLogger(__name__)

State = ImportUpload.State

SECONDS = 0.9
"""How long a request works on an upload."""

MOST_ERRORS = 3
"""Steps in a row that may fail: enough for a passing fault of the database."""

PAUSE = 1.0
"""Seconds that a worker waits after such a step."""

MOST_LOST = 10
"""Processes that may be lost over an upload."""

AT_WORK = (str(State.READING), str(State.PLANNING), str(State.IMPORTING))
"""The states in which there is something to do without anybody's decision."""

_STEPS: dict[str, Callable[[Claim, float], bool]] = {
    str(State.READING): read_some,
    str(State.PLANNING): plan_some,
    str(State.IMPORTING): import_some,
}


def advance(pk: uuid.UUID, seconds: float | None = None) -> bool:
    """Work on an upload for about so long. Returns whether there is more to do at once.

    Does nothing where another process works on it.
    """
    with claimed(pk, *AT_WORK) as claim:
        if claim is None:
            return False
        if claim.was_lost:
            claim.work["lost"] = claim.work.get("lost", 0) + 1
        deadline = time.monotonic() + (SECONDS if seconds is None else seconds)
        try:
            # Every step does something, however late it is: else a slow machine would never come to its end.
            while _step(claim, deadline) and _is_to_go_on(claim):
                if time.monotonic() >= deadline:
                    break
            else:
                return False
        except TakenError:
            logger.warning("Upload %s was taken over by another process", pk)
            return False
        return _is_to_go_on(claim)


def _is_to_go_on(claim: Claim) -> bool:
    return claim.upload.state in AT_WORK


def _step(claim: Claim, deadline: float) -> bool:
    """One step. After some that failed, so has the upload."""
    work = claim.work
    step = _STEPS[claim.upload.state]
    try:
        if work.get("lost", 0) > MOST_LOST:
            raise RuntimeError("too many processes were lost over it")
        goes_on = step(claim, deadline)
    except TakenError:
        raise
    except GoneError:
        _fail(claim, _("The section, or the import, was deleted in the meantime."))
        return False
    except Exception as error:
        logger.exception("Upload %s: a step failed", claim.upload.pk)
        _note_error(claim, error)
        return False
    if work.pop("errors", None):
        claim.save()
    claim.was_lost = False
    return goes_on


def _note_error(claim: Claim, error: Exception) -> None:
    if isinstance(error, Error) and connection.connection is not None and not connection.is_usable():
        connection.close()
    row = ImportUpload.objects.filter(pk=claim.upload.pk).values_list("work", flat=True).first()
    if row is None:
        raise TakenError
    claim.upload.work = row
    row["errors"] = row.get("errors", 0) + 1
    if row["errors"] < MOST_ERRORS:
        claim.save()
        return
    _fail(
        claim,
        _("Something went wrong (%(error)s). Try again, or ask whoever runs the site.")
        % {"error": type(error).__name__},
    )


def _fail(claim: Claim, message: str) -> None:
    claim.work["failed_in"] = claim.upload.state
    claim.work.pop("errors", None)
    claim.work.pop("lost", None)
    claim.save(state=State.FAILED, message=message)


def try_again(upload: ImportUpload) -> None:
    """Go on with an upload that failed, from where it was."""
    before = upload.work.get("failed_in")
    failed = ImportUpload.objects.filter(pk=upload.pk, state=State.FAILED)
    if before in AT_WORK and failed.update(state=before, message="", heartbeat_at=timezone.now()):
        upload.state = before
        kick(upload)


def kick(upload: ImportUpload) -> None:
    """Have an upload worked on: a little of it at once, the rest by a worker if there is one."""
    if upload.state != State.IMPORTING:
        advance(upload.pk)
    if has_workers() and ImportUpload.objects.filter(pk=upload.pk, state__in=AT_WORK).exists():
        hand_to_worker(upload)


def hand_to_worker(upload: ImportUpload) -> None:
    """Hand the upload to a worker, and have others look after it."""
    # If somebody began with it in the meantime, that is all the better.
    mine = ImportUpload.objects.filter(pk=upload.pk, owner=upload.owner)
    mine.update(owner=LOST if upload.owner else "", heartbeat_at=timezone.now())
    queued(f"{__package__}.tasks.work_on_upload").enqueue(str(upload.pk))
    look_after_later(upload.pk)


def look_after_later(pk: uuid.UUID) -> None:
    """Schedule a look at whether a worker was lost over it, if the queue can."""
    chosen = queued(f"{__package__}.tasks.look_after_upload")
    if chosen.get_backend().supports_defer:
        chosen.using(run_after=timezone.now() + 2 * SILENCE).enqueue(str(pk))


def look_after(upload: ImportUpload) -> None:
    """Whoever looks at an upload sees to it that it goes on: a request where nobody else does, or another
    worker where one was lost.
    """
    if upload.state not in AT_WORK:
        return
    if not has_workers():
        advance(upload.pk)
        return
    if is_at_work(upload):
        return
    if upload.state == State.IMPORTING and upload.work.get("handed_out"):
        requeue_lost()
        return
    is_silent = upload.heartbeat_at is None or timezone.now() - upload.heartbeat_at > SILENCE
    if is_silent or upload.owner not in ("", LOST):
        hand_to_worker(upload)


def look_after_all() -> None:
    """Hand to other workers the uploads over which workers were lost, if there are workers."""
    if has_workers():
        for upload in ImportUpload.objects.filter(state__in=AT_WORK).defer("profiles"):
            look_after(upload)


def work_through(pk: uuid.UUID) -> None:
    """In a worker: work on an upload until it waits for somebody, or another process has it."""
    while advance(pk, math.inf) or _failed_once(pk):
        pass


def _failed_once(pk: uuid.UUID) -> bool:
    """Whether a step failed that is to be tried again, after a moment."""
    row = ImportUpload.objects.filter(pk=pk, state__in=AT_WORK, owner="").values_list("work", flat=True)
    work = row.first() or {}
    if work.get("errors"):
        time.sleep(PAUSE)
    return bool(work.get("errors"))
