"""Lexical cohesion (Halliday and Hasan 1976) of a title with the body: how much of it recurs, and how soon.

Words are compared by their stems, the beginnings of the longer ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from ...lines.facts import Facts, names_in

_SOON = 3
"""The number of body lines below a title in which its words mostly recur."""


class Cohesion:
    """The words that a candidate for the title shares with the lines of the body."""

    def __init__(self, facts: Sequence[Facts], body: Sequence[int], prose: Sequence[int]) -> None:
        """``body`` and ``prose`` are the indices of the body lines, and of the longer ones among them."""
        self.facts, self.body, self.prose = facts, body, prose
        self._soon: dict[int, frozenset[str]] = {}

    @cached_property
    def last_seen(self) -> dict[str, int]:
        """The last body line that contains each stem."""
        found: dict[str, int] = {}
        for index in self.body:
            found.update(dict.fromkeys(self.facts[index].stems, index))
        return found

    @cached_property
    def first_seen(self) -> dict[str, int]:
        """The first body line that contains each stem."""
        found: dict[str, int] = {}
        for index in reversed(self.body):
            found.update(dict.fromkeys(self.facts[index].stems, index))
        return found

    def stems_soon(self, index: int) -> frozenset[str]:
        """The stems of the next few body lines."""
        place = bisect_right(self.body, index)
        if place not in self._soon:
            following = self.body[place : place + _SOON]
            self._soon[place] = frozenset().union(*(self.facts[other].stems for other in following))
        return self._soon[place]

    def said_soon(self, index: int) -> float:
        """The share, 0..1, of the line's stems that recur in the next body lines. It must have stems."""
        stems = self.facts[index].stems
        return len(stems & self.stems_soon(index)) / len(stems)

    def said_again(self, index: int) -> float:
        """The share, 0..1, of the line's stems that recur in any later body line. It must have stems."""
        stems, last_seen = self.facts[index].stems, self.last_seen.get
        return sum([last_seen(stem, -1) > index for stem in stems]) / len(stems)

    def said_first(self, index: int) -> float:
        """The share, 0..1, of the line's stems that the body has after it and not before.

        A title introduces its subject.
        """
        own = self.facts[index].stems
        return sum(self._comes_first_after(stem, index) for stem in own) / len(own) if own else 0.0

    def named_again(self, index: int) -> float:
        """The share, 0..1, of the names in the prose before a title that recur after it.

        The title's own words are left out: it mostly names an institution, which its site names everywhere.
        """
        own = self.facts[index].stems
        shares = []
        for place in self.prose_before(index):
            # For a summary without names, its other words are used.
            names = names_in(self.facts[place].text) - own or self.facts[place].stems - own
            if names:
                shares.append(sum(self._comes_after(name, index) for name in names) / len(names))
        return sum(shares) / len(shares) if shares else 1.0

    def prose_before(self, index: int) -> Sequence[int]:
        """The prose lines above a line."""
        return self.prose[: bisect_left(self.prose, index)]

    def _comes_after(self, stem: str, index: int) -> bool:
        return self.last_seen.get(stem, -1) > index

    def _comes_first_after(self, stem: str, index: int) -> bool:
        return self._comes_after(stem, index) and self.first_seen[stem] >= index
