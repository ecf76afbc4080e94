"""Lexical cohesion (Halliday and Hasan 1976) around a candidate for the headline below other articles.

The words of a headline recur in the prose below it, and not in the prose above, which has other subjects.
Words are compared by their stems: the first letters of the longer ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from ...lines.facts import Facts, names_in
from ...lines.kinds import FEWEST_WORDS, shape_of
from ...ml.ranker import bucket

LOOKED_AT = 6
"""Paragraphs below a candidate that are compared: later ones may belong to other articles again."""
_SOON = 3
"""The number of paragraphs below a headline in which its words mostly recur."""
# Bounds of buckets: of shares of one line, of shares that several lines have in common, of ratios of both.
_SHARES = (0.01, 0.2, 0.35, 0.5, 0.65, 0.8)
_LINKS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_RATIOS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.1, 1.3)
_LEAST_WITHIN = 0.02
"""The least value of the cohesion of prose, so that nothing is divided by zero."""


class Cohesion:
    """Cohesion between the lines of one page. Lines are identified by position among those with words."""

    def __init__(self, facts: Sequence[Facts], first: int, kinds: str, prose: Sequence[int]) -> None:
        """``first`` is the first line with content; ``kinds`` are the kinds of the first lines
        (:func:`.kinds.kinds_of`), and lines below these are ignored; ``prose`` are the paragraphs among them.
        """
        self.facts, self.first, self.kinds, self.prose = facts, first, kinds, prose
        self._named: dict[int, frozenset[str]] = {}
        self._last_seen: dict[str, int] = {}
        self._first_seen: dict[str, int] = {}
        self._last_but_one: dict[str, int] = {}
        for place in range(len(kinds)):
            if facts[place].words >= FEWEST_WORDS:
                for stem in facts[place].stems:
                    if stem in self._last_seen:
                        self._last_but_one[stem] = self._last_seen[stem]
                    else:
                        self._first_seen[stem] = place
                    self._last_seen[stem] = place

    def of_stems(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        """Features: how many words of the line recur below it, and above it."""
        own = self.facts[place].stems
        found = []
        if own:
            soon = self._stems_of(below[:_SOON])
            before = self._stems_of(range(self.first, place))
            again = sum([self._last_seen.get(stem, -1) > place for stem in own])
            new = sum([self._comes_first_at(stem, place) for stem in own])
            for name, count in (
                ("soon", len(own & soon)),
                ("below", again),
                ("above", len(own & before)),
                ("new", new),
            ):
                found.append(f"{name}:{bucket(count / len(own), *_SHARES)}")
        found.append(f"holds:{self._first_line_holds(above)}")
        if above:
            found.append(f"bound above:{self._bound(above)}")
        if len(below) > 1:
            found.append(f"bound below:{self._bound(below[:LOOKED_AT])}")
        return found + self._of_links(place, above, below)

    def _of_links(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        """Features: how much the prose above shares with the prose below, relative to the latter's own."""
        across = [_share_after(place, self._last_of[at]) for at in above if self._last_of[at]]
        if not across:
            return ["across:none"]
        mean, least = sum(across) / len(across), min(across)
        within = [_share_after(place, self._last_but_one_of[at]) for at in below if self._last_but_one_of[at]]
        if len(within) < 2:
            return [f"across few:{bucket(mean, *_LINKS)}"]
        other = sum(within) / len(within)
        size = f"{min(len(above), 4)}{bucket(len(within), 3, 5, 9)}"
        ratio = bucket(mean / max(other, _LEAST_WITHIN), *_RATIOS)
        return [
            f"across:{bucket(mean, *_LINKS)}",
            f"within:{bucket(other, *_LINKS)}",
            f"ratio:{ratio}",
            f"ratio size:{ratio}{size}",
            f"least ratio:{bucket(least / max(other, _LEAST_WITHIN), *_RATIOS)}",
            f"last ratio:{bucket(across[-1] / max(other, _LEAST_WITHIN), *_RATIOS)}",
        ]

    def of_names(self, place: int, above: Sequence[int]) -> list[str]:
        """Features: how many names of the prose above recur below the line, its own words left out."""
        own = self.facts[place].stems
        named = (self._names(at) - own for at in above)
        shares = [
            sum(self._last_seen.get(name, -1) > place for name in names) / len(names)
            for names in named
            if names
        ]
        order, opens = min(self.kinds[self.first : place].count("t"), 3), self.kinds[self.first]
        if not shares:
            return [f"opens order named:{opens}{order}-"]
        mean = sum(shares) / len(shares)
        again = bucket(mean, 0.1, 0.3)
        return [
            f"named again:{bucket(mean, 0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)}",
            f"last named again:{bucket(shares[-1], 0.01, 0.1, 0.2, 0.35, 0.5)}",
            f"first named again:{bucket(shares[0], 0.01, 0.1, 0.2, 0.35, 0.5)}",
            f"opens order named:{opens}{order}{again}",
            f"shape named:{shape_of(self.kinds[self.first : place])}{again}",
        ]

    @cached_property
    def _last_of(self) -> dict[int, list[int]]:
        """The last position of each stem of a paragraph, by paragraph."""
        return {place: self._seen_of(place, self._last_seen) for place in self.prose}

    @cached_property
    def _last_but_one_of(self) -> dict[int, list[int]]:
        """The last position but one of each stem of a paragraph, by paragraph."""
        return {place: self._seen_of(place, self._last_but_one) for place in self.prose}

    def _seen_of(self, place: int, seen: dict[str, int]) -> list[int]:
        """The last positions of the stems of a line, sorted; -1 for a stem without one."""
        return sorted([seen.get(stem, -1) for stem in self.facts[place].stems])

    def _names(self, place: int) -> frozenset[str]:
        if place not in self._named:
            fact = self.facts[place]
            self._named[place] = frozenset(names_in(fact.text)) or fact.stems
        return self._named[place]

    def _stems_of(self, places: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*(self.facts[place].stems for place in places))

    def _comes_first_at(self, stem: str, place: int) -> bool:
        """Whether a stem occurs in the prose below the position, and nowhere above it."""
        return self._first_seen.get(stem, place) >= place and self._last_seen.get(stem, -1) > place

    def _bound(self, places: Sequence[int]) -> int:
        """The cohesion between neighbouring paragraphs."""
        shares = []
        for one, other in pairwise(places):
            first, second = self.facts[one].stems, self.facts[other].stems
            if first and second:
                shares.append(len(first & second) / min(len(first), len(second)))
        return bucket(sum(shares) / len(shares), 0.02, 0.05, 0.1, 0.15, 0.2, 0.3) if shares else -1

    def _first_line_holds(self, above: Sequence[int]) -> str:
        """Whether the first line is a title whose words recur below: then the article begins there."""
        own = self.facts[self.first].stems if self.kinds[self.first] == "t" else frozenset()
        rest = [at for at in above if at > self.first]
        if not own or not rest:
            return "alone"
        near, far = self.facts[rest[0]].stems, self._stems_of(rest[1:])
        shares = len(own & near) / len(own), len(own & far) / len(own)
        return f"{bucket(shares[0], 0.2, 0.5)}{bucket(shares[1], 0.01, 0.2, 0.5)}"


def _share_after(place: int, places: Sequence[int]) -> float:
    """The share of the sorted positions that come after one."""
    return 1 - bisect_right(places, place) / len(places)
