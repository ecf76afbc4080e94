"""Offices: compares them across wordings and abbreviations, and matches them with descriptions.

>>> is_same_office("Union of Rangers President", "President of the Union of Rangers")
True
"""

from __future__ import annotations

import re

from ...text.patterns import lazy_compile
from ..languages.lang.common import word_set
from ..languages.lang.en import OFFICES
from .names.roles import COURTESY, gender_of_word, role_word

_MAX_ROLES = 3
"""More are hardly offices any longer."""
_WORDS = lazy_compile(r"[\w’'-]+")
_ARTICLE = lazy_compile(r"^(?:(?:the|an?|der|die|das|eine?|el|l[ae]s?|los|une?|una)\s+|l[’'])", re.IGNORECASE)
_LINKS_IN_OFFICES = word_set(
    """
    of the for and in to at on a an de del la las los le les des du d der die das von и по о об в i za u
    """
)
_OFFICE_STOP = word_set(
    """
    the a an its his her their our and who former then current this that own same el la los las le les un una
    une die das ein eine su son sa
    """
)
_OFFICE_LINKS = frozenset(
    {"of", "for", "to", "at", "on", "in", "from", "de", "del", "du", "des", "von", "der", "za", "за"}
)
_RANKS = frozenset({"deputy", "vice", "assistant", "former", "ex", "acting", "associate", "under"})


def add_role(roles: list[str], role: str) -> None:
    """Adds an office that is not there yet; one that says more replaces the one that says less.

    >>> roles = ["President"]
    >>> add_role(roles, "the President of the Union of Rangers")
    >>> roles
    ['President of the Union of Rangers']
    """
    role = without_article(role.strip(" ,."))
    if (
        not role
        or role.lower().strip(".") in COURTESY
        or all(not word[:1].isalpha() for word in role.split())
    ):
        return
    role = ", ".join(_without_repetition(role.split(", "), roles))
    if not role:
        return
    key = role.casefold()
    for position, known in enumerate(roles):
        if key in known.casefold():
            return
        if known.casefold() in key:
            roles[position] = role
            return
    if len(roles) < _MAX_ROLES:
        roles.append(role)


def without_article(office: str) -> str:
    """An office without the article before it."""
    return _ARTICLE.sub("", office)


def _without_repetition(parts: list[str], known: list[str]) -> list[str]:
    """The offices that neither stand among those known nor were named before in other words."""
    kept: list[str] = []
    for part in parts:
        others = (*kept, *(office for role in known for office in role.split(", ")))
        if not _is_of_many(part) and not any(is_same_office(part, other) for other in others):
            kept.append(part)
    return kept


def _is_of_many(office: str) -> bool:
    """Whether an office is that of several people: ``representatives of the media``."""
    head = re.split(r"\s(?:of|for|at|in|from)\s", office, maxsplit=1)[0].split()
    return bool(head) and head[-1].endswith("s") and head[-1][:-1].lower() in OFFICES


def is_same_office(one: str, other: str) -> bool:
    """Whether two offices are one in other words.

    >>> is_same_office("Union of Rangers President", "President of the Union of Rangers")
    True
    >>> is_same_office("UR President", "President of the Union of Rangers")
    True
    >>> is_same_office("UR Vice President", "UR President")
    False
    """
    first, second = _words_of_office(one), _words_of_office(other)
    if len(first) != len(second):
        first, second = _abbreviated(first, second), _abbreviated(second, first)
    return len(first) == len(second) and sorted(map(str.casefold, first)) == sorted(map(str.casefold, second))


def _words_of_office(office: str) -> list[str]:
    """The words that count in an office, as printed."""
    words = [word.removesuffix("'s") for word in _WORDS.findall(office.replace("’", "'"))]
    return [word for word in words if word.lower() not in _LINKS_IN_OFFICES]


def _abbreviated(words: list[str], other: list[str]) -> list[str]:
    """Words with those in a row for which the other office has an abbreviation in its place."""
    for short in other:
        size = len(short)
        if not (short.isupper() and 2 <= size < len(words)) or short in words:
            continue
        for at in range(len(words) - size + 1):
            if words[at][0].isupper() and "".join(word[0] for word in words[at : at + size]).upper() == short:
                return [*words[:at], short, *words[at + size :]]
    return words


def office_in(printed: str) -> str:
    """What is printed before a name if there is an office in it, else nothing."""
    return printed if printed and any(map(role_word, printed.split())) else ""


def gender_in(role: str) -> str:
    for word in role.split():
        found = gender_of_word(word)
        if found:
            return found
    return ""


def office_words(mention: str) -> tuple[list[str], list[str]]:
    """The words of an office before ``of`` and those behind it."""
    words = [word.strip("’'").lower() for word in _WORDS.findall(mention)]
    head: list[str] = []
    rest: list[str] = []
    target = head
    for word in words:
        if word.endswith(("’s", "'s", "s’", "s'")):
            rest.append(word.rstrip("’'s"))
            continue
        if word in _OFFICE_LINKS and head:
            target = rest
            continue
        if word not in _OFFICE_STOP:
            target.append(word)
    return head, rest


def office_fit(head: list[str], rest: list[str], role: str) -> float:
    """How well an office fits those of a person: by the words before ``of``, then by those behind it; 0 to 2.

    Somebody's deputy does not hold the office itself.
    """
    best = 0.0
    for part in role.split(", "):
        role_head, role_rest = office_words(part)
        if not role_head or (head[-1] not in role_head and role_head[-1] != head[0]):
            continue
        known = set(role_head) | set(role_rest)
        outside = [word for word in head if word not in known]
        if len(outside) >= len(head):
            continue
        fit = sum(word in role_head for word in head) / len(head)
        fit += 0.5 * (head[-1] == role_head[-1])
        if rest:
            fit += 0.5 * sum(word in known for word in rest) / len(rest)
        fit -= 0.6 * len(outside) / len(head)
        fit -= 0.9 * bool((set(role_head) - set(head)) & _RANKS)
        best = max(best, fit)
    return best if best >= 0.8 else 0.0
