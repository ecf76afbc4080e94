"""Streams of bytes: the protocols that readers require, rewinding after a peek, and decoding to text."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Protocol, cast

from ...text.encoding import codec_of, decode_bytes

CHUNK = 1 << 16
"""Bytes per read: the default capacity of pipes, and little compared with a document."""

_SAMPLE = 1 << 18
"""Bytes examined to detect a file's character set: many articles of an export, and quick to read."""


class Readable(Protocol):
    """The stream of bytes that a reader requires."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most ``size``; empty at the end."""

    def readline(self, size: int, /) -> bytes:
        """The next line with its break, or its first ``size`` bytes."""


class Seekable(Readable, Protocol):
    """A stream that may be able to seek."""

    def seek(self, position: int, whence: int = 0, /) -> int:
        """Seeks to a position, and returns it."""

    def tell(self) -> int:
        """The position."""

    def seekable(self) -> bool:
        """Whether the stream can seek."""


class Rejoined:
    """A stream whose first bytes have been read, and are put back in front of the rest."""

    @classmethod
    def begun(cls, file: Readable) -> Rejoined:
        """Peeks at a stream: reads as much as is needed to detect its character set."""
        return file if isinstance(file, Rejoined) else cls(beginning(file), file)

    def __init__(self, head: bytes, rest: Readable) -> None:
        self.head = io.BytesIO(head)
        self.rest = rest
        self.beginning = head

    def rewind(self) -> bool:
        """Rewinds to the beginning. Returns False if the stream cannot seek, like a pipe."""
        try:
            cast(Seekable, self.rest).seek(len(self.beginning))
        except (AttributeError, OSError):
            return False
        self.head.seek(0)
        return True

    def read(self, size: int, /) -> bytes:
        return self.head.read(size) or self.rest.read(size)

    def readline(self, size: int, /) -> bytes:
        line = self.head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self.rest.readline(size - len(line))


class _Raw(io.RawIOBase):
    """Adapts a stream to :class:`io.RawIOBase`. Closing the adapter leaves the stream open."""

    def __init__(self, file: Readable) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def beginning(file: Readable, size: int = _SAMPLE) -> bytes:
    """The first ``size`` bytes of a stream, or all if it is shorter."""
    parts: list[bytes] = []
    while size > 0 and (data := file.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def encoding_of(sample: bytes, declared: str | None = None) -> str:
    """The codec for a file that begins with ``sample``; with "-sig" if it begins with a byte order mark.

    >>> encoding_of(b"One"), encoding_of(b"One", "windows-1251"), encoding_of("Два слова".encode("koi8-r"))
    ('utf-8', 'cp1251', 'koi8-r')
    """
    if sample.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-8-sig" if sample.startswith(codecs.BOM_UTF8) else "utf-16"
    # The sample may end inside a character, which has at most four bytes.
    whole = sample[:-4] if len(sample) >= _SAMPLE else sample
    if declared and whole.isascii() and (told := codec_of(declared)):
        return told
    return codecs.lookup(decode_bytes(whole or sample, declared)[1]).name


def as_text(file: Readable, sample: bytes, encoding: str) -> io.TextIOWrapper:
    """Decodes the stream, of which ``sample`` has already been read. Line breaks are kept.

    Each byte that cannot be decoded becomes a lone surrogate.
    """
    raw = io.BufferedReader(_Raw(Rejoined(sample, file)), CHUNK)
    return io.TextIOWrapper(cast(BinaryIO, raw), encoding, errors=_UNREADABLE, newline="")


def _half_pairs(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: a lone surrogate for each byte that cannot be decoded.

    Python's ``surrogateescape`` raises for multi-byte character sets if a byte is missing at the end.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


_UNREADABLE = "wagtail_cstonews.half_pairs"
codecs.register_error(_UNREADABLE, _half_pairs)
