"""Choosing among candidates by what speaks for and against each: a linear model over named features.

The weights are read from one JSON file, which ``benchmarks/train_heads.py`` writes: for every choice (the
title among a page's headlines, the line that is the title, the date of publication, the authors' line) what
each feature is worth. A conditional logit (McFadden, 1974): the candidates of a page compete with each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

Candidate = TypeVar("Candidate")
NONE = "none of them"
MODEL_PATH = Path(__file__).parent / "models" / "heads.json"


@cache
def weights_of(choice: str) -> Mapping[str, float]:
    """What each feature is worth in one of the choices, in units of log odds."""
    model = json.loads(MODEL_PATH.read_text(encoding="utf-8"))
    weights: dict[str, float] = model["choices"][choice]
    return weights


def worth(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """How much speaks for a candidate; what the weights do not know counts nothing."""
    return sum(weights.get(feature, 0.0) for feature in features)


def bucket(value: float, *bounds: float) -> int:
    """How many of the bounds the value reaches.

    >>> bucket(7, 3, 5, 10)
    2
    """
    return sum(value >= bound for bound in bounds)


def choose(choice: str, candidates: Sequence[tuple[Candidate, list[str]]]) -> Candidate | None:
    """The candidate that most speaks for; None where more speaks for none of them.

    Each comes with its features. What speaks for none is the weight of ``NONE``.
    """
    weights = weights_of(choice)
    best, most = None, weights.get(NONE, float("-inf"))
    for candidate, features in candidates:
        value = worth(features, weights)
        if value > most:
            best, most = candidate, value
    return best
