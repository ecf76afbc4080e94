"""Keys by which lines and documents are known again: hashes of their text (BLAKE2b), and sketches of those.

The sketch of a document is a bottom-k sketch: the smallest keys of its long lines, the same ones whatever
else stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from ..lines.facts import words_in

KEY_LENGTH = 60
"""Characters by which a line is known again."""

_SKETCH = 4
"""Keys kept of a document's lines."""

_LONG_LINE = 8
"""Words."""

_DIGITS = re.compile(r"\d+")


def line_key(text: str) -> int:
    """64 bits by which a line is known again: without case, with every number alike.

    A long line is known by how it begins; a line that ends there is another one.

    >>> line_key("12 Comments") == line_key("3  comments")
    True
    """
    head = text[:KEY_LENGTH]
    return _key_of(f"{head}|" if len(text) == KEY_LENGTH else head)


def sketch_of(texts: Iterable[str]) -> tuple[int, ...]:
    """Some of a document's long lines, the same ones whatever else it has: the smallest of their keys."""
    return tuple(sorted({line_key(text) for text in texts if words_in(text) >= _LONG_LINE})[:_SKETCH])


@lru_cache(maxsize=1 << 14)
def _key_of(head: str) -> int:
    masked = _DIGITS.sub("0", " ".join(head.casefold().split()))
    return int.from_bytes(blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
