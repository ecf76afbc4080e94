"""The letters that people's names begin with, in any alphabet."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import Http404
from django.utils.functional import cached_property

OTHER = "#"
"""Stands for whatever is no letter."""


class Letters:
    """The first letters of the names of some people: one query."""

    def __init__(self, people: Any) -> None:
        self.people = people

    @property
    def choices(self) -> list[tuple[str, int]]:
        """The letters that somebody's name begins with, in order, and how many."""
        counts = {letter: sum(initials.values()) for letter, initials in self._initials.items()}
        return sorted(counts.items(), key=lambda one: (one[0] == OTHER, one[0]))

    @cached_property
    def total(self) -> int:
        """The number of people."""
        return sum(number for _letter, number in self.choices)

    def of(self, letter: str) -> tuple[Any, int]:
        """The people whose names begin with a letter, and their number; with no letter, everybody.

        :raises Http404: if there is nobody.
        """
        ordered = self.people.order_by("key", "name", "pk")
        if not letter:
            return ordered, self.total
        initials = self._initials.get(letter)
        if not initials:
            raise Http404
        return ordered.alias(initial=Substr("name", 1, 1)).filter(initial__in=list(initials)), sum(
            initials.values()
        )

    @cached_property
    def _initials(self) -> dict[str, dict[str, int]]:
        """By letter: the initials as they are stored, with case and accents."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        rows = self.people.order_by().annotate(initial=Substr("name", 1, 1)).values_list("initial")
        for initial, number in rows.annotate(number=Count("pk")):
            found[letter_of(initial)][initial] = number
        return dict(found)


def letter_of(initial: str) -> str:
    """The letter under which a name is found: a capital without accents, if the letter has them in Latin.

    >>> letter_of("é"), letter_of("й"), letter_of("“")
    ('E', 'Й', '#')
    """
    bare = unicodedata.normalize("NFD", initial)[:1]
    letter = (bare if bare.isascii() else initial).upper()[:1]
    return letter if letter.isalpha() else OTHER
