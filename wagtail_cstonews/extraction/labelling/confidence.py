"""The confidence of an article: a calibrated probability that its body is nearly right.

A logistic regression over the line model's doubts and the shape of the page. The weights
(``ml/trained/confidence.json``) are fitted by ``python -m benchmarks.train_confidence``, on pages of sites
that the line model was not trained on, so that 0.9 means: nine of ten such articles have a body with an F1
over 0.9.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any

from ..article.article import Article
from ..article.line import BODY_LABELS, Line
from ..ml.weights import read_weights
from .start.article_start import AT_THE_TOP, ArticleStart

_KEPT_LABELS = BODY_LABELS | {"signoff"}
_PROSE = 80
"""The fewest characters of a line of prose."""
_NEARLY_ALL = 0.85
"""Share of the characters in the body from which a document is an article with little around it."""
_NEXT = 4
"""Lines after the body that are looked at."""
_DOUBT = 0.1
"""The line model is in doubt about lines with a probability between this and 1 minus this."""
_LITTLE_DOUBT = 0.95
"""Probability of the article's start from which it does not lower the confidence."""
MOST = 0.99
"""The highest confidence of any article."""


def confidence(
    article: Article, lines: Sequence[Line], likely: Sequence[float], start: ArticleStart = AT_THE_TOP
) -> float:
    """The probability, 0..1, that the body's F1 against the true body is over 0.9; 0 if there is no body.

    ``lines`` are the labelled lines, ``likely`` the line model's probability that each is body; ``start``
    carries the probability that the article begins where it was found to begin.
    """
    found = evidence(article, lines, likely)
    if not found:
        return 0.0
    model = _model("html" if any(line.hints for line in lines) else "text")
    total = model["bias"]
    for name, (weight, mean, scale) in model["weights"].items():
        total += weight * max(-3.0, min(3.0, (found[name] - mean) / scale))
    return min(MOST, 1 / (1 + math.exp(-total))) * trust_in(start)


def trust_in(start: ArticleStart) -> float:
    """The factor, 0..1, on the confidence for doubts about where the article begins.

    It is a factor rather than a feature: if another article's headline was chosen, nothing else is right.
    """
    return min(1.0, start.probability / _LITTLE_DOUBT)


@cache
def _model(fed: str) -> dict[str, Any]:
    model: dict[str, Any] = read_weights("confidence")[fed]
    return model


def evidence(article: Article, lines: Sequence[Line], likely: Sequence[float]) -> dict[str, float]:
    """The features of the logistic regression; empty if there is no body."""
    sizes = [len(line.clean) for line in lines]
    kept = [index for index, line in enumerate(lines) if line.label in _KEPT_LABELS and sizes[index]]
    if not kept:
        return {}
    inside, first, last = set(kept), kept[0], kept[-1]
    size = sum(sizes[index] for index in kept)
    sure = sum(sizes[index] * likely[index] for index in kept)
    left_out = [index for index, length in enumerate(sizes) if length and index not in inside]
    top, foot = bisect_left(left_out, first), bisect_left(left_out, last)
    above, between, below = left_out[:top], left_out[top:foot], left_out[foot:]
    # Left-out lines split the body into runs.
    runs = len({bisect_left(left_out, index) for index in kept})
    missed = sum([sizes[index] * likely[index] for index in left_out])
    doubtful = sum([size for size, score in zip(sizes, likely, strict=True) if _DOUBT < score < 1 - _DOUBT])
    precision, recall = sure / size, sure / (sure + missed) if sure + missed else 0.0
    return {
        "expected_precision": precision,
        "expected_recall": recall,
        "expected_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "doubtful": math.log1p(doubtful / size),
        "size": math.log(size),
        "short": math.log1p(sum(sizes[index] < _PROSE for index in kept)),
        "share": size / sum(sizes),
        "little_else": float(size > _NEARLY_ALL * sum(sizes)),
        "runs": math.log(runs),
        "gaps": math.log1p(sum([sizes[index] for index in between]) / size),
        "prose_before": math.log1p(_prose(above, sizes) / size),
        "prose_after": math.log1p(_prose(below, sizes) / size),
        "first": likely[first],
        "last": likely[last],
        "next": max([likely[index] for index in below[:_NEXT]], default=0.0),
        "title": float(article.title is not None),
        "date": float(article.published_at is not None),
        "language": float(article.language is not None),
    }


def _prose(places: Sequence[int], sizes: Sequence[int]) -> int:
    """The characters in those of the lines that are long enough for prose."""
    return sum([sizes[index] for index in places if sizes[index] >= _PROSE])
