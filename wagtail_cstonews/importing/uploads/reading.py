"""Reads the documents of uploaded files into rows of the upload, some in each step.

An archive can only be read from its beginning. So a process keeps it open from one step to the next, and one
that comes new to it skips what was read.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from ... import conf
from ...documents import RawDocument
from ...models import ImportUpload, ImportUploadFile, PlannedDocument
from ...sources import BadDocument, Item, Limits, Skipped, SourceError, read
from ...sources.common.files import is_archive
from ...sources.common.limits import MEGABYTE
from ..queue.packing import pack
from ..reading.batching import weight
from ..writing.records import storable
from . import storage
from .claims import Claim, options_of
from .names import adapted, key_of_file

MOST_ROWS = 100
MOST_BYTES = 4 * MEGABYTE
"""Documents, and bytes of them, that are stored in one transaction and held in memory."""

MOST_OPEN = 4
IDLE_SECONDS = 300
"""Files that a process keeps open, and for how long if nobody goes on with them."""

UNPACKED = 10
"""How many times as large as the largest upload an archive may become when it is unpacked."""

MOST_KINDS = 20
"""Kinds of files that were left out, which are counted by name."""

IMAGES = "images, used where a document names them"
OFFICE_FILES = "office files, used where a document links to them"
"""What stands beside documents and may be needed when they are imported."""


@dataclass
class Reader:
    """A file that is being read, and how many of its items have come."""

    items: Iterator[Item]
    place: int = 0
    used: float = field(default_factory=time.monotonic)


_open: OrderedDict[int, Reader] = OrderedDict()
"""Open files by the ids of their rows. Who works on one takes it out."""


def read_some(claim: Claim, deadline: float) -> bool:
    """Read documents until the deadline. Returns whether something was done."""
    file = claim.upload.files.filter(is_read=False).order_by("pk").first()
    if file is None:
        _conclude(claim)
        return True
    file.upload = claim.upload
    try:
        path = storage.local_path(file, deadline)
    except storage.StorageError as error:
        _store(claim, file, [BadDocument(file.name, str(error), key=key_of_file(file))], 1, is_read=True)
        return True
    if path is None:
        claim.save()
        return True
    reader = _taken(file.pk, file.documents_read)
    if reader is None:
        options = options_of(claim.upload)
        most = conf.get_int("UPLOAD_MEGABYTES") * MEGABYTE * UNPACKED
        reader = Reader(_items(path, file, {**options.reading, "limits": Limits(unpacked_bytes=most)}))
    if not _skip(reader, file.documents_read, deadline):
        _keep(file.pk, reader)
        return True
    found, count, is_read = _next_items(reader, deadline)
    keeps = is_archive(file.name) and bool(claim.upload.options.get("beside"))
    items = [adapted(item, path, file, keeps_beside=keeps) for item in found]
    if _store(claim, file, items, count, is_read=is_read):
        return True
    if not is_read:
        _keep(file.pk, reader)
    return True


def _items(path: Any, file: ImportUploadFile, options: dict[str, Any]) -> Iterator[Item]:
    """The items of a file; if it cannot be read, or no further, a document that failed."""
    try:
        yield from read(path, **options)
    except SourceError as error:
        yield BadDocument(error.source or str(path), error.message, key=path.as_uri())


def _skip(reader: Reader, place: int, deadline: float) -> bool:
    """Skip what was read before. False where that takes longer."""
    while reader.place < place:
        if next(reader.items, None) is None:
            return True
        reader.place += 1
        if reader.place % 50 == 0 and time.monotonic() > deadline:
            return False
    return True


def _next_items(reader: Reader, deadline: float) -> tuple[list[Item], int, bool]:
    """The next items, their number, and whether they are the last."""
    found: list[Item] = []
    size = count = 0
    while len(found) < MOST_ROWS and size < MOST_BYTES and count < 10 * MOST_ROWS:
        item = next(reader.items, None)
        if item is None:
            return found, count, True
        count += 1
        reader.place += 1
        found.append(item)
        size += weight(item)
        if time.monotonic() > deadline:
            break
    return found, count, False


def _store(claim: Claim, file: ImportUploadFile, items: list[Item], count: int, *, is_read: bool) -> bool:
    """Store the documents. Returns whether the upload has as many as it may have, and is closed."""
    work = claim.work
    number = work.get("total", 0)
    most = conf.get_int("UPLOAD_DOCUMENTS")
    rows: list[PlannedDocument] = []
    for item in items:
        if isinstance(item, Skipped):
            _note_skipped(work, item.what)
        elif number + len(rows) >= most:
            work["cut"] = most
            break
        else:
            rows.append(_row_of(item, claim.upload, number + len(rows) + 1))
    is_cut = "cut" in work
    work["total"] = number + len(rows)
    with claim.saving():
        PlannedDocument.objects.bulk_create(rows)
        files = claim.upload.files.all() if is_cut else claim.upload.files.filter(pk=file.pk)
        files.filter(pk=file.pk).update(documents_read=F("documents_read") + count)
        if is_read or is_cut:
            files.update(is_read=True)
    if is_cut:
        for one in claim.upload.files.all():
            one.upload = claim.upload
            release(claim, one)
    elif is_read:
        release(claim, file)
    return is_cut


def release(claim: Claim, file: ImportUploadFile) -> None:
    """Delete a file that was read, unless images stand in it that its documents may need."""
    reader = _open.pop(file.pk, None)
    if reader is not None:
        reader.items.close()  # type: ignore[attr-defined]
    is_needed = claim.upload.options.get("beside") and is_archive(file.name) and claim.work.get("beside")
    if not is_needed:
        storage.delete(file)


def _row_of(item: Item, upload: ImportUpload, number: int) -> PlannedDocument:
    title = item.title or "" if isinstance(item, RawDocument) else ""
    return PlannedDocument(
        upload=upload,
        number=number,
        content=pack([item]),
        source=storable(item.source),
        title=storable(" ".join(title.split())),
    )


def _note_skipped(work: dict[str, Any], what: str) -> None:
    skipped = work.setdefault("skipped", {})
    if what in (IMAGES, OFFICE_FILES):
        work["beside"] = True
    if what in skipped or len(skipped) < MOST_KINDS:
        skipped[what] = skipped.get(what, 0) + 1


def _conclude(claim: Claim) -> None:
    """All files are read."""
    if claim.work.get("total"):
        claim.save(state=ImportUpload.State.PLANNING)
    else:
        nothing = _("Nothing that can be imported was found in it.")
        claim.save(state=ImportUpload.State.FAILED, message=nothing)


def _taken(pk: int, place: int) -> Reader | None:
    """The open file, if it is not read further than what was stored."""
    now = time.monotonic()
    for other in [key for key, one in _open.items() if now - one.used > IDLE_SECONDS]:
        _open.pop(other).items.close()  # type: ignore[attr-defined]
    reader = _open.pop(pk, None)
    return reader if reader is None or reader.place <= place else None


def _keep(pk: int, reader: Reader) -> None:
    reader.used = time.monotonic()
    _open[pk] = reader
    while len(_open) > MOST_OPEN:
        _open.popitem(last=False)[1].items.close()  # type: ignore[attr-defined]
