"""How a site writes what every article has: the names that it adds to titles, its dates, its bylines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...text.patterns import lazy_compile
from ..article.line import Label, Labels, Line
from ..languages.months import month_of
from ..lines.facts import is_name_list, line_facts

_DIGITS = lazy_compile(r"\d+")
_LETTERS = lazy_compile(r"[^\W\d_]+")
_OTHERS = lazy_compile(r"x(?: x)+")
_LONGEST_FORM = 80
"""Characters kept of a date's form: more is a sentence with a date in it."""


def date_form(text: str) -> str:
    """How a date is written, whatever the day.

    >>> date_form("Published 3 May 2024, 10:15"), date_form("Friday, 28 December 2023, 7:02")
    ('x 0 m 0, 0:0', 'x, 0 m 0, 0:0')
    """
    masked = _DIGITS.sub("0", " ".join(text.casefold().split()))
    return _OTHERS.sub("x", _LETTERS.sub(lambda word: "m" if month_of(word[0]) else "x", masked))[
        :_LONGEST_FORM
    ]


@dataclass(frozen=True, slots=True)
class SiteForms:
    """The usual forms on a site; by default none is known."""

    names: tuple[str, ...] = ()
    """The names that the site adds to its titles."""
    month_first: bool | None = None
    """Whether ``01/02/2024`` is the second of January here; None where nothing shows it."""
    date_forms: frozenset[str] = frozenset()
    """The forms of :func:`date_form` that the site's dates have."""
    byline: tuple[int, str] | None = None
    """How far below the title the byline stands, in lines with text, and what it begins with."""

    def usual_dates(self, lines: Sequence[Line]) -> set[int]:
        """The numbers of the lines that are labelled as dates and written as the site's dates are."""
        usual = self.date_forms
        return {line.number for line in lines if line.label == "date" and date_form(line.clean) in usual}

    def byline_labels(self, lines: Sequence[Line], labels: Labels) -> Labels:
        """The label of the line of names that stands where the site's bylines do; none where a line has it.

        ``labels`` are those that the lines are to get, by their numbers.
        """
        if self.byline is None:
            return {}
        filled = [line for line in lines if line.clean]
        names = [labels[line.number].name for line in filled]
        if "title" not in names or "byline" in names:
            return {}
        distance, opening = self.byline
        index = names.index("title") + distance
        if not 0 <= index < len(filled) or names[index] != "chrome":
            return {}
        text = filled[index].clean
        if text.casefold().startswith(opening) and is_name_list(line_facts(Line(0, text[len(opening) :]))):
            return {filled[index].number: Label("byline")}
        return {}


UNKNOWN = SiteForms()
"""The forms of an unknown site."""
