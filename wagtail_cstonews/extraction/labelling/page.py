"""The working state of the labeller: labels and reasons by index. The lines themselves are not changed.

It also holds the label and reason that each form of line gets. :mod:`..lines.facts` finds a line's form by
the phrases of :mod:`..languages.boilerplate`. The trained models see the forms: a new reason for some lines
of a form changes nothing for them, a new form does.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..article.line import Line
from ..lines.facts import Facts

CHROME_REASONS = {
    "chrome": "navigation or the site about itself",
    "back": "navigation or the site about itself",
    "others": "a heading over other articles",
    "comments": "readers' comments",
    "symbols": "only symbols",
}
"""Reasons for forms of lines that are chrome wherever they stand."""


class LabelledPage:
    """Labels and reasons of a document's lines, and which lines are the body.

    Lines are identified by index. ``filled`` are the indices of the non-blank lines; ``place`` maps an index
    to its position in ``filled``.
    """

    def __init__(self, lines: Sequence[Line], facts: Sequence[Facts], mask: list[bool]) -> None:
        self.lines, self.facts, self.mask = lines, facts, mask
        self.filled = [index for index, fact in enumerate(facts) if fact.form != "blank"]
        self.place = {index: place for place, index in enumerate(self.filled)}
        self.labels = [("blank" if fact.form == "blank" else "") for fact in facts]
        self.reasons = [""] * len(facts)
        self.has_date = False
        """Whether any line has been labelled as the date."""

    def set(self, index: int, label: str, reason: str = "") -> None:
        """Label a line; give the reason, in a few words, if it is left out."""
        self.labels[index], self.reasons[index] = label, reason
        self.has_date = self.has_date or label == "date"

    def set_by_form(self, index: int) -> bool:
        """Label a line if its form alone decides. Returns whether it did."""
        form = self.facts[index].form
        if form == "pointer":
            self.set(index, "teaser", "points to another article")
        elif form in CHROME_REASONS:
            self.set(index, "chrome", CHROME_REASONS[form])
        else:
            return False
        return True

    def leave_out(self, index: int, label: str, reason: str) -> None:
        """Remove a line from the body and give it another label."""
        self.mask[index] = False
        self.set(index, label, reason)

    def body(self) -> list[int]:
        """The indices of the body lines."""
        return [index for index, inside in enumerate(self.mask) if inside]

    def above(self, index: int) -> int | None:
        """The non-blank line before a line; None for the first."""
        place = self.place[index]
        return self.filled[place - 1] if place else None

    def between(self, earlier: int, later: int) -> Sequence[int]:
        """The non-blank lines between two lines."""
        return self.filled[self.place[earlier] + 1 : self.place[later]]
