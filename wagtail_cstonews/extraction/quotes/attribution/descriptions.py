"""Nominal mentions of speakers, without a name: ``a homeless man``, ``the ministry``, ``two officials``.

>>> is_description("the harbour company"), is_description("the rain was heavy")
(True, False)
>>> kind_of_head(head("two officials of the ministry"))
'many'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ....text.patterns import lazy_compile
from ...languages.boilerplate import folded
from ...people.names.roles import organisation_word, role_word

DESCRIPTION = lazy_compile(
    r"(?:the|a|an|one|another|some|many|several|two|three|four|five|most|other|both|few|his|her|their|"
    r"its|our|this|that|local|senior|"
    r"top|former|police|officials?|authorities|critics|supporters|experts|students|protesters|residents|"
    r"opponents|lawyers|"
    r"(?-i:[A-Z])[\w.-]+(?:\s(?-i:[A-Z])[\w.-]+)?[’']s?\s(?-i:[a-z])\w+|"
    r"researchers|aides|prosecutors|investigators|organizers|activists|analysts|economists|scientists)\b",
    re.IGNORECASE,
)
"""The beginning of a description: a determiner, a possessive (``Berg’s lawyer``) or a noun of people."""
_PERSON_NOUNS = frozenset(
    {"man", "woman", "boy", "girl", "mogul", "magnate", "star", "veteran", "newcomer", "native", "hopeful"}
)
"""Nouns for people that are not offices."""
_VERBAL = lazy_compile(
    r"\b(?:is|was|are|were|be|been|has|had|have|will|would|can|could|did|does|do|may|might|should|must|"
    r"not|\w+n[’']t|who|"
    r"which|that|said|says|they|he|she|it|i|we|you|then|when|why|how|what|\w+ly|cuts|ends|begins|"
    r"features|featured)\b",
)
"""Words that do not occur in a noun phrase, for folded text."""
_LOOSE_END = lazy_compile(
    r"\b(?:the|a|an|of|for|with|from|at|in|on|to|by|and|or|but|his|her|its|their|our|close|known|"
    r"familiar|involved)$"
)
"""Endings that show that a noun phrase was cut off."""
_HEAD_ENDS = lazy_compile(r"\s(?:of|for|with|from|at|in|on|to|by|close|familiar|involved|known)\s")
"""Words that follow the head noun of a phrase."""
_LONGEST = 9
"""Maximum words of a description."""


def is_description(text: str) -> bool:
    """Whether a subject is a noun phrase: ``a homeless man``, ``the ministry``, ``two officials``."""
    if not DESCRIPTION.match(text):
        return False
    words = text.split()
    if len(words) == 1:
        return len(text) > 5 and text.endswith("s")
    return len(words) <= _LONGEST and not _VERBAL.search(folded(text)) and not _LOOSE_END.search(text)


def head(text: str) -> str:
    """The head noun of a description; empty if there is none."""
    return next(reversed(_HEAD_ENDS.split(text)[0].lower().split()), "")


def kind_of_head(word: str) -> str:
    """The class of a head noun: ``role``, ``person``, ``organisation``, ``many`` or ``other``."""
    if role_word(word) and not word.endswith("s"):
        return "role"
    if word in _PERSON_NOUNS or word.endswith("-year-old"):
        return "person"
    if organisation_word(word):
        return "organisation"
    return "many" if word.endswith("s") else "other"


def kind_of_first(word: str) -> str:
    """The class of a description's determiner: ``the``, ``a``, ``his`` or ``other``."""
    if word in ("the", "this", "that"):
        return "the"
    if word in ("a", "an", "one", "another"):
        return "a"
    return "his" if word in ("his", "her", "their", "its", "our") else "other"


def is_office_of(text: str, roles: Iterable[str]) -> bool:
    """Whether one of somebody's offices contains all words of a text after its determiner."""
    words = set(text.lower().split()[1:])
    return bool(words) and any(words.issubset(role.lower().split()) for role in roles)


def shared_words(text: str, roles: Iterable[str]) -> int:
    """The number of words that an office shares with somebody's offices, at most two."""
    words = {word for word in text.lower().split() if len(word) > 3 or role_word(word)}
    return min(2, max((len(words.intersection(role.lower().split())) for role in roles), default=0))
