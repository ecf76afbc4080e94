"""Documents that are wanted more than once, though some of them can be read only once."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from .common.files import is_read_once
from .common.items import Item

SPOOL_BYTES = 2 << 30
"""What is kept on disk of one pipe: the dumps of a large site, and not so much that it fills a disk."""

_SIZE = 8
"""Bytes before each item that tell its length."""


class Rereading:
    """The documents at some paths, as often as they are wanted.

    What comes on standard input or through a pipe is kept in a temporary file meanwhile, ``most`` bytes of
    it (by default ``SPOOL_BYTES``). ``read`` gives what is at a path, and raises nothing. Close it, or use it
    in a ``with`` statement.
    """

    def __init__(
        self, paths: Sequence[str], read: Callable[[str], Iterator[Item]], *, most: int | None = None
    ) -> None:
        self.paths = paths
        self.read = read
        self.most = SPOOL_BYTES if most is None else most
        self._spools: dict[int, Spool] = {}

    def beforehand(self) -> Iterator[Item]:
        """What can be read before :meth:`whole` is: all, but of a pipe only as much as can be kept."""
        for place, path in enumerate(self.paths):
            if is_read_once(path):
                spool = self._spools.setdefault(place, Spool(self.read(path), self.most))
                yield from spool.kept()
            else:
                yield from self.read(path)

    def whole(self) -> Iterator[Item]:
        """All documents. Nothing can be read of a pipe after that."""
        for place, path in enumerate(self.paths):
            spool = self._spools.get(place)
            yield from spool.whole() if spool else self.read(path)

    @property
    def cut(self) -> list[tuple[str, int]]:
        """The pipes of which only the beginning could be kept, with the number of documents in that."""
        return [(self.paths[place], spool.count) for place, spool in self._spools.items() if spool.is_full]

    def close(self) -> None:
        """Removes what was kept."""
        for spool in self._spools.values():
            spool.close()

    def __enter__(self) -> Rereading:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def cut_short(documents: Rereading) -> Iterator[str]:
    """What is to be said of pipes that brought more than can be kept."""
    for path, count in documents.cut:
        name = "standard input" if path == "-" else path
        yield (
            f"{name}: more came than is kept to be read twice. The sites are learnt from the first {count:,} "
            "documents; all are read. Give a file instead to learn from all."
        )


class Spool:
    """The items of an iterator, kept as they come, in a temporary file that goes with the process."""

    def __init__(self, items: Iterator[Item], most: int) -> None:
        self.items = items
        self.most = most
        self.count = 0
        """How many items the file holds."""
        self.is_full = False
        """Whether more came than may be kept, or than the disk can hold."""
        self._end = 0
        self._unkept: list[Item] = []
        """An item that was read and that the disk could not hold."""
        self._file: IO[bytes] | None = None

    def kept(self) -> Iterator[Item]:
        """The items that can be read again; those that have not been are read and kept."""
        yield from self._again()
        while not self.is_full and (item := next(self.items, None)) is not None:
            if self._keep(item):
                yield item

    def whole(self) -> Iterator[Item]:
        """All items. Nothing can be read again after that."""
        yield from self._again()
        yield from self._unkept
        yield from self.items

    def close(self) -> None:
        """Removes the file."""
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
        """The file. Raises OSError where none can be made."""
        if self._file is None:
            # Without a buffer: what a full disk did not take must not be tried again later.
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
