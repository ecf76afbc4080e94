"""Search words: a name's words in Latin letters, by which a search in any alphabet finds it.

Both sides are written as a plain transliteration and as a phonetic key, so that "Masad" finds ``Масадыков``
and "Ж. Sadik" finds ``Zhanar Sadykova``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from ..text.patterns import lazy_compile
from .parts import joined_words, spellings
from .transliteration import sound
from .words import APOSTROPHES

MOST_WORDS = 8
"""Words of a search that are looked for: more would be a sentence."""

LONGEST_WORD = 60
"""Characters of a word that are looked for."""

_WORD = lazy_compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a search."""

    typed: str
    forms: tuple[str, ...]
    """Its transliteration and its phonetic key: one of them begins a search word of the name."""


def search_words(name: str) -> str:
    """The words by which a name is found, each after a space.

    >>> search_words("Т. Масадыков")
    ' t masadykov masadikov'
    """
    words = dict.fromkeys(_latin_words(name))
    for spelling in spellings(name):
        words.update(dict.fromkeys(spelling.words))
    words.update(dict.fromkeys(joined_words(name)))
    words.update(dict.fromkeys(filter(None, map(sound, list(words)))))
    return "".join(f" {word}" for word in words)


def asked_words(query: str) -> list[AskedWord]:
    """The words of a search; empty if it has neither letters nor digits.

    >>> [word.forms for word in asked_words("М. Таалатбек")]
    [('m',), ('taalatbek', 'talatbek')]
    """
    found: dict[str, AskedWord] = {}
    for typed in _WORD.findall(_normal(query)):
        latin = _latin(typed[:LONGEST_WORD])
        if latin:
            forms = dict.fromkeys((latin, sound(latin) or latin))
            found.setdefault(latin, AskedWord(typed[:LONGEST_WORD], tuple(forms)))
    return list(found.values())[:MOST_WORDS]


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(APOSTROPHES)


def _latin_words(text: str) -> list[str]:
    return [latin for word in _WORD.findall(_normal(text)) if (latin := _latin(word))]


def _latin(word: str) -> str:
    return "".join(_WORD.findall(anyascii(word).lower()))
