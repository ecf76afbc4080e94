"""Where an article begins on a bare dump of a page: at its headline, below the summaries of other articles.

Crawlers that keep nothing but a page's text leave the site's newest summaries on top of it, then the
headline, then the article. A conditional logit (McFadden 1974, :mod:`.ranker`) chooses the headline among
the lines that may be one (:mod:`.headline_features`), or none: then the page begins with its own article.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...lines.facts import Facts
from ...lines.kinds import MOST_WORDS, WORDLESS, first_below_others, is_whole_page, repeats
from ...ml.ranker import NONE, weights_of, worth
from .headline_features import candidates

if TYPE_CHECKING:
    from ...line_model.network import LineScores

_LEAST = 0.5
"""How likely a headline must be."""
_SHORTEST_TWICE = 3
"""Words of a line that heads the page because it is printed twice: a section's name may be, too."""


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """Which line is the headline below other articles' summaries."""

    headline: int | None
    """None where the page begins with its own article."""
    probability: float
    """How likely that is, 0..1; 1 where there was nothing to choose from."""
    is_guess: bool = False
    """Whether nothing says that it is a headline, but that it is a sentence below the site's summaries."""


AT_THE_TOP = ArticleStart(None, 1.0)
"""Nothing but the article itself was there to begin with."""


def find_start(facts: Sequence[Facts], scores: LineScores) -> ArticleStart:
    """Where the article begins on a page of such lines, and how sure that is.

    ``scores`` are what the line model says of them as bare text. On a whole page, with its menus, nothing is
    chosen: there the line model knows it better.
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
    # A headline with nothing above it begins the page, too: which line it is, other choices know better.
    below_others = first_below_others(facts)
    none += sum(power for (index, _), power in zip(found, powers, strict=True) if index < below_others)
    best = max(range(len(found)), key=powers.__getitem__)
    headline, likely = found[best][0], powers[best] / whole
    if likely >= _LEAST and headline >= below_others:
        return ArticleStart(headline, likely)
    return ArticleStart(at_the_top, none / whole)


def _printed_twice(facts: Sequence[Facts]) -> int | None:
    """The page's first line, where the second says it once more: a headline with nothing above it."""
    filled = (index for index, fact in enumerate(facts) if fact.form not in WORDLESS)
    first, second = next(filled, None), next(filled, None)
    if first is None or second is None or next(filled, None) is None:
        return None
    own, following = facts[first], facts[second]
    if own.form or not _SHORTEST_TWICE <= own.words <= MOST_WORDS:
        return None
    return first if repeats(own, following) else None
