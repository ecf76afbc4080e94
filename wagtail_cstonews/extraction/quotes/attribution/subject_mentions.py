"""Resolves the subject of a reporting verb to a mention: a name, a pronoun, an office or a description.

``subjects`` finds the span of the subject; this module finds the name or pronoun in it.
"""

from __future__ import annotations

import re
from functools import cache

from ....text.patterns import lazy_compile
from ...languages.lang.language import NO_WORD
from ...languages.registry import words_of
from ...people.entity import PRONOUNS, Entity, Mention
from .descriptions import DESCRIPTION
from .paragraphs import Paragraph

_PRONOUN = lazy_compile(r"\b(he|she|they|we|i|it|you|who|он|она|они|er|sie)\b", re.IGNORECASE)
"""A pronoun anywhere in a subject."""
_SUBJECT_PRONOUNS = frozenset(PRONOUNS) - {"his", "her", "hers", "him"} | {
    "they",
    "we",
    "i",
    "you",
    "it",
    "who",
    "они",
}
"""Pronouns that a subject can begin or end with."""
_SUBJECT_PRONOUN = lazy_compile(
    r"[\s\x00]*+(?:(?:But|And|So|Then|Later|Still|Yet|Also|However|Meanwhile|Earlier|Now|Instead|When|"
    r"While|As|After|Before|If),?\s+)?"
    r"(?:he|she|er|sie|он|она)\b",
    re.IGNORECASE,
)
"""A sentence whose subject is a pronoun."""
_PREPOSITION = lazy_compile(
    r"\b(?:of|for|to|with|by|from|in|at|on|about|against|and|under|between|over|behind|like|than|"
    r"near)\s+(?:(?:the|a|an|his|her|its|their|former|president|then)\s+)*$",
    re.IGNORECASE,
)
"""Words before a name that is not a subject: ``the mayor of``."""
_LONGEST_PREPOSITION = 80
"""Characters of a preposition with the articles behind it."""
_LIKE_ENGLISH = ("en", None, "de", "ru")
"""Languages whose words stand among the English ones here."""
_LONGEST_WITH_PRONOUN = 5
"""Words of a subject that can be a pronoun: ``a-t-il``; longer ones hold a pronoun of somebody else."""
_LONGEST_ENGLISH_WITH_PRONOUN = 12
"""The same in English and the languages like it, where the subject may be cut less closely."""


def sentence_subject(paragraph: Paragraph, start: int, end: int) -> Entity | None:
    """The first person in a sentence who is not an object or owner; None if the subject is a pronoun."""
    if _subject_is_pronoun(paragraph.language).match(paragraph.masked, start, end):
        return None
    for mention in paragraph.mentions:
        if (
            start <= mention.start
            and mention.end <= end
            and not mention.possessive
            and mention.entity.is_person
        ):
            if paragraph.masked[mention.start] == "\x00":
                continue
            if not _is_behind_preposition(paragraph, start, mention):
                return mention.entity
    return None


def subject_mention(paragraph: Paragraph, start: int, end: int, kind: str) -> Mention | None:
    """The name that a subject, from ``start`` to ``end``, is about: a person's, else one that is all of it.

    ``kind`` is how the subject was found (``AttributionCue.kind``): before its verb, the last name counts.
    """
    inside = [m for m in paragraph.mentions if m.start >= start and m.end <= end + 1 and not m.possessive]
    if not any(m.entity.is_person for m in inside):
        # said the director of the institute, Ivan Petrov
        for mention in paragraph.mentions:
            if end < mention.start <= end + 3 and mention.entity.is_person and mention.full:
                return mention
    eligible = [mention for mention in inside if not _is_behind_preposition(paragraph, start, mention)]
    if not eligible:
        return None
    if kind in ("behind", "before"):
        nearest = eligible[-1]
        if nearest.end >= end - 1 and (nearest.entity.is_person or len(eligible) == 1):
            return nearest
    people = [m for m in eligible if m.entity.is_person]
    if people:
        return people[0]
    # An organisation or place only as the whole of the subject: not in "the Florida senator".
    return eligible[-1] if eligible[-1].end >= end - 1 else None


def subject_pronoun(text: str, language: str | None) -> str:
    """The pronoun that a subject is, or holds; empty if none.

    >>> subject_pronoun("he", "en"), subject_pronoun("the mayor", "en")
    ('he', '')
    """
    words = text.split()
    if not words:
        return ""
    if language not in _LIKE_ENGLISH:
        match = _pronoun(language).search(text) if len(words) < _LONGEST_WITH_PRONOUN else None
        return match.group(1) if match else ""
    for word in (words[0], words[-1]):
        plain = word.lower().strip(",.;:")
        if plain in _SUBJECT_PRONOUNS:
            return plain
    if len(words) >= _LONGEST_ENGLISH_WITH_PRONOUN or DESCRIPTION.match(text):
        return ""
    match = _PRONOUN.search(text)
    return match.group(1) if match else ""


def _is_behind_preposition(paragraph: Paragraph, start: int, mention: Mention) -> bool:
    """Whether a name in the clause that begins at ``start`` follows a preposition: ``the mayor of``."""
    end = max(start, mention.role_start)
    begin = max(start, end - _LONGEST_PREPOSITION)
    return _preposition(paragraph.language).search(paragraph.masked, begin, end) is not None


@cache
def _pronoun(language: str | None) -> re.Pattern[str]:
    """The pronouns of a speaker."""
    known = "|".join(words_of(language).pronouns)
    edge = "" if language == "zh" else r"\b"
    return lazy_compile(rf"{edge}({known}){edge}", re.IGNORECASE) if known else NO_WORD


@cache
def _subject_is_pronoun(language: str | None) -> re.Pattern[str]:
    """A sentence that begins with a pronoun."""
    if language in _LIKE_ENGLISH:
        return _SUBJECT_PRONOUN
    return lazy_compile(rf"[\s\x00]*+{_pronoun(language).pattern}", re.IGNORECASE)


@cache
def _preposition(language: str | None) -> re.Pattern[str]:
    """Words after which a name is not a subject."""
    words = words_of(language)
    if not words.prepositions:
        return _PREPOSITION
    determiners = "|".join(words.determiners) or "(?!)"
    return lazy_compile(
        rf"(?:\b(?:{words.prepositions})\s+|\b[dDlL][’'])(?:(?:{determiners})\s+)*$", re.IGNORECASE
    )
