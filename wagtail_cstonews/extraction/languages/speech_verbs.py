"""Reporting verbs ("verbs of saying"): finds those in a text, as cues for quotations."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import cache, lru_cache

from ...text.normalization import WordSplitter
from ...text.patterns import lazy_compile
from .lang.en import ALSO_NOUNS, GERUNDS, STRONG_VERBS, VERBS
from .lang.language import NO_WORD
from .registry import words_of

Cues = tuple[tuple[str, int, int], ...]
"""Reporting verbs, each with its start and end offset."""

_ENGLISH = VERBS | GERUNDS
_WORD = lazy_compile(r"\w+")
_small_words = WordSplitter(string.ascii_lowercase)
_NOUN_BEFORE = lazy_compile(
    r"\b(?:the|a|an|of|his|her|its|their|our|your|my|this|that|these|those|some|any|no|for|in|on|with|by|"
    r"other|many|several|"
    r"new|recent|two|three|four|first|all|more|such|and|swing|battleground|early|news|media|"
    r"[\w]+[’']s)\s+(?:[\w-]+(?:al|ic|ive|ed|ous|ern)\s+)?$"
)
ACCORDING = lazy_compile(
    r"\b(?:according to|in the words of|as per|по словам|по мнению|как сообщил\w*|laut|nach Angaben von|"
    r"nach Ansicht von|"
    r"nach den Worten von)\s+",
    re.IGNORECASE,
)
_IN_ACCORDING = (
    *("according to", "in the words of", "as per", "laut", "nach angaben von", "nach ansicht von"),
    *("nach den worten von", "по словам", "по мнению", "как сообщил"),
)


@cache
def according(language: str | None = "en") -> re.Pattern[str]:
    """The pattern of phrases before a speaker without a verb: ``according to``."""
    phrases = words_of(language).according
    if not phrases:
        return ACCORDING
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    behind = "" if language == "ar" else r"\s+"
    return lazy_compile(rf"\b(?:{'|'.join(longest_first)}){behind}", re.IGNORECASE)


def may_accord(text: str, language: str | None = "en") -> bool:
    """Whether :func:`according` can match in a text. Fast; no false negatives."""
    lower = text.lower()
    return any(phrase in lower for phrase in words_of(language).according or _IN_ACCORDING)


@lru_cache(maxsize=128)
def speech_verbs(text: str, language: str | None = "en") -> Cues:
    """The reporting verbs in a text as ``(verb, start, end)``. Cached: each paragraph is needed twice.

    >>> speech_verbs("Masadykov said so, adding that he would go.")
    (('said', 10, 14), ('adding', 19, 25))
    """
    if language in ("en", None):
        found = _placed(_ENGLISH.intersection(_small_words(text)), text)
        return tuple(
            [
                (verb, start, end)
                for start, end, verb in found
                if verb not in ALSO_NOUNS or not _NOUN_BEFORE.search(text, max(0, start - 24), start)
            ]
        )
    words = words_of(language)
    if (pattern := words.verb_pattern) is not NO_WORD:
        return tuple([(match.group(), match.start(), match.end()) for match in pattern.finditer(text)])
    known = words.verbs
    verbs = {word for word in set(_WORD.findall(text)) if word.lower() in known} if known else set()
    if words.verbs_in_two is not NO_WORD:
        verbs.update(words.verbs_in_two.findall(text))
    return tuple(
        [
            (verb, start, end)
            for start, end, verb in _placed(verbs, text)
            if not words.determiners or _word_before(text, start) not in words.determiners
        ]
    )


def _word_before(text: str, end: int) -> str:
    """The word that stands right before a place, in lower case: ``la`` before ``pregunta``."""
    words = text[max(0, end - _LONGEST_DETERMINER) : end].lower().split()
    return words[-1] if words else ""


_LONGEST_DETERMINER = 8


def _placed(words: Iterable[str], text: str) -> list[tuple[int, int, str]]:
    """The positions of whole words in a text, in order."""
    found = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or after.isalnum() or before == "_" or after == "_"):
                found.append((start, end, word))
            start = text.find(word, end)
    found.sort()
    return found


def is_gerund(verb: str) -> bool:
    """Whether the verb has the subject of another one: ``adding``."""
    return verb in GERUNDS


def is_verb(word: str, language: str | None = "en") -> bool:
    """Whether a lower-case word is a reporting verb."""
    if language in ("en", None):
        return word in STRONG_VERBS or word in GERUNDS
    words = words_of(language)
    pattern = words.verb_pattern
    return word in words.verbs or (pattern.fullmatch if words.is_cased else pattern.search)(word) is not None


def is_strong(verb: str, language: str | None = "en") -> bool:
    """Whether the verb hardly ever means anything but speech."""
    return language not in ("en", None) or verb.lower() in STRONG_VERBS
