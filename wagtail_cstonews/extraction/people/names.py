"""Names in running text: capitalised words that may name a person, with the title before them.

    >>> scan_names("Russian Foreign Minister Sergei Lavrov met Mr. Kabulov.")[0].role
    'Russian Foreign Minister'

Nothing is decided for good here: a name carries what speaks for a person or against one, and the article
as a whole (``people``) weighs it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ..languages.lang.common import word_set
from ..languages.lang.en import CALENDAR, OFFICE_MODIFIERS, SOFT_STOP_WORDS, STOP_WORDS, TITLES
from ..languages.lang.language import NO_WORD
from ..languages.lang.ru import STOP_WORDS as RUSSIAN_STOP_WORDS
from ..languages.registry import words_of
from .name import Name, fold, surname_of
from .roles import COURTESY, gender_of_word, organisation_word, place_word, role_word
from .russian import CYRILLIC, add_offices, with_russian_offices

_UPPER = "".join(
    chr(code)
    for code in range(0x41, 0x1F00)
    if chr(code).isupper() and unicodedata.category(chr(code)) == "Lu"
)


_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|ter|bin|ibn|al|el|la|le|zu|zur|af|ben|bint|y|und)"


_ARTICLE = r"(?:al-|el-|ul-|ash-|as-|d[’'])"


_INITIALS_REST = rf"\.(?:-?[{_UPPER}]\.)*(?![a-z])"


_WORD_REST = (
    rf"[\w]*(?:[’'](?!s\b|S\b)\w+|-\w+)*(?:(?<=[A-Z]r)\.|"
    rf"(?<=\bMrs)\.|(?<=\bMs)\.|(?<=\b[A-Z][a-z]{{2}})\.(?=[ \u00a0][{_UPPER}])|(?<=\bProf)\.|"
    rf"(?<=\bAdm)\.|(?<=\bSens)\.|(?<=\bReps)\.|(?<=\bLt)\.|(?<=\bSt)\.)?"
)


_WORD = rf"(?:[{_UPPER}]{_INITIALS_REST}|{_ARTICLE}?[{_UPPER}]{_WORD_REST})"


# It begins with a set of characters: then the engine skips quickly to the next of them.
_SEQUENCE = re.compile(
    rf"[{_UPPER}](?<![\w@#.].)(?:{_INITIALS_REST}|{_WORD_REST})"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_WORD})*(?:,? (?:Jr|Sr)\.?(?!\w))?",
    re.DOTALL,
)


_ARTICLE_BEFORE = re.compile(rf"(?<![\w@#.]){_ARTICLE}\Z")


_INITIAL = re.compile(rf"[{_UPPER}]\.(?:-?[{_UPPER}]\.)*")


_LOWER_ROLE = re.compile(r"([\w’'.-]+(?:[ \u00a0][\w’'.-]+){0,5})[ \u00a0]$")


_RUSSIAN_SURNAME = tuple(
    word_set("ov ev ин ын ов ев ёв in sky skiy ский цкий skyi enko ko uk yan ян shvili dze ко ук юк")
)


_RUSSIAN_FEMALE = tuple(word_set("ova eva ина ына ова ева ёва skaya ская цкая kyzy qizi"))


_RUSSIAN_MALE = tuple(word_set("ov ev ов ев ёв sky skiy ский цкий uulu ugli oğlu oglu"))


_NOT_MALE = re.compile(r"(?:[aeiou]|^)[oe]v$")


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


def is_initial(word: str) -> bool:
    """Whether a word is one or more initials: ``T.``, ``J.K.``"""
    return word.endswith(".") and _INITIAL.fullmatch(word) is not None


_ALL_STOP_WORDS = STOP_WORDS | CALENDAR | RUSSIAN_STOP_WORDS


def is_stop_word(word: str) -> bool:
    """Whether a capitalised word begins a sentence rather than a name."""
    plain = word.lower().replace("’", "'").rstrip(".,")
    return plain in _ALL_STOP_WORDS


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
    if last.endswith(_RUSSIAN_FEMALE):
        return "f"
    return "m" if last.endswith(_RUSSIAN_MALE) and not _NOT_MALE.search(last) else ""


_ELISION = re.compile(r"(?<!\w)([CDJLQScdjlqs]|[Qq]u)[’'](?=\w)")
"""French: ``l’Université``; the name begins behind it."""


def plain_hyphens(text: str) -> str:
    """A text with the hyphen of the keyboard for those that typesetters use; every offset stays.

    >>> plain_hyphens("Jean\u2011Pierre")
    'Jean-Pierre'
    """
    return text.replace("\u2011", "-").replace("\u2010", "-")


def scan_names(text: str, language: str | None = "en") -> list[Name]:
    """All the names of a text, in order; organisations and places among them, with a low score."""
    names: list[Name] = []
    text = plain_hyphens(text)
    if language == "fr":
        text = _ELISION.sub(r"\1 ", text)
    language = language if words_of(language).starters else "en"
    for sequence, start in _sequences(text):
        read = _read_often if len(sequence) <= _LONGEST_REMEMBERED else _read_sequence
        names += [_placed(text, start, found, language) for found in read(sequence, language)]
    if (in_nominative := words_of(language).office_in_nominative) is not NO_WORD:
        add_offices(text, names, in_nominative)
        return names
    return with_russian_offices(text, names) if not text.isascii() and CYRILLIC.search(text) else names


def _sequences(text: str) -> Iterator[tuple[str, int]]:
    """What is capitalised in a text, and where it begins."""
    for match in _SEQUENCE.finditer(text):
        sequence, start = match.group(), match.start()
        if text[start - 1 : start] in _ENDS_ARTICLE and (
            article := _ARTICLE_BEFORE.search(text, max(0, start - 4), start)
        ):
            sequence, start = article.group() + sequence, article.start()
        yield sequence, start


def may_name(text: str, keys: set[str]) -> bool:
    """Whether a name that :func:`scan_names` finds in a text may hold one of some words, folded: quick, and
    never wrongly False.
    """
    return any(
        not keys.isdisjoint(map(fold, sequence.split())) for sequence, _ in _sequences(plain_hyphens(text))
    )


class _Word(NamedTuple):
    """A word of a capitalised sequence, and what it is wherever it stands."""

    text: str
    key: str
    """As :func:`fold` has it."""
    is_stop: bool
    """Whether it begins a sentence rather than a name, so that it also parts two names."""
    is_soft_stop: bool
    """Whether it stands inside names as well."""
    ends: bool
    """Whether its full stop ends a sentence, as far as can be told."""
    is_first_name: bool
    is_initial: bool
    is_role: bool
    is_organisation: bool
    is_place: bool


@lru_cache(maxsize=1 << 15)
def _word(text: str, language: str | None) -> _Word:
    key = fold(text)
    lower = text.lower().strip(".,’'")
    words = words_of(language)
    called = fold(words.in_latin(text)) if words.in_latin is not None else key
    if text.islower():
        is_stop = lower in words.joins
    else:
        is_stop = lower in words.starters if words.starters else is_stop_word(text)
    is_address = lower in words.courtesy
    return _Word(
        text,
        key,
        is_stop=is_stop,
        is_soft_stop=key in SOFT_STOP_WORDS,
        ends=text.endswith(".") and len(text) > 4 and text.lower().strip(".") not in TITLES,
        is_first_name=called in first_names() and not (text.islower() and words.starters),
        is_initial=is_initial(text) and not is_address,
        is_role=is_address or role_word(text),
        is_organisation=lower in words.things or organisation_word(text),
        is_place=place_word(text),
    )


_Token = tuple[_Word, int, int]
"""A word, and where it stands in its sequence."""


def _tokens(sequence: str, language: str | None) -> list[_Token]:
    """The words of a sequence; a single space divides them."""
    tokens: list[_Token] = []
    start = 0
    for word in sequence.split():
        end = start + len(word)
        if len(word) <= _LONGEST_WORD:
            tokens.append((_word(word, language), start, end))
        start = end + 1
    return tokens


_LONGEST_WORD = 200
"""Characters; what is longer is no word, and would fill the memories of those that were looked up."""


def _split(tokens: list[_Token]) -> list[list[_Token]]:
    """A capitalised sequence without the words that only begin a sentence; these also part two names."""
    parts: list[list[_Token]] = []
    part: list[_Token] = []
    for token in tokens:
        word = token[0]
        if word.is_stop and not (part and _is_inside(word, part[-1][0])):
            parts.append(part)
            part = []
            continue
        part.append(token)
        if word.ends:
            parts.append(part)
            part = []
    parts.append(part)
    return [trimmed for part in parts if (trimmed := _without_particles(part))]


_BEFORE_ARTICLE = ("von", "van", "zu")
"""Particles that another one may follow inside a name: ``von der``, ``von und zu``."""


def _is_inside(word: _Word, before: _Word) -> bool:
    """Whether a word that often begins a sentence goes on with the name before it."""
    if word.text.islower():
        return before.text in _BEFORE_ARTICLE
    return word.is_soft_stop or (before.is_first_name and len(word.text) > 3)


def _without_particles(part: list[_Token]) -> list[_Token]:
    """A name without the words in lower case that it cannot begin or end with."""
    first, last = 0, len(part)
    while last and part[last - 1][0].text.islower():
        last -= 1
    while first < last and _is_particle(part[first][0].text):
        first += 1
    return part[first:last]


def _is_particle(word: str) -> bool:
    return word.islower() and "-" not in word and "’" not in word


class _Found(NamedTuple):
    """A name as its capitalised sequence tells it, wherever that stands. Offsets are in the sequence."""

    start: int
    end: int
    words: tuple[str, ...]
    role: str
    role_start: int
    gender: str
    score: float
    is_person: bool
    """Whether what stands beside it counts; an organisation stays one."""


def _read_sequence(sequence: str, language: str | None) -> list[_Found]:
    """The names in a capitalised sequence."""
    return [
        name
        for part in _split(_tokens(sequence, language))
        if (name := _read(sequence, part, language)) is not None
    ]


_read_often = lru_cache(maxsize=1 << 14)(_read_sequence)


_LONGEST_REMEMBERED = 80
"""Characters; a longer sequence hardly comes again."""


def _read(sequence: str, tokens: list[_Token], language: str | None) -> _Found | None:
    """The name in a sequence, its leading title split off; None where only a title stands there."""
    words = [token[0] for token in tokens]
    cut = _behind_roles(words)
    if cut == len(words):
        if not _ends_in_a_surname(words):
            return None
        cut = _behind_roles(words[:-1])
    start, end = tokens[0][1], tokens[-1][2]
    if cut and words[-1].is_organisation and len(words) - cut == 1:
        return _Found(start, end, _printed(words), "", start, "", -4, is_person=False)
    if len(words) > 2:
        cut = _skip_attributes(words, cut, 0 if words_of(language).starters else 1)
        if words_of(language).starters:
            cut = _skip_things(words, cut)
    score = _score_of_words(words[cut:])
    printed = _printed(words[cut:])
    gender = gender_of_name(printed)
    if not cut:
        return _Found(start, end, printed, "", start, gender, score, is_person=True)
    begin = tokens[cut][1]
    role = sequence[start:begin].strip()
    if words_of(language).starters:
        role = _office_before_particle(role)
        if not role:
            return _Found(begin, end, printed, "", begin, gender, score, is_person=True)
    if role.lower().strip(".") in words_of(language).courtesy:
        return _Found(begin, end, printed, "", begin, gender, score + 3, is_person=True)
    score += 3 if _is_courtesy(role) else 2
    return _Found(begin, end, printed, role, start, _gender_of_role(role) or gender, score, is_person=True)


def _printed(words: list[_Word]) -> tuple[str, ...]:
    return tuple([word.text for word in words])


def _behind_roles(words: list[_Word]) -> int:
    """The index behind the last word that names an office; 0 where none does."""
    for index in range(len(words), 0, -1):
        if words[index - 1].is_role:
            return index
    return 0


def _ends_in_a_surname(words: list[_Word]) -> bool:
    """Whether the last word is a name although it could be an office: ``Charlie King``, ``Mr. Judge``."""
    if len(words) < 2:
        return False
    before = words[-2]
    return before.key in COURTESY or ((before.is_first_name or before.is_initial) and not before.is_role)


def _skip_attributes(words: list[_Word], cut: int, free: int) -> int:
    """Where the name begins when capitalised words about somebody stand before it: ``Texas``, ``South Korean-
    born``. Behind more than ``free`` of them a first name begins it, whatever they are.
    """
    if words[-1].is_organisation:
        return cut
    while len(words) - cut > 2 and _is_acronym_or_place(words[cut]) and not words[cut + 1].is_initial:
        cut += 1
    rest = words[cut:]
    if len(rest) < 3 or rest[0].is_first_name or rest[0].is_initial:
        return cut
    for index in range(1, len(rest) - 1):
        if rest[index].is_first_name and (index > free or _is_attribute(rest[0])):
            return cut + index
    return cut


def _office_before_particle(printed: str) -> str:
    """The office in what is printed before a name, without what it only stands behind: ``US-Präsident`` in
    ``Entscheidung von US-Präsident``. Empty where it is somebody else's: ``Manager der``.
    """
    words = printed.split()
    if words[-1].islower() or not any(map(role_word, words)):
        return ""
    behind = max((at + 1 for at, word in enumerate(words) if word.islower()), default=0)
    return " ".join(words[behind:] if any(map(role_word, words[behind:])) else words)


def _skip_things(words: list[_Word], cut: int) -> int:
    """Where the name begins behind what an office is the office of: ``ministro de Asuntos Exteriores José
    Albares``, ``Präsident von Mexiko``. A particle begins a name only in ``von der``.
    """
    while len(words) - cut > 2 and words[cut].is_organisation:
        cut += 1
    while len(words) - cut > 1 and words[cut].text.islower():
        if words[cut].text in ("von", "van") and words[cut + 1].text in ("der", "den", "dem"):
            break
        cut += 1
    return cut


def _is_acronym_or_place(word: _Word) -> bool:
    return word.is_place or (word.text.isupper() and len(word.text) > 2 and "." not in word.text)


def _is_attribute(word: _Word) -> bool:
    return (
        word.is_place
        or word.is_organisation
        or word.text.isupper()
        or word.text.endswith(("-born", "-based", "-backed"))
    )


def _score_of_words(words: list[_Word]) -> float:
    """What the words of a name say for a person or against one."""
    first, last, size = words[0], words[-1], len(words)
    score = 0.0
    if size > 1:
        if first.is_first_name:
            score += 2
        elif first.is_initial:
            score += 1.5
        if last.key.endswith(_RUSSIAN_SURNAME):
            score += 1
        if first.is_organisation and not first.is_first_name:
            score -= 4
    elif first.text.isupper() and len(first.text) > 1:
        score -= 2
    score += 0.5 if 2 <= size <= 4 else -2 if size > 4 else 0
    if last.is_organisation:
        score -= 4
    if last.is_place:
        score -= 3
    elif size > 1 and True in [word.is_place for word in words]:
        score -= 1
    return score


def _placed(text: str, at: int, found: _Found, language: str | None) -> Name:
    """The name in a text in which its sequence begins at ``at``, judged by the words right beside it."""
    start, end, words, role, role_start, gender, score, is_person = found
    end += at
    role_start += at
    if not is_person:
        return Name(at + start, end, words, role, role_start, gender, score)
    is_full = len(words) > 1
    is_said = False
    before = _before(text, role_start)
    if before is not None and before.word not in words_of(language).starters:
        is_said = before.is_saying
        if before.is_office:
            lower = _lower_role(text, role_start, before.word)
            role = f"{lower} {role}".strip()
            role_start -= len(lower) + 1
            gender = gender or _gender_of_role(lower)
            score += 2
        elif before.is_determiner and not role:
            score -= 2
    is_possessive = False
    after = text[end : end + 1]
    if after in _SPACES:
        is_said = is_said or _SAYS.match(text, end) is not None
    elif after == ",":
        score += _score_of_apposition(text[end : end + _NEAR], is_full)
    elif after in _APOSTROPHES:
        is_possessive = text.startswith(("s", " ") if words[-1].endswith("s") else "s", end + 1)
    if is_said:
        score += 2 if is_full else 1
    return Name(at + start, end, words, role, role_start, gender, score, is_possessive)


_NEAR = 60
"""Characters beside a name that say something of it."""


class _Before(NamedTuple):
    """A word that says something of the name behind it."""

    word: str
    is_office: bool
    is_determiner: bool
    is_saying: bool


def _before(text: str, end: int) -> _Before | None:
    """The word before a place in a text, behind one space; None where it says nothing of a name."""
    if text[end - 1 : end] not in _SPACES:
        return None
    near = max(0, end - _NEAR)
    return _read_before(text[text.rfind(" ", near, end - 1) + 1 or near : end - 1])


@lru_cache(maxsize=1 << 14)
def _read_before(printed: str) -> _Before | None:
    match = _LAST_WORD.search(printed)
    if match is None:
        return None
    word = match.group()
    is_office = word[0].islower() and role_word(word) and word[-1] not in ".’'"
    found = _Before(word, is_office, bool(_DETERMINED.search(word)), bool(_SAID.search(word)))
    return found if any(found[1:]) else None


def _score_of_apposition(after: str, is_full: bool) -> int:
    """What the words behind a name and a comma say: ``, 52,``, ``, a farmer``, but not ``, a charity``."""
    if _AGE.match(after):
        return 3
    described = _DESCRIBED.match(after)
    is_person = described and is_full and not any(map(_is_group, after[described.end() :].split()[:6]))
    return 1 if is_person else 0


_SPACES = (" ", "\u00a0")


_APOSTROPHES = ("’", "'")


_ENDS_ARTICLE = ("-", "’", "'")


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


def _lower_role(text: str, end: int, last: str) -> str:
    """The office in lower case right before a name: ``former prime minister``, ``spokesman``.

    The name begins at ``end``, and ``last`` is the word before it.
    """
    match = _LOWER_ROLE.search(text[max(0, end - _NEAR) : end])
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
        word in OFFICE_MODIFIERS
        or role_word(word)
        or place_word(word)
        or organisation_word(word)
        or _ATTRIBUTE.fullmatch(word) is not None
    )


_PLAIN_WORD = re.compile(r"[\w.-]*\w")
