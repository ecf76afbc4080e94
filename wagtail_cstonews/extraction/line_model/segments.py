"""The stretch of a page that outweighs the rest, and where each line stands relative to it.

>>> heaviest_run(np.array([-5.0, 12.0, -1.0, 9.0, -40.0, 12.0]))
(1, 3)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats

MAX_LINES = 4000
"""As many lines at most are seen as one page; whoever has more cuts them into pieces."""
_AWAY = np.arange(-MAX_LINES, MAX_LINES + 1)
_SIGNED_LOG: Floats = (np.sign(_AWAY) * np.log1p(np.abs(_AWAY)) / 3).astype(np.float32)


def away_from(line: int, lines: int) -> Floats:
    """How far each line stands from one of them: signed, logarithmic."""
    return _SIGNED_LOG[MAX_LINES - line : MAX_LINES - line + lines]


def heaviest_run(values: NDArray[Any]) -> tuple[int, int]:
    """The first and last index of the run whose sum is greatest: what outweighs its surroundings.

    The maximum subarray (Kadane's algorithm, with sums in place of a loop).
    """
    sums = np.cumsum(values, dtype=np.float64)
    before = np.empty_like(sums)
    before[0], before[1:] = 0, sums[:-1]
    last = int(np.argmax(sums - np.minimum.accumulate(before)))
    return int(np.argmin(before[: last + 1])), last


def relative_to_run(first: int, last: int, rows: Floats) -> None:
    """How far each line stands from the start of a run and from its end, and whether it is in it."""
    n = rows.shape[1]
    rows[0], rows[1] = away_from(first, n), away_from(last, n)
    rows[2], rows[2, first : last + 1] = 0, 1
