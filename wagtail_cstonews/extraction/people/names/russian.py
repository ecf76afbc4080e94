"""Names in Russian text: the office before a name, its genitives, and the grammatical case of a name.

    >>> office_before_name("Сказал глава Лесного ведомства Пётр Крюков.", 31)
    (7, 'глава Лесного ведомства')
    >>> nominative_rank(("Анной", "Крюковой")) < nominative_rank(("Анна", "Крюкова"))
    True

English sets an office off from its name by capitals or commas; Russian does it by case alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....text.patterns import lazy_compile
from ...languages.lang.ru import RUSSIAN, STOP_WORDS
from ...languages.lang.sr import SERBIAN
from .roles import role_word

if TYPE_CHECKING:
    from ...languages.lang.language import Language
    from .name import Name

CYRILLIC = lazy_compile(r"[\u0400-\u04ff]")
_TOKEN = lazy_compile(r"\S+")
_BREAK = lazy_compile(r"[,;:.!?()«»“”\"—–]")
_LONGEST_OFFICE = 160
"""How many characters before a name are looked at."""
PATRONYMIC = lazy_compile(
    r"\w+(?:вич|вна|чна|ьич|нич|вича|вичу|вичем|вны|вне|вной|оглы|кызы|улы|[oe]vich|[oe]vna|ich?na|ogly|kyzy|uly)"
)
_ADJECTIVE = lazy_compile(r"\w+(?:[сц]к(?:ой|ого|ому|им|их|ом)|[оеё]?нн?(?:ого|ому|ых)|ого|его|ых|их)")
_GENITIVE = lazy_compile(r"\w{2,}[аяыи]")
_CONSONANT = "бвгджзклмнпрстфхцчшщьй"
_SURNAME = lazy_compile(
    r"\w+(?:(?:ов|ев|ёв|ин|ын|[сц]к)(?:а|у|ым|ом|е|ой|ого|ому|ий|ая)?|енко|швили|дзе|(?:ук|юк|ян|ич)(?:а|у|ом|ем|е)?)",
)
_NOMINATIVE_ROLE = lazy_compile(rf"[\w-]*(?:[{_CONSONANT.replace('м', '').replace('й', '')}]|[ыи]й|ая|глава)")
_FINITE = lazy_compile(r"\w+(?:(?:[иыуя]|(?<!с)е)л[аои]?|л(?:ся|ась|ось|ись)|[еёи]т|[уюая]т|[еиую]тся|ться)")
_NOUNS_LIKE_VERBS = frozenset({"дел", "дела", "отдел", "отдела", "сил", "тыла", "села"})
_LINKS = frozenset({"по", "при", "в", "во", "на", "за"})
_OBLIQUE_FIRST = lazy_compile(r"\w{2,}(?:ой|ою|ею|[уюыие])")
_OBLIQUE_LAST = lazy_compile(r"\w{2,}(?:ой|ей|ою|ею|ого|ому|ым|им|[уюыие])")


def with_russian_offices(text: str, names: list[Name]) -> list[Name]:
    """The names of a text without what is only part of an office, each with the office before it."""
    kept: list[Name] = []
    for name in names:
        if not CYRILLIC.match(name.words[-1]):
            kept.append(name)
            continue
        _drop_genitives(text, name)
        if len(name.words) == 1:
            if not _may_be_a_surname(name.words[0]):
                name.score -= 4
                name.role, name.role_start = "", name.start
        elif _ADJECTIVE.fullmatch(name.words[0]):
            name.score -= 4
        else:
            begin, office = office_before_name(text, name.start)
            if begin >= 0:
                kept = [other for other in kept if other.start < begin]
                name.score += 0 if name.role else 2
                name.role, name.role_start = office, begin
        kept.append(name)
    return kept


def _drop_genitives(text: str, name: Name) -> None:
    """``России Сергей Лавров``: what belongs to the office before a name is cut off it."""
    tokens = [match.start() for match in _TOKEN.finditer(text[name.start : name.end])]
    if len(tokens) != len(name.words) or len(tokens) < 3:
        return
    begin, _ = office_before_name(text, name.start)
    if begin < 0 and not _ADJECTIVE.fullmatch(name.words[0]):
        return
    cut = 0
    while len(tokens) - cut > 2 and not PATRONYMIC.fullmatch(name.words[cut + 1].lower()):
        word = name.words[cut]
        if not (word.isupper() or _GENITIVE.fullmatch(word) or _ADJECTIVE.fullmatch(word)):
            break
        cut += 1
    if cut:
        name.start += tokens[cut]
        name.words = name.words[cut:]
        name.role, name.role_start = "", name.start


def _may_be_a_surname(word: str) -> bool:
    """Whether one capitalised word may be somebody: in the nominative, or a surname of the usual kind."""
    lower = word.lower()
    if _SURNAME.fullmatch(lower):
        return True
    return not (_ADJECTIVE.fullmatch(lower) or lower[-1] in "аяыи" or lower.endswith("ой"))


def add_offices(text: str, names: list[Name], words: Language) -> None:
    """Gives names the office before them, where no comma parts the two: Serbian ``ministar šuma Belmore``."""
    for name in names:
        if len(name.words) < 2:
            continue
        begin, office = office_before_name(
            text, name.start, words.office_in_nominative, words.verbs, words.joins
        )
        if office:
            name.score += 0 if name.role else 2
            name.role, name.role_start = office, begin


def office_before_name(
    text: str,
    end: int,
    in_nominative: re.Pattern[str] = _NOMINATIVE_ROLE,
    verbs: frozenset[str] = frozenset(),
    joins: frozenset[str] = frozenset({"и"}),
) -> tuple[int, str]:
    """Where the office before a name begins, and the office; it is empty where it stands in another case than
    the nominative. ``(-1, "")`` where there is none.
    """
    first = max(0, end - _LONGEST_OFFICE)
    first += max((match.end() for match in _BREAK.finditer(text[first:end])), default=0)
    places: list[int] = []
    nominative = -1
    for match in reversed(list(_TOKEN.finditer(text, first, end))):
        word = match.group()
        if role_word(word):
            places.append(match.start())
            if in_nominative.fullmatch(word.lower()):
                nominative = match.start()
        elif not _may_be_inside(word) or word.lower() in verbs or (word in joins and places):
            break
    if not places:
        return -1, ""
    begin = nominative if nominative >= 0 else places[-1]
    return begin, " ".join(text[begin:end].split()) if nominative >= 0 else ""


def _may_be_inside(word: str) -> bool:
    """Whether a word may stand between an office and the name of who holds it."""
    lower = word.lower()
    if lower in _LINKS or lower == "и" or word[:1].isupper() or lower in _NOUNS_LIKE_VERBS:
        return True
    if (
        lower in STOP_WORDS
        or RUSSIAN.verb_pattern.fullmatch(lower)
        or lower in SERBIAN.verbs
        or _FINITE.fullmatch(lower)
    ):
        return False
    return len(word) > 2


def nominative_rank(words: tuple[str, ...]) -> int:
    """How surely a full name stands in the nominative: 0 where it plainly does not, 3 where it plainly does.

    ``Ивана Петрова`` may be a woman's name or a man's in another case: 2. ``Орсолы Винтик`` is in another
    case unless the first name is foreign, as in ``Генри Форд``: 1.
    """
    first, last = words[0].lower(), words[-1].lower()
    if len(words) < 2 or not CYRILLIC.match(first):
        return 3
    if _OBLIQUE_FIRST.fullmatch(first):
        return 0 if _OBLIQUE_LAST.fullmatch(last) else 1
    if first.endswith(("ом", "ем")) and last.endswith(("ым", "им", "ом", "ем")):
        return 0
    return 3 if first[-1] in _CONSONANT else 2
