"""Streams of bytes: put together again, and as text."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, cast

from ...text.encoding import codec_of, decode_bytes
from .base import Readable

CHUNK = 1 << 16

SAMPLE = 1 << 18
"""How many bytes of a file tell its character set."""


class Rejoined:
    """A stream whose beginning was read already."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self.head = io.BytesIO(head)
        self.rest = rest
        self.beginning = head

    def rewind(self) -> bool:
        """Goes back to the beginning. Whether that was possible: not in a pipe."""
        try:
            self.rest.seek(len(self.beginning))
        except (AttributeError, OSError):
            return False
        self.head.seek(0)
        return True

    def read(self, size: int) -> bytes:
        return self.head.read(size) or self.rest.read(size)

    def readline(self, size: int) -> bytes:
        line = self.head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self.rest.readline(size - len(line))


class Raw(io.RawIOBase):
    """A stream as Python's own classes want one. Closing it leaves the stream open."""

    def __init__(self, file: Readable) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def beginning(file: Readable, size: int = SAMPLE) -> bytes:
    """The first bytes of a stream, as many as there are up to ``size``."""
    parts: list[bytes] = []
    while size > 0 and (data := file.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def encoding_of(sample: bytes, declared: str | None = None) -> str:
    """The codec for a file that begins with ``sample``; with "-sig" where it begins with a mark.

    >>> encoding_of(b"One"), encoding_of(b"One", "windows-1251"), encoding_of("Два слова".encode("koi8-r"))
    ('utf-8', 'cp1251', 'koi8-r')
    """
    if sample.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-8-sig" if sample.startswith(codecs.BOM_UTF8) else "utf-16"
    # Only what the sample holds whole: a character may be cut in two at its end, and is not longer than this.
    whole = sample[:-4] if len(sample) >= SAMPLE else sample
    if declared and whole.isascii() and (told := codec_of(declared)):
        return told
    return codecs.lookup(decode_bytes(whole or sample, declared)[1]).name


def as_text(file: Readable, sample: bytes, encoding: str) -> io.TextIOWrapper:
    """The stream as text, ``sample`` being what was read of it. What cannot be decoded becomes half a
    surrogate pair; line breaks stay as they are.
    """
    raw = io.BufferedReader(Raw(Rejoined(sample, file)), 1 << 16)
    return io.TextIOWrapper(cast(BinaryIO, raw), encoding, errors=UNREADABLE, newline="")


def half_pairs(error: UnicodeError) -> tuple[str, int]:
    """Half a surrogate pair for each byte that cannot be decoded, in every character set: Python's own way
    raises for those of several bytes a character, of which one may be missing at the end.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


UNREADABLE = "wagtail_cstonews.half_pairs"
codecs.register_error(UNREADABLE, half_pairs)
