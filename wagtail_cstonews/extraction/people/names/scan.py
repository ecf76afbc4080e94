"""Rule-based name recognition: capitalised words that may name a person, with the title before them.

    >>> scan_names("Russian Foreign Minister Sergei Lavrov met Mr. Kabulov.")[0].role
    'Russian Foreign Minister'

Nothing is decided for good here: a name carries what speaks for a person or against one, and the article
as a whole (``people.entities``) weighs it.
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from ....text.patterns import lazy_compile
from ...languages.lang.language import NO_WORD
from ...languages.registry import words_of
from .beside import NEAR, SPACES, is_said_behind, lower_office, score_of_apposition, word_before
from .capitalised import plain_hyphens, sequences
from .given_names import SURNAME_ENDINGS, gender_of_name
from .name import Name, fold
from .roles import COURTESY, gender_of_word, role_word
from .russian import CYRILLIC, add_offices, with_russian_offices
from .words import Token, Word, split_names, tokens_of

_ELISION = lazy_compile(r"(?<!\w)([CDJLQScdjlqs]|[Qq]u)[’'](?=\w)")
"""French: ``l’Université``; the name begins behind it."""
_LONGEST_REMEMBERED = 80
"""Characters; a longer sequence hardly comes again."""
_APOSTROPHES = ("’", "'")


def scan_names(text: str, language: str | None = "en", *, with_any: Set[str] | None = None) -> list[Name]:
    """All the names of a text, in order; organisations and places among them, with a low score.

    ``with_any`` are words, folded, of which a name has one: capitalised sequences without them are not read.
    """
    names: list[Name] = []
    text = plain_hyphens(text)
    if language == "fr":
        text = _ELISION.sub(r"\1 ", text)
    language = language if words_of(language).starters else "en"
    for sequence, start in sequences(text):
        if with_any is not None and with_any.isdisjoint(map(fold, sequence.split())):
            continue
        read = _read_often if len(sequence) <= _LONGEST_REMEMBERED else _read_sequence
        names += [_placed(text, start, found, language) for found in read(sequence, language)]
    if (words := words_of(language)).office_in_nominative is not NO_WORD:
        add_offices(text, names, words)
        return names
    return with_russian_offices(text, names) if not text.isascii() and CYRILLIC.search(text) else names


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
        for part in split_names(tokens_of(sequence, language))
        if (name := _read(sequence, part, language)) is not None
    ]


_read_often = lru_cache(maxsize=1 << 14)(_read_sequence)


def _read(sequence: str, tokens: list[Token], language: str | None) -> _Found | None:
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


def _printed(words: list[Word]) -> tuple[str, ...]:
    return tuple([word.text for word in words])


def _behind_roles(words: list[Word]) -> int:
    """The index behind the last word that names an office; 0 where none does."""
    for index in range(len(words), 0, -1):
        if words[index - 1].is_role:
            return index
    return 0


def _ends_in_a_surname(words: list[Word]) -> bool:
    """Whether the last word is a name although it could be an office: ``Charlie King``, ``Mr. Judge``."""
    if len(words) < 2:
        return False
    before = words[-2]
    return before.key in COURTESY or ((before.is_first_name or before.is_initial) and not before.is_role)


def _skip_attributes(words: list[Word], cut: int, free: int) -> int:
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


def _skip_things(words: list[Word], cut: int) -> int:
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


def _is_acronym_or_place(word: Word) -> bool:
    return word.is_place or (word.text.isupper() and len(word.text) > 2 and "." not in word.text)


def _is_attribute(word: Word) -> bool:
    return (
        word.is_place
        or word.is_organisation
        or word.text.isupper()
        or word.text.endswith(("-born", "-based", "-backed"))
    )


def _score_of_words(words: list[Word]) -> float:
    """What the words of a name say for a person or against one."""
    first, last, size = words[0], words[-1], len(words)
    score = 0.0
    if size > 1:
        if first.is_first_name:
            score += 2
        elif first.is_initial:
            score += 1.5
        if last.key.endswith(SURNAME_ENDINGS):
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
    before = word_before(text, role_start)
    if before is not None and before.word not in words_of(language).starters:
        is_said = before.is_saying
        if before.is_office:
            lower = lower_office(text, role_start, before.word)
            role = f"{lower} {role}".strip()
            role_start -= len(lower) + 1
            gender = gender or _gender_of_role(lower)
            score += 2
        elif before.is_determiner and not role:
            score -= 2
    is_possessive = False
    after = text[end : end + 1]
    if after in SPACES:
        is_said = is_said or is_said_behind(text, end)
    elif after == ",":
        score += score_of_apposition(text[end : end + NEAR], is_full)
    elif after in _APOSTROPHES:
        is_possessive = text.startswith(("s", " ") if words[-1].endswith("s") else "s", end + 1)
    if is_said:
        score += 2 if is_full else 1
    return Name(at + start, end, words, role, role_start, gender, score, is_possessive)


def _is_courtesy(role: str) -> bool:
    return role.lower().strip(".") in COURTESY


def _gender_of_role(role: str) -> str:
    for word in role.split():
        found = gender_of_word(word)
        if found:
            return found
    return ""
