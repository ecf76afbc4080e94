"""Learns where articles stand on a site's pages, from the lines that the pages share.

Teasers differ from page to page, but the lines around them do not: if the text between "Most read" and
"Follow us" is not the article on one page, it is not on the next one, whatever it says.
"""

from __future__ import annotations

import math
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, compress
from operator import mul

MOST_LINES = 1_000
"""Lines that are remembered of a document, from its first on."""
MOST_WORDS = 255
"""Words that a line counts for at most."""
_REACH = 15
"""The number of lines before and after a shared line for which it is evidence."""
_WITNESS = 100
"""Words between two shared lines from which a document counts as full evidence."""
_OWN = 0.5
"""The share of a remembered article's words from which a page is that article."""


@dataclass(slots=True)
class Layout:
    """The lines of one document, in order."""

    keys: array[int] = field(default_factory=lambda: array("Q"))
    words: bytes = b""
    """How many words each line has."""
    kept: bytes = b""
    """1 for a line of the article, else 0."""
    _sums: tuple[array[int], array[int]] | None = field(default=None, init=False, compare=False, repr=False)

    def words_of(self, start: int, end: int) -> tuple[int, int]:
        """The article's words, and all words, of the lines from ``start`` to before ``end``."""
        if self._sums is None:
            own = accumulate(map(mul, self.words, self.kept), initial=0)
            self._sums = array("L", own), array("L", accumulate(self.words, initial=0))
        kept, words = self._sums
        return kept[end] - kept[start], words[end] - words[start]

    @classmethod
    def of(cls, lines: Iterable[tuple[int, int, bool]]) -> Layout:
        """From key, number of words, and whether it is the article's, of each line."""
        known = list(lines)[:MOST_LINES]
        return cls(
            array("Q", [key for key, _, _ in known]),
            bytes(min(words, MOST_WORDS) for _, words, _ in known),
            bytes(kept for _, _, kept in known),
        )

    def to_text(self) -> str:
        """For JSON; :meth:`from_text` reads it again."""
        return b64encode(_in_order(self.keys).tobytes() + self.words + self.kept).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> Layout:
        """Read a layout from JSON. Raises ValueError if the text is not one."""
        packed = b64decode(text, validate=True)
        count, rest = divmod(len(packed), 10)
        if rest or count > MOST_LINES:
            raise ValueError("a layout is damaged")
        keys = array("Q", packed[: 8 * count])
        return cls(_in_order(keys), packed[8 * count : 9 * count], packed[9 * count :])

    def shows(self, page: Set[int]) -> bool:
        """Whether a page of such lines is this document, or another version of its article."""
        own = compress(zip(self.keys, self.words, strict=True), self.kept)
        there = sum(words for key, words in own if key in page)
        return there > _OWN * self.words_of(0, len(self.keys))[0]


def _in_order(keys: array[int]) -> array[int]:
    """The numbers for or from other machines: the least significant byte first."""
    keys = array("Q", keys)
    if sys.byteorder == "big":
        keys.byteswap()
    return keys


def logit_penalties(keys: Sequence[int], layouts: Iterable[Layout]) -> list[float]:
    """The penalty, in logits, on each line's probability of being body; 0 for most.

    ``keys`` are those of the page's lines, 0 for a blank one; ``layouts`` are documents of the same site, of
    which the page itself is left out. A line that one of them has, too, is judged elsewhere.
    """
    page = set(keys)
    witnesses = [_Witness(layout, page) for layout in layouts if not layout.shows(page)]
    falling = [0.0] * len(keys)
    if not witnesses:
        return falling
    shared = set().union(*(witness.shared for witness in witnesses))
    after, before = _nearest(keys, shared), _nearest(keys[::-1], shared)[::-1]

    @cache
    def fall_between(upper: int, lower: int) -> float:
        return _fall(witness.shares(upper, lower) for witness in witnesses)

    for index, key in enumerate(keys):
        if key and key not in shared:
            falling[index] = fall_between(after[index], before[index])
    return falling


class _Witness:
    """The evidence of one document: what is below and above each line that it shares with a page."""

    def __init__(self, layout: Layout, page: Set[int]) -> None:
        self.layout = layout
        self.below: dict[int, tuple[int, int]] = {}
        self.above: dict[int, tuple[int, int]] = {}
        places = [index for index, key in enumerate(layout.keys) if key in page]
        self.shared = {layout.keys[index] for index in places}
        count = len(layout.keys)
        for start, end in zip([-1, *places], [*places, count], strict=True):
            if start + 1 == end:
                continue
            if start >= 0:
                _add(self.below, layout.keys[start], layout.words_of(start + 1, min(end, start + 1 + _REACH)))
            if end < count:
                _add(self.above, layout.keys[end], layout.words_of(max(start + 1, end - _REACH), end))

    def shares(self, upper: int, lower: int) -> tuple[float, float]:
        """The article's share in what stands below one line and above the other, and its weight, 0..1."""
        kept, words = 0, 0
        for counts, key in ((self.below, upper), (self.above, lower)):
            if count := counts.get(key):
                kept, words = kept + count[0], words + count[1]
        return (kept / words, min(1.0, words / _WITNESS)) if words else (0.0, 0.0)


def _add(counts: dict[int, tuple[int, int]], key: int, words: tuple[int, int]) -> None:
    kept, total = counts.get(key, (0, 0))
    counts[key] = kept + words[0], total + words[1]


def _fall(shares: Iterable[tuple[float, float]]) -> float:
    """The penalty by Laplace's rule of succession: one document is added with equal parts of both."""
    kept, documents = 0.5, 1.0
    for share, weight in shares:
        kept += weight * share
        documents += weight
    return max(0.0, math.log((documents - kept) / kept))


def _nearest(keys: Sequence[int], shared: Set[int]) -> list[int]:
    """The last shared line before each."""
    found, last = [], 0
    for key in keys:
        found.append(last)
        last = key if key in shared else last
    return found
