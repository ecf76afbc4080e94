"""Extraction ahead of the writer: other processes are at the next batches while one is written.

Which documents need their article is decided twice: early, so that what is unchanged is never extracted, and
again when it is a batch's turn, by what those before it wrote. The second word counts.
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
"""How many batches are under way in other processes at a time, if they are not too heavy."""

WEIGHT = 1 << 25
"""What they may weigh together, in bytes or characters, before the first of them is waited for."""

Submit: TypeAlias = Callable[[Sequence[RawDocument]], Sequence[Promised]]
"""Has the articles of some documents extracted in one other process."""


def prefetched(
    batches: Iterable[list[Entry]], submit: Submit, policy: Policy, stopping: Callable[[], bool]
) -> Iterator[list[Entry]]:
    """The batches, once the ones behind them are under way. When it is to stop, those are dropped."""
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
    """Has the articles extracted that will be needed, as far as that can be said by now. One query."""
    drafts = [Entry(entry.item) for entry in entries]
    match(drafts, Seen(), policy)
    needed = [entry for entry, draft in zip(entries, drafts, strict=True) if draft.is_extracted]
    for chunk in chunks(needed, _weight):
        promises = submit([entry.document for entry in chunk])
        for entry, promise in zip(chunk, promises, strict=True):
            entry.promise = promise


def _weight(entry: Entry) -> int:
    return weight(entry.item)
