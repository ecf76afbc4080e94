"""The words of a capitalised sequence: their context-free features, and the boundaries between names."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ...languages.lang.en import CALENDAR, SOFT_STOP_WORDS, STOP_WORDS, TITLES
from ...languages.lang.ru import STOP_WORDS as RUSSIAN_STOP_WORDS
from ...languages.registry import words_of
from .given_names import first_names, is_initial
from .name import fold
from .roles import organisation_word, place_word, role_word

Token = tuple["Word", int, int]
"""A word, and where it stands in its sequence."""
_ALL_STOP_WORDS = STOP_WORDS | CALENDAR | RUSSIAN_STOP_WORDS
_LONGEST_WORD = 200
"""Characters; what is longer is no word, and would fill the memories of those that were looked up."""
_BEFORE_ARTICLE = ("von", "van", "zu")
"""Particles that another one may follow inside a name: ``von der``, ``von und zu``."""


def is_stop_word(word: str) -> bool:
    """Whether a capitalised word begins a sentence rather than a name."""
    plain = word.lower().replace("’", "'").rstrip(".,")
    return plain in _ALL_STOP_WORDS


class Word(NamedTuple):
    """A word of a capitalised sequence, and what it is wherever it stands."""

    text: str
    key: str
    """As :func:`fold` has it."""
    is_stop: bool
    """Whether it begins a sentence rather than a name, so that it also parts two names."""
    is_soft_stop: bool
    """Whether it stands inside names as well."""
    ends: bool
    """Whether its full stop ends a sentence, as far as can be told."""
    is_first_name: bool
    is_initial: bool
    is_role: bool
    is_organisation: bool
    is_place: bool


@lru_cache(maxsize=1 << 15)
def _word(text: str, language: str | None) -> Word:
    key = fold(text)
    lower = text.lower().strip(".,’'")
    words = words_of(language)
    called = fold(words.in_latin(text)) if words.in_latin is not None else key
    if text.islower():
        is_stop = lower in words.joins
    else:
        is_stop = lower in words.starters if words.starters else is_stop_word(text)
    is_address = lower in words.courtesy
    return Word(
        text,
        key,
        is_stop=is_stop,
        is_soft_stop=key in SOFT_STOP_WORDS,
        ends=text.endswith(".") and len(text) > 4 and text.lower().strip(".") not in TITLES,
        is_first_name=called in first_names() and not (text.islower() and words.starters),
        is_initial=is_initial(text) and not is_address,
        is_role=is_address or role_word(text),
        is_organisation=lower in words.things or organisation_word(text),
        is_place=place_word(text),
    )


def tokens_of(sequence: str, language: str | None) -> list[Token]:
    """The words of a sequence; a single space divides them."""
    tokens: list[Token] = []
    start = 0
    for word in sequence.split():
        end = start + len(word)
        if len(word) <= _LONGEST_WORD:
            tokens.append((_word(word, language), start, end))
        start = end + 1
    return tokens


def split_names(tokens: list[Token]) -> list[list[Token]]:
    """A capitalised sequence without the words that only begin a sentence; these also part two names."""
    parts: list[list[Token]] = []
    part: list[Token] = []
    for token in tokens:
        word = token[0]
        if word.is_stop and not (part and _is_inside(word, part[-1][0])):
            parts.append(part)
            part = []
            continue
        part.append(token)
        if word.ends:
            parts.append(part)
            part = []
    parts.append(part)
    return [trimmed for part in parts if (trimmed := _without_particles(part))]


def _is_inside(word: Word, before: Word) -> bool:
    """Whether a word that often begins a sentence goes on with the name before it."""
    if word.text.islower():
        return before.text in _BEFORE_ARTICLE
    return word.is_soft_stop or (before.is_first_name and len(word.text) > 3)


def _without_particles(part: list[Token]) -> list[Token]:
    """A name without the words in lower case that it cannot begin or end with."""
    first, last = 0, len(part)
    while last and part[last - 1][0].text.islower():
        last -= 1
    while first < last and _is_particle(part[first][0].text):
        first += 1
    return part[first:last]


def _is_particle(word: str) -> bool:
    return word.islower() and "-" not in word and "’" not in word
