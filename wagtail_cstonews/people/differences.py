"""In what people differ by more than spelling, in sentences: what an editor should know before a merge."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Person, PersonRole
from ..names.likeness import Likeness, likeness
from ..names.offices import offices_agree
from ..names.parts import NameParts, parts
from ..names.transliteration import sound
from .references import Usage

MOST_SENTENCES = 12
"""Sentences on one screen: those who differ in more are hardly one person."""


def differences(people: Collection[Person], usages: Collection[Usage] = ()) -> list[str]:
    """In what the people differ, in sentences; empty if only spelling tells them apart.

    :param usages: where they stand; two people beside each other in one article are often two.
    """
    found: dict[str, None] = {}
    for one, other in combinations(people, 2):
        for sentence in _between(one, other, usages):
            found[sentence] = None
            if len(found) >= MOST_SENTENCES:
                return list(found)
    return list(found)


def plainly_different(people: list[Person]) -> tuple[Person, Person] | None:
    """Two people whose names do not suggest that they are one person; None if there are none.

    Similarity of names is taken as transitive: the people form connected components.
    """
    names = {person.pk: names_of(person) for person in people}
    alike, rest = people[:1], people[1:]
    for one in alike:
        for other in list(rest):
            if _likeness(names[one.pk], names[other.pk]) is not Likeness.DIFFERENT:
                # The neighbours of this person are visited in turn.
                alike.append(other)
                rest.remove(other)
    return (alike[0], rest[0]) if rest else None


def names_of(person: Person) -> list[str]:
    """The person's name and other spellings."""
    return [person.name, *(name.spelling for name in person.names.all())]


def _likeness(some: list[str], others: list[str]) -> Likeness:
    return max(likeness(one, other) for one in some for other in others)


def _between(one: Person, other: Person, usages: Collection[Usage]) -> Iterator[str]:
    if _likeness(names_of(one), names_of(other)) is Likeness.DIFFERENT:
        yield from _in_names(one.name, other.name)
    yield from _in_offices(one, other)
    together = sum({one.pk, other.pk} <= usage.people for usage in usages)
    if together:
        yield ngettext(
            "%(one)s and %(other)s stand side by side on %(count)d page.",
            "%(one)s and %(other)s stand side by side on %(count)d pages.",
            together,
        ) % {"one": one.name, "other": other.name, "count": together}


def _in_names(one: str, other: str) -> Iterator[str]:
    a, b = parts(one), parts(other)
    names = {"one": one, "other": other}
    if not a.words or not b.words:
        return
    if a.generation != b.generation:
        yield _("%(one)s and %(other)s: father and son?") % names
    if a.words[-1][0] != b.words[-1][0]:
        yield _("The family names of %(one)s and %(other)s begin with different letters.") % names
    elif sound(a.words[-1]) != sound(b.words[-1]):
        yield (
            _("The family names of %(one)s and %(other)s differ: a woman and a man, or two families?") % names
        )
    if len(a.words) > 1 and len(b.words) > 1 and (kind := _given_differ(a, b)):
        yield kind % names


def _given_differ(a: NameParts, b: NameParts) -> str:
    first, second = a.words[0], b.words[0]
    if min(len(first), len(second)) == 1:
        if first[0] != second[0]:
            return _("The initials of %(one)s and %(other)s differ.")
        return ""
    if first[0] != second[0]:
        return _("The given names of %(one)s and %(other)s begin with different letters.")
    if sound(first) != sound(second):
        return _("The given names of %(one)s and %(other)s differ.")
    if a.words[1:-1] != b.words[1:-1]:
        return _("The middle names or initials of %(one)s and %(other)s differ.")
    return ""


def _in_offices(one: Person, other: Person) -> Iterator[str]:
    """Different offices at the same time, and offices that cannot be compared."""
    for mine in one.roles.all():
        theirs = [role for role in other.roles.all() if _at_once(mine, role)]
        if any(offices_agree(mine.title, role.title) for role in theirs):
            continue
        for role in theirs:
            values = {
                "one": one.name,
                "role": _described(mine),
                "other": other.name,
                "other_role": _described(role),
            }
            if _alphabet(mine.title) != _alphabet(role.title):
                yield (
                    _(
                        "The role of %(one)s, “%(role)s”, and that of %(other)s, “%(other_role)s”, are in"
                        " different alphabets. Is it the same office?"
                    )
                    % values
                )
            else:
                yield (
                    _("Different roles at the same time: %(one)s, “%(role)s”; %(other)s, “%(other_role)s”.")
                    % values
                )


def _at_once(one: PersonRole, other: PersonRole) -> bool:
    """Whether two offices may have been held at the same time: an open end may still last."""
    start, end = one.start or datetime.date.min, one.end or datetime.date.max
    return start < (other.end or datetime.date.max) and (other.start or datetime.date.min) < end


def _alphabet(text: str) -> str:
    """The alphabet that most letters are of, as Unicode names it: ``LATIN``."""
    alphabets = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha())
    return max(alphabets, key=lambda name: alphabets[name], default="")


def _described(role: PersonRole) -> str:
    """The office with its dates."""
    start, end = (
        formats.date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (role.start, role.end)
    )
    values = {"role": role.title, "start": start, "end": end}
    if start and end:
        return _("%(role)s, %(start)s to %(end)s") % values
    if start:
        return _("%(role)s, from %(start)s") % values
    return _("%(role)s, until %(end)s") % values if end else role.title
