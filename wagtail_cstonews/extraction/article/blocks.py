"""The pieces that an article's body is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Speaker:
    """Who is quoted, asked or asking: the full name where it is known, and the office at the time."""

    name: str
    role: str | None = None


@dataclass(slots=True)
class Block:
    """A piece of the body. ``text`` is its plain text as it stood in the source (repaired)."""

    text: str
    type = "block"

    def to_dict(self) -> dict[str, Any]:
        return {"type": self.type, **_without_empty_markup(asdict(self))}

    def marked_up(self) -> Iterator[str]:
        """All inline mark-up of the block, piece by piece."""
        return (html for html in self._markup() if html)

    def _markup(self) -> Iterable[str | None]:
        return ()


@dataclass(slots=True)
class Paragraph(Block):
    html: str | None = None
    """Inline mark-up, sanitised, where the source was HTML and had any."""
    preformatted: bool = False
    """Whether line breaks and spaces count: code, verse, a shortcode that only its plugin understands."""
    type = "paragraph"

    def _markup(self) -> Iterable[str | None]:
        return (self.html,)


@dataclass(slots=True)
class Heading(Block):
    linked_html: str | None = None
    """Inline mark-up, sanitised, where a link is in it."""
    type = "heading"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html,)


@dataclass(slots=True)
class Quote(Block):
    """A quotation that stands alone but for its attribution."""

    quote: str = ""
    """The words without their marks, with the stop that they have where no attribution follows."""
    attribution: str | None = None
    """What is printed around them beside speaker, role and verb of saying: ``in Bonn``."""
    speaker: Speaker | None = None
    type = "quote"


@dataclass(slots=True)
class Turn:
    """One side of an exchange. Paragraphs are separated by a line break."""

    text: str
    speaker: Speaker | None = None
    linked_html: list[str | None] = field(default_factory=list)
    """The paragraphs' inline mark-up, sanitised, one entry a paragraph where a link is in any; else empty."""


@dataclass(slots=True)
class Exchange(Block):
    """A question with its answer."""

    question: Turn = field(default_factory=lambda: Turn(""))
    answer: Turn = field(default_factory=lambda: Turn(""))
    type = "exchange"

    def _markup(self) -> Iterable[str | None]:
        return (*self.question.linked_html, *self.answer.linked_html)


@dataclass(slots=True)
class Image(Block):
    """An image; ``text`` is its caption, empty where it has none: then no line stands for the block."""

    url: str = ""
    """Absolute; relative, as it stood, where the document's own address is not known."""
    alt: str = ""
    credit: str | None = None
    linked_html: str | None = None
    """The caption's inline mark-up, sanitised, where a link is in it."""
    link: str | None = None
    """Where the image leads, absolute; None where it leads nowhere or to a larger view of itself."""
    type = "image"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html,)


@dataclass(slots=True)
class Embed(Block):
    """A video, a post or a sound of another place; ``text`` is the line that stood for it, if any did."""

    url: str = ""
    """Absolute, http or https. Nothing of it is fetched."""
    caption: str = ""
    linked_html: str | None = None
    """The caption's inline mark-up, sanitised, where a link is in it."""
    type = "embed"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html,)


@dataclass(slots=True)
class ListBlock(Block):
    items: list[str] = field(default_factory=list)
    ordered: bool = False
    items_html: list[str | None] = field(default_factory=list)
    """The items' inline mark-up, sanitised, one entry an item where any has some; else empty."""
    type = "list"

    def _markup(self) -> Iterable[str | None]:
        return self.items_html


@dataclass(slots=True)
class TableBlock(Block):
    rows: list[list[str]] = field(default_factory=list)
    header: bool = False
    """Whether the first row heads the columns."""
    caption: str = ""
    linked_html: str | None = None
    """The caption's inline mark-up, sanitised, where a link is in it."""
    cells_html: list[list[str | None]] = field(default_factory=list)
    """The cells' inline mark-up, sanitised, by rows, where a link is in any; else empty."""
    type = "table"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html, *(cell for row in self.cells_html for cell in row))


_WHERE_LINKS_ARE = ("linked_html", "cells_html", "link")


def _without_empty_markup(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a block or turn, without those that are there for links where there are none."""
    kept = ((name, value) for name, value in values.items() if value or name not in _WHERE_LINKS_ARE)
    return {name: _without_empty_markup(value) if isinstance(value, dict) else value for name, value in kept}
