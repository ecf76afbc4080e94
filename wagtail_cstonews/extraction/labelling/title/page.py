"""The data that the title's rules and features share: the document's lines, their places, the body."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from ...lines.facts import PERIOD_END, Facts
from .cohesion import Cohesion

MOST_WORDS, LONGEST = 45, 300
"""The most words and characters of a title."""
VERY_LIKELY = 0.3
"""Probability from which a line may be the title even after some prose, or with a form of something else."""
_PROSE_WORDS = 8
"""Words of a body line that counts as prose."""
_REPEATED = 3
"""Occurrences from which a repeated text is a notice."""
_LONG_SENTENCE = 9
"""Words of a sentence that, with a full stop, is more likely body than title."""


class TitlePage:
    """The lines of one document, for the title's rules and features."""

    def __init__(
        self, facts: Sequence[Facts], mask: Sequence[bool], likelihood: Sequence[float] = ()
    ) -> None:
        """``mask`` says which lines are body; ``likelihood`` is the line model's probability (0..1) that each
        is the title, empty if there are no scores.
        """
        self.facts, self.mask, self._likelihood = facts, mask, likelihood
        self.filled = [index for index, fact in enumerate(facts) if fact.form != "blank"]
        self.place = {index: place for place, index in enumerate(self.filled)}
        """The position of each line among the non-blank ones."""
        self.body = [index for index, inside in enumerate(mask) if inside]
        self.prose = [index for index in self.body if facts[index].words >= _PROSE_WORDS]
        self.cohesion = Cohesion(facts, self.body, self.prose)
        self.notices = self._find_notices()
        """Texts that repeat on the page, also between paragraphs: ``Story continues below``."""

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
        """Whether there are scores of the line model."""
        return bool(self._likelihood)

    def likelihood(self, index: int) -> float:
        """The line model's probability that a line is the title; 0 if there are no scores."""
        return self._likelihood[index] if self._likelihood else 0.0

    def steps_to_body(self, index: int) -> int:
        """The distance from a line to the next body line below. The line must be above the last body line."""
        following = self.body[bisect_right(self.body, index)]
        return self.place[following] - self.place[index]


def is_long_sentence(fact: Facts) -> bool:
    """Whether a line is a long sentence with a full stop."""
    return fact.words >= _LONG_SENTENCE and PERIOD_END.search(fact.text) is not None
