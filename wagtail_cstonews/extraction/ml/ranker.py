"""The ranker: chooses among competing candidates by a conditional logit (McFadden 1974).

It is a linear model over named features. ``benchmarks/train_heads.py`` writes the weights to one JSON file,
for every choice: the title among a page's headlines, the title line, the date of publication, the byline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from .weights import read_weights

Candidate = TypeVar("Candidate")
NONE = "none of them"
"""The name of the null candidate in the weights."""
_ROUNDING = 1e-9
"""Tolerance for sums of weights added in another order."""


@cache
def weights_of(choice: str) -> Mapping[str, float]:
    """The weight of each feature for one of the choices, in log odds."""
    weights: dict[str, float] = read_weights("heads")["choices"][choice]
    return weights


def worth(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """The score of a candidate; features without a weight are ignored."""
    return sum([weights.get(feature, 0.0) for feature in features])


def bucket(value: float, *bounds: float) -> int:
    """How many of the ascending bounds the value reaches.

    >>> bucket(7, 3, 5, 10)
    2
    """
    return bisect_right(bounds, value)


def choose(choice: str, candidates: Sequence[tuple[Candidate, list[str]]]) -> Candidate | None:
    """The highest-scoring candidate, or None when the null candidate wins.

    Each comes with its features. The null candidate's score is the weight of ``NONE``.
    """
    weights = weights_of(choice)
    best, most = None, weights.get(NONE, float("-inf"))
    for candidate, features in candidates:
        value = worth(features, weights)
        if value > most:
            best, most = candidate, value
    return best


def choose_among_many(
    choice: str,
    candidates: Sequence[tuple[Candidate, list[str]]],
    at_hand: frozenset[str],
    others: Callable[[Candidate], list[str]],
) -> Candidate | None:
    """As :func:`choose`, for candidates with features that are expensive to compute.

    Each comes with its features of the kinds in ``at_hand`` (``words`` is the kind of ``words:3``);
    ``others`` computes the rest, at most one of each kind. Candidates that the rest cannot lift above the
    best are skipped (branch and bound).
    """
    weights = weights_of(choice)
    best, most = None, (weights.get(NONE, float("-inf")), 1)
    bound = _most_of_others(choice, at_hand)
    first = [worth(features, weights) for _, features in candidates]
    for place in sorted(range(len(candidates)), key=first.__getitem__, reverse=True):
        if first[place] + bound < most[0]:
            break
        candidate, features = candidates[place]
        value = worth([*features, *others(candidate)], weights), -place
        if value > most:
            best, most = candidate, value
    return best


@cache
def _most_of_others(choice: str, at_hand: frozenset[str]) -> float:
    """An upper bound on what features of the other kinds can add to a candidate's score."""
    most: dict[str, float] = {}
    for feature, weight in weights_of(choice).items():
        kind = feature.partition(":")[0]
        if kind not in at_hand and kind != NONE:
            most[kind] = max(weight, most.get(kind, 0.0))
    return sum(most.values()) + _ROUNDING
