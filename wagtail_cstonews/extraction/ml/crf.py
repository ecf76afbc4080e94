"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over an article's quotations.

Every candidate speaker of a quotation has a score; a transition bonus favours the previous speaker. The
forward-backward algorithm gives the marginal probability that each candidate said each quotation.

>>> [[round(value, 2) for value in row] for row in probabilities([[2.0, 0.0], [0.0, 0.0]], [0.0, 2.0])]
[[0.97, 0.03], [0.87, 0.13]]
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Scores = list[float | None]
"""The score of each candidate of one quotation; None for candidates that are impossible."""
_HIGHEST_BONUS = 20.0
"""A higher bonus changes no probability noticeably, but might overflow."""
_LOWEST_SCORE = -60.0
"""Relative to the best candidate; a lower score is practically impossible, and might underflow to zero."""


def probabilities(scores: Sequence[Scores], bonus: Sequence[float]) -> list[list[float]]:
    """The marginal probability of each candidate of each quotation.

    ``bonus[t]`` is added for a candidate of quotation ``t`` that also said the previous one. The last
    candidate, the null candidate "nobody", never gets the bonus.
    """
    local = [_exponentials(row) for row in scores]
    again = [math.expm1(min(_HIGHEST_BONUS, value)) for value in bonus]
    forward: list[list[float]] = []
    for at, row in enumerate(local):
        forward.append(_scaled(row if not at else _step(forward[-1], again[at], row)))
    found: list[list[float]] = []
    behind = [1.0] * len(local[-1]) if local else []
    for at in range(len(local) - 1, -1, -1):
        found.append(_scaled([a * b for a, b in zip(forward[at], behind, strict=True)]))
        if at:
            weighed = [a * b for a, b in zip(local[at], behind, strict=True)]
            behind = _scaled(_step(weighed, again[at], [1.0] * len(weighed)))
    return found[::-1]


def _exponentials(row: Scores) -> list[float]:
    """The exponentials of the scores, scaled so that the best candidate's is 1."""
    most = max(value for value in row if value is not None)
    return [0.0 if value is None else math.exp(max(_LOWEST_SCORE, value - most)) for value in row]


def _step(before: list[float], again: float, row: list[float]) -> list[float]:
    """One step along the chain: the sum over all previous candidates, with the bonus for the same one."""
    total = sum(before)
    last = len(before) - 1
    return [
        (total + (again * value if at < last else 0.0)) * own
        for at, (value, own) in enumerate(zip(before, row, strict=True))
    ]


def _scaled(row: list[float]) -> list[float]:
    """The weights, normalised to a sum of 1."""
    total = sum(row)
    return [value / total for value in row] if total else row
