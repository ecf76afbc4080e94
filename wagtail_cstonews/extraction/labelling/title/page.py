"""The lines of one document among which the title is looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from ...lines.facts import PERIOD_END, Facts
from .cohesion import Cohesion

MOST_WORDS, LONGEST = 45, 300
"""Words and characters of a title."""
VERY_LIKELY = 0.3
"""From here on a line after some prose, or of another form, may be the title."""
_PROSE_WORDS = 8
"""Of a line of the body that counts as prose."""
_REPEATED = 3
"""A text that stands there so often is a notice."""
_LONG_SENTENCE = 9
"""Words; with a full stop behind it such a line is rather of the body."""


class TitlePage:
    """What the rules and the features for a title have in common: lines, their places, the body."""

    def __init__(
        self, facts: Sequence[Facts], mask: Sequence[bool], likelihood: Sequence[float] = ()
    ) -> None:
        """``mask`` says which lines are the body, ``likelihood`` how likely the line model takes each for the
        title (0..1), where it was asked.
        """
        self.facts, self.mask, self._likelihood = facts, mask, likelihood
        self.filled = [index for index, fact in enumerate(facts) if fact.form != "blank"]
        self.place = {index: place for place, index in enumerate(self.filled)}
        """Of each line among those that are not blank."""
        self.body = [index for index, inside in enumerate(mask) if inside]
        self.prose = [index for index in self.body if facts[index].words >= _PROSE_WORDS]
        self.cohesion = Cohesion(facts, self.body, self.prose)
        self.notices = self._find_notices()
        """What stands on the page several times, also between paragraphs: ``Story continues below``."""

    def _find_notices(self) -> set[str]:
        if not self.body:
            return set()
        times = Counter(self.facts[index].text for index in self.filled)
        repeated = {text for text, count in times.items() if count >= _REPEATED}
        if not repeated:
            return repeated
        inside = self.filled[self.place[self.body[0]] + 1 : self.place[self.body[-1]]]
        between = Counter(self.facts[index].text for index in inside)
        return {text for text in repeated if between[text] > 1}

    @property
    def is_scored(self) -> bool:
        """Whether the line model was asked."""
        return bool(self._likelihood)

    def likelihood(self, index: int) -> float:
        """How likely the line model takes a line for the title; 0 where it was not asked."""
        return self._likelihood[index] if self._likelihood else 0.0

    def steps_to_body(self, index: int) -> int:
        """How many lines below a line the next one of the body stands. It is before the body's last."""
        following = self.body[bisect_right(self.body, index)]
        return self.place[following] - self.place[index]


def is_long_sentence(fact: Facts) -> bool:
    """Whether a line is a whole sentence of some length, with its full stop."""
    return fact.words >= _LONG_SENTENCE and PERIOD_END.search(fact.text) is not None
