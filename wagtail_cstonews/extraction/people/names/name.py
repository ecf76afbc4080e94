"""A name as it stands in a text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(slots=True)
class Name:
    """A stretch of a text that may name somebody. Offsets are in characters of the text."""

    start: int
    end: int
    """Of the name itself, without the title before it."""
    words: tuple[str, ...]
    role: str = ""
    """The title or office printed before the name."""
    role_start: int = -1
    """Where that begins; the name's own start where there is none."""
    gender: str = ""
    score: float = 0.0
    """What speaks for a person (positive) or against one (negative)."""
    possessive: bool = False
    """Whether ``'s`` follows: then the name is not what the sentence is about."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        return fold(self.words[-1] if len(self.words) == 1 else surname_of(self.words))


def _strip_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A name's key: lower case, no accents, one kind of apostrophe, no possessive.

    >>> fold("O’Malley’s")
    "o'malley"
    """
    word = word.replace("’", "'").strip(".,'")
    if word.endswith("'s"):
        word = word[:-2]
    if not word.isascii():
        word = _strip_accents(word)
    return word.casefold()


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def surname_of(words: tuple[str, ...]) -> str:
    """The word by which somebody is called later on: the last one, not counting ``Jr.``"""
    for word in reversed(words):
        if fold(word) not in _SUFFIXES:
            return word
    return words[-1]
