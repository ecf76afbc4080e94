"""Finds the headline in the plain-text dump of a page, below the summaries of other articles.

Crawlers that keep only a page's text produce the site's newest summaries, then the headline, then the
article. A conditional logit (McFadden 1974, :mod:`.ranker`) chooses the headline among the candidates of
:mod:`.headline_features`, or the null candidate: then the page begins with its own article.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ...lines.facts import Facts
from ...lines.kinds import FEWEST_WORDS, MOST_WORDS, WORDLESS, first_below_others, is_whole_page, repeats
from ...ml.ranker import NONE, weights_of, worth
from .headline_features import candidates

if TYPE_CHECKING:
    from ...line_model.network import LineScores

_LEAST = 0.5
"""The least probability of a headline."""
_SURE = 0.8
"""The probability that the page begins with its own article from which no line in it is a headline."""
_FEWEST_ABOVE = 40
"""Words of sentences above a line that is passed over: fewer above a headline are its site's, or its own."""
_SHORTEST_TWICE = 3
"""Words of a first line that is the headline because it is printed twice. Section names are shorter."""


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """The headline found below summaries of other articles, and the probability of that choice."""

    headline: int | None
    """Index of the headline; None if the page begins with its own article."""
    probability: float
    """Probability, 0..1, of the choice; 1 if there were no candidates."""
    is_guess: bool = False
    """Whether the only evidence is that it is a sentence below the site's summaries."""
    passed_over: frozenset[int] = frozenset()
    """Candidates with prose above them that are surely headings in the page's own article."""


AT_THE_TOP = ArticleStart(None, 1.0)
"""The article begins at the first line: there were no candidates."""


def find_start(facts: Sequence[Facts], scores: LineScores) -> ArticleStart:
    """Where the article begins, with its probability.

    ``scores`` are the line model's scores of the lines as plain text. On a whole page, with menus, nothing is
    chosen: there the line model is more accurate.
    """
    if is_whole_page(facts):
        return AT_THE_TOP
    at_the_top, found = _printed_twice(facts), candidates(facts, scores)
    if not found:
        return ArticleStart(at_the_top, 1.0)
    weights = weights_of("start")
    values = [worth(features, weights) for _, features in found]
    most = max(*values, weights[NONE])
    powers = [math.exp(value - most) for value in values]
    none = math.exp(weights[NONE] - most)
    whole = sum(powers) + none
    # A headline with nothing above it is at the top of the page: other stages choose that line better.
    below_others = first_below_others(facts)
    none += sum(power for (index, _), power in zip(found, powers, strict=True) if index < below_others)
    best = max(range(len(found)), key=powers.__getitem__)
    headline, likely = found[best][0], powers[best] / whole
    if likely >= _LEAST and headline >= below_others:
        return ArticleStart(headline, likely)
    begins = none / whole
    headings = _below_prose(facts, [index for index, _ in found]) if begins >= _SURE else frozenset()
    return ArticleStart(at_the_top, begins, passed_over=headings)


def _below_prose(facts: Sequence[Facts], indices: Iterable[int]) -> frozenset[int]:
    """The lines with a paragraph or more above them, of sentences."""
    words = (fact.words if fact.sentence and fact.words >= FEWEST_WORDS else 0 for fact in facts)
    above = list(accumulate(words, initial=0))
    return frozenset(index for index in indices if above[index] >= _FEWEST_ABOVE)


def _printed_twice(facts: Sequence[Facts]) -> int | None:
    """The first line, if the second repeats it: a headline with nothing above it."""
    filled = (index for index, fact in enumerate(facts) if fact.form not in WORDLESS)
    first, second = next(filled, None), next(filled, None)
    if first is None or second is None or next(filled, None) is None:
        return None
    own, following = facts[first], facts[second]
    if own.form or not _SHORTEST_TWICE <= own.words <= MOST_WORDS:
        return None
    return first if repeats(own, following) else None
