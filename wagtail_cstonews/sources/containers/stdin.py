"""Standard input: JSON Lines, XML, or one document."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from ..common.items import Item, SourceError
from ..common.options import Options
from ..common.origins import Origin
from ..common.registry import AUTO
from ..common.sites import of_pipe
from ..common.streams import Readable, Rejoined
from ..readers.rows import BOM

_MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)

_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF)[\s>]")

_BINARY = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF")

_ORIGIN = Origin("standard input", "stdin:", "standard input", piped=True)


def read_stdin(
    options: Options, read_member: Callable[[Readable, Origin, str, Options], Iterator[Item]]
) -> Iterator[Item]:
    """Yields the documents on standard input. Raises :exc:`SourceError` if it is empty."""
    stream: BinaryIO = sys.stdin.buffer
    head, start = _opening(stream)
    if not start:
        raise SourceError("nothing came. Pipe a document or JSON Lines into the command.", _ORIGIN.source)
    if start.startswith(_BINARY):
        raise SourceError(
            "text, HTML, JSON Lines or XML is read here. Save the file and give its path.", _ORIGIN.source
        )
    file = Rejoined(head, stream)
    format = _guess(start) if options.format == AUTO else options.format
    yield from of_pipe(read_member(file, _ORIGIN, format, options), _ORIGIN.source)


def _opening(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The bytes read up to the first character that is not white space, and the input from there on."""
    head = b""
    while len(head) < 1 << 20:
        data = stream.read1(1 << 12) if hasattr(stream, "read1") else stream.read(1 << 12)
        if not data:
            break
        head += data
        if head.removeprefix(BOM).strip():
            break
    return head, head.removeprefix(BOM).lstrip()


def _guess(start: bytes) -> str:
    """Guesses the format of the input from its first bytes.

    >>> _guess(b'{"id": 1}'), _guess(b"<p>One"), _guess(b"One"), _guess(b"<?xml version='1.0'?>")
    ('jsonl', 'html', 'text', 'xml')
    """
    if start.startswith(b"{"):
        return "jsonl"
    if _XML.match(start):
        return "xml"
    return "html" if _MARKUP.match(start) else "text"
