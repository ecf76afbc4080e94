"""Where uploaded files are until they are read: a private storage, by default a folder of this host.

A file arrives in slices. In a storage of files each is written behind the one before; elsewhere each is an
object of its own, and they are put together in the folder before they are read.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ... import conf
from ...models import ImportUploadFile

PIECE = 1 << 18
"""Bytes that are copied at once."""


class StorageError(Exception):
    """The storage cannot be used, or the file is not in it. The message says what to do."""


def storage() -> Any:
    """The storage of uploads. It gives nothing an address."""
    alias = conf.get_str("UPLOAD_STORAGE")
    return storages[alias] if alias else _folder_storage(private_folder())


@cache
def _folder_storage(folder: str) -> FileSystemStorage:
    return FileSystemStorage(
        folder, base_url="", file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def private_folder() -> str:
    """A folder of this site for temporary files, which nobody else may open. Raises :exc:`StorageError`.

    Its name differs from site to site, so that none sweeps up what another one still needs.
    """
    who = os.getuid() if hasattr(os, "getuid") else 0
    mark = salted_hmac("wagtail_cstonews.uploads", conf.NAME, algorithm="sha256").hexdigest()[:12]
    folder = os.path.join(tempfile.gettempdir(), f"wagtail-cstonews-uploads-{who}-{mark}")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != who):
        raise StorageError(f"{folder} belongs to somebody else. Name a private storage in UPLOAD_STORAGE.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        os.chmod(folder, 0o700)
    return folder


def has_paths(place: Any) -> bool:
    """Whether the storage keeps files that this process can open."""
    return isinstance(place, FileSystemStorage)


def name_of(file: ImportUploadFile) -> str:
    """The name of an uploaded file in the storage. The file itself keeps its name: its format shows in it."""
    return f"{file.upload_id}/{file.pk}/{file.name}"


def write(file: ImportUploadFile, offset: int, pieces: Iterable[bytes]) -> int:
    """Write a slice at its place; give its length. The same slice may be written again.

    Raises :exc:`StorageError`.
    """
    place = storage()
    try:
        if has_paths(place):
            return _write_at(Path(place.path(name_of(file))), offset, pieces)
        name = f"{name_of(file)}/{offset:015d}"
        data = b"".join(pieces)
        if place.exists(name):
            place.delete(name)
        place.save(name, ContentFile(data))
        return len(data)
    except OSError as error:
        raise StorageError(
            _("The file could not be stored (%(reason)s). Ask whoever runs the site.")
            % {"reason": error.strerror or error}
        ) from error


def _write_at(path: Path, offset: int, pieces: Iterable[bytes]) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "r+b") as target:
        target.seek(offset)
        for piece in pieces:
            target.write(piece)
        target.truncate()
        return target.tell() - offset


def local_path(file: ImportUploadFile, deadline: float) -> Path | None:
    """The file on this host; None where it takes longer to get it here. Raises :exc:`StorageError`."""
    place = storage()
    gone = _("The file is no longer there. Upload it again.")
    if has_paths(place):
        path = Path(place.path(name_of(file)))
        if not path.is_file() or path.stat().st_size != file.size:
            raise StorageError(gone)
        return path
    path = Path(private_folder(), *name_of(file).split("/"))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        parts = sorted(place.listdir(name_of(file))[1], key=int)
        with open(path, "ab") as target:
            for part, after in zip(parts, [*parts[1:], file.size], strict=True):
                if target.tell() >= int(after):
                    continue
                if target.tell() != int(part):
                    # It was cut off in the middle of a part.
                    target.truncate(int(part))
                    target.seek(int(part))
                with place.open(f"{name_of(file)}/{part}") as source:
                    shutil.copyfileobj(source, target, PIECE)
                if time.monotonic() > deadline:
                    break
            size = target.tell()
    except OSError as error:
        raise StorageError(gone) from error
    if size < file.size and time.monotonic() <= deadline:
        raise StorageError(gone)
    return path if size == file.size else None


def delete(file: ImportUploadFile) -> None:
    """Delete an uploaded file. It is emptied first: another process may still have it open."""
    place = storage()
    path = Path(place.path(name_of(file))) if has_paths(place) else None
    local = Path(private_folder(), *name_of(file).split("/"))
    for one in filter(None, (path, local)):
        if one.is_file():
            os.truncate(one, 0)
        shutil.rmtree(one.parent, ignore_errors=True)
    if path is None:
        _delete_below(place, f"{file.upload_id}/{file.pk}")


def delete_all(upload: Any) -> None:
    """Delete all that is stored of an upload."""
    place = storage()
    name = str(upload)
    if has_paths(place):
        shutil.rmtree(place.path(name), ignore_errors=True)
    else:
        _delete_below(place, name)
    shutil.rmtree(os.path.join(private_folder(), name), ignore_errors=True)


def stored_uploads() -> list[str]:
    """The uploads of which something is stored."""
    try:
        return list(storage().listdir("")[0])
    except OSError:
        return []


def _delete_below(place: Any, name: str) -> None:
    try:
        folders, files = place.listdir(name)
    except OSError:
        return
    for folder in folders:
        _delete_below(place, f"{name}/{folder}")
    for file in files:
        place.delete(f"{name}/{file}")
