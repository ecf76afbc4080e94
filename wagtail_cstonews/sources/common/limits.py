"""Limits on input sizes, against decompression bombs and files that never end."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .items import SourceError
from .streams import Readable, Seekable

MEGABYTE = 1 << 20


def megabytes(size: int) -> str:
    """A size in bytes, formatted for people.

    >>> megabytes(33_554_432), megabytes(100)
    ('32 MB', '100 bytes')
    """
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size} bytes"


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on input, so that no file can exhaust memory or run for ever."""

    document_bytes: int = 32 * MEGABYTE
    """The size of the largest document, in bytes: a file, an archive member, or a row."""
    unpacked_bytes: int = 64 * 1024 * MEGABYTE
    """The total size that one compressed file or archive may unpack to, in bytes."""
    members: int = 1_000_000
    """The number of members that one archive may have."""


@dataclass(slots=True)
class Budget:
    """The rest of :attr:`Limits.unpacked_bytes` for one file, shared by archives nested in each other."""

    left: int


class OverBudgetError(SourceError):
    """A compressed file unpacks to more than :attr:`Limits.unpacked_bytes`."""


class BoundedReader:
    """A binary file that raises an error once its budget is exceeded.

    It also works for :mod:`tarfile`: a header that announces gigabytes is rejected before they are read, and
    seeking forward in a compressed file counts as reading.
    """

    def __init__(self, file: Seekable, limits: Limits, budget: Budget, source: str) -> None:
        self.file = file
        self.limits = limits
        self.budget = budget
        self.source = source

    def read(self, size: int = -1, /) -> bytes:
        """The next ``size`` bytes. Raises :exc:`OverBudgetError`."""
        if size < 0 or size > self.limits.document_bytes + MEGABYTE:
            raise SourceError(
                "damaged, or made to do harm: it asks for more than "
                f"{megabytes(self.limits.document_bytes)} at once. Make it again from its contents.",
                self.source,
            )
        data = self.file.read(size)
        self._spend(len(data))
        return data

    def readline(self, size: int, /) -> bytes:
        """The next line, or its first ``size`` bytes. Raises :exc:`OverBudgetError`."""
        data = self.file.readline(size)
        self._spend(len(data))
        return data

    def seek(self, position: int, whence: int = 0, /) -> int:
        """Seeks to a position. Raises :exc:`OverBudgetError`."""
        if whence == os.SEEK_SET:
            self._spend(max(0, position - self.file.tell()))
        return self.file.seek(position, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return self.file.seekable()

    def _spend(self, size: int) -> None:
        self.budget.left -= size
        if self.budget.left < 0:
            raise OverBudgetError(
                f"it unpacks to more than {megabytes(self.limits.unpacked_bytes)}; the rest is not read. "
                "Split it, or unpack it and give the folder.",
                self.source,
            )


def read_whole(file: Readable, limits: Limits) -> bytes | None:
    """The whole content of a stream; None if it is longer than :attr:`Limits.document_bytes`."""
    parts: list[bytes] = []
    size = 0
    while data := file.read(min(limits.document_bytes + 1 - size, MEGABYTE)):
        parts.append(data)
        size += len(data)
        if size > limits.document_bytes:
            return None
    return b"".join(parts)
