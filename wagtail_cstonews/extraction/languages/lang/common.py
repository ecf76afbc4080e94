"""Helpers of the language modules: word sets and patterns from running text, Serbian transliteration."""

from __future__ import annotations

import re

from ....text.patterns import lazy_compile


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def word_pattern(text: str) -> re.Pattern[str]:
    """A pattern of whole words from a text of alternatives."""
    return lazy_compile("|".join(text.split()))


_SERBIAN_CYRILLIC = (
    *(("dž", "џ"), ("lj", "љ"), ("nj", "њ"), ("đ", "ђ"), ("ž", "ж"), ("č", "ч"), ("ć", "ћ"), ("š", "ш")),
    *zip("abvgdezijklmnoprstufhc", "абвгдезијклмнопрстуфхц", strict=True),
)


def serbian_cyrillic(text: str) -> str:
    """Transliterates lower-case Serbian words from Latin to Cyrillic.

    >>> serbian_cyrillic("rekao je džentlmen iz njujorka")
    'рекао је џентлмен из њујорка'
    """
    for latin, cyrillic in _SERBIAN_CYRILLIC:
        text = text.replace(latin, cyrillic)
    return text


def serbian_latin(text: str) -> str:
    """Transliterates Serbian words of either script to lower-case Latin.

    >>> serbian_latin("Јелена")
    'jelena'
    """
    text = text.lower()
    if not text.isascii():
        for latin, cyrillic in _SERBIAN_CYRILLIC:
            text = text.replace(cyrillic, latin)
    return text
