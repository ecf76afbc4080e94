"""Tokenises a page: a class for each character, and a hash for each word.

Everything is vectorised over the code points of the whole page: a Python loop over characters or words would
cost more than the model itself.

>>> page = read_page(["Lock closed", "12 May 2024"])
>>> page.word_starts.tolist()
[0, 2, 5]
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np

from ...text.codepoints import PLANE, Characters
from .arrays import Bytes, Hashes, Integers

# Character classes. Those up to DIGIT form words.
LOWER, UPPER, LETTER, WIDE, DIGIT, SPACE, STOP, COMMA = range(8)
COLON, QUOTE, DASH, BRACKET, BAR, MARK, SYMBOL, OTHER = range(8, 16)
CLASS_NAMES = (
    *("lower", "upper", "letter", "wide", "digit", "space", "stop", "comma"),
    *("colon", "quote", "dash", "bracket", "bar", "mark", "symbol", "other"),
)
CLASSES = len(CLASS_NAMES)
_SPECIAL = {
    BAR: "|/\\•·▪►▶→←↑↓*<>",
    STOP: ".!?…。！？؟۔।",
    COMMA: ",;、，；،؛",
    COLON: ":：",
    QUOTE: "\"'“”„‟«»‘’‚‛‹›「」『』",
    DASH: "-–—−‐‑‒―",
    BRACKET: "()[]{}（）【】",
    MARK: "@#&©®™%€$£¥+=_~^",
}
_BY_CATEGORY = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lm": LETTER, "Lo": LETTER, "Mn": LETTER, "Mc": LETTER}
_WIDE_RANGES = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x0E00, 0x0E7F))
"""Scripts written without spaces: each character counts as half a word."""
_LIKE_ALL_BEYOND = "★"
"""Stands for every character beyond the Basic Multilingual Plane: nearly all of those are emoji."""
IDEOGRAPHIC_STOP = 0x3002
"""The full stop of Chinese and Japanese: no space follows it."""
EDGES = np.array([kind for kind in range(CLASSES) if kind not in (LETTER, SPACE, SYMBOL, OTHER)], np.uint8)
"""Classes that are informative as a line's first or last character."""


@dataclass(slots=True)
class ReadPage:
    """The characters of a page, and the words found in them."""

    characters: Characters
    classes: Bytes
    """The class of each character."""
    word_first: Integers
    """Where each word begins, and below where it ends, among the characters."""
    word_last: Integers
    word_line: Integers
    """The line of each word."""
    word_hash: Hashes
    word_starts: Integers
    """Where each line's words begin among the words; one more at the end."""


@cache
def _class_of(category: str) -> int:
    """The class of the characters of a Unicode category."""
    first = {"N": DIGIT, "Z": SPACE, "C": SPACE, "S": SYMBOL}
    return _BY_CATEGORY.get(category, first.get(category[0], OTHER))


@cache
def _tables() -> tuple[Bytes, Hashes]:
    """The class of each character of the Basic Multilingual Plane, and a hash of its lower-case form.

    The last entry is for all characters beyond.
    """
    categories = list(map(unicodedata.category, map(chr, range(PLANE))))
    classes = np.array([_class_of(category) for category in categories], np.uint8)
    lower = np.arange(PLANE, dtype=np.uint32)
    for point in np.flatnonzero(classes == UPPER).tolist():
        lower[point] = ord(chr(point).lower()[0])
    lower[classes == DIGIT] = ord("0")
    for first, last in _WIDE_RANGES:
        span = classes[first : last + 1]
        span[span == LETTER] = WIDE
    for kind, characters in _SPECIAL.items():
        for character in characters:
            classes[ord(character)] = kind
    mixed = (lower + np.uint32(1)) * np.uint32(0x7FEB352D)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x846CA68B)
    mixed ^= mixed >> np.uint32(16)
    beyond = ord(_LIKE_ALL_BEYOND)
    return np.append(classes, classes[beyond]), np.append(mixed, mixed[beyond])


def _word_hashes(mixed: Hashes, first: Integers, last: Integers) -> Hashes:
    """A hash per word: the sum of its letters' hashes, with the positions of the first two and the last."""
    sums = np.cumsum(mixed, dtype=np.uint32)
    hashes = sums[last] - sums[first] + mixed[first] * np.uint32(0x9E3779B1)
    hashes += mixed[last] * np.uint32(0x85EBCA6B)
    hashes += mixed[np.minimum(first + 1, last)] * np.uint32(0xC2B2AE35)
    hashes ^= hashes >> np.uint32(15)
    hashes *= np.uint32(0x2C1B3C6D)
    hashes ^= hashes >> np.uint32(12)
    return hashes


def read_page(lines: list[str]) -> ReadPage:
    """Read the lines of a page, none of them empty or with a line break inside."""
    class_table, mixed_table = _tables()
    characters = Characters(lines)
    classes = characters.kinds(class_table)
    inside = classes <= DIGIT
    # The first and last characters need no special case, since a line break ends the page.
    begins, ends = inside.copy(), inside.copy()
    np.greater(inside[1:], inside[:-1], out=begins[1:])
    np.greater(inside[:-1], inside[1:], out=ends[:-1])
    if (wide := classes == WIDE).any():
        beside = wide[1:] | wide[:-1]
        begins[1:] |= inside[1:] & beside
        ends[:-1] |= inside[:-1] & beside
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    hashes = _word_hashes(characters.kinds(mixed_table), first, last)
    starts = np.append(np.searchsorted(first, characters.starts), len(first))
    return ReadPage(
        characters, classes, first, last, np.repeat(np.arange(len(lines)), np.diff(starts)), hashes, starts
    )
