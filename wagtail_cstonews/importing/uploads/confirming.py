"""Confirms the plan of an upload: makes the run, and divides the ticked documents into its chunks.

A chunk names rows of the upload and holds no documents, so that confirming thousands takes one short
transaction.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models.functions import Length
from django.utils import timezone
from wagtail.permissions import page_permission_policy

from ... import conf
from ...models import ImportRun, ImportUpload
from ...models import SiteProfile as StoredProfile
from ..queue.chunks import add_all
from ..queue.enqueuing import has_workers
from ..queue.packing import pack_planned
from ..reading.batching import FIRST_BATCH
from ..run import ImportRunner
from .claims import options_of
from .learning import profiles_of

CHUNK_SECONDS = 0.7
"""How long a chunk should take where requests work on it, as far as planning can tell."""

TIMES = 2.5
"""How many times as long as planning it takes to import a document."""

MOST_IN_REQUEST = 20

MOST_BYTES = 1 << 20
"""Bytes of packed documents at which a chunk ends."""

LONGEST_COMMAND = 3
"""Files that the run names as what it was asked to import."""

LEFT_OUT = ("skipped",)
"""States that are never imported, ticked or not."""


class NothingChosenError(Exception):
    """No document is ticked."""


def confirm(upload: ImportUpload, *, publish: bool, by_language: bool = True) -> bool:
    """Begin the import of an upload's ticked documents. False where it is not waiting for that, or no longer.

    ``by_language`` says whether pages may go to the section's translations, too.
    Raises :exc:`NothingChosenError`.
    """
    with transaction.atomic():
        waiting = ImportUpload.objects.filter(pk=upload.pk, state=ImportUpload.State.PLANNED)
        if not waiting.update(state=ImportUpload.State.IMPORTING, heartbeat_at=timezone.now()):
            return False
        upload.refresh_from_db()
        rows = chosen(upload, publish=publish)
        if not rows:
            raise NothingChosenError
        StoredProfile.objects.store(profiles_of(upload).values())
        run = _run_of(upload, publish=publish, by_language=by_language)
        add_all(run, ((len(keys), pack_planned(keys)) for keys in _divided(upload, rows)))
        upload.work["to_import"] = len(rows)
        upload.run = run
        upload.save(update_fields=["run", "work"])
    return True


def chosen(upload: ImportUpload, *, publish: bool) -> list[tuple[int, int]]:
    """The ticked documents, each with the size of its content.

    To publish, the pages that exist must be ones that the user may publish.
    """
    rows = upload.documents.filter(is_chosen=True).exclude(state__in=LEFT_OUT)
    if publish:
        allowed = page_permission_policy.instances_user_has_permission_for(upload.user, "publish").order_by()
        changed = rows.filter(planned_page__isnull=False).exclude(planned_page__in=allowed.values("pk"))
        rows = rows.exclude(pk__in=changed.values("pk"))
    return list(rows.order_by("number").values_list("pk", Length("content")))


def _run_of(upload: ImportUpload, *, publish: bool, by_language: bool) -> ImportRun:
    assert upload.section is not None  # noqa: S101 - the caller looked
    options = replace(
        options_of(upload),
        to=str(upload.section_id),
        publish=publish,
        enqueue=True,
        locale=None if by_language else upload.section.locale.language_code,
    )
    names = list(upload.files.order_by("pk").values_list("name", flat=True)[: LONGEST_COMMAND + 1])
    shown = ", ".join([*names[:LONGEST_COMMAND], *(["…"] if len(names) > LONGEST_COMMAND else [])])
    runner = ImportRunner(
        upload.section.specific, options, user=upload.user, command=f"upload {shown or 'of a pasted text'}"
    )
    runner.planner.close()
    return runner.open_run()


def _divided(upload: ImportUpload, rows: list[tuple[int, int]]) -> list[list[int]]:
    """The documents of each chunk: few, where requests have to work on them."""
    if has_workers():
        first, most = FIRST_BATCH, conf.get_int("BATCH_SIZE")
    else:
        each = max(upload.work.get("seconds", 0.05), 0.001) * TIMES
        first = most = max(1, min(MOST_IN_REQUEST, int(CHUNK_SECONDS / each)))
        if upload.options.get("fetch_images"):
            first = most = 1
    found: list[list[int]] = []
    keys: list[int] = []
    size = 0
    for pk, length in rows:
        keys.append(pk)
        size += length
        if len(keys) >= (most if found else min(first, most)) or size >= MOST_BYTES:
            found.append(keys)
            keys, size = [], 0
    return [*found, keys] if keys else found


def tick(upload: ImportUpload, rows: Any, is_chosen: bool) -> int:
    """Tick or untick documents of a plan that waits. Gives their number."""
    if upload.state != ImportUpload.State.PLANNED:
        return 0
    ImportUpload.objects.filter(pk=upload.pk).update(heartbeat_at=timezone.now())
    return int(rows.filter(upload=upload).exclude(state__in=LEFT_OUT).update(is_chosen=is_chosen))
