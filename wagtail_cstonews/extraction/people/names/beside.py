"""Context features of a name, from the words beside it: a lower-case office, an age, a reporting verb.

>>> lower_office("The former prime minister Anna Berg spoke.", 26, "minister")
'former prime minister'
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ....text.patterns import lazy_compile
from ...languages.lang.common import word_set
from ...languages.lang.en import OFFICE_MODIFIERS
from .roles import organisation_word, place_word, role_word
from .words import is_stop_word

_LOWER_ROLE = lazy_compile(r"([\w’'.-]+(?:[ \u00a0][\w’'.-]+){0,5})[ \u00a0]$")
NEAR = 60
"""Characters beside a name that say something of it."""
SPACES = (" ", "\u00a0")
_LAST_WORD = lazy_compile(r"[\w’'.-]+\Z")
_DETERMINED = lazy_compile(r"(?<!\w)(?:the|The|a|an)\Z")
_DESCRIBED = lazy_compile(r",[ \u00a0](?:an?|who)[ \u00a0]")
_AGE = lazy_compile(r",[ \u00a0]\d\d?,")
_GROUPS = word_set(
    "nonprofit non-profit firm startup website site band brand chain app blog tank collective charity"
)
_SAYING = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|tweeted|argued|explained|noted|asked|recalled|"
    r"insisted|replied|joked)"
)
_SAYS = lazy_compile(rf"[ \u00a0](?:also[ \u00a0]|later[ \u00a0]|has[ \u00a0])?{_SAYING}\b")
_SAID = lazy_compile(rf"(?<!\w){_SAYING}\Z")
_STOPS_ROLE = word_set(
    """
    the a an of and or but as by with for to from in on at said says told that his her their our its whose
    when while like
    """
)
_ATTRIBUTE = lazy_compile(
    r"[a-zа-яё-]+(?:al|ic|ive|ary|ist|ian|ese|ish|ant|ent|ory|ity|ics|tion|based|born|turned|elect|ный|"
    r"ной|ская|ский|"
    r"ского|ской|ных|ного)"
)
_PLAIN_WORD = lazy_compile(r"[\w.-]*\w")


class Before(NamedTuple):
    """A word that says something of the name behind it."""

    word: str
    is_office: bool
    is_determiner: bool
    is_saying: bool


def word_before(text: str, end: int) -> Before | None:
    """The word before a place in a text, behind one space; None where it says nothing of a name."""
    if text[end - 1 : end] not in SPACES:
        return None
    near = max(0, end - NEAR)
    return _read_before(text[text.rfind(" ", near, end - 1) + 1 or near : end - 1])


@lru_cache(maxsize=1 << 14)
def _read_before(printed: str) -> Before | None:
    match = _LAST_WORD.search(printed)
    if match is None:
        return None
    word = match.group()
    is_office = word[0].islower() and role_word(word) and word[-1] not in ".’'"
    found = Before(word, is_office, bool(_DETERMINED.search(word)), bool(_SAID.search(word)))
    return found if any(found[1:]) else None


def score_of_apposition(after: str, is_full: bool) -> int:
    """What the words behind a name and a comma say: ``, 52,``, ``, a farmer``, but not ``, a charity``."""
    if _AGE.match(after):
        return 3
    described = _DESCRIBED.match(after)
    is_person = described and is_full and not any(map(_is_group, after[described.end() :].split()[:6]))
    return 1 if is_person else 0


def _is_group(word: str) -> bool:
    return organisation_word(word) or word.strip(",.") in _GROUPS


def lower_office(text: str, end: int, last: str) -> str:
    """The office in lower case right before a name: ``former prime minister``, ``spokesman``.

    The name begins at ``end``, and ``last`` is the word before it.
    """
    match = _LOWER_ROLE.search(text[max(0, end - NEAR) : end])
    words = match.group(1).split() if match else [last]
    kept: list[str] = [words.pop()]
    while words and len(kept) < 5 and may_be_of_an_office(words[-1]):
        kept.insert(0, words.pop())
    return " ".join(kept)


def may_be_of_an_office(word: str) -> bool:
    """Whether a word before an office belongs to it: ``campaign`` manager, ``Texas`` governor."""
    if not _PLAIN_WORD.fullmatch(word) or word.lower() in _STOPS_ROLE:
        return False
    if word[:1].isupper():
        return not is_stop_word(word)
    return (
        word in OFFICE_MODIFIERS
        or role_word(word)
        or place_word(word)
        or organisation_word(word)
        or _ATTRIBUTE.fullmatch(word) is not None
    )


def is_said_behind(text: str, end: int) -> bool:
    """Whether an English verb of saying follows a name: ``Berg also said``."""
    return text[end : end + 1] in SPACES and _SAYS.match(text, end) is not None
