"""Files beside the documents: in the folder or archive that was given, and nowhere else."""

from __future__ import annotations

import gzip
import os
import posixpath
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import IO, Any, BinaryIO, cast
from urllib.parse import unquote

from ...sources import Limits, SourceError
from ...sources.common.files import is_archive
from ...sources.common.limits import MEGABYTE, BoundedReader, Budget, megabytes
from ...sources.containers.archives import DAMAGED, ZIP_METHODS
from .wanted import LoadError

MISSING = "there is no such file beside the document"
OUTSIDE = "its path leads out of what was given to import"


def names_of(name: str, reference: str) -> Iterator[str]:
    """The names that a document's relative reference may mean, the literal one first; none outside of the
    container.

    ``name`` is the document's own. A path from the root is one from the root of the folder or archive.

    >>> list(names_of("a/b.html", "b_files/c%20d.jpg?w=300"))
    ['a/b_files/c d.jpg?w=300', 'a/b_files/c d.jpg']
    >>> list(names_of("a/b.html", "../../etc/passwd"))
    []
    """
    reference = reference.replace("\\", "/").partition("#")[0]
    for given in dict.fromkeys((reference, reference.partition("?")[0])):
        path = unquote(given)
        folder = "" if path.startswith("/") else posixpath.dirname(name)
        found = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        if path and "\0" not in path and found != "." and found.split("/")[0] != "..":
            yield found


class Beside:
    """Reads files that stand beside documents. Archives stay open until :meth:`close`."""

    def __init__(
        self, most_bytes: int, suffixes: tuple[str, ...], prefix: str = "IMAGE", limits: Limits | None = None
    ) -> None:
        self.most_bytes = most_bytes
        self.suffixes = suffixes
        """The extensions of the tar members to index; other archives are looked up by name."""
        self.prefix = prefix
        """The prefix of the setting names."""
        self.limits = limits or Limits()
        self._archives: dict[str, Any] = {}

    def close(self) -> None:
        for archive in self._archives.values():
            archive.close()
        self._archives.clear()

    def read(self, container: str, name: str, reference: str) -> bytes:
        """The file that a document refers to. Raises :exc:`LoadError`.

        ``container`` is the folder or archive that was given, ``name`` the document's in it.
        """
        names = list(names_of(name, reference))
        if not names:
            raise LoadError(OUTSIDE)
        try:
            if is_archive(container) and not os.path.isdir(container):
                data = self.archive(container).read(names)
            else:
                data = self.in_folder(container, names)
        except DAMAGED as error:
            raise LoadError(f"it cannot be read ({type(error).__name__})") from error
        if data is None:
            raise LoadError(MISSING)
        if len(data) > self.most_bytes:
            raise LoadError(f"it is larger than {megabytes(self.most_bytes)} ({self.prefix}_MEGABYTES)")
        return data

    def in_folder(self, folder: str, names: list[str]) -> bytes | None:
        home = os.path.realpath(folder)
        for name in names:
            path = os.path.join(home, *name.split("/"))
            if not os.path.lexists(path):
                continue
            if os.path.realpath(path) != path:
                raise LoadError("a link is not followed")
            with open_file(path) as file:
                return file.read(self.most_bytes + 1)
        return None

    def archive(self, path: str) -> Any:
        if path not in self._archives:
            if path.lower().endswith(".zip"):
                self._archives[path] = ZipMembers(path, self.most_bytes)
            else:
                self._archives[path] = TarMembers(path, self.most_bytes, self.suffixes, self.limits)
        return self._archives[path]


def open_file(path: str) -> IO[bytes]:
    """Open a regular file; never blocks on a pipe or follows a link. Raises :exc:`LoadError`."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise LoadError("it is no file")
    return os.fdopen(descriptor, "rb")


class ZipMembers:
    """The members of a zip archive, by name."""

    def __init__(self, path: str, most_bytes: int) -> None:
        self.file = zipfile.ZipFile(path)
        self.most_bytes = most_bytes

    def close(self) -> None:
        self.file.close()

    def read(self, names: list[str]) -> bytes | None:
        for name in names:
            try:
                info = self.file.getinfo(name)
            except KeyError:
                continue
            if (info.external_attr >> 16) & 0o170000 == 0o120000:
                raise LoadError("a link is not followed")
            if info.flag_bits & 0x1 or info.compress_type not in ZIP_METHODS or info.is_dir():
                raise LoadError("it is packed by a method that is not read")
            with self.file.open(info) as file:
                return file.read(self.most_bytes + 1)
        return None


class TarMembers:
    """The indexed members of a tar archive. It is read once; members of a compressed archive go to a
    temporary file.
    """

    def __init__(self, path: str, most_bytes: int, suffixes: tuple[str, ...], limits: Limits) -> None:
        self.most_bytes = most_bytes
        self.suffixes = suffixes
        self.places: dict[str, tuple[int, int]] = {}
        is_plain = path.lower().endswith(".tar")
        self.file: IO[bytes] = open(path, "rb") if is_plain else tempfile.TemporaryFile()  # noqa: SIM115
        with open(path, "rb") if is_plain else gzip.open(path) as file:
            budget = Budget(limits.unpacked_bytes)
            # Members after the limits, or after damaged data, are not found.
            with suppress(SourceError, *DAMAGED):
                reader = cast(BinaryIO, BoundedReader(file, limits, budget, path))
                self.index(tarfile.TarFile(fileobj=reader), limits, is_plain)

    def index(self, archive: tarfile.TarFile, limits: Limits, is_plain: bool) -> None:
        """Index the positions of the members."""
        spooled = 0
        for _ in range(limits.members):
            if (info := archive.next()) is None:
                return
            archive.members = []  # type: ignore[attr-defined]
            name = posixpath.normpath(info.name)
            if (
                not info.isreg()
                or info.issparse()
                or not name.lower().partition("?")[0].endswith(self.suffixes)
            ):
                continue
            size = min(info.size, self.most_bytes + 1)
            if is_plain:
                self.places[name] = (info.offset_data, size)
            elif file := archive.extractfile(info):
                for data in iter(partial(file.read, MEGABYTE), b""):
                    self.file.write(data[: max(0, size - (self.file.tell() - spooled))])
                self.places[name] = (spooled, self.file.tell() - spooled)
                spooled = self.file.tell()

    def close(self) -> None:
        self.file.close()

    def read(self, names: list[str]) -> bytes | None:
        for name in names:
            if name in self.places:
                place, size = self.places[name]
                self.file.seek(place)
                return self.file.read(size)
        return None
