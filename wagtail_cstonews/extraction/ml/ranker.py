"""Choosing among candidates that compete with each other: a conditional logit (McFadden 1974).

It is a linear model over named features. The weights are read from one JSON file, which
``benchmarks/train_heads.py`` writes: for every choice (the title among a page's headlines, the line that is
the title, the date of publication, the authors' line) what each feature is worth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from .weights import read_weights

Candidate = TypeVar("Candidate")
NONE = "none of them"
"""The null candidate, as the weights call it."""
_ROUNDING = 1e-9
"""What sums of weights in another order may differ by."""


@cache
def weights_of(choice: str) -> Mapping[str, float]:
    """What each feature is worth in one of the choices, in units of log odds."""
    weights: dict[str, float] = read_weights("heads")["choices"][choice]
    return weights


def worth(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """How much speaks for a candidate; what the weights do not know counts nothing."""
    return sum([weights.get(feature, 0.0) for feature in features])


def bucket(value: float, *bounds: float) -> int:
    """How many of the bounds, which rise, the value reaches.

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
    """What :func:`choose` says, of candidates with features that take time to find.

    Each comes with those that are ``at_hand``, by their kinds (``words`` of ``words:3``); ``others`` finds
    the rest, which has no more than one of each kind. Candidates that the rest cannot lift over the best are
    passed over (branch and bound).
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
    """The most that features of other kinds than those at hand add to a candidate."""
    most: dict[str, float] = {}
    for feature, weight in weights_of(choice).items():
        kind = feature.partition(":")[0]
        if kind not in at_hand and kind != NONE:
            most[kind] = max(weight, most.get(kind, 0.0))
    return sum(most.values()) + _ROUNDING
