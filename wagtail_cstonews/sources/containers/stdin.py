"""Standard input: JSON Lines, XML, or one document."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from ..common.base import Format, Item, Options, Origin, SourceError, of_pipe
from ..common.streams import Rejoined
from ..readers.rows import BOM

MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)

XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF)[\s>]")

BINARY = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF")

ORIGIN = Origin("standard input", "stdin:", "standard input", piped=True)


def read_stdin(options: Options, read_plain: Callable[..., Iterator[Item]]) -> Iterator[Item]:
    """What comes on standard input. Raises :exc:`SourceError` where nothing does."""
    stream: BinaryIO = sys.stdin.buffer
    head, start = opening(stream)
    if not start:
        raise SourceError("nothing came. Pipe a document or JSON Lines into the command.", ORIGIN.source)
    if start.startswith(BINARY):
        raise SourceError(
            "text, HTML, JSON Lines or XML is read here. Save the file and give its path.", ORIGIN.source
        )
    file = Rejoined(head, stream)
    format = guess(start) if options.format == "auto" else options.format
    yield from of_pipe(read_plain(file, ORIGIN, format, options), ORIGIN.source)


def opening(stream: BinaryIO) -> tuple[bytes, bytes]:
    """What was read to find the first character that is no space, and the input from there on."""
    head = b""
    while len(head) < 1 << 20:
        data = stream.read1(1 << 12) if hasattr(stream, "read1") else stream.read(1 << 12)
        if not data:
            break
        head += data
        if head.removeprefix(BOM).strip():
            break
    return head, head.removeprefix(BOM).lstrip()


def guess(start: bytes) -> Format:
    """What the input is, by how it begins.

    >>> guess(b'{"id": 1}'), guess(b"<p>One"), guess(b"One"), guess(b"<?xml version='1.0'?>")
    ('jsonl', 'html', 'text', 'xml')
    """
    if start.startswith(b"{"):
        return "jsonl"
    if XML.match(start):
        return "xml"
    return "html" if MARKUP.match(start) else "text"
