"""Normalised keys of a person's name: the spelling key and the slug. Pure functions on strings."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from functools import lru_cache

from anyascii import anyascii
from django.utils.text import slugify

from ..text.patterns import lazy_compile
from .words import APOSTROPHES

KEY_LENGTH = 255
"""Characters of a key: the longest that every supported database can index."""
SLUG_LENGTH = 200
"""Characters of a slug. The column holds 255, so a number can be appended if the slug is taken."""

_SEPARATORS = lazy_compile(r"[\W_]+")
_FIRST_ACCENT_CLASS = 200
"""The first of Unicode's canonical combining classes for marks above and below letters. Vowel signs of Indic
scripts and the like have lower classes, and are kept."""


@lru_cache(maxsize=10_000)
def spelling_key(name: str) -> str:
    """The key that spellings of one name share: its letters and digits, without case and accents.

    >>> spelling_key("  Jean–Luc  O’Brien-Núñez ")
    'jean luc obrien nunez'
    >>> spelling_key("А. Б. Семёнов")
    'а б семенов'

    Scripts are kept apart: the Cyrillic and the Latin form of a name are two spellings. At most 255
    characters; empty if the name has neither letters nor digits.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold().translate(APOSTROPHES)
    bare = "".join(
        character for character in decomposed if unicodedata.combining(character) < _FIRST_ACCENT_CLASS
    )
    composed = unicodedata.normalize("NFKC", bare)
    return _SEPARATORS.sub(" ", composed).strip()[:KEY_LENGTH].rstrip()


def name_slug(name: str) -> str:
    """The name in ASCII letters, for a URL. Other scripts are transliterated by anyascii.

    >>> name_slug("Имангали Тасмагамбетов")
    'imangali-tasmagambetov'

    ``person`` if no ASCII letter or digit is left.
    """
    return slugify(anyascii(name))[:SLUG_LENGTH].strip("-") or "person"


def free_slug(name: str, taken: Container[str]) -> str:
    """The name's slug, with a number appended if ``taken`` already contains it."""
    base = candidate = name_slug(name)
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
