"""Remembers a site's documents: so that none is counted twice, and their titles are known on other pages."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from dataclasses import dataclass

MAX_COUNTED = 10_000
"""The newest documents of a host whose fingerprints are kept, so that none is counted twice: at least this
many and at most twice as many, at four bytes each.
"""

NEARLY = 0.75
"""The least similarity of two sketches of one article at different URLs."""


@dataclass(slots=True)
class KnownArticle:
    """The keys of one document: they identify it, and its title and lead on other pages."""

    address: int = 0
    """Key of its URL; 0 for none, as in the others."""
    title: int = 0
    """Key of its title's line."""
    lead: int = 0
    """Key of its body's first line."""
    sketch: tuple[int, ...] = ()
    """The bottom-k sketch of the page's long lines, in the body or not."""

    def is_like(self, other: KnownArticle) -> bool:
        """Whether both are one article: at one address, or under one title, with half of the lines the same.

        The lines of the whole page count: where the same wrong text was taken for the body of two pages,
        the articles proper still tell them apart.
        """
        shared = len(set(self.sketch) & set(other.sketch))
        if self.address and self.address == other.address:
            return shared > 0
        return bool(self.title and self.title == other.title) and NEARLY * len(self.sketch) <= shared > 0


class Fingerprints:
    """Fingerprints of the newest documents, ``MAX_COUNTED`` to twice as many; the older half is dropped."""

    def __init__(self) -> None:
        self.newer, self.older = array("I"), array("I")
        """Each in order, so that one is found by halving."""

    def add(self, fingerprint: int) -> None:
        if not fingerprint:
            return
        if len(self.newer) >= MAX_COUNTED:
            self.newer, self.older = array("I"), self.newer
        insort(self.newer, fingerprint)

    def __contains__(self, fingerprint: int) -> bool:
        return bool(fingerprint) and any(_holds(half, fingerprint) for half in (self.newer, self.older))

    def __len__(self) -> int:
        return len(self.newer) + len(self.older)

    def to_text(self) -> str:
        return " ".join("".join(f"{number:08x}" for number in half) for half in (self.newer, self.older))

    @classmethod
    def from_text(cls, text: str) -> Fingerprints:
        """Raises ValueError where it is none."""
        found = cls()
        found.newer, found.older = (
            array("I", sorted(int(half[at : at + 8], 16) for at in range(0, len(half), 8))[:MAX_COUNTED])
            for half in (*text.split(" "), "")[:2]
        )
        return found


def _holds(numbers: array[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number
