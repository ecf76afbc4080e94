"""Receives what is uploaded: files in slices, or one pasted text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ... import conf
from ...documents import RawDocument
from ...models import ImportUpload, ImportUploadFile, PlannedDocument
from ...sources.common.limits import MEGABYTE
from ..queue.packing import pack
from . import storage
from .names import PASTED, is_read, key_of, safe_names

MOST_BYTES = 4 * MEGABYTE
"""Bytes of one slice, at most."""


class UploadError(Exception):
    """Something cannot be taken; the message says why, and what to do."""


class OffsetError(UploadError):
    """A slice that does not follow the one before. ``received`` tells from where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(_("A part of the file came twice, or not at all."))
        self.received = received


def begin(user: Any, section: Any, options: dict[str, Any], files: Sequence[tuple[str, int]]) -> ImportUpload:
    """Open an upload of files, each a name and a size. Raises :exc:`UploadError`."""
    _check(files)
    with transaction.atomic():
        upload = ImportUpload.objects.create(
            user=user, section=section, options=options, heartbeat_at=timezone.now()
        )
        names = safe_names([name for name, _size in files])
        for name, (_given, size) in zip(names, files, strict=True):
            ImportUploadFile.objects.create(upload=upload, name=name, size=size)
    return upload


def _check(files: Sequence[tuple[str, int]]) -> None:
    most = conf.get_int("UPLOAD_FILES")
    megabytes = conf.get_int("UPLOAD_MEGABYTES")
    if not files:
        raise UploadError(_("Paste a text, or choose a file."))
    if len(files) > most:
        raise UploadError(
            ngettext(
                "You can give one file at a time. Put the files into a zip archive.",
                "You can give %(most)d files at a time. Put them into a zip archive, which is one.",
                most,
            )
            % {"most": most}
        )
    unread = [name for name, _size in files if not is_read(name)]
    if unread:
        raise UploadError(
            _(
                "Files such as %(name)s cannot be read. Give texts, web pages, tables (CSV, JSON Lines), "
                "feeds, WordPress exports, web archives, or a zip or tar archive of them."
            )
            % {"name": safe_names(unread)[0]}
        )
    if any(size < 0 for _name, size in files) or sum(size for _name, size in files) > megabytes * MEGABYTE:
        raise UploadError(
            _("That is more than %(megabytes)d MB. Give it in several parts.") % {"megabytes": megabytes}
        )


def receive(file: ImportUploadFile, offset: int, pieces: Iterable[bytes]) -> int:
    """Take the next slice of a file; give how much of it is there now. Raises :exc:`UploadError`."""
    if file.upload.state != ImportUpload.State.RECEIVING:
        raise UploadError(_("This upload is complete, and takes no more."))
    if offset != file.received:
        raise OffsetError(file.received)
    try:
        length = storage.write(file, offset, _bounded(pieces, file.size - offset))
    except storage.StorageError as error:
        raise UploadError(str(error)) from error
    now = offset + length
    with transaction.atomic():
        if not ImportUploadFile.objects.filter(pk=file.pk, received=offset).update(received=now):
            raise OffsetError(ImportUploadFile.objects.values_list("received", flat=True).get(pk=file.pk))
        ImportUpload.objects.filter(pk=file.upload_id).update(heartbeat_at=timezone.now())
    file.received = now
    return now


def _bounded(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The pieces of a slice, as long as they are not longer than was said before."""
    most = min(most, MOST_BYTES)
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            raise UploadError(_("The file is longer than it was said to be. Choose it again."))
        yield piece


def receive_whole(upload: ImportUpload, files: Iterable[Any]) -> None:
    """Take files that came in one request, in the order in which they were announced.

    Each has ``chunks``, as Django's uploaded files do. Raises :exc:`UploadError`.
    """
    for file, given in zip(upload.files.order_by("pk"), files, strict=True):
        for chunk in given.chunks(MEGABYTE):
            receive(file, file.received, [chunk])
        if file.received < file.size:
            raise UploadError(_("%(name)s arrived incomplete. Try again.") % {"name": file.name})


def complete(upload: ImportUpload) -> None:
    """Close the upload: all files are there. Raises :exc:`UploadError`. May be called twice."""
    short = next((file for file in upload.files.all() if file.received < file.size), None)
    if short is not None:
        raise UploadError(_("%(name)s arrived incomplete. Try again.") % {"name": short.name})
    receiving = ImportUpload.objects.filter(pk=upload.pk, state=ImportUpload.State.RECEIVING)
    if receiving.update(state=ImportUpload.State.READING, heartbeat_at=timezone.now()):
        upload.state = ImportUpload.State.READING


def paste(
    user: Any,
    section: Any,
    options: dict[str, Any],
    text: str,
    *,
    media_type: Literal["text", "html"] = "text",
    title: str = "",
    url: str = "",
    date: str = "",
) -> ImportUpload:
    """An upload of one pasted text."""
    document = RawDocument(
        PASTED,
        text,
        _("Pasted text"),
        media_type=media_type,
        url=url or None,
        title=title or None,
        date=date or None,
    )
    document.key = url or key_of(document)
    work = {"total": 1}
    with transaction.atomic():
        upload = ImportUpload.objects.create(
            user=user,
            section=section,
            options=options,
            state=ImportUpload.State.PLANNING,
            work=work,
            heartbeat_at=timezone.now(),
        )
        PlannedDocument.objects.create(
            upload=upload, number=1, content=pack([document]), source=document.source, title=title
        )
    return upload
