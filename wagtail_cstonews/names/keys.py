"""Keys of a person's name: what its spellings have in common, and its slug. Pure functions on strings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii
from django.utils.text import slugify

from .words import APOSTROPHES

KEY_LENGTH = 255
"""Characters of a key: the longest that every database indexes."""
SLUG_LENGTH = 200
"""Characters of a slug: the number that is put behind a taken one fits into the column as well."""

_SEPARATORS = re.compile(r"[\W_]+")
_FIRST_ACCENT_CLASS = 200
"""Unicode's first class of marks above and below letters. Vowel signs of Indic scripts and the like have a
lower one, and stay."""


def spelling_key(name: str) -> str:
    """What the spellings of one name have in common: letters and digits, without case and accents.

    >>> spelling_key("  Jean–Luc  O’Brien-Núñez ")
    'jean luc obrien nunez'
    >>> spelling_key("А. Б. Семёнов")
    'а б семенов'

    Scripts are kept apart: the Cyrillic and the Latin form of a name are two spellings. At most 255
    characters; empty where the name has neither letter nor digit.
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold().translate(APOSTROPHES)
    bare = "".join(
        character for character in decomposed if unicodedata.combining(character) < _FIRST_ACCENT_CLASS
    )
    composed = unicodedata.normalize("NFKC", bare)
    return _SEPARATORS.sub(" ", composed).strip()[:KEY_LENGTH].rstrip()


def name_slug(name: str) -> str:
    """The name in ASCII letters, for a URL; other scripts are transliterated.

    >>> name_slug("Имангали Тасмагамбетов")
    'imangali-tasmagambetov'

    ``person`` where nothing of the name can be written so.
    """
    return slugify(anyascii(name))[:SLUG_LENGTH].strip("-") or "person"


def free_slug(name: str, taken: Container[str]) -> str:
    """The name's slug, with a number behind it where ``taken`` already holds it."""
    base = candidate = name_slug(name)
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
