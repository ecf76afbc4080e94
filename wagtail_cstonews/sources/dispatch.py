"""Opens a path, and passes each file to the reader of its format."""

from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from .common.files import is_archive, is_read_once, is_special, os_reason
from .common.items import Item, SourceError, unforeseen
from .common.limits import BoundedReader, Limits, OverBudgetError
from .common.options import PREFERENCES, STATUSES, TYPES, Options, Prefer
from .common.origins import Origin, path_origin
from .common.registry import AUTO, XML, format_of, formats, known_files, reader_of
from .common.sites import file_site, folder_site, of_pipe, of_site
from .common.streams import Readable, Rejoined
from .containers.archives import damage, read_archive
from .containers.folders import read_folder
from .containers.stdin import read_stdin
from .xml.roots import reader_by_root

_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)

_NAMED_BY_CALLERS = (SourceError, OSError, MemoryError)
"""Errors that callers handle. Any other is a bug in a reader."""

_NAMED_IN_ARCHIVES = (*_NAMED_BY_CALLERS, *_DAMAGED, zipfile.BadZipFile, tarfile.TarError)


def read(
    path: str | os.PathLike[str],
    *,
    format: str = AUTO,
    prefer: Prefer = "html",
    statuses: Iterable[str] = STATUSES,
    types: Iterable[str] = TYPES,
    limits: Limits | None = None,
) -> Iterator[Item]:
    """Yields the documents at ``path``: a file, a folder, an archive, or ``-`` for standard input.

    ``format`` overrides the format that follows from a file's name. ``prefer`` chooses between text and
    HTML for rows that have both. ``statuses`` and ``types`` select items of a WordPress export; an
    unpublished one is always a draft. A document that cannot be read is yielded as a
    :class:`.items.BadDocument`, and a skipped file as a :class:`.items.Skipped`; the iteration continues.

    Raises :exc:`ValueError` for an unknown ``format`` or ``prefer``. Raises :exc:`SourceError` immediately if
    the path is missing, unreadable or of an unknown type, and during iteration if a file's content does not
    match its name.
    """
    if format not in formats():
        raise ValueError(f"format is one of {', '.join(formats())}, not {format!r}")
    if prefer not in PREFERENCES:
        raise ValueError(f"prefer is one of {', '.join(PREFERENCES)}, not {prefer!r}")
    options = Options(format, prefer, frozenset(statuses), frozenset(types), limits or Limits())
    if os.fspath(path) == "-":
        return read_stdin(options, _read_member)
    shown = os.fspath(path)
    file = Path(path)
    _check(file, shown, options)
    if file.is_dir():
        return of_site(read_folder(file, shown, options, _read_inside), folder_site(file))
    return _read_alone(file, path_origin(file, shown, file.name), options)


def _check(path: Path, shown: str, options: Options) -> None:
    """Raises :exc:`SourceError` if the path cannot be read."""
    try:
        mode = path.stat().st_mode
        if path.is_dir():
            os.scandir(path).close()
        elif not is_special(mode):
            path.open("rb").close()
    except FileNotFoundError:
        raise SourceError("there is no such file or folder. Check the path.", shown) from None
    except OSError as error:
        raise SourceError(f"{os_reason(error)}.", shown) from error
    except ValueError:
        raise SourceError("not a path. Check it.", repr(shown)) from None
    if path.is_dir() or is_archive(path.name) or options.format != AUTO or format_of(path.name):
        return
    if path.suffix.lower() == ".json":
        raise SourceError(
            "JSON Lines is read, with one object a line. If the file is an array, convert it: "
            f"jq -c '.[]' {path.name} > rows.jsonl. If it is JSON Lines already, add --format jsonl.",
            shown,
        )
    raise SourceError(
        f"a file of this type is not read. Give {known_files()}, or say what it holds with --format.", shown
    )


def _read_alone(path: Path, origin: Origin, options: Options) -> Iterator[Item]:
    """Reads a file that was given as the path. Raises :exc:`SourceError`."""
    items = _guarded(_read_file(path, origin, options), origin)
    try:
        if is_read_once(path):
            yield from of_pipe(items, path.name)
        else:
            yield from of_site(items, folder_site(origin.container))
    except OSError as error:
        raise SourceError(f"{os_reason(error)}.", origin.source) from error


def _read_inside(path: Path, origin: Origin, options: Options) -> Iterator[Item]:
    """Reads a file of a folder. If it cannot be read, it is yielded as a document that failed."""
    try:
        yield from _guarded(_read_file(path, origin, options), origin)
    except SourceError as error:
        yield origin.unusable(error)
    except OSError as error:
        yield origin.bad(f"{os_reason(error)}.")


def _guarded(
    items: Iterator[Item], origin: Origin, named: tuple[type[Exception], ...] = _NAMED_BY_CALLERS
) -> Iterator[Item]:
    """Yields the items of a file. If a bug in its reader raises, a document that failed follows them."""
    last = ""
    try:
        for item in items:
            last = item.source
            yield item
    except named:
        raise
    except Exception as error:
        behind = f"behind {last} " if last not in ("", origin.source) else ""
        yield origin.bad(f"{behind}{unforeseen(error)}")


def _read_file(path: Path, origin: Origin, options: Options) -> Iterator[Item]:
    """Reads a file on disk. Raises :exc:`SourceError` and :exc:`OSError`."""
    options = options.fresh()
    if is_archive(path.name):
        yield from of_site(read_archive(path, origin, options, _read_member), file_site(origin))
        return
    format = (format_of(path.name) or "text") if options.format == AUTO else options.format
    with path.open("rb") as file:
        yield from _read_stream(file, origin, format, options)


def _read_member(file: Readable, origin: Origin, format: str, options: Options) -> Iterator[Item]:
    """Reads a member of an archive, or standard input, in the same way as a file of a folder."""
    yield from _guarded(_read_stream(file, origin, format, options), origin, _NAMED_IN_ARCHIVES)


def _read_stream(file: Readable, origin: Origin, format: str, options: Options) -> Iterator[Item]:
    """Reads an open file, decompressed if its name ends in ``.gz``. Raises :exc:`SourceError`."""
    if not origin.name.lower().endswith(".gz"):
        yield from _read_plain(file, origin, format, options)
        return
    unpacked = gzip.GzipFile(fileobj=file)  # type: ignore[call-overload]  # it only reads
    reader = BoundedReader(unpacked, options.limits, options.budget, origin.source)
    try:
        yield from _read_plain(reader, origin, format, options)
    except OverBudgetError as error:
        yield origin.unusable(error)
    except _DAMAGED as error:
        yield origin.bad(damage(error))


def _read_plain(file: Readable, origin: Origin, format: str, options: Options) -> Iterator[Item]:
    """Reads a stream that is not compressed. Raises :exc:`SourceError`."""
    if format == XML:
        file = Rejoined.begun(file)
        reader = reader_by_root(file.beginning, origin)
    else:
        reader = reader_of(format)
    items = reader.read(file, origin, options)
    yield from of_site(items, file_site(origin)) if reader.holds_many else items
