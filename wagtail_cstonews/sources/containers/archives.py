"""Zip and tar archives, read member by member and never unpacked to disk."""

from __future__ import annotations

import gzip
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from ..common.files import is_archive, is_hidden, os_reason, unread
from ..common.items import LINKS, BadDocument, Item, Skipped, SourceError
from ..common.limits import BoundedReader, Limits, OverBudgetError
from ..common.options import Options
from ..common.origins import Origin, printable
from ..common.registry import AUTO, format_of
from ..common.streams import Readable

_ReadMember: TypeAlias = Callable[[Readable, Origin, str, Options], Iterator[Item]]
"""Reads the bytes of a member, in a given format, as documents."""

ZIP_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""The supported compression methods. Others (LZMA) may allocate gigabytes before the first byte."""

DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    struct.error,
)


def damage(error: BaseException) -> str:
    """The message for an archive or member that is damaged."""
    if isinstance(error, OSError) and error.strerror:
        return f"{os_reason(error)}."
    detail = str(error) or type(error).__name__
    return f"damaged or cut short ({printable(detail)}). Fetch or make it again."


def _member_problem(name: str, origin: Origin, options: Options) -> BadDocument | Skipped | None:
    """The item for a member whose name rules it out; None if the name is fine."""
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return origin.bad("refused: its path leads out of the archive. Make it again with relative paths.")
    if is_archive(name):
        why = "an archive inside an archive is not read; unpack it and give that"
        return Skipped(origin.source, why, "archives inside archives")
    if options.format == AUTO and format_of(name) is None:
        return unread(origin.source, name)
    return None


def _member_format(name: str, options: Options) -> str:
    """The format of a member whose name has been checked."""
    return (format_of(name) or "text") if options.format == AUTO else options.format


def _too_many(origin: Origin, limits: Limits) -> BadDocument:
    return origin.bad(
        f"the archive has more than {limits.members:,} members; the rest is not read. Split it, or unpack it "
        "and give the folder."
    )


def read_archive(path: Path, origin: Origin, options: Options, read_member: _ReadMember) -> Iterator[Item]:
    """Yields the documents of an archive's members. Raises :exc:`SourceError` if it is not an archive."""
    if path.name.lower().endswith(".zip"):
        return _read_zip(path, origin, options, read_member)
    return _read_tar(path, origin, options, read_member)


def _read_zip(path: Path, origin: Origin, options: Options, read_member: _ReadMember) -> Iterator[Item]:
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise SourceError(damage(error), origin.source) from error
    with archive:
        for count, info in enumerate(archive.infolist()):
            if count >= options.limits.members:
                yield _too_many(origin, options.limits)
                return
            name = printable(info.filename).removeprefix("./")
            if info.is_dir() or is_hidden(name):
                continue
            member = origin.member(name)
            if problem := _member_problem(name, member, options) or _zip_problem(info, member):
                yield problem
                continue
            try:
                with archive.open(info) as file:
                    reader = BoundedReader(file, options.limits, options.budget, origin.source)
                    yield from read_member(reader, member, _member_format(name, options), options)
            except OverBudgetError as error:
                yield origin.unusable(error)
                return
            except SourceError as error:
                yield member.unusable(error)
            except DAMAGED as error:
                yield member.bad(damage(error))


def _zip_problem(info: zipfile.ZipInfo, origin: Origin) -> BadDocument | Skipped | None:
    """The item for a member that cannot be read for another reason than its name; None if it can."""
    if info.flag_bits & 0x1:
        return origin.bad("it is encrypted. Unpack the archive with its password and give the folder.")
    if info.compress_type not in ZIP_METHODS:
        return origin.bad("it is packed by a method that is not read. Make the archive again with deflate.")
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return Skipped(origin.source, "a link is not followed", LINKS)
    return None


def _read_tar(path: Path, origin: Origin, options: Options, read_member: _ReadMember) -> Iterator[Item]:
    compressed = not path.name.lower().endswith(".tar")
    with gzip.open(path) if compressed else open(path, "rb") as file:
        reader = cast(BinaryIO, BoundedReader(file, options.limits, options.budget, origin.source))
        try:
            archive = tarfile.TarFile(fileobj=reader)
        except DAMAGED as error:
            raise SourceError(damage(error), origin.source) from error
        try:
            yield from _read_tar_members(archive, origin, options, read_member)
        except SourceError as error:
            yield origin.unusable(error)
        except DAMAGED as error:
            yield origin.bad(damage(error))


def _read_tar_members(
    archive: tarfile.TarFile, origin: Origin, options: Options, read_member: _ReadMember
) -> Iterator[Item]:
    count = 0
    while (info := archive.next()) is not None:
        # tarfile keeps every header in memory: too much for a large archive, and not needed here.
        archive.members = []  # type: ignore[attr-defined]
        count += 1
        if count > options.limits.members:
            yield _too_many(origin, options.limits)
            return
        name = printable(info.name).removeprefix("./")
        if info.isdir() or is_hidden(name):
            continue
        member = origin.member(name)
        if problem := _member_problem(name, member, options):
            yield problem
        elif not info.isreg() or info.issparse():
            yield Skipped(member.source, "a link, a device or a sparse file is not read", LINKS)
        elif file := archive.extractfile(info):
            try:
                yield from read_member(file, member, _member_format(name, options), options)
            except OverBudgetError:
                raise
            except SourceError as error:
                yield member.unusable(error)
