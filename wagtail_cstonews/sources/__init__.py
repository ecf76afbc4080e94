"""One reader a format: each an iterator of raw documents that never loads a whole archive.

``read()`` takes a path and gives what is in it: ``.txt``, ``.html``, JSON Lines, a folder or an archive of
those, ``-`` for standard input. It knows nothing of Django.
"""

from __future__ import annotations

import gzip
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from .common.base import (
    FORMATS,
    KNOWN,
    PREFERENCES,
    STATUSES,
    TYPES,
    BadDocument,
    BoundedReader,
    Format,
    Item,
    Limits,
    Options,
    Origin,
    OverBudgetError,
    Prefer,
    Readable,
    Skipped,
    SourceError,
    file_site,
    folder_site,
    format_of,
    is_archive,
    is_read_once,
    is_special,
    of_pipe,
    of_site,
    os_reason,
    path_origin,
    unforeseen,
)
from .common.rereading import Rereading, cut_short
from .common.streams import Rejoined, beginning
from .common.xml_items import xml_format
from .containers.archives import damage, read_archive
from .containers.folders import read_folder
from .containers.stdin import read_stdin
from .readers.documents import read_document
from .readers.feeds import read_feed
from .readers.rows import read_rows
from .readers.tables import read_table
from .readers.warc import read_warc
from .readers.wxr import read_wxr

__all__ = [
    "FORMATS",
    "PREFERENCES",
    "STATUSES",
    "TYPES",
    "BadDocument",
    "Item",
    "Limits",
    "Rereading",
    "Skipped",
    "SourceError",
    "cut_short",
    "read",
]

DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error)

PASSED = (SourceError, OSError, MemoryError)
"""What callers know how to name."""
PASSED_IN_ARCHIVE = (*PASSED, *DAMAGED, zipfile.BadZipFile, tarfile.TarError)


def read(
    path: str | os.PathLike[str],
    *,
    format: Format = "auto",
    prefer: Prefer = "html",
    statuses: Iterable[str] = STATUSES,
    types: Iterable[str] = TYPES,
    limits: Limits | None = None,
) -> Iterator[Item]:
    """The documents at ``path``: a file, a folder, an archive, or ``-`` for standard input.

    ``format`` says what the files are, whatever their names: by default the names say it. ``prefer`` chooses
    for rows that hold both text and HTML; ``statuses`` and ``types`` what is read of a WordPress export (what
    is not published is a draft, always). A document that cannot be used comes as a :class:`BadDocument`,
    a file that is not for reading as a :class:`Skipped`, and the iteration goes on.

    Raises :exc:`SourceError`, at once, where the path is missing, unreadable or of no known type; and from
    the iterator where a file turns out not to be what its name says.
    """
    if format not in FORMATS:
        raise ValueError(f"format is one of {', '.join(FORMATS)}, not {format!r}")
    if prefer not in PREFERENCES:
        raise ValueError(f"prefer is one of {', '.join(PREFERENCES)}, not {prefer!r}")
    options = Options(format, prefer, frozenset(statuses), frozenset(types), limits or Limits())
    if os.fspath(path) == "-":
        return read_stdin(options, read_member)
    shown = os.fspath(path)
    file = Path(path)
    check(file, shown, options)
    if file.is_dir():
        return of_site(read_folder(file, shown, options, read_inside), folder_site(file))
    return read_alone(file, path_origin(file, shown, file.name), options)


def check(path: Path, shown: str, options: Options) -> None:
    """Raises :exc:`SourceError` where the path cannot be used."""
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
    if path.is_dir() or is_archive(path.name) or options.format != "auto" or format_of(path.name):
        return
    if path.suffix.lower() == ".json":
        raise SourceError(
            "JSON Lines is read, with one object a line. If the file is an array, convert it: "
            f"jq -c '.[]' {path.name} > rows.jsonl. If it is JSON Lines already, add --format jsonl.",
            shown,
        )
    raise SourceError(
        f"a file of this type is not read. Give {KNOWN}, or say what it holds with --format.",
        shown,
    )


def read_alone(path: Path, origin: Origin, options: Options) -> Iterator[Item]:
    """A file that was given by itself. Raises :exc:`SourceError`."""
    items = guarded(read_file(path, origin, options), origin)
    try:
        if is_read_once(path):
            yield from of_pipe(items, path.name)
        else:
            yield from of_site(items, folder_site(origin.container))
    except OSError as error:
        raise SourceError(f"{os_reason(error)}.", origin.source) from error


def read_inside(path: Path, origin: Origin, options: Options) -> Iterator[Item]:
    """A file of a folder: where it cannot be used, the others still are."""
    try:
        yield from guarded(read_file(path, origin, options), origin)
    except SourceError as error:
        yield origin.unusable(error)
    except OSError as error:
        yield origin.bad(f"{os_reason(error)}.")


def guarded(
    items: Iterator[Item], origin: Origin, passed: tuple[type[Exception], ...] = PASSED
) -> Iterator[Item]:
    """The items; where a reader falls over its file, what came before, and the file as a document that
    failed.
    """
    last = ""
    try:
        for item in items:
            last = item.source
            yield item
    except passed:
        raise
    except Exception as error:
        behind = f"behind {last} " if last not in ("", origin.source) else ""
        yield origin.bad(f"{behind}{unforeseen(error)}")


def read_file(path: Path, origin: Origin, options: Options) -> Iterator[Item]:
    """A file by itself. Raises :exc:`SourceError` and :exc:`OSError`."""
    options = options.fresh()
    if is_archive(path.name):
        yield from of_site(read_archive(path, origin, options, read_member), file_site(origin))
        return
    format = (format_of(path.name) or "text") if options.format == "auto" else options.format
    with path.open("rb") as file:
        yield from read_stream(file, origin, format, options)


def read_member(file: Readable, origin: Origin, format: Format, options: Options) -> Iterator[Item]:
    """A member of an archive, or standard input: as a file of a folder is read."""
    yield from guarded(read_stream(file, origin, format, options), origin, PASSED_IN_ARCHIVE)


def read_stream(file: Readable, origin: Origin, format: Format, options: Options) -> Iterator[Item]:
    """An open file, unpacked where its name ends in ``.gz``. Raises :exc:`SourceError`."""
    if not origin.name.lower().endswith(".gz"):
        yield from read_plain(file, origin, format, options)
        return
    reader = BoundedReader(gzip.GzipFile(fileobj=file), options, origin.source)
    try:
        yield from read_plain(reader, origin, format, options)
    except OverBudgetError as error:
        yield origin.unusable(error)
    except DAMAGED as error:
        yield origin.bad(damage(error))


def read_plain(file: Readable, origin: Origin, format: Format, options: Options) -> Iterator[Item]:
    if format == "jsonl":
        yield from of_site(read_rows(file, origin, options), file_site(origin))
    elif format == "csv":
        yield from of_site(read_table(file, origin, options), file_site(origin))
    elif format in ("xml", "wxr", "feed"):
        yield from read_xml(file, origin, format, options)
    elif format == "warc":
        yield from of_site(read_warc(file, origin, options), file_site(origin))
    else:
        yield read_document(file, origin, format, options.limits)


def read_xml(file: Readable, origin: Origin, format: Format, options: Options) -> Iterator[Item]:
    """An export of WordPress, a feed, or a page in XHTML. Raises :exc:`SourceError` where it is none."""
    sample = beginning(file)
    format = xml_format(sample, origin) if format == "xml" else format
    whole = Rejoined(sample, file)
    if format == "wxr":
        yield from of_site(read_wxr(whole, origin, options), file_site(origin))
    elif format == "feed":
        yield from of_site(read_feed(whole, origin, options), file_site(origin))
    else:
        yield read_document(whole, origin, format, options.limits)
