"""A line of the input, the labels that it can get, and the hints of its mark-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LABELS = (
    "title",
    "subtitle",
    "kicker",
    "byline",
    "dateline",
    "date",
    "lead",
    "paragraph",
    "heading",
    "quote",
    "question",
    "answer",
    "caption",
    "list_item",
    "table",
    "signoff",
    "teaser",
    "chrome",
    "duplicate",
    "blank",
)
"""Every line carries exactly one of these."""


PROSE_LABELS = frozenset({"lead", "paragraph", "quote", "question", "answer", "list_item"})
"""Labels of lines that are running text."""


BODY_LABELS = PROSE_LABELS | {"heading", "table"}
"""Labels of lines of the article itself: its lead, and the lines that become blocks."""


LEFT_OUT_LABELS = frozenset({"teaser", "chrome", "duplicate"})
"""Labels of lines that are left out of the page; the imported document keeps them, with the reason."""


class Label(NamedTuple):
    """The label that a stage chose for a line. :mod:`.labelling.labels` writes it on the line."""

    name: str
    """One of :data:`LABELS`."""
    reason: str = ""
    """The reason, in a few words; always present for lines that are left out."""


Labels = Mapping[int, Label]
"""Labels by line number."""


Origin = tuple[tuple[int, int, int], ...]
"""Parts of the original's lines: number of the line, first character, and the one behind the last."""


@dataclass(slots=True)
class Hints:
    """What the HTML says about a line. ``Line.hints`` is None for plain text."""

    tag: str = ""
    """The nearest block element, in lower case."""
    path: str = ""
    """Its ancestor block elements, outermost first, separated by spaces."""
    attributes: str = ""
    """Words of the class, id and role attributes of the line's element and its ancestors."""
    link_density: float = 0.0
    """Link density: the share of the line's characters inside links, 0..1."""
    html: str | None = None
    """The line's sanitised inline mark-up; None if it has none."""
    image: tuple[str, str] | None = None
    """URL and alternative text of the image whose caption the line is."""
    embed: str | None = None
    """URL of the video, post or sound file that the line stands for."""
    role: str = ""
    """The kind of line by a fragment's mark-up: ``text``, ``image``, ``embed``; ``pre``, then ``more pre``
    for its further lines; ``caption`` of a neighbouring image or embed, then ``more``. Empty for a page."""
    link: str | None = None
    """Target of the first link in the line, absolute; None if it has none."""
    markup: list[tuple[str, str]] | None = None
    """The raw mark-up of a line with a link; reset to None once ``linked`` has been set or is not needed."""
    linked: str | None = None
    """The line's sanitised inline mark-up, if it contains a link; for a table row, that of its cells,
    separated by tabs."""
    image_link: str | None = None
    """Target of the link around the image, absolute."""


@dataclass(slots=True)
class Line:
    """One line of the input, kept verbatim, with its repair, label and block."""

    number: int
    """Counted from 1."""
    text: str
    """The line as decoded, without its line break."""
    repaired: str | None = None
    """The repaired text, set by :meth:`repair`; None if nothing was repaired."""
    label: str = ""
    block: int | None = None
    """Index into ``Article.body`` of the block that contains this line."""
    reason: str = ""
    """Why the line has its label, in a few words; always present for lines that are left out."""
    hints: Hints | None = None
    origin: Origin | None = None
    """What it was joined or split from by an editor; None for a line of the original."""

    clean: str = field(init=False, repr=False, compare=False)
    """The text to work with: repaired if necessary, and stripped. Stored because every stage reads it."""

    def __post_init__(self) -> None:
        self.clean = (self.text if self.repaired is None else self.repaired).strip()

    def repair(self, mended: str) -> None:
        """Set the repaired text; the original stays."""
        self.repaired, self.clean = mended, mended.strip()

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Line:
        """The line that :meth:`to_dict` gave, without hints."""
        origin = stored.get("origin")
        parts = None if origin is None else tuple(tuple(part) for part in origin)
        return cls(**{**stored, "origin": parts})

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "number": self.number,
            "label": self.label,
            "text": self.text,
            "repaired": self.repaired,
            "block": self.block,
            "reason": self.reason,
        }
        if self.origin is not None:
            found["origin"] = [list(part) for part in self.origin]
        return found
