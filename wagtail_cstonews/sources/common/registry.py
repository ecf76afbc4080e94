"""The registry of readers: one for each format that documents come in.

A reader is a function from a stream of bytes to documents, together with the file names that it reads. The
package registers its own readers on import; a site registers others with :func:`register`, and every command
then offers them. See ``docs/how-to/add-a-source.md``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...text.patterns import lazy_compile
from .files import ARCHIVES
from .items import Item
from .options import Options
from .origins import Origin
from .streams import Readable

AUTO = "auto"
"""The format that is chosen by the file's name."""

XML = "xml"
"""The format of a file named ``.xml``. Its root element decides which reader it is for."""

_XML_SUFFIX = ".xml"

_RESERVED = frozenset((AUTO, XML))
_NAME = lazy_compile(r"[a-z][a-z0-9_-]*")
_SUFFIX = lazy_compile(r"\.[a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class XmlHead:
    """The beginning of an XML file, by which its reader is chosen."""

    root: str
    """The name of the root element, in lower case and without its prefix: ``rss``."""
    text: str
    """The decoded text up to the first ``<item>``, without comments; at most 256 KB of it."""


_ReadStream: TypeAlias = Callable[[Readable, Origin, Options], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one format."""

    name: str
    """The value of ``--format`` that chooses it, in lower case: ``jsonl``."""
    read: _ReadStream
    """Yields the documents of a stream, one at a time, so that a file of any length fits into memory.

    Yields a :class:`~.items.BadDocument` for a document that cannot be read. Raises
    :exc:`~.items.SourceError` if the stream cannot be read at all.
    """
    suffixes: tuple[str, ...] = ()
    """Its file name suffixes, in lower case: ``(".jsonl",)``. Each may be followed by ``.gz``."""
    holds_many: bool = True
    """Whether a file has many documents. Those without a URL then belong to one site, the file's own."""
    matches_xml: Callable[[XmlHead], bool] | None = None
    """Tells whether an ``.xml`` file is for this reader; None if the reader does not read XML."""


_readers: dict[str, Reader] = {}
_by_suffix: dict[str, str] = {}
"""The names of readers by suffix. If two claim a suffix, the one registered last wins."""


def register(reader: Reader) -> Reader:
    """Adds a reader, and returns it.

    If two readers claim a suffix or a root element, the one registered last wins.

    Raises :exc:`ValueError` if the name is taken, or if the name or a suffix does not have the form that
    :class:`Reader` describes.
    """
    if not _NAME.fullmatch(reader.name) or reader.name in _RESERVED:
        raise ValueError(
            f"{reader.name!r} cannot name a reader: use small letters and digits, and not "
            f"{' or '.join(sorted(_RESERVED))}."
        )
    if reader.name in _readers:
        raise ValueError(f"There is a reader named {reader.name!r}. Unregister it first to replace it.")
    for suffix in reader.suffixes:
        if not _SUFFIX.fullmatch(suffix) or suffix in (".gz", _XML_SUFFIX, *ARCHIVES):
            raise ValueError(
                f"{suffix!r} cannot be a suffix of {reader.name!r}: write it in small letters with its dot. "
                f"Archives and {_XML_SUFFIX} are opened by the package; matches_xml says which XML is yours."
            )
    _readers[reader.name] = reader
    _index_suffixes()
    return reader


def unregister(name: str) -> None:
    """Removes a reader. Raises :exc:`KeyError` if there is none of that name."""
    del _readers[name]
    _index_suffixes()


def reader_of(format: str) -> Reader:
    """The reader of a format. Raises :exc:`KeyError` if there is none."""
    return _readers[format]


def reader_of_xml(head: XmlHead) -> Reader | None:
    """The reader for an XML file. Readers registered last are asked first."""
    for reader in reversed(_readers.values()):
        if reader.matches_xml is not None and reader.matches_xml(head):
            return reader
    return None


def formats() -> tuple[str, ...]:
    """The values of ``--format``: ``auto``, then the names of the readers in order of registration."""
    return (AUTO, *_readers)


def suffixes() -> tuple[str, ...]:
    """The suffixes of files that are read, without those of archives."""
    return (*_by_suffix, _XML_SUFFIX)


def known_files() -> str:
    """A list of the file types that are read, for messages."""
    *archives, last = ARCHIVES
    return f"{', '.join(suffixes())} (each also .gz), {', '.join(archives)} or {last}"


def format_of(name: str) -> str | None:
    """The format of a file of that name; None if no reader claims its suffix.

    >>> format_of("a/B.HTML"), format_of("rows.jsonl.gz"), format_of("a.pdf")
    ('html', 'jsonl', None)
    """
    suffix = os.path.splitext(name.lower().removesuffix(".gz"))[1]
    return XML if suffix == _XML_SUFFIX else _by_suffix.get(suffix)


def _index_suffixes() -> None:
    _by_suffix.clear()
    for reader in _readers.values():
        _by_suffix.update(dict.fromkeys(reader.suffixes, reader.name))
