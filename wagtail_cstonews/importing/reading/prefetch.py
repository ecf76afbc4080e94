"""Prefetch: other processes extract the next batches while one is being written.

Which documents need extraction is decided twice: early, to skip unchanged ones, and again at the batch's
turn, when the earlier batches are written. The second decision counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from ...documents import RawDocument
from ...extraction.processes.pool import chunks
from ..entries.entry import Entry, Promised
from ..matching.match import Policy, Seen, match
from .batching import weight

BATCHES = 3
"""Batches in flight in other processes at a time, if they are not too large."""

WEIGHT = 1 << 25
"""The total size of these, in bytes or characters, from which the first one is waited for."""

Submit: TypeAlias = Callable[[Sequence[RawDocument]], Sequence[Promised]]
"""Submits documents for extraction to one other process; returns a future for each. A document that editors
corrected is a :class:`..entries.corrected.CorrectedDocument`.
"""


def prefetched(
    batches: Iterable[list[Entry]], submit: Submit, policy: Policy, stopping: Callable[[], bool]
) -> Iterator[list[Entry]]:
    """The batches, each once the next ones are submitted. On a stop, those are dropped."""
    waiting: deque[tuple[int, list[Entry]]] = deque()
    for entries in batches:
        begin(entries, submit, policy)
        waiting.append((sum(map(_weight, entries)), entries))
        while len(waiting) > BATCHES or sum(given for given, _ in waiting) > WEIGHT:
            yield waiting.popleft()[1]
            if stopping():
                return
            if not waiting:
                break
    while waiting and not stopping():
        yield waiting.popleft()[1]


def begin(entries: Sequence[Entry], submit: Submit, policy: Policy) -> None:
    """Submit the documents that will probably need extraction. One query."""
    drafts = {id(entry): Entry(entry.item) for entry in entries}
    match(list(drafts.values()), Seen(), policy)
    needed = [entry for entry in entries if drafts[id(entry)].is_extracted]
    for chunk in chunks(needed, _weight):
        promises = submit([drafts[id(entry)].to_extract for entry in chunk])
        for entry, promise in zip(chunk, promises, strict=True):
            entry.promise, entry.promised = promise, drafts[id(entry)].corrections


def _weight(entry: Entry) -> int:
    return weight(entry.item)
