"""Detects a document's language: by its function words if they are clear, else with py3langid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.patterns import lazy_compile
from ..article.line import Line
from ..languages.registry import LANGUAGES

_LONGEST_SAMPLE = 800
"""Characters: a longer sample hardly changes a result."""
_SHORTEST_SAMPLE = 40
"""Characters from which the text outweighs the declared language."""
_SHORTEST_TOLD = 12
"""The fewest characters from which a language can be detected."""
_CYRILLIC_LANGUAGES = frozenset(
    ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "ce", "tt", "ba", "cv", "os", "ab"]
)
_CYRILLIC = lazy_compile("[\u0400-\u052f]")
_ASCII_LETTER = lazy_compile("[A-Za-z]")
_LETTERS = lazy_compile(r"[^\W\d_]+")
_COMMONEST = {language.code: language.commonest for language in LANGUAGES if language.commonest}
"""The commonest words of the languages that most documents are in."""
_FEWEST_SMALL_WORDS, _MOST_OF_ANOTHER = 0.2, 0.25
"""The least share of function words of the language; the most of another language, relative to that."""
_RUSSIAN_LETTER = "ы"
"""Bulgarian, Serbian and Ukrainian have many function words of Russian, and not this letter."""
_FEWEST_TO_TELL_BY = 40
"""Words of a text long enough to count function words."""


def detect_language(
    lines: Sequence[Line], *, given: str | None = None, declared: str | None = None
) -> str | None:
    """The ISO 639-1 code of the language of the longest lines; None if there is too little text.

    ``given`` comes with the document and wins. ``declared`` is the language in the mark-up: templates are
    often wrong, so it decides only if there is little text.
    """
    if given and (code := _language_code(given)):
        return code
    sample = _language_sample(lines)
    if len(sample) >= _SHORTEST_SAMPLE:
        return _classify(sample)
    code = _language_code(declared) if declared else None
    if code and _script_allows(code, sample):
        return code
    return _classify(sample) if len(sample) >= _SHORTEST_TOLD else None


def _language_sample(lines: Sequence[Line]) -> str:
    longest = sorted((line.clean for line in lines), key=len, reverse=True)
    sample, size = [], 0
    for text in longest:
        if size >= _LONGEST_SAMPLE or not text:
            break
        sample.append(text[: _LONGEST_SAMPLE - size])
        size += len(sample[-1])
    return " ".join(sample)


def _classify(text: str) -> str | None:
    if plain := _plainly(text):
        return plain
    import py3langid

    code = py3langid.classify(text)[0]
    return code if isinstance(code, str) and len(code) == 2 else None


def _plainly(text: str) -> str | None:
    """The language of the text's function words, if it has hardly any of another language.

    This saves most documents the classifier, which takes thirty times as long; mixed texts are left to it.
    """
    words = _LETTERS.findall(text.lower())
    if len(words) < _FEWEST_TO_TELL_BY:
        return None
    shares = sorted(
        (sum(map(small.__contains__, words)) / len(words), code) for code, small in _COMMONEST.items()
    )
    (other, _), (most, code) = shares[-2:]
    if code == "ru" and _RUSSIAN_LETTER not in text:
        return None
    return code if most >= _FEWEST_SMALL_WORDS and other <= _MOST_OF_ANOTHER * most else None


def _script_allows(code: str, text: str) -> bool:
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_ASCII_LETTER.findall(text))
    return (cyrillic > latin) == (code in _CYRILLIC_LANGUAGES) or cyrillic + latin == 0


def _language_code(value: str) -> str | None:
    code = re.split(r"[-_\s,;]", value.strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None
