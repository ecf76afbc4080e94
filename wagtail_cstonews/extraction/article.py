"""What goes into extraction, and what comes out of it.

Plain dataclasses: they cross process borders, become JSON, and know nothing of Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

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

Kind = Literal["news", "interview"]


@dataclass(slots=True)
class RawDocument:
    """One scraped document, before anything was understood of it.

    ``content`` is bytes where the character set is still to be found, text where a container
    format (JSON) already settled it. The fields from ``title`` on are what the source says beside
    the text; they win over what extraction finds in it.
    """

    id: str
    content: bytes | str
    source: str
    """Where it came from, for people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    key: str = ""
    """What identifies the document from one run to the next: its URL, else its file and row."""
    media_type: Literal["text", "html"] = "text"
    url: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    """Keywords and categories, as printed, each once."""
    image_url: str | None = None
    """The lead image, http or https. Nothing of it was fetched."""
    translation_group: str | None = None
    """What the translations of one article have in common and no other document has; of any form."""
    encoding: str | None = None
    """The character set that came with the bytes, as in an HTTP header; believed if it can read them all."""
    beside: tuple[str, str] | None = None
    """The folder or archive that it stands in, and its name in there: where images are looked for that it
    names by a relative address. None where there is no such place."""
    site: str | None = None
    """The key of the site that it is of if it has no URL (see :mod:`.site_keys`)."""


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


@dataclass(slots=True)
class Line:
    """One line of the input, kept to the letter, with what extraction made of it."""

    number: int
    """Counted from 1."""
    text: str
    """As it stood in the decoded input, without its line break."""
    repaired: str | None = None
    """The mended text; None where nothing was mended."""
    label: str = ""
    block: int | None = None
    """Index into ``Article.body`` of the block that took this line in."""
    reason: str = ""
    """Why the line has its label, in a few words; always there for what was left out."""
    hints: Hints | None = None

    @property
    def clean(self) -> str:
        """The text to work with: mended where it needed mending, without outer space."""
        return (self.text if self.repaired is None else self.repaired).strip()

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "label": self.label,
            "text": self.text,
            "repaired": self.repaired,
            "block": self.block,
            "reason": self.reason,
        }


@dataclass(slots=True)
class Speaker:
    """Who is quoted, asked or asking: the full name where it is known, and the office at the time."""

    name: str
    role: str | None = None


@dataclass(slots=True)
class Person:
    """Somebody whom the article names, with the office that it gives them."""

    name: str
    role: str | None = None
    mentions: int = 1


@dataclass(slots=True)
class Block:
    """A piece of the body. ``text`` is its plain text as it stood in the source (repaired)."""

    text: str
    type = "block"

    def to_dict(self) -> dict[str, Any]:
        return {"type": self.type, **asdict(self)}


@dataclass(slots=True)
class Paragraph(Block):
    html: str | None = None
    """Inline mark-up, sanitised, where the source was HTML and had any."""
    type = "paragraph"


@dataclass(slots=True)
class Heading(Block):
    type = "heading"


@dataclass(slots=True)
class Quote(Block):
    """A paragraph that is in the main somebody's words."""

    quote: str = ""
    """The words, without their marks."""
    attribution: str | None = None
    """The rest of the paragraph, as printed: ``Masadykov said.``"""
    speaker: Speaker | None = None
    type = "quote"


@dataclass(slots=True)
class Turn:
    """One side of an exchange. Paragraphs are separated by a line break."""

    text: str
    speaker: Speaker | None = None


@dataclass(slots=True)
class Exchange(Block):
    """A question with its answer."""

    question: Turn = field(default_factory=lambda: Turn(""))
    answer: Turn = field(default_factory=lambda: Turn(""))
    type = "exchange"


@dataclass(slots=True)
class Image(Block):
    """An image; ``text`` is its caption, empty where it has none: then no line stands for the block."""

    url: str = ""
    """Absolute; relative, as it stood, where the document's own address is not known."""
    alt: str = ""
    credit: str | None = None
    type = "image"


@dataclass(slots=True)
class ListBlock(Block):
    items: list[str] = field(default_factory=list)
    ordered: bool = False
    type = "list"


@dataclass(slots=True)
class TableBlock(Block):
    rows: list[list[str]] = field(default_factory=list)
    header: bool = False
    """Whether the first row heads the columns."""
    type = "table"


@dataclass(slots=True)
class QuotedSpeech:
    """Words somebody said, wherever they stand: a quote block or part of a paragraph."""

    text: str
    speaker: Speaker | None = None
    cue: str | None = None
    """The verb that introduces or closes it: ``said``."""
    block: int | None = None
    """Index into ``Article.body``; None for a quote in the lead."""
    confidence: float = 0.0
    """How probably the speaker is right, 0..1; that of the best guess where nobody is named."""
    guesses: list[Speaker] = field(default_factory=list)
    """Who it could be where nobody is sure enough to be named, best first."""


@dataclass(slots=True)
class RelatedLink:
    """A teaser of another article, and where it leads."""

    text: str
    url: str | None = None
    """Absolute; None where the source had no link."""


@dataclass(slots=True)
class ArticleWarning:
    """Something a person should look at. ``code`` is stable, ``message`` says what and what to do."""

    code: str
    message: str
    line: int | None = None


@dataclass(slots=True)
class LeadImage:
    """The page's lead image: its address, and what the page says about it. Nothing of it is fetched."""

    url: str
    """Absolute, http or https."""
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    """Photographer or agency."""


@dataclass(slots=True)
class Article:
    """What extraction found in one document. Its JSON form is described by ``article.schema.json``."""

    id: str
    source: str
    kind: Kind = "news"
    title: str | None = None
    subtitle: str | None = None
    lead: str | None = None
    published_at: str | None = None
    """ISO 8601 date or date-time."""
    dateline: str | None = None
    outlet: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    authors: list[str] = field(default_factory=list)
    image: LeadImage | None = None
    interviewee: Speaker | None = None
    interviewer: Speaker | None = None
    body: list[Block] = field(default_factory=list)
    quotes: list[QuotedSpeech] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    related_links: list[RelatedLink] = field(default_factory=list)
    """The same teasers in the same order, each with its address."""
    canonical_url: str | None = None
    """The address that the page itself calls its own."""
    lines: list[Line] = field(default_factory=list)
    warnings: list[ArticleWarning] = field(default_factory=list)
    confidence: float = 0.0

    def left_out(self) -> Iterator[Line]:
        """The lines that did not become part of the article, in order."""
        return (line for line in self.lines if line.label in LEFT_OUT_LABELS)

    def to_dict(self) -> dict[str, Any]:
        """The article as JSON types, in the form that ``article.schema.json`` describes."""
        return {
            "id": self.id,
            "source": self.source,
            "kind": self.kind,
            "title": self.title,
            "subtitle": self.subtitle,
            "lead": self.lead,
            "published_at": self.published_at,
            "dateline": self.dateline,
            "outlet": self.outlet,
            "language": self.language,
            "authors": list(self.authors),
            "image": asdict(self.image) if self.image else None,
            "interviewee": asdict(self.interviewee) if self.interviewee else None,
            "interviewer": asdict(self.interviewer) if self.interviewer else None,
            "body": [block.to_dict() for block in self.body],
            "quotes": [asdict(quote) for quote in self.quotes],
            "people": [asdict(person) for person in self.people],
            "related": list(self.related),
            "lines": [line.to_dict() for line in self.lines],
            "warnings": [asdict(warning) for warning in self.warnings],
            "confidence": round(self.confidence, 4),
        }
