"""A line of the input, and the labels that it can get."""

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
"""What somebody says or tells."""


BODY_LABELS = PROSE_LABELS | {"heading", "table"}
"""Lines of the article itself: its lead and what becomes its blocks."""


LEFT_OUT_LABELS = frozenset({"teaser", "chrome", "duplicate"})
"""Lines that do not become part of the page; they stay on the imported document, with the reason."""


class Label(NamedTuple):
    """What a stage of extraction takes a line for. :mod:`.labelling.labels` writes it on the line."""

    name: str
    """One of :data:`LABELS`."""
    reason: str = ""
    """Why, in a few words; always there for what is left out."""


Labels = Mapping[int, Label]
"""Labels by the number of their line."""


@dataclass(slots=True)
class Hints:
    """What the HTML said about a line. Absent (None on the line) for bare text."""

    tag: str = ""
    """The nearest block element, in lower case."""
    path: str = ""
    """The block elements above it, outermost first, separated by a space."""
    attributes: str = ""
    """Words of the class, id and role attributes of the line's element and those above it."""
    link_density: float = 0.0
    """Share of the line's characters that stand inside links, 0..1."""
    html: str | None = None
    """The line's inline mark-up, sanitised; None where it has none."""
    image: tuple[str, str] | None = None
    """URL and alternative text of the image that the line is the caption of."""
    embed: str | None = None
    """Address of the video, post or sound file that the line stands for."""
    role: str = ""
    """What the line is by a fragment's mark-up, empty for a page's lines: ``text``, ``image``, ``embed``;
    ``pre``, with ``more pre`` for its further lines; ``caption`` of what stands beside it, with ``more``."""
    link: str | None = None
    """Where the first link in the line leads, absolute; None where it has none."""
    markup: list[tuple[str, str]] | None = None
    """The mark-up of a line that has a link, as it was read; None once it is known whether that is wanted."""
    linked: str | None = None
    """The line's inline mark-up where a link is in it, whatever the line is; a table's row has that of its
    cells, divided by tabs."""
    image_link: str | None = None
    """Where the link around the image leads, absolute."""


@dataclass(slots=True)
class Line:
    """One line of the input, kept to the letter, with what extraction made of it."""

    number: int
    """Counted from 1."""
    text: str
    """As it stood in the decoded input, without its line break."""
    repaired: str | None = None
    """The mended text, set by :meth:`repair`; None where nothing was mended."""
    label: str = ""
    block: int | None = None
    """Index into ``Article.body`` of the block that took this line in."""
    reason: str = ""
    """Why the line has its label, in a few words; always there for what was left out."""
    hints: Hints | None = None

    clean: str = field(init=False, repr=False, compare=False)
    """The text to work with: mended where it needed mending, without outer space. Found once: it is asked for
    at every step."""

    def __post_init__(self) -> None:
        self.clean = (self.text if self.repaired is None else self.repaired).strip()

    def repair(self, mended: str) -> None:
        """Set the mended text beside the original."""
        self.repaired, self.clean = mended, mended.strip()

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "label": self.label,
            "text": self.text,
            "repaired": self.repaired,
            "block": self.block,
            "reason": self.reason,
        }
