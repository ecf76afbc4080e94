"""Decides which labels of a conversation ask, and which answer.

The evidence is the label itself (``Q``, an outlet), else who is introduced as the guest, who asks most, and
the length of the turns.

>>> asking_keys({"sputnik": ["Who pays?"], "berg": ["We do."]}, {"Sputnik", "Berg"}, "")
{'sputnik'}
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...text.patterns import lazy_compile
from .speaker_labels import asks_by_office, fold_text, label_key, names_outlet, parts_of, sides

_ANNOUNCES = lazy_compile(
    r"\b(?:with|to|welcome|guest|guests|got|have|by|introduce|introducing|here is|here's|joining us is|"
    r"interview(?:ing)?|back|с|mit)\b[^.?!]{0,40}$",
    re.IGNORECASE,
)
_GREETS = lazy_compile(
    r"[,!]?\s*(?:welcome|thank|thanks|you are|you're|is here|is back|'s back|joins)", re.IGNORECASE
)
_IS_GREETED = lazy_compile(
    r"(?:\b(?:welcome(?: back)?(?: to [\w ]{2,30})?|"
    r"(?:thanks|thank you)(?: so| very)?(?: much)? for (?:joining|coming|being)[\w ]{0,30})|"
    r"добро пожаловать|willkommen(?: zurück)?),? $"
)
"""The words of a host before the guest's name."""
_CO_HOST = lazy_compile(r"\bmy (?:co-?host|colleague|co-?founder|co-?author)s?\b,?(?: [\w'-]+){0,2} $")
"""The words of a guest before the name of a colleague."""
_IS_BACK = lazy_compile(r" (?:is |'s )?back\b|,? welcome\b")
_IS_A_GUEST = lazy_compile(
    r"\b(?:thanks|thank you)\b[^.?!]{0,30}\b(?:having|inviting) (?:me|us)\b|"
    r"\b(?:great|glad|happy|good|excited|delighted|pleased|pleasure|honou?r|honou?red) to be "
    r"(?:here|back|on|with you)\b|"
    r"спасибо за приглашение|danke für die einladung"
)
_MOST_AT_A_TABLE = 50
"""Maximum number of speakers for the search for introductions, which takes quadratic time."""
_FIRST = 3
_OPENING = 900
"""Number of a speaker's first turns, and of their characters, in which guests are introduced."""
_SHORTER = 0.6
"""Maximum length of an interviewer's turns relative to the longest, without other evidence."""
_AT_LENGTH = 40
"""Minimum length of a guest's turns, in words; banter has fewer."""


def asking_keys(speeches: dict[str, list[str]], labels: Iterable[str], names: str) -> set[str]:
    """The keys of the labels that ask: explicit ones and outlets, else the first and all as brief as it.

    ``speeches`` maps each label's key to its texts; ``labels`` are the labels as printed; ``names`` is the
    headline and lead.
    """
    plain, answering = sides(speeches)
    if plain - {"moderator"}:
        return plain - {"moderator"}
    outlets = {label_key(label) for label in labels if names_outlet(label) or asks_by_office(label)}
    outlets &= set(speeches)
    if outlets and outlets != set(speeches):
        return outlets
    if answering:
        return set(speeches) - answering
    if plain:
        return plain
    given = {
        label_key(label): fold_text(words[0])
        for label in labels
        if len(words := parts_of(label)[0].split()) > 1
    }
    guests = _announced(speeches, given, names)
    length = {key: sum(len(speech.split()) for speech in said) / len(said) for key, said in speeches.items()}
    if len(speeches) == 2:
        return {_asks_of_two(speeches, guests, length)}
    return _asking_of_many(speeches, guests, length)


def _asking_of_many(speeches: dict[str, list[str]], guests: set[str], length: dict[str, float]) -> set[str]:
    """The labels that ask among three or more.

    If guests are introduced, all others except those who talk like a guest; else the first and all as brief
    as it.
    """
    if answers_all := _who_answers_all(speeches):
        return set(speeches) - {answers_all}
    first = next((key for key in speeches if key not in guests), next(iter(speeches)))
    longest = max(length.values())
    if not guests:
        return {first} | {key for key in speeches if length[key] < _SHORTER * longest}
    tell = {key for key in speeches if _tells(speeches[key], length[key], longest)}
    return {first} | (set(speeches) - guests - tell)


def _who_answers_all(speeches: dict[str, list[str]]) -> str:
    """The speaker with as many turns as all others together who seldom asks, while they mostly do; or ""."""
    often = max(speeches, key=lambda key: len(speeches[key]))
    others = [speech for key, said in speeches.items() if key != often for speech in said]
    asked = sum("?" in speech for speech in speeches[often]) / len(speeches[often])
    theirs = sum("?" in speech for speech in others) / len(others)
    is_hub = len(speeches[often]) >= max(3, len(others) - 1)
    return often if is_hub and theirs >= 0.5 and asked < 0.2 else ""


def _tells(said: list[str], length: float, longest: float) -> bool:
    """Whether a speaker who was not introduced talks like a guest: often, at length, with few questions."""
    asked = sum("?" in speech for speech in said) / len(said)
    return len(said) >= 3 and length >= max(_AT_LENGTH, 0.7 * longest) and asked < 0.25


def _asks_of_two(speeches: dict[str, list[str]], guests: set[str], length: dict[str, float]) -> str:
    first, other = speeches
    if len(guests) == 1:
        return other if first in guests else first
    marks = {key: sum("?" in speech for speech in said) / len(said) for key, said in speeches.items()}
    if length[first] > 1.5 * length[other] and marks[other] > marks[first]:
        return other
    return first


def _announced(speeches: dict[str, list[str]], given: dict[str, str], headline: str) -> set[str]:
    """The labels of guests: named in the headline, introduced by somebody else, or thanking the host.

    ``given`` maps keys to the first names in their labels.
    """
    if len(speeches) > _MOST_AT_A_TABLE:
        return set()
    top = fold_text(headline)
    guests = {key for key in speeches if _named_as_guest(key, top)}
    if guests and guests != set(speeches):
        return guests
    starts = {key: fold_text(" ".join(said[:_FIRST])[:_OPENING]) for key, said in speeches.items()}
    found = {key for key, start in starts.items() if _IS_A_GUEST.search(start)}
    for speaker, start in starts.items():
        found |= {key for key in speeches if key != speaker and _introduces(start, key, given.get(key, ""))}
    for start in [starts[guest] for guest in found]:
        found |= {
            key for key in speeches if any(_CO_HOST.search(_before(match)) for match in _places(key, start))
        }
    return found if found != set(speeches) else set()


def _named_as_guest(key: str, top: str) -> bool:
    return any("host" not in _before(match)[-40:] for match in _places(key, top))


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 70) : match.start()]


def _places(name: str, text: str) -> Iterable[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text) if name in text else ()


def _introduces(start: str, key: str, given: str) -> bool:
    """Whether the beginning introduces somebody by surname, or greets somebody by first name."""
    for match in _places(key, start):
        before = _before(match)
        if "host" not in before[-40:] and (_ANNOUNCES.search(before) or _GREETS.match(start, match.end())):
            return True
    return bool(given) and any(
        _IS_GREETED.search(_before(match)) or _IS_BACK.match(start, match.end())
        for match in _places(given, start)
    )
