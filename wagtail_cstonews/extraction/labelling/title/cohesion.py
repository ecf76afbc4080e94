"""Lexical cohesion (Halliday and Hasan 1976): how far the body takes up what a line says, and how soon.

Words are compared by their stems, the beginnings of the longer ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from ...lines.facts import Facts, names_in

_SOON = 3
"""Lines of the body below a title that mostly take up what it says."""


class Cohesion:
    """What the lines of a body have in common with a line that may be their title."""

    def __init__(self, facts: Sequence[Facts], body: Sequence[int], prose: Sequence[int]) -> None:
        """``body`` and ``prose`` are the indexes of the body's lines, and of the longer ones among them."""
        self.facts, self.body, self.prose = facts, body, prose
        self._soon: dict[int, frozenset[str]] = {}

    @cached_property
    def last_seen(self) -> dict[str, int]:
        """The last line of the body that has each stem."""
        found: dict[str, int] = {}
        for index in self.body:
            found.update(dict.fromkeys(self.facts[index].stems, index))
        return found

    @cached_property
    def first_seen(self) -> dict[str, int]:
        """The first line of the body that has each stem."""
        found: dict[str, int] = {}
        for index in reversed(self.body):
            found.update(dict.fromkeys(self.facts[index].stems, index))
        return found

    def stems_soon(self, index: int) -> frozenset[str]:
        """The stems of the body's next lines."""
        place = bisect_right(self.body, index)
        if place not in self._soon:
            following = self.body[place : place + _SOON]
            self._soon[place] = frozenset().union(*(self.facts[other].stems for other in following))
        return self._soon[place]

    def said_soon(self, index: int) -> float:
        """How much of what the line says the next lines of the body say, too: 0..1. The line has stems."""
        stems = self.facts[index].stems
        return len(stems & self.stems_soon(index)) / len(stems)

    def said_again(self, index: int) -> float:
        """How much of what the line says any later line of the body says, too: 0..1. The line has stems."""
        stems, last_seen = self.facts[index].stems, self.last_seen.get
        return sum([last_seen(stem, -1) > index for stem in stems]) / len(stems)

    def said_first(self, index: int) -> float:
        """How much of what the line says the body says after it and not before: 0..1.

        What a title is about begins with it.
        """
        own = self.facts[index].stems
        return sum(self._comes_first_after(stem, index) for stem in own) / len(own) if own else 0.0

    def named_again(self, index: int) -> float:
        """How much of what the prose before a title names comes again after it, the title's own words apart.

        What the title names, an institution mostly, stands all over its site; it tells nothing.
        """
        own = self.facts[index].stems
        shares = []
        for place in self.prose_before(index):
            # Of a summary that names nobody, its other words must do.
            names = names_in(self.facts[place].text) - own or self.facts[place].stems - own
            if names:
                shares.append(sum(self._comes_after(name, index) for name in names) / len(names))
        return sum(shares) / len(shares) if shares else 1.0

    def prose_before(self, index: int) -> Sequence[int]:
        """The lines of prose above a line."""
        return self.prose[: bisect_left(self.prose, index)]

    def _comes_after(self, stem: str, index: int) -> bool:
        return self.last_seen.get(stem, -1) > index

    def _comes_first_after(self, stem: str, index: int) -> bool:
        return self._comes_after(stem, index) and self.first_seen[stem] >= index
