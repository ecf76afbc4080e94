"""Keys that identify lines (BLAKE2b hashes of normalised text) and documents (bottom-k sketches).

The bottom-k sketch of a document is the smallest keys of its long lines: the same ones, whatever else is in
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from ...text.patterns import lazy_compile
from ..lines.facts import words_in

KEY_LENGTH = 60
"""Characters of a line that its key is computed from."""

_SKETCH = 4
"""Keys kept of a document's lines."""

_LONG_LINE = 8
"""Words of a long line."""

_DIGITS = lazy_compile(r"\d+")


def line_key(text: str) -> int:
    """A 64-bit key of a line that ignores case and treats all numbers as equal.

    The key of a long line is that of its beginning, but differs from that of a line that ends there.

    >>> line_key("12 Comments") == line_key("3  comments")
    True
    """
    head = text[:KEY_LENGTH]
    return _key_of(f"{head}|" if len(text) == KEY_LENGTH else head)


def sketch_of(texts: Iterable[str]) -> tuple[int, ...]:
    """The bottom-k sketch of a document: the smallest keys of its long lines."""
    return tuple(sorted({line_key(text) for text in texts if words_in(text) >= _LONG_LINE})[:_SKETCH])


@lru_cache(maxsize=1 << 14)
def _key_of(head: str) -> int:
    masked = _DIGITS.sub("0", " ".join(head.casefold().split()))
    return int.from_bytes(blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
