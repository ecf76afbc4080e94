"""Repeated passes over documents, with a spool file for pipes, which can be read only once."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from .common.files import is_read_once
from .common.items import Item

SPOOL_BYTES = 2 << 30
"""Bytes spooled from one pipe: enough for the dump of a large site, but not to fill a disk."""

_SIZE = 8
"""Bytes of the length prefix before each item."""


class Rereading:
    """Documents at several paths that can be iterated more than once.

    Input from standard input or a pipe is spooled to a temporary file, up to ``most`` bytes (by default
    ``SPOOL_BYTES``). ``read`` yields the items at a path, and must not raise. A context manager.
    """

    def __init__(
        self, paths: Sequence[str], read: Callable[[str], Iterator[Item]], *, most: int | None = None
    ) -> None:
        self.paths = paths
        self.read = read
        self.most = SPOOL_BYTES if most is None else most
        self._spools: dict[int, Spool] = {}

    def beforehand(self) -> Iterator[Item]:
        """Yields the items to read before :meth:`whole`: of a pipe, only as many as fit the spool."""
        for place, path in enumerate(self.paths):
            if is_read_once(path):
                spool = self._spools.setdefault(place, Spool(self.read(path), self.most))
                yield from spool.kept()
            else:
                yield from self.read(path)

    def whole(self) -> Iterator[Item]:
        """Yields all documents. Pipes cannot be read any more after that."""
        for place, path in enumerate(self.paths):
            spool = self._spools.get(place)
            yield from spool.whole() if spool else self.read(path)

    @property
    def cut(self) -> list[tuple[str, int]]:
        """The pipes that did not fit the spool, each with the number of documents that did."""
        return [(self.paths[place], spool.count) for place, spool in self._spools.items() if spool.is_full]

    def close(self) -> None:
        """Deletes the spool files."""
        for spool in self._spools.values():
            spool.close()

    def __enter__(self) -> Rereading:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def cut_short(documents: Rereading) -> Iterator[str]:
    """Messages about pipes that did not fit the spool."""
    for path, count in documents.cut:
        name = "standard input" if path == "-" else path
        yield (
            f"{name}: more came than is kept to be read twice. The sites are learnt from the first {count:,} "
            "documents; all are read. Give a file instead to learn from all."
        )


class Spool:
    """The items of an iterator, pickled to an anonymous temporary file as they are read."""

    def __init__(self, items: Iterator[Item], most: int) -> None:
        self.items = items
        self.most = most
        self.count = 0
        """The number of items in the file."""
        self.is_full = False
        """Whether the items exceeded the limit, or the space on the disk."""
        self._end = 0
        self._unkept: list[Item] = []
        """An item that was read but could not be written."""
        self._file: IO[bytes] | None = None

    def kept(self) -> Iterator[Item]:
        """Yields the items that can be read again, reading and spooling further ones."""
        yield from self._again()
        while not self.is_full and (item := next(self.items, None)) is not None:
            if self._keep(item):
                yield item

    def whole(self) -> Iterator[Item]:
        """Yields all items. The spool cannot be read any more after that."""
        yield from self._again()
        yield from self._unkept
        yield from self.items

    def close(self) -> None:
        """Deletes the file."""
        if self._file is not None:
            self._file.close()

    def _again(self) -> Iterator[Item]:
        place = 0
        for _ in range(self.count):
            file = self._opened()
            file.seek(place)
            size = int.from_bytes(file.read(_SIZE), "big")
            item: Item = pickle.loads(file.read(size))  # noqa: S301 - written by this process
            place += _SIZE + size
            yield item

    def _opened(self) -> IO[bytes]:
        """The file. Raises :exc:`OSError` if it cannot be created."""
        if self._file is None:
            # Unbuffered: after an error on a full disk, nothing must be written again later.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        return self._file

    def _keep(self, item: Item) -> bool:
        """Whether the item could be written."""
        data = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        data = len(data).to_bytes(_SIZE, "big") + data
        if self._end + len(data) > self.most or not self._written(data):
            self.is_full = True
            self._unkept = [item]
            return False
        self._end += len(data)
        self.count += 1
        return True

    def _written(self, data: bytes) -> bool:
        try:
            file = self._opened()
            file.seek(self._end)
            return file.write(data) == len(data)
        except OSError:
            return False
