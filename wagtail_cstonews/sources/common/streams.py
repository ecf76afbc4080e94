"""Streams of bytes: what readers ask of them, put together again, and as text."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Protocol, cast

from ...text.encoding import codec_of, decode_bytes

CHUNK = 1 << 16
"""Bytes that are read at a time: the default of pipes, and little beside a document."""

_SAMPLE = 1 << 18
"""Bytes of a file that tell its character set: many articles of an export, and read in a moment."""


class Readable(Protocol):
    """What a reader asks of a stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, ``size`` of them at most; none at the end."""

    def readline(self, size: int, /) -> bytes:
        """The next line with its break, or its first ``size`` bytes."""


class Seekable(Readable, Protocol):
    """A stream that can go back."""

    def seek(self, position: int, whence: int = 0, /) -> int:
        """Goes to a position, and returns it."""

    def tell(self) -> int:
        """The position."""

    def seekable(self) -> bool:
        """Whether it can go back."""


class Rejoined:
    """A stream whose beginning was read already."""

    @classmethod
    def begun(cls, file: Readable) -> Rejoined:
        """The stream with its beginning read: as much as tells its character set."""
        return file if isinstance(file, Rejoined) else cls(beginning(file), file)

    def __init__(self, head: bytes, rest: Readable) -> None:
        self.head = io.BytesIO(head)
        self.rest = rest
        self.beginning = head

    def rewind(self) -> bool:
        """Goes back to the beginning. Whether that was possible: not in a pipe."""
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
    """A stream as Python's own classes want one. Closing it leaves the stream open."""

    def __init__(self, file: Readable) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def beginning(file: Readable, size: int = _SAMPLE) -> bytes:
    """The first bytes of a stream, as many as there are up to ``size``."""
    parts: list[bytes] = []
    while size > 0 and (data := file.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def encoding_of(sample: bytes, declared: str | None = None) -> str:
    """The codec for a file that begins with ``sample``; with "-sig" where that is a byte order mark.

    >>> encoding_of(b"One"), encoding_of(b"One", "windows-1251"), encoding_of("Два слова".encode("koi8-r"))
    ('utf-8', 'cp1251', 'koi8-r')
    """
    if sample.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-8-sig" if sample.startswith(codecs.BOM_UTF8) else "utf-16"
    # Only what the sample holds whole: a character may be cut in two at its end, and is not longer than this.
    whole = sample[:-4] if len(sample) >= _SAMPLE else sample
    if declared and whole.isascii() and (told := codec_of(declared)):
        return told
    return codecs.lookup(decode_bytes(whole or sample, declared)[1]).name


def as_text(file: Readable, sample: bytes, encoding: str) -> io.TextIOWrapper:
    """The stream as text, ``sample`` being what was read of it. What cannot be decoded becomes half a
    surrogate pair; line breaks stay as they are.
    """
    raw = io.BufferedReader(_Raw(Rejoined(sample, file)), CHUNK)
    return io.TextIOWrapper(cast(BinaryIO, raw), encoding, errors=_UNREADABLE, newline="")


def _half_pairs(error: UnicodeError) -> tuple[str, int]:
    """Half a surrogate pair for each byte that cannot be decoded, in every character set: Python's own way
    raises for those of several bytes a character, of which one may be missing at the end.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


_UNREADABLE = "wagtail_cstonews.half_pairs"
codecs.register_error(_UNREADABLE, _half_pairs)
