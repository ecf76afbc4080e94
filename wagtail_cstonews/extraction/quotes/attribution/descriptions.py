"""Descriptions that stand for a speaker: ``a homeless man``, ``the ministry``, ``two officials``.

>>> is_description("the harbour company"), is_description("the rain was heavy")
(True, False)
>>> kind_of_head(head("two officials of the ministry"))
'many'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...languages.boilerplate import folded
from ...people.names.roles import organisation_word, role_word

DESCRIPTION = re.compile(
    r"(?:the|a|an|one|another|some|many|several|two|three|four|five|most|other|both|few|his|her|their|"
    r"its|our|this|that|local|senior|"
    r"top|former|police|officials?|authorities|critics|supporters|experts|students|protesters|residents|"
    r"opponents|lawyers|"
    r"(?-i:[A-Z])[\w.-]+(?:\s(?-i:[A-Z])[\w.-]+)?[’']s?\s(?-i:[a-z])\w+|"
    r"researchers|aides|prosecutors|investigators|organizers|activists|analysts|economists|scientists)\b",
    re.IGNORECASE,
)
"""How a description begins: with a determiner, an owner (``Berg’s lawyer``) or a noun of people."""
_PERSON_NOUNS = frozenset(
    {"man", "woman", "boy", "girl", "mogul", "magnate", "star", "veteran", "newcomer", "native", "hopeful"}
)
"""Nouns of persons that are no offices."""
_VERBAL = re.compile(
    r"\b(?:is|was|are|were|be|been|has|had|have|will|would|can|could|did|does|do|may|might|should|must|"
    r"not|\w+n[’']t|who|"
    r"which|that|said|says|they|he|she|it|i|we|you|then|when|why|how|what|\w+ly|cuts|ends|begins|"
    r"features|featured)\b",
)
"""Words that a noun phrase does not hold, for text that is folded."""
_LOOSE_END = re.compile(
    r"\b(?:the|a|an|of|for|with|from|at|in|on|to|by|and|or|but|his|her|its|their|our|close|known|"
    r"familiar|involved)$"
)
"""What a noun phrase does not end in: it was cut off."""
_HEAD_ENDS = re.compile(r"\s(?:of|for|with|from|at|in|on|to|by|close|familiar|involved|known)\s")
"""What stands behind the noun that a phrase is about."""
_LONGEST = 9
"""Words of a description, at most."""


def is_description(text: str) -> bool:
    """Whether a subject is a noun phrase: ``a homeless man``, ``the ministry``, ``two officials``."""
    if not DESCRIPTION.match(text):
        return False
    words = text.split()
    if len(words) == 1:
        return len(text) > 5 and text.endswith("s")
    return len(words) <= _LONGEST and not _VERBAL.search(folded(text)) and not _LOOSE_END.search(text)


def head(text: str) -> str:
    """The noun that a description is about; empty where there is none."""
    return next(reversed(_HEAD_ENDS.split(text)[0].lower().split()), "")


def kind_of_head(word: str) -> str:
    """What the noun of a description means: ``role``, ``person``, ``organisation``, ``many`` or ``other``."""
    if role_word(word) and not word.endswith("s"):
        return "role"
    if word in _PERSON_NOUNS or word.endswith("-year-old"):
        return "person"
    if organisation_word(word):
        return "organisation"
    return "many" if word.endswith("s") else "other"


def kind_of_first(word: str) -> str:
    """The determiner that a description begins with: ``the``, ``a``, ``his`` or ``other``."""
    if word in ("the", "this", "that"):
        return "the"
    if word in ("a", "an", "one", "another"):
        return "a"
    return "his" if word in ("his", "her", "their", "its", "our") else "other"


def is_office_of(text: str, roles: Iterable[str]) -> bool:
    """Whether somebody is said to hold an office of which the text has no other words."""
    words = set(text.lower().split()[1:])
    return bool(words) and any(words.issubset(role.lower().split()) for role in roles)


def shared_words(text: str, roles: Iterable[str]) -> int:
    """How many words an office has in common with those that somebody is said to hold, up to two."""
    words = {word for word in text.lower().split() if len(word) > 3 or role_word(word)}
    return min(2, max((len(words.intersection(role.lower().split())) for role in roles), default=0))
