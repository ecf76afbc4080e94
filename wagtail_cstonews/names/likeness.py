"""Name similarity: whether two names belong to one person. Pure functions on strings, without a database.

A false match joins two people for good; a missed match leaves an editor two records to merge. So precision
comes first: in doubt, two names are two people. Transliteration schemes differ (y and i, kh and h, with or
without a patronymic), but only names that look transliterated are compared phonetically: "Smith" and "Smyth"
are two family names, "Sadykov" and "Sadikov" are one.
"""

from __future__ import annotations

import enum
from functools import lru_cache

from .parts import NameParts, parts, spellings
from .transliteration import INITIALS, is_foreign_family, sound

SHORTEST_MISSPELT = 7
"""Letters. In a shorter word, one differing letter makes another name rather than a misprint."""


class Likeness(enum.IntEnum):
    """How strongly two names suggest one person."""

    DIFFERENT = 0
    MISPRINT = 1
    """One letter apart: one person only if the office is the same."""
    SHORTER = 2
    """One name is less complete: an initial, no middle name, the surname alone."""
    SAME = 3
    """Two spellings of one name."""


def likeness(one: str, other: str) -> Likeness:
    """How strongly two names suggest one person: the best match over all their spellings.

    >>> likeness("Taalatbek Masadykov", "Taalatbek Masadikov").name
    'SAME'
    >>> likeness("T. Masadykov", "Taalatbek Masadykov").name, likeness("Aigul Sadykova", "Aigul Sadykov").name
    ('SHORTER', 'DIFFERENT')
    """
    return max([_compare_names(a, b) for a in spellings(one) for b in spellings(other)])


def same_family(one: str, other: str) -> bool:
    """Whether two names have the same family name."""
    a, b = parts(one).words, parts(other).words
    return bool(a and b) and a[-1] == b[-1]


def _compare_names(a: NameParts, b: NameParts) -> Likeness:
    """The best match over all readings of the words: family name last, written as one word, or first."""
    if a.generation != b.generation or not a.words or not b.words:
        return Likeness.DIFFERENT
    found = _compare(a, b)
    return found if found is Likeness.SAME else max(found, _compare_compound(a, b), _compare_turned(a, b))


def _compare(a: NameParts, b: NameParts) -> Likeness:
    """Compares with the last word as the family name and the words before it as given names."""
    foreign = a.foreign or b.foreign
    family = _same_word(a.words[-1], b.words[-1], foreign)
    if family is Likeness.DIFFERENT:
        return family
    given = _compare_given(a.words[:-1], b.words[:-1], foreign)
    if Likeness.MISPRINT in (family, given):
        # Two doubts are too many.
        return Likeness.MISPRINT if Likeness.SAME in (family, given) else Likeness.DIFFERENT
    return min(family, given)


def _compare_given(a: tuple[str, ...], b: tuple[str, ...], foreign: bool) -> Likeness:
    """Compares given names: the first one, then the rest."""
    if not a or not b:
        return Likeness.SAME if not a and not b else Likeness.SHORTER
    first = _same_word(a[0], b[0], foreign, initials=True)
    if first is Likeness.DIFFERENT:
        return first
    short, long = sorted((a[1:], b[1:]), key=len)
    if a[1:] == b[1:]:
        rest = Likeness.SAME
    elif not short and first is Likeness.SHORTER and not foreign:
        # "J. J." is hardly John; where there are patronymics, "I. P." may well be Ivan.
        rest = Likeness.DIFFERENT
    elif not short:
        rest = Likeness.SHORTER
    elif len(short) != len(long):
        # One name has an additional given name before the same words.
        whole = long[-len(short) :] == short and min(map(len, short)) > 1
        rest = Likeness.SHORTER if whole else Likeness.DIFFERENT
    else:
        rest = min(_same_word(x, y, foreign, initials=True) for x, y in zip(short, long, strict=True))
    if Likeness.MISPRINT in (first, rest):
        return Likeness.MISPRINT if Likeness.SAME in (first, rest) else Likeness.DIFFERENT
    return min(first, rest)


def _compare_compound(a: NameParts, b: NameParts) -> Likeness:
    """Compares names written with and without a space: ``Al Assad`` and ``Alassad``.

    ``Kim Jong Un`` and ``Kim Jong-un`` need none of this: both are split into the same words.
    """
    if len(a.words) == len(b.words) or min(len(a.words), len(b.words)) < 2:
        return Likeness.DIFFERENT
    return Likeness.SAME if "".join(a.words) == "".join(b.words) else Likeness.DIFFERENT


def _compare_turned(a: NameParts, b: NameParts) -> Likeness:
    """Compares with the family name first in one of the names, if no word is an initial.

    Certain only if one of the words must be the family name: ``Omar Hassan`` and ``Hassan Omar`` are two
    people.
    """
    if len(a.words) != 2 or len(b.words) != 2 or min(map(len, a.words + b.words)) < 2:
        return Likeness.DIFFERENT
    foreign = a.foreign or b.foreign
    same = {_same_word(a.words[0], b.words[1], foreign), _same_word(a.words[1], b.words[0], foreign)}
    if same != {Likeness.SAME}:
        return Likeness.DIFFERENT
    families = sum(map(is_foreign_family, a.words))
    return Likeness.SAME if families == 1 else Likeness.MISPRINT


@lru_cache(maxsize=10_000)
def _same_word(a: str, b: str, foreign: bool, initials: bool = False) -> Likeness:
    """How similar two words are. With ``initials``, one may be the initial of the other."""
    if a == b:
        return Likeness.SAME if len(a) > 1 else Likeness.SHORTER
    if min(len(a), len(b)) == 1 or (foreign and (a in INITIALS or b in INITIALS)):
        return Likeness.SHORTER if initials and _is_initial(a, b, foreign) else Likeness.DIFFERENT
    if foreign and (sound(a) == sound(b) or sound(a.replace("j", "y")) == sound(b.replace("j", "y"))):
        return Likeness.SAME
    return Likeness.MISPRINT if _one_letter_apart(a, b) else Likeness.DIFFERENT


def _is_initial(a: str, b: str, foreign: bool) -> bool:
    """Whether the shorter word begins the longer one."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) or (foreign and sound(long).startswith(sound(short)))


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether two words differ by one deleted letter or one transposition, as in Damerau-Levenshtein.

    The first and last letters must agree: the last one carries gender. A substitution does not count: it
    makes another family name, as with Andersen and Anderson.

    >>> _one_letter_apart("bartholomew", "barthlomew"), _one_letter_apart("lindgren", "lundgren")
    (True, False)
    """
    if min(len(a), len(b)) < SHORTEST_MISSPELT or a[0] != b[0] or a[-1] != b[-1] or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    return sorted((len(left), len(right))) == [0, 1] or (len(left) == 2 and left == right[::-1])
