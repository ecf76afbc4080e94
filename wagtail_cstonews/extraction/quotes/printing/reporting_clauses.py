"""Reporting clauses inside the marks: ``«Мы готовы, — сказал он. — Начнём»``, ``« ..., dit le maire, ... »``.

Russian and others print them between dashes, and they can be taken out; Romance and Scandinavian languages
print them between commas, where they are only noticed.
"""

from __future__ import annotations

import re

from ....text.patterns import lazy_compile
from ...languages.lang.common import word_set
from ...languages.registry import words_of
from ...languages.speech_verbs import is_verb, speech_verbs
from .punctuation import full_stop

_DASHED = lazy_compile(
    r"(?P<mark>[,.?!…]?)\s*[—–]\s+(?P<said>[^—–«»]{3,160}?)(?:(?P<end>[.,])\s*[—–]\s+|\.?\s*\Z)"
)
"""``«Мы готовы, — сказал он. — Начнём»``"""
_CUT_IN = lazy_compile(r",\s(?P<said>[^,.;:«»“”]{3,80})(?=,|\.?\s*\Z)")
"""``« Nous sommes prêts, a dit le ministre, et nous irons »``"""
_INVERTED = lazy_compile(
    r"(?:(?:a|ont|avait|s[’']est|ha|han|hanno|há)[ -](?:t-)?(?:ils?|elles?)?[ -]?)?([^\W\d_]+)", re.IGNORECASE
)
_BETWEEN_COMMAS = frozenset({"fr", "es", "it", "pt", "ca", "ro", "da", "sv", "no", "nb", "nl"})
"""Languages that print the attribution inside the marks, between commas."""
_OTHER_VERBS = word_set(
    """
    siger sagde fortæller fortalte forklarer forklarede mener tilføjer säger sade sa berättar berättade
    förklarar menar tillägger sier forteller zegt zei vertelt vertelde aldus dice disse
    spiega afferma diz disse afirma afirmou explica explicou
    """
)
"""Verbs of saying of those languages that have no table of their own."""


def without_reporting_clause(words: str, language: str | None) -> str:
    """Words without the attribution that is printed between dashes inside their marks.

    >>> without_reporting_clause("Мы готовы, — сказал он. — Начнём завтра.", "ru")
    'Мы готовы. Начнём завтра.'
    """
    if ("—" not in words and "–" not in words) or language in ("en", None):
        return words

    def cut(match: re.Match[str]) -> str:
        if not _is_said_by(match["said"], language):
            return match.group()
        if match["end"] == ",":
            return ", "
        stop = match["mark"] if match["mark"] in tuple(".?!…") else full_stop(language)
        return stop + " "

    return _DASHED.sub(cut, words).strip()


def has_reporting_clause(words: str, language: str | None) -> bool:
    """Whether an attribution is printed inside the marks.

    >>> has_reporting_clause("Nous sommes prêts, explique le maire, et nous irons.", "fr")
    True
    """
    if without_reporting_clause(words, language) != words:
        return True
    if language not in _BETWEEN_COMMAS:
        return False
    for match in _CUT_IN.finditer(words):
        first = _INVERTED.match(match["said"])
        verb = first.group(1).lower() if first else ""
        if is_verb(verb, language) or (verb in _OTHER_VERBS and not words_of(language).verbs):
            return True
    return False


def _is_said_by(text: str, language: str | None) -> bool:
    """Whether a verb of saying is among a text's first words: ``сказал он``, ``он сказал``."""
    verbs = speech_verbs(text, language)
    return bool(verbs) and len(text[: verbs[0][1]].split()) <= 4
