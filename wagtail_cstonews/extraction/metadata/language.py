"""The language that a document is in: by its small words where they are plain, else by py3langid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..article.line import Line
from ..languages.registry import LANGUAGES

_LONGEST_SAMPLE = 800
"""Characters: more changes hardly a verdict."""
_SHORTEST_SAMPLE = 40
"""Characters from which on the text is believed rather than what the page declares."""
_SHORTEST_TOLD = 12
"""Characters that tell a language at all."""
_CYRILLIC_LANGUAGES = frozenset(
    ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "ce", "tt", "ba", "cv", "os", "ab"]
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]+")
_COMMONEST = {language.code: language.commonest for language in LANGUAGES if language.commonest}
"""The commonest words of the languages that most documents are in."""
_FEWEST_SMALL_WORDS, _MOST_OF_ANOTHER = 0.25, 0.03
"""Shares of the words that are small words of a language, and of the next likely one."""
_FEWEST_TO_TELL_BY = 40
"""Words."""


def detect_language(
    lines: Sequence[Line], *, given: str | None = None, declared: str | None = None
) -> str | None:
    """ISO 639-1 code of the language that the longest lines are in; None where there is no text to tell by.

    ``given`` comes with the document and wins. ``declared`` is what the page's mark-up says: templates often
    say it wrongly, so it only decides where there is little text.
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
    """The language whose small words the text is full of, while it has hardly any of another's.

    Spares most documents the classifier, which takes thirty times as long; mixed texts are left to it.
    """
    words = _LETTERS.findall(text.lower())
    if len(words) < _FEWEST_TO_TELL_BY:
        return None
    shares = sorted(
        (sum(map(small.__contains__, words)) / len(words), code) for code, small in _COMMONEST.items()
    )
    (other, _), (most, code) = shares[-2:]
    return code if most >= _FEWEST_SMALL_WORDS and other <= _MOST_OF_ANOTHER else None


def _script_allows(code: str, text: str) -> bool:
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_ASCII_LETTER.findall(text))
    return (cyrillic > latin) == (code in _CYRILLIC_LANGUAGES) or cyrillic + latin == 0


def _language_code(value: str) -> str | None:
    code = re.split(r"[-_\s,;]", value.strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None
