"""Conditional logit with numpy, for training only: which of a page's candidates is chosen.

McFadden, D. (1974): Conditional logit analysis of qualitative choice behavior.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wagtail_cstonews.extraction.ml.ranker import NONE


@dataclass
class Choice:
    """The candidates of one page."""

    group: int
    """The part of the cross-validation that the page's site is in."""
    features: list[list[str]]
    right: list[bool]
    """Which of the candidates are right; where none is, choosing none is."""
    weight: float = 1.0


@dataclass
class Fitted:
    """Weights of the features."""

    weights: dict[str, float]

    def picks(self, choice: Choice, margin: float = 0.0) -> int | None:
        """Which candidate is chosen; None for none, and where none leads it by more than the margin."""
        values = [sum(self.weights.get(name, 0.0) for name in names) for names in choice.features]
        best = max(range(len(values)), key=values.__getitem__, default=None)
        if best is None or values[best] <= self.weights.get(NONE, float("-inf")) + margin:
            return None
        return best


def fit(
    choices: Sequence[Choice], strength: float, *, with_none: bool, fewest: int = 8, rounds: int = 25
) -> Fitted:
    """Weights with a quadratic penalty (``strength``), by Newton's method.

    Features that fewer than ``fewest`` pages have are left out. ``with_none`` offers "none of them" on every
    page; without it, pages without a right candidate teach nothing.
    """
    usable = [choice for choice in choices if with_none or any(choice.right)]
    pages = Counter(name for choice in usable for name in {n for names in choice.features for n in names})
    names = sorted(name for name, count in pages.items() if count >= fewest)
    if with_none:
        names.append(NONE)
    number = {name: at for at, name in enumerate(names)}
    groups = [_matrix(choice, number, with_none) for choice in usable]
    starts = np.cumsum([0, *(len(right) for _, right, _ in groups)])[:-1]
    matrix = np.concatenate([rows for rows, _, _ in groups])
    right = np.concatenate([right for _, right, _ in groups])
    page_weight = np.array([weight for _, _, weight in groups])
    sizes = np.diff(np.append(starts, len(right)))
    weights = np.zeros(len(names))
    for _ in range(rounds):
        value = matrix @ weights
        likely = _shares(value, starts, sizes, np.ones_like(value))
        wanted = _shares(value, starts, sizes, right)
        scale = np.repeat(page_weight, sizes)
        gradient = matrix.T @ (scale * (likely - wanted)) + strength * weights
        mean = np.add.reduceat(matrix * likely[:, None], starts, axis=0)
        hessian = (matrix * (scale * likely)[:, None]).T @ matrix - (mean * page_weight[:, None]).T @ mean
        hessian += strength * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        largest = np.abs(step).max()
        weights -= step * min(1.0, 3.0 / largest)
        if largest < 1e-4:
            break
    return Fitted({name: round(float(weights[at]), 3) for name, at in number.items()})


def _matrix(choice: Choice, number: dict[str, int], with_none: bool) -> tuple[np.ndarray, np.ndarray, float]:
    rows = np.zeros((len(choice.features) + with_none, len(number)), np.float64)
    for row, names in enumerate(choice.features):
        rows[row, [number[name] for name in names if name in number]] = 1.0
    right = np.array([*map(float, choice.right), *([float(not any(choice.right))] if with_none else [])])
    if with_none:
        rows[-1, number[NONE]] = 1.0
    return rows, right, choice.weight


def _shares(value: np.ndarray, starts: np.ndarray, sizes: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Softmax within each page, over the candidates that are allowed."""
    top = np.repeat(np.maximum.reduceat(value, starts), sizes)
    powers = np.exp(value - top) * allowed
    total: np.ndarray = powers / np.repeat(np.maximum(np.add.reduceat(powers, starts), 1e-300), sizes)
    return total


def cross_validate(choices: Sequence[Choice], strength: float, *, with_none: bool) -> list[int | None]:
    """What is picked on each page by weights that have not seen its site."""
    picked: list[int | None] = [None] * len(choices)
    for group in sorted({choice.group for choice in choices}):
        fitted = fit([choice for choice in choices if choice.group != group], strength, with_none=with_none)
        for at, choice in enumerate(choices):
            if choice.group == group:
                picked[at] = fitted.picks(choice)
    return picked
