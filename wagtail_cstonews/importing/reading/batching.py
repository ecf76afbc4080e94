"""Limits the documents that are read (``--limit``), and splits them into batches.

The first batch is small, and batches are smaller where documents are long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...documents import RawDocument
from ...sources import Item, Skipped
from ..entries.entry import Entry

BATCH_BYTES = 1 << 25
"""Bytes or characters at which a batch ends, however few its documents: it bounds the memory."""

FIRST_BATCH = 25
"""Documents of the first batch: so that something is written, or turns out to be wrong, within seconds."""


def in_batches(
    items: Iterable[Item], size: int, *, most: int = BATCH_BYTES, first: int = FIRST_BATCH
) -> Iterator[list[Entry]]:
    """The items in batches of ``size``; the first has at most ``first``.

    A batch also ends at ``most`` bytes or characters of text.
    """
    batch: list[Entry] = []
    length, count = 0, min(first, size)
    for item in items:
        batch.append(Entry(item))
        length += weight(item)
        if len(batch) >= count or length >= most:
            yield batch
            batch, length, count = [], 0, size
    if batch:
        yield batch


def weight(item: Item) -> int:
    """The item's size in bytes or characters."""
    return len(item.content) if isinstance(item, RawDocument) else 0


def limited(
    items: Iterable[Item], limit: int | None = None, stopping: Callable[[], bool] = lambda: False
) -> Iterator[Item]:
    """The items up to a number of documents, or until a stop is requested. Reads no item beyond that."""
    count = 0
    for item in items:
        if stopping() or (limit is not None and count >= limit):
            return
        yield item
        count += not isinstance(item, Skipped)
        if limit is not None and count >= limit:
            return
