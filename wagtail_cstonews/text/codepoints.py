"""The characters of many lines as numbers: numpy looks at a whole page in the time of a few Python calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

PLANE = 0x10000
"""Characters of the basic plane. A table of them has a place for each; its last stands for all beyond."""


class Characters:
    """The code points of some lines, one line break after each."""

    __slots__ = ("codes", "lengths", "starts")

    def __init__(self, lines: Sequence[str]) -> None:
        joined = "\n".join([*lines, ""])
        self.codes: NDArray[np.uint32] = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.lengths: NDArray[np.int64] = np.fromiter(map(len, lines), np.int64, len(lines))
        self.starts: NDArray[np.int64] = np.cumsum(self.lengths + 1) - self.lengths - 1

    def kinds(self, table: NDArray[Any]) -> NDArray[Any]:
        """What a table of the basic plane says of each character."""
        return table.take(self.codes, mode="clip")

    def each_line(self, join: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        """The values of each line's characters, its break among them, joined into one."""
        return join.reduceat(values, self.starts) if len(self.starts) else values[:0]

    def lines_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which line each of some places among the characters is in."""
        return np.searchsorted(self.starts, places, side="right") - 1
