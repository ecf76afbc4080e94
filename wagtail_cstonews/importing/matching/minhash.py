"""MinHash sketches (Broder 1997) in bands (locality-sensitive hashing, Indyk & Motwani 1998).

A sketch keeps a few numbers of the set of an article's word shingles; the more shingles two articles share,
the surer they share one of these. Articles are looked up by them, not compared each with each.

    >>> text = tuple("the river rose again on monday and the council met in the old town hall".split())
    >>> sketch_of(hashes_of(text)) == sketch_of(hashes_of(text))
    True
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from .shingles import WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BANDS, ROWS = 8, 2
"""A sketch has 8 values of 2 minima each: articles that share 70 % of their sequences have one in common in
99.5 % of cases, those that share 10 % in 8 %."""

_BASE = 0x5851F42D4C957F2D
"""Knuth's multiplier: words in another order give another number."""

Hashes: TypeAlias = "npt.NDArray[np.uint64]"

# numpy is imported late: the process that writes an import gets the sketches from the others.


@cache
def _hash_functions() -> tuple[Hashes, Hashes]:
    """The factor and offset of each hash function. They must never change, since sketches are stored."""
    import numpy as np

    random = np.random.default_rng(20240501)
    factors = random.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    return factors, random.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)


def hashes_of(words: Sequence[str]) -> Hashes:
    """The distinct hashes of the text's shingles: a rolling hash over its words."""
    import numpy as np

    codes = {word: zlib.crc32(word.encode()) for word in set(words)}
    numbers = np.fromiter(map(codes.__getitem__, words), np.uint64, len(words))
    count = max(0, len(numbers) - WORDS + 1)
    found = np.zeros(count, np.uint64)
    for start in range(WORDS):
        found = found * np.uint64(_BASE) + numbers[start : start + count]
    return np.unique(found)


def sketch_of(hashes: Hashes) -> list[int]:
    """The MinHash sketch of a text with these shingles: a value for each band.

    The values are signed, as in databases, and each includes its band's number.
    """
    import numpy as np

    factors, offsets = _hash_functions()
    # Multiply-shift hashing: the upper half of a * x + b, modulo 2 ** 64.
    mixed = hashes * np.uint64(0x9E3779B97F4A7C15)
    shifted = (mixed * factors[:, None] + offsets[:, None]) >> np.uint64(32)
    minima = shifted.min(axis=1).tolist()
    values = []
    for band in range(BANDS):
        first, second = minima[band * ROWS : (band + 1) * ROWS]
        values.append(zlib.crc32(f"{first} {second}".encode()) | band << 32)
    return values
