"""Office matching: whether two descriptions may name the same office."""

from __future__ import annotations

from functools import lru_cache

from anyascii import anyascii

from ..text.patterns import lazy_compile
from .words import word_set

_WORD = lazy_compile(r"[^\W_]+")

_NO_CONTENT = word_set(
    """
    a an the of for and at in to on de la du des der die das von former ex acting current then
    """
)

_RANKS = word_set(
    """
    vice deputy assistant under shadow associate junior wife lady spokesman spokeswoman spokesperson
    aide
    """
)
"""Words that turn an office into a different one: a vice president is not the president."""


def offices_agree(one: str, other: str) -> bool:
    """Whether the content words of one office contain those of the other, with the same rank words.

    >>> offices_agree("Foreign Minister", "minister"), offices_agree("Vice President", "President")
    (True, False)
    """
    a, b = _content(one), _content(other)
    return bool(a and b) and (a <= b or b <= a) and a & _RANKS == b & _RANKS


@lru_cache(maxsize=5_000)
def _content(office: str) -> frozenset[str]:
    words = _WORD.findall(anyascii(office).lower().replace("'s", ""))
    return frozenset(words) - _NO_CONTENT
