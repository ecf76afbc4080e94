"""Names in running text: capitalised words that may name a person, with the title before them.

    >>> scan_names("Russian Foreign Minister Sergei Lavrov met Mr. Kabulov.")[0].role
    'Russian Foreign Minister'

Nothing is decided for good here: a name carries what speaks for a person or against one, and the article
as a whole (``people``) weighs it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from .offices import (
    CALENDAR,
    COURTESY,
    ROLE_MODIFIERS,
    RUSSIAN_STOP_WORDS,
    SOFT_STOP_WORDS,
    STOP_WORDS,
    TITLE_ABBREVIATIONS,
    gender_of_word,
    organisation_word,
    place_word,
    role_word,
    word_set,
)
from .russian import CYRILLIC, settle

_UPPER = "".join(
    chr(code)
    for code in range(0x41, 0x1F00)
    if chr(code).isupper() and unicodedata.category(chr(code)) == "Lu"
)
_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|ter|bin|ibn|al|el|la|le|zu|zur|af|ben|bint|y|und)"
_WORD = (
    rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*(?![a-z])"
    rf"|(?:al-|el-|ul-|ash-|as-|d[’'])?[{_UPPER}][\w]*(?:[’'](?!s\b|S\b)\w+|-\w+)*(?:(?<=[A-Z]r)\.|"
    rf"(?<=\bMrs)\.|(?<=\bMs)\.|(?<=\b[A-Z][a-z]{{2}})\.(?=[ \u00a0][{_UPPER}])|(?<=\bProf)\.|"
    rf"(?<=\bAdm)\.|(?<=\bSens)\.|(?<=\bReps)\.|(?<=\bLt)\.|(?<=\bSt)\.)?)"
)
_SEQUENCE = re.compile(
    rf"(?<![\w@#.]){_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_WORD})*(?:,? (?:Jr|Sr)\.?(?!\w))?"
)
_INITIAL = re.compile(rf"[{_UPPER}]\.(?:-?[{_UPPER}]\.)*")
_LOWER_ROLE = re.compile(r"([\w’'.-]+(?:[ \u00a0][\w’'.-]+){0,5})[ \u00a0]$")
_RUSSIAN_SURNAME = re.compile(
    r"(?:ov|ev|ин|ын|ов|ев|ёв|in|sky|skiy|ский|цкий|skyi|enko|ko|uk|yan|ян|shvili|dze|ко|ук|юк)$"
)
_RUSSIAN_FEMALE = re.compile(r"(?:ova|eva|ина|ына|ова|ева|ёва|skaya|ская|цкая|kyzy|qizi)$")
_RUSSIAN_MALE = re.compile(r"(?:[^aeiou]ov|[^aeiou]ev|yev|ов|ев|ёв|sky|skiy|ский|цкий|uulu|ugli|oğlu|oglu)$")


@dataclass(slots=True)
class Name:
    """A stretch of a text that may name somebody. Offsets are in characters of the text."""

    start: int
    end: int
    """Of the name itself, without the title before it."""
    words: tuple[str, ...]
    role: str = ""
    """The title or office printed before the name."""
    role_start: int = -1
    """Where that begins; the name's own start where there is none."""
    gender: str = ""
    score: float = 0.0
    """What speaks for a person (positive) or against one (negative)."""
    possessive: bool = False
    """Whether ``'s`` follows: then the name is not what the sentence is about."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        return fold(self.words[-1] if len(self.words) == 1 else surname_of(self.words))


@cache
def first_names() -> dict[str, str]:
    """First names in folded form, with their usual gender: ``f``, ``m`` or ``u``."""
    found: dict[str, str] = {}
    text = resources.files(__package__).joinpath("first_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line[:2] in ("f ", "m ", "u "):
            gender, *names = line.split()
            for name in names:
                found[fold(name)] = gender
    return found


def _strip_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A name's key: lower case, no accents, one kind of apostrophe, no possessive.

    >>> fold("O’Malley’s")
    "o'malley"
    """
    word = word.replace("’", "'").strip(".,'")
    if word.endswith("'s"):
        word = word[:-2]
    if not word.isascii():
        word = _strip_accents(word)
    return word.casefold()


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def surname_of(words: tuple[str, ...]) -> str:
    """The word by which somebody is called later on: the last one, not counting ``Jr.``"""
    for word in reversed(words):
        if fold(word) not in _SUFFIXES:
            return word
    return words[-1]


def is_initial(word: str) -> bool:
    """Whether a word is one or more initials: ``T.``, ``J.K.``"""
    return _INITIAL.fullmatch(word) is not None


@lru_cache(maxsize=1 << 14)
def is_stop_word(word: str) -> bool:
    """Whether a capitalised word begins a sentence rather than a name."""
    plain = word.lower().replace("’", "'").rstrip(".,")
    return plain in STOP_WORDS or plain in CALENDAR or plain in RUSSIAN_STOP_WORDS


@lru_cache(maxsize=1 << 14)
def gender_of_name(words: tuple[str, ...]) -> str:
    """``f``, ``m`` or an empty string, from the first name and from surnames that tell it."""
    if len(words) > 1:
        known = first_names().get(fold(words[0]), "")
        if not known and "-" in words[0]:
            known = first_names().get(fold(words[0].split("-")[0]), "")
        if known in ("f", "m"):
            return known
    last = fold(surname_of(words))
    if _RUSSIAN_FEMALE.search(last):
        return "f"
    return "m" if _RUSSIAN_MALE.search(last) else ""


def scan_names(text: str) -> list[Name]:
    """All the names of a text, in order; organisations and places among them, with a low score."""
    names: list[Name] = []
    for match in _SEQUENCE.finditer(text):
        for part in _split(_tokens(match.group(), match.start())):
            name = _read(text, part)
            if name is not None:
                names.append(name)
    return settle(text, names) if CYRILLIC.search(text) else names


_Token = tuple[str, int, int]
"""A word, and where it stands in the text."""


def _tokens(sequence: str, start: int) -> list[_Token]:
    """The words of a sequence that begins at ``start``; a single space divides them."""
    tokens: list[_Token] = []
    for word in sequence.split():
        end = start + len(word)
        tokens.append((word, start, end))
        start = end + 1
    return tokens


def _split(tokens: list[_Token]) -> list[list[_Token]]:
    """A capitalised sequence without the words that only begin a sentence; these also part two names."""
    if len(tokens) == 1:
        return [] if is_stop_word(tokens[0][0]) else [tokens]
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        inside = bool(parts[-1]) and (
            fold(token[0]) in SOFT_STOP_WORDS
            or (fold(parts[-1][-1][0]) in first_names() and len(token[0]) > 3)
        )
        if is_stop_word(token[0]) and not inside:
            parts.append([])
        else:
            parts[-1].append(token)
            if (
                token[0].endswith(".")
                and len(token[0]) > 4
                and token[0].lower().strip(".") not in TITLE_ABBREVIATIONS
            ):
                parts.append([])
    cleaned = []
    for part in parts:
        while part and part[-1][0].islower():
            part.pop()
        while part and part[0][0].islower() and "-" not in part[0][0] and "’" not in part[0][0]:
            part.pop(0)
        if part:
            cleaned.append(part)
    return cleaned


def _read(text: str, tokens: list[_Token]) -> Name | None:
    """The name in a sequence, its leading title split off; None where only a title stands there."""
    cut = next((index for index in range(len(tokens), 0, -1) if role_word(tokens[index - 1][0])), 0)
    if cut == len(tokens):
        if not _ends_in_a_surname(tokens):
            return None
        cut = next((index + 1 for index in range(len(tokens) - 2, -1, -1) if role_word(tokens[index][0])), 0)
    if cut and cut < len(tokens) and organisation_word(tokens[-1][0]) and len(tokens) - cut == 1:
        return Name(
            tokens[0][1],
            tokens[-1][2],
            tuple(token[0] for token in tokens),
            score=-4,
            role_start=tokens[0][1],
        )
    if len(tokens) > 2:
        cut = _skip_attributes(tokens, cut)
    name = tokens[cut:]
    role = ""
    role_start = name[0][1]
    if cut:
        role_start = tokens[0][1]
        role = text[role_start : name[0][1]].strip()
    words = tuple(token[0] for token in name)
    found = Name(name[0][1], name[-1][2], words, role, role_start)
    found.possessive = text.startswith(("’s", "'s"), found.end) or (
        words[-1].endswith("s") and text.startswith(("’ ", "' "), found.end)
    )
    _judge(text, found)
    return found


def _ends_in_a_surname(tokens: list[_Token]) -> bool:
    """Whether the last word is a name although it could be an office: ``Charlie King``, ``Mr. Judge``."""
    if len(tokens) < 2:
        return False
    before = tokens[-2][0]
    if fold(before) in COURTESY:
        return True
    return (fold(before) in first_names() or is_initial(before)) and not role_word(before)


def _skip_attributes(tokens: list[_Token], cut: int) -> int:
    """Where the name begins when capitalised words about somebody stand before it: ``Texas``, ``South Korean-
    born``.
    """
    if organisation_word(tokens[-1][0]):
        return cut
    known = first_names()
    while (
        len(tokens) - cut > 2 and _is_acronym_or_place(tokens[cut][0]) and not is_initial(tokens[cut + 1][0])
    ):
        cut += 1
    rest = [token[0] for token in tokens[cut:]]
    if len(rest) < 3 or fold(rest[0]) in known or is_initial(rest[0]):
        return cut
    for index in range(1, len(rest) - 1):
        attributes = rest[:index]
        if fold(rest[index]) in known and (index > 1 or _is_attribute(attributes[0])):
            return cut + index
    return cut


def _is_acronym_or_place(word: str) -> bool:
    return place_word(word) or (word.isupper() and len(word) > 2 and "." not in word)


def _is_attribute(word: str) -> bool:
    return (
        word.isupper()
        or place_word(word)
        or organisation_word(word)
        or word.endswith(("-born", "-based", "-backed"))
    )


def _judge(text: str, name: Name) -> None:
    """Fills in gender and score, from the name itself and the words right beside it."""
    words = name.words
    gender = gender_of_name(words)
    score = _score_of_words(words)
    if name.role:
        score += 3 if _is_courtesy(name.role) else 2
        gender = _gender_of_role(name.role) or gender
    before = text[max(0, name.role_start - 60) : name.role_start]
    beside = _word_before(before)
    if lower := _lower_role(before, beside):
        score += 2
        gender = gender or _gender_of_role(lower)
        name.role = f"{lower} {name.role}".strip()
        name.role_start -= len(lower) + 1
    if not name.role and _DETERMINED.search(beside):
        score -= 2
    if text.startswith(",", name.end):
        score += _score_of_apposition(text[name.end : name.end + 60], len(words) > 1)
    if _SAYS.match(text, name.end) or _SAID.search(beside):
        score += 2 if len(words) > 1 else 1
    name.gender = gender
    name.score = score


def _word_before(before: str) -> str:
    """The word that a text ends with, if nothing but one space follows it."""
    if not before.endswith(_SPACES) or before[-2:-1].isspace():
        return ""
    word = before.rsplit(maxsplit=1)[-1:]
    match = _LAST_WORD.search(word[0]) if word else None
    return match.group() if match else ""


def _score_of_apposition(after: str, is_full: bool) -> int:
    """What the words behind a name and a comma say: ``, 52,``, ``, a farmer``, but not ``, a charity``."""
    if _AGE.match(after):
        return 3
    described = _DESCRIBED.match(after)
    is_person = described and is_full and not any(map(_is_group, after[described.end() :].split()[:6]))
    return 1 if is_person else 0


_SPACES = (" ", "\u00a0")
_LAST_WORD = re.compile(r"[\w’'.-]+\Z")
_DETERMINED = re.compile(r"(?<!\w)(?:the|The|a|an)\Z")
_DESCRIBED = re.compile(r",[ \u00a0](?:an?|who)[ \u00a0]")
_AGE = re.compile(r",[ \u00a0]\d\d?,")
_GROUPS = word_set(
    "nonprofit non-profit firm startup website site band brand chain app blog tank collective charity"
)
_SAYING = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|tweeted|argued|explained|noted|asked|recalled|"
    r"insisted|replied|joked)"
)
_SAYS = re.compile(rf"[ \u00a0](?:also[ \u00a0]|later[ \u00a0]|has[ \u00a0])?{_SAYING}\b")
_SAID = re.compile(rf"(?<!\w){_SAYING}\Z")


def _is_group(word: str) -> bool:
    return organisation_word(word) or word.strip(",.") in _GROUPS


@lru_cache(maxsize=1 << 14)
def _score_of_words(words: tuple[str, ...]) -> float:
    known = first_names()
    score = 0.0
    if len(words) > 1:
        if fold(words[0]) in known:
            score += 2
        elif is_initial(words[0]):
            score += 1.5
        if _RUSSIAN_SURNAME.search(fold(words[-1])):
            score += 1
        if organisation_word(words[0]) and fold(words[0]) not in known:
            score -= 4
    elif words[0].isupper() and len(words[0]) > 1:
        score -= 2
    score += 0.5 if 2 <= len(words) <= 4 else -2 if len(words) > 4 else 0
    if organisation_word(words[-1]):
        score -= 4
    if any(place_word(word) for word in words):
        score -= 3 if place_word(words[-1]) else 1
    return score


def _is_courtesy(role: str) -> bool:
    return role.lower().strip(".") in COURTESY


def _gender_of_role(role: str) -> str:
    for word in role.split():
        found = gender_of_word(word)
        if found:
            return found
    return ""


_STOPS_ROLE = word_set(
    """
    the a an of and or but as by with for to from in on at said says told that his her their our its whose
    when while like
    """
)


def _lower_role(before: str, last: str) -> str:
    """The office in lower case right before a name: ``former prime minister``, ``spokesman``.

    ``last`` is the last word of what stands before.
    """
    if not last[:1].islower() or not role_word(last) or last[-1] in ".’'":
        return ""
    match = _LOWER_ROLE.search(before)
    words = match.group(1).split() if match else [last]
    kept: list[str] = [words.pop()]
    while words and len(kept) < 5 and may_be_of_an_office(words[-1]):
        kept.insert(0, words.pop())
    return " ".join(kept)


_ATTRIBUTE = re.compile(
    r"[a-zа-яё-]+(?:al|ic|ive|ary|ist|ian|ese|ish|ant|ent|ory|ity|ics|tion|based|born|turned|elect|ный|"
    r"ной|ская|ский|"
    r"ского|ской|ных|ного)"
)


def may_be_of_an_office(word: str) -> bool:
    """Whether a word before an office belongs to it: ``campaign`` manager, ``Texas`` governor."""
    if not _PLAIN_WORD.fullmatch(word) or word.lower() in _STOPS_ROLE:
        return False
    if word[:1].isupper():
        return not is_stop_word(word)
    return (
        word in ROLE_MODIFIERS
        or role_word(word)
        or place_word(word)
        or organisation_word(word)
        or _ATTRIBUTE.fullmatch(word) is not None
    )


_PLAIN_WORD = re.compile(r"[\w.-]*\w")
