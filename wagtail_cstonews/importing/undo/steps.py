"""Undo in steps of about a second, for the admin: no request may be long, and a browser may be closed.

How far it is stands on the run, so whoever comes next goes on: a request, or a task of the queue. Two at once
do no harm, since each document is undone in a transaction that finds it undone already.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ...models import ImportRun
from ..audit import UNDO_BEGUN, UNDONE, log_run, logged_as
from ..files.storing import FILES
from ..files.storing import is_installed as has_files
from ..images.storing import IMAGES
from .documents import undo_documents
from .loaded import undo_loaded
from .needed import Needed
from .outcome import Undone
from .runs import next_documents, undo_batch, undo_rest

STEP_SECONDS = 1.0
"""After so long a step ends with its batch."""

BATCH = 10
"""Documents in one transaction: few, so that a step ends soon after its time."""

MOST_NAMED = 500
"""Documents and objects that stay, which are named on the run."""

_AT_WORK = (ImportRun.State.RUNNING, ImportRun.State.UNDOING)


def is_undoable(run: ImportRun) -> bool:
    """Whether the run is at its end, and has changes that can be undone."""
    return run.state not in _AT_WORK and (run.changes.exists() or run.objects_made.exists())


def count_documents(run: ImportRun) -> int:
    """The number of documents that the run changed and that are not undone yet."""
    return int(run.changes.order_by().values("document").distinct().count())


def preview(run: ImportRun, before: int | None = None) -> tuple[list[Undone], int | None]:
    """What undoing would do to the next documents, and where to go on; None at the end."""
    documents = next_documents(run, before)
    found = list(undo_documents(run, [pk for pk, _ in documents], True, []))
    last = documents[-1][1] if documents else None
    return found, last if last is not None and next_documents(run, last) else None


def begin_undo(run: ImportRun, user: Any = None) -> bool:
    """Mark the run as being undone. False where it is at work, or somebody was faster."""
    documents = count_documents(run)
    undo: dict[str, Any] = {"documents": documents, "last": None, "counts": {}, "kept": []}
    undo["user"] = user.pk if user else None
    free = ImportRun.objects.filter(pk=run.pk).exclude(state__in=_AT_WORK)
    with transaction.atomic():
        if not free.update(state=ImportRun.State.UNDOING, undo=undo, heartbeat_at=timezone.now()):
            return False
        run.refresh_from_db()
        log_run(run, UNDO_BEGUN, user, documents=documents)
    return True


def undo_step(run: ImportRun, seconds: float | None = None, user: Any = None) -> bool:
    """Undo the next documents of a run that is being undone. Returns whether that is at its end."""
    ends_at = time.monotonic() + (STEP_SECONDS if seconds is None else seconds)
    run.refresh_from_db()
    if run.state != ImportRun.State.UNDOING:
        return True
    with logged_as(run, user):
        while documents := next_documents(run, run.undo.get("last"))[:BATCH]:
            found = list(undo_batch(run, [pk for pk, _ in documents], []))
            _note(run, found, documents[-1][1])
            if time.monotonic() > ends_at:
                return False
        return _undo_beside(run, ends_at, user)


def _undo_beside(run: ImportRun, ends_at: float, user: Any) -> bool:
    """Undo images, files, people and what else the run made beside pages. Returns whether all is done."""
    # What is left of the documents' changes was kept.
    kept = list(run.changes.filter(page__isnull=False).values_list("page", flat=True).distinct())
    needed = Needed(run, kept)
    found: list[Undone] = []
    for kind in (IMAGES, *([FILES] if has_files() else [])):
        for undone in undo_loaded(run, needed, kind):
            found.append(undone)
            # Without one removed, the next step would only come to the same place.
            if undone.state == "removed" and time.monotonic() > ends_at:
                _note(run, [one for one in found if one.state == "removed"])
                return False
    found += undo_rest(run, needed)
    _note(run, found)
    log_run(run, UNDONE, user or run_user(run), state=str(run.state), counts=run.undo.get("counts", {}))
    return True


def run_user(run: ImportRun) -> Any:
    """Who began to undo the run; None if that is not known."""
    from django.contrib.auth import get_user_model

    pk = run.undo.get("user")
    return None if pk is None else get_user_model()._default_manager.filter(pk=pk).first()


def _note(run: ImportRun, found: Iterable[Undone], last: int | None = None) -> None:
    """Record how far it is, and what stays."""
    found = list(found)
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now())
        undo = ImportRun.objects.values_list("undo", flat=True).get(pk=run.pk)
        counts = Counter(undo.get("counts", {})) + Counter(one.state for one in found)
        named = [[one.source, one.message, one.page] for one in found if one.state == "kept" or one.message]
        undo["counts"] = dict(counts)
        undo["kept"] = [*undo.get("kept", []), *named][:MOST_NAMED]
        if last is not None:
            undo["last"] = last
        ImportRun.objects.filter(pk=run.pk).update(undo=undo)
    run.undo = undo
