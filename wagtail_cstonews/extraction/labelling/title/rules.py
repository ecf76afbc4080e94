"""Rules for the title: each line gets a score for its length, place and lexical cohesion.

The ranker (:mod:`.features`) was trained on whole pages; the rules cover texts of few lines, and those that
begin with summaries of other articles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...languages.boilerplate import INTERVIEW_PART
from ...lines.facts import BULLET, OPENING_MARKS, PERIOD_END, Facts
from .page import LONGEST, VERY_LIKELY, TitlePage, is_long_sentence

THRESHOLD = 1.2
"""The least score of a title."""
THRESHOLD_AFTER_TEASERS = 2.2
"""The least score of a title after some prose. Higher, since a heading in the article looks similar."""
# The score by number of words: most titles have five to fifteen.
_LENGTH_SCORES = (-9, -9, -1.5, -0.5, 0.5, 1.2, *[1.6] * 9, 1.4, 1.2, 1.0, 0.8, 0.6, 0.5, *[0.2] * 9, -0.5)
_TAG_SCORES = {"h1": 4.0, "h2": 1.0, "title": 2.0}
"""Score of the line's element."""
_NAMES_INTERVIEWEE = 1.5
"""Score of "Interview with" in the line."""
_NEVER = -10.0
"""The score of a line that cannot be the title."""
_WEIGHT, _OFFSET = 1.0, 2.5
"""Weight and offset of the logarithm of the probability. Of weights from 0.5 to 4, 1 scored best on held-out
sites."""
_MOST_WORDS_BEFORE = 0.4
"""The largest share of prose that may stand before a title, as summaries of other articles."""
_MOST_NAMED_AGAIN = 0.3
"""The largest share of the names in those summaries that may recur below the title."""


class TitleRules:
    """Scores the lines of one document."""

    def __init__(self, page: TitlePage) -> None:
        self.page, self.facts = page, page.facts
        self._scores: dict[int, float] = {}

    def score(self, index: int) -> float:
        """The score of a line as the title; it may be the title from :data:`THRESHOLD` on."""
        if index not in self._scores:
            self._scores[index] = self._weigh(index)
        return self._scores[index]

    def best(self, candidates: Sequence[int], threshold: float) -> tuple[float, int | None]:
        """The highest-scoring candidate and its margin over the threshold; None if it is below."""
        ranked = max(((self.score(index) - threshold, index) for index in candidates), default=(-1.0, None))
        return ranked if ranked[0] >= 0 else (-1.0, None)

    def _weigh(self, index: int) -> float:
        fact, page, cohesion = self.facts[index], self.page, self.page.cohesion
        if self._cannot_be_title(fact) or index >= page.body[-1]:
            return _NEVER
        score = _LENGTH_SCORES[min(int(fact.words), len(_LENGTH_SCORES) - 1)]
        if PERIOD_END.search(fact.text):
            score -= 3.0
        elif fact.text.endswith((":", ",", ";")):
            score -= 2.0
        score -= 0.12 * max(0, page.steps_to_body(index) - 1)
        if fact.stems:
            score += 3.0 * cohesion.said_soon(index)
            score += 2.0 * cohesion.said_again(index)
        if INTERVIEW_PART.search(fact.text):
            score += _NAMES_INTERVIEWEE
        score += _TAG_SCORES.get(fact.tag, 0.0) - 2.0 * fact.link_density
        if page.is_scored:
            opinion = _WEIGHT * (math.log(page.likelihood(index) + 0.001) + _OFFSET)
            # On a page without a printed title, the probability of some sentence is still the highest.
            score += min(opinion, 0.0) if is_long_sentence(fact) else opinion
        return score - self._cost_of_leaving_out(index)

    def _cannot_be_title(self, fact: Facts) -> bool:
        return (
            bool(fact.form)
            or not 2 <= fact.words <= 40
            or len(fact.text) > LONGEST
            or BULLET.match(fact.text) is not None
            or fact.credited
            or fact.text in self.page.notices
        )

    def _cost_of_leaving_out(self, index: int) -> float:
        """The cost of leaving out the prose before a title. It is high if its names recur after the title."""
        cohesion = self.page.cohesion
        if not cohesion.prose_before(index):
            return 0.0
        return 1.5 + 3.0 * cohesion.named_again(index) - 4.0 * cohesion.said_first(index)

    def after_teasers(self, candidates: Sequence[int], opening: int) -> list[int]:
        """Lines that may be a title after summaries: they introduce a subject, with little prose before them.

        A heading in the middle of an article looks similar. But the text before it names the same people as
        the text after it, and contains speech; summaries have other subjects, and no speech.
        """
        page = self.page
        total = sum(self.facts[index].words for index in page.body)
        words = sum(self.facts[index].words for index in page.body if index <= opening)
        spoken = next(filter(self._somebody_speaks, page.prose), len(self.facts))
        found: list[int] = []
        for index in candidates:
            if words > _MOST_WORDS_BEFORE * total or index > spoken:
                break
            begins = page.likelihood(index) >= VERY_LIKELY or self._begins_something(index)
            if begins and page.cohesion.named_again(index) <= _MOST_NAMED_AGAIN:
                found.append(index)
            if page.mask[index]:
                words += self.facts[index].words
        return found

    def _somebody_speaks(self, index: int) -> bool:
        return self.facts[index].text.startswith(OPENING_MARKS)

    def _begins_something(self, index: int) -> bool:
        """Whether the words of a line recur in the next lines, and do not occur above it."""
        fact, cohesion = self.facts[index], self.page.cohesion
        if fact.words < 5 or fact.form or PERIOD_END.search(fact.text):
            return False
        common = fact.stems & cohesion.stems_soon(index)
        if len(common) < max(2, 0.4 * len(fact.stems)):
            return False
        new = sum(cohesion.first_seen.get(stem, index) >= index for stem in common)
        return new >= max(2, 0.25 * len(fact.stems))
