"""The lines of one document while they get their labels, and the label and reason that a line's form gives.

Nothing is written to the lines themselves. A form is what :mod:`..lines.facts` takes a line for by the
phrases of :mod:`..languages.boilerplate`. The trained models see the forms: a reason of its own for some of
the lines of a form changes nothing for them, a new form would.
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
"""Why a line of such a form is chrome, wherever it stands."""


class LabelledPage:
    """Labels and reasons of a document's lines, and which lines are the body.

    Lines are called by their index. Of each line ``place`` has the place among those that are not blank,
    which are ``filled``.
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
        """Give a line its label, and the reason in a few words where it is left out."""
        self.labels[index], self.reasons[index] = label, reason
        self.has_date = self.has_date or label == "date"

    def set_by_form(self, index: int) -> bool:
        """Label what its form alone decides, wherever it stands. Returns whether it did."""
        form = self.facts[index].form
        if form == "pointer":
            self.set(index, "teaser", "points to another article")
        elif form in CHROME_REASONS:
            self.set(index, "chrome", CHROME_REASONS[form])
        else:
            return False
        return True

    def leave_out(self, index: int, label: str, reason: str) -> None:
        """Take a line out of the body and give it a label that says what it is instead."""
        self.mask[index] = False
        self.set(index, label, reason)

    def body(self) -> list[int]:
        """The lines that are the body."""
        return [index for index, inside in enumerate(self.mask) if inside]

    def above(self, index: int) -> int | None:
        """The line before a line, blank ones apart; None for the first."""
        place = self.place[index]
        return self.filled[place - 1] if place else None

    def between(self, earlier: int, later: int) -> Sequence[int]:
        """The lines between two lines, blank ones apart."""
        return self.filled[self.place[earlier] + 1 : self.place[later]]
