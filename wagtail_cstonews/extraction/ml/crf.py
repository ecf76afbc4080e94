"""The speakers of an article's quotations, chosen together: each may go on from the one before.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): every candidate of a quotation
has a score, and who spoke last has a bonus. What comes out is how probably each candidate said it, all ways
of choosing the others considered (the forward-backward algorithm).

>>> [[round(value, 2) for value in row] for row in probabilities([[2.0, 0.0], [0.0, 0.0]], [0.0, 2.0])]
[[0.97, 0.03], [0.87, 0.13]]
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Scores = list[float | None]
"""What speaks for each candidate of one quotation; None for who cannot be meant."""
_HIGHEST_BONUS = 20.0
"""A higher one changes no probability that anybody looks at, but may be too large for a number."""
_LOWEST_SCORE = -60.0
"""Below the best candidate's; a lower one is as good as impossible, and would be zero as a number."""


def probabilities(scores: Sequence[Scores], bonus: Sequence[float]) -> list[list[float]]:
    """How probably each candidate said each quotation.

    ``bonus[t]`` is what it adds that a candidate of quotation ``t`` said the one before as well; the last
    candidate, nobody, never gets it.
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
    """The scores as weights, that of the best candidate 1."""
    most = max(value for value in row if value is not None)
    return [0.0 if value is None else math.exp(max(_LOWEST_SCORE, value - most)) for value in row]


def _step(before: list[float], again: float, row: list[float]) -> list[float]:
    """One step along the chain: from anybody, with the bonus from the same one, but for nobody."""
    total = sum(before)
    last = len(before) - 1
    return [
        (total + (again * value if at < last else 0.0)) * own
        for at, (value, own) in enumerate(zip(before, row, strict=True))
    ]


def _scaled(row: list[float]) -> list[float]:
    """The weights, so that they add up to 1."""
    total = sum(row)
    return [value / total for value in row] if total else row
