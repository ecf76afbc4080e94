"""The block types of an article's body: paragraph, heading, quote, exchange, image, embed, list, table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Speaker:
    """Who is quoted, asks or answers: the full name if known, and the role at the time."""

    name: str
    role: str | None = None


@dataclass(slots=True)
class ChosenSpeaker(Speaker):
    """A speaker that an editor named."""

    person: int | None = None
    """The primary key of a person on record; None for a name only."""


@dataclass(slots=True)
class Block:
    """One block of the body. ``text`` is its plain text as in the source, repaired."""

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
    """Sanitised inline mark-up, if the source was HTML and had any."""
    preformatted: bool = False
    """Whether line breaks and spaces are kept: code, verse, a shortcode that only its plugin understands."""
    type = "paragraph"

    def _markup(self) -> Iterable[str | None]:
        return (self.html,)


@dataclass(slots=True)
class Heading(Block):
    linked_html: str | None = None
    """Sanitised inline mark-up, if it contains a link."""
    type = "heading"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html,)


@dataclass(slots=True)
class Quote(Block):
    """A quotation on its own, with its attribution if there is one."""

    quote: str = ""
    """The quoted words without quotation marks; they end with a stop as if no attribution followed."""
    attribution: str | None = None
    """The rest of the attribution beside speaker, role and reporting verb: ``in Bonn``."""
    speaker: Speaker | None = None
    type = "quote"


@dataclass(slots=True)
class Turn:
    """One side of an exchange. Paragraphs are separated by a line break."""

    text: str
    speaker: Speaker | None = None
    linked_html: list[str | None] = field(default_factory=list)
    """Sanitised inline mark-up, one entry per paragraph, if any contains a link; else empty."""


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
    """An image. ``text`` is its caption; empty if it has none, and then no line belongs to the block."""

    url: str = ""
    """Absolute URL; relative, as in the source, if the document's own URL is not known."""
    alt: str = ""
    credit: str | None = None
    linked_html: str | None = None
    """The caption's sanitised inline mark-up, if it contains a link."""
    link: str | None = None
    """The link around the image, absolute; None if it has none, or one to a larger view of the image."""
    type = "image"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html,)


@dataclass(slots=True)
class Embed(Block):
    """A video, post or sound hosted elsewhere. ``text`` is the line in its place, if there was one."""

    url: str = ""
    """Absolute URL, http or https. Nothing is fetched."""
    caption: str = ""
    linked_html: str | None = None
    """The caption's sanitised inline mark-up, if it contains a link."""
    type = "embed"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html,)


@dataclass(slots=True)
class ListBlock(Block):
    items: list[str] = field(default_factory=list)
    ordered: bool = False
    items_html: list[str | None] = field(default_factory=list)
    """Sanitised inline mark-up, one entry per item, if any has some; else empty."""
    type = "list"

    def _markup(self) -> Iterable[str | None]:
        return self.items_html


@dataclass(slots=True)
class TableBlock(Block):
    rows: list[list[str]] = field(default_factory=list)
    header: bool = False
    """Whether the first row is a header row."""
    caption: str = ""
    linked_html: str | None = None
    """The caption's sanitised inline mark-up, if it contains a link."""
    cells_html: list[list[str | None]] = field(default_factory=list)
    """The cells' sanitised inline mark-up, by rows, if any contains a link; else empty."""
    type = "table"

    def _markup(self) -> Iterable[str | None]:
        return (self.linked_html, *(cell for row in self.cells_html for cell in row))


_WHERE_LINKS_ARE = ("linked_html", "cells_html", "link")


def _without_empty_markup(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a block or turn, without the fields for links that are empty."""
    kept = ((name, value) for name, value in values.items() if value or name not in _WHERE_LINKS_ARE)
    return {name: _without_empty_markup(value) if isinstance(value, dict) else value for name, value in kept}
