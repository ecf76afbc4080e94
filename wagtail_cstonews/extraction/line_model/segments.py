"""The maximum subarray of a page's line weights, and the position of each line relative to it.

>>> heaviest_run(np.array([-5.0, 12.0, -1.0, 9.0, -40.0, 12.0]))
(1, 3)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats

MAX_LINES = 4000
"""The most lines of one page; callers split longer pages."""
_AWAY = np.arange(-MAX_LINES, MAX_LINES + 1)
_SIGNED_LOG: Floats = (np.sign(_AWAY) * np.log1p(np.abs(_AWAY)) / 3).astype(np.float32)


def away_from(line: int, lines: int) -> Floats:
    """The signed, logarithmic distance of each line from one line."""
    return _SIGNED_LOG[MAX_LINES - line : MAX_LINES - line + lines]


def heaviest_run(values: NDArray[Any]) -> tuple[int, int]:
    """First and last index (inclusive) of the maximum subarray (Kadane's algorithm, with cumulative sums)."""
    sums = np.cumsum(values, dtype=np.float64)
    before = np.empty_like(sums)
    before[0], before[1:] = 0, sums[:-1]
    last = int(np.argmax(sums - np.minimum.accumulate(before)))
    return int(np.argmin(before[: last + 1])), last


def relative_to_run(first: int, last: int, rows: Floats) -> None:
    """Write the distance of each line from the start and the end of a run, and whether it is inside."""
    n = rows.shape[1]
    rows[0], rows[1] = away_from(first, n), away_from(last, n)
    rows[2], rows[2, first : last + 1] = 0, 1
