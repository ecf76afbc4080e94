"""Month names: maps a name, abbreviation or inflected form in any known language to the month's number."""

from __future__ import annotations

from functools import lru_cache

from ...text.patterns import lazy_compile
from .registry import LANGUAGES, words_of

_MOST_CHANGED = 3
"""Letters at the end of a name that a case ending may replace."""
_SHORTEST_STEM = 4
"""Letters of a common prefix: fewer may agree by chance."""
_GLUED = lazy_compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-ÞА-Я])")
_LEAST = 2


def _tables() -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for code, months in _MONTHS.items():
        table = tables.setdefault(code, {})
        for number, beginnings in enumerate(months.beginnings.split(), start=1):
            table.update(dict.fromkeys(beginnings.split("/"), number))
    return tables


_MONTHS = {language.code: language.months for language in LANGUAGES if language.months is not None}
_TABLES = _tables()
KNOWN_LANGUAGES = frozenset(_TABLES)


@lru_cache(maxsize=2048)
def month_of(word: str, language: str | None = None) -> int | None:
    """The number of the month that a word names or abbreviates; None where it names none.

    The page's language is asked first, then English, then all others: pages print dates in other languages
    than their text. What is glued before the name does not count.

    >>> month_of("Mai", "de"), month_of("listopada", "pl"), month_of("listopada", "hr"), month_of("readMarch")
    (5, 11, 10, 3)
    >>> month_of("Decision", "en"), month_of("Price", "en")
    (None, None)
    """
    name = _GLUED.split(word.rstrip("."))[-1].casefold()
    if "א" <= name[0] <= "ת" and len(name) > _LEAST + 1:
        name = name.lstrip("בל")
    own = words_of(language).code if language else ""
    for code in dict.fromkeys((own, "en", *_TABLES)):
        number = _looked_up(name, _TABLES.get(code, {}))
        if number and (_may_be_name(name, number, code) or (code == own and not _MONTHS[code].names)):
            return number
    return None


def _may_be_name(word: str, number: int, language: str) -> bool:
    """Whether a word with a month's beginning is its name, an abbreviation of it or a form of it."""
    months = _MONTHS[language]
    whole = months.names or months.declined
    if not whole:
        return True
    names = whole.split()[number - 1].split("/")
    if any(name.startswith(word) for name in names):
        return True
    return bool(months.declined) and any(_is_form(word, name) for name in names)


def _is_form(word: str, name: str) -> bool:
    """Whether a word is an inflected form of a name: its stem with a short ending."""
    stem = name[: max(_SHORTEST_STEM, len(name) - _MOST_CHANGED)]
    return len(stem) >= _SHORTEST_STEM and word.startswith(stem) and len(word) <= len(name) + _MOST_CHANGED


def glued_before(word: str) -> int:
    """The number of letters glued before the month's name in a word.

    >>> glued_before("readMarch"), glued_before("March")
    (4, 0)
    """
    parts = _GLUED.split(word)
    return len(word) - len(parts[-1]) if len(parts) > 1 else 0


def _looked_up(name: str, table: dict[str, int]) -> int | None:
    for size in range(min(len(name), 9), _LEAST - 1, -1):
        number = table.get(name[:size])
        if number:
            return number
    return None
