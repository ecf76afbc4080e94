"""The code points of many lines as one numpy array, to examine a whole page in a few vector operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

PLANE = 0x10000
"""Size of the Basic Multilingual Plane, and of tables over it. The last entry of a table stands for all
characters beyond the plane."""


class Characters:
    """The code points of some lines, each followed by one line break."""

    __slots__ = ("codes", "lengths", "starts")

    def __init__(self, lines: Sequence[str]) -> None:
        joined = "\n".join([*lines, ""])
        self.codes: NDArray[np.uint32] = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.lengths: NDArray[np.int64] = np.fromiter(map(len, lines), np.int64, len(lines))
        self.starts: NDArray[np.int64] = np.cumsum(self.lengths + 1) - self.lengths - 1

    def kinds(self, table: NDArray[Any]) -> NDArray[Any]:
        """The table's entry for each character."""
        return table.take(self.codes, mode="clip")

    def each_line(self, join: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        """Reduces the values of each line's characters, its break included, by the ufunc ``join``."""
        return join.reduceat(values, self.starts) if len(self.starts) else values[:0]

    def lines_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The index of the line that contains each of the positions ``places``."""
        return np.searchsorted(self.starts, places, side="right") - 1
