"""The result of extraction: :class:`Article`, whose JSON form ``article.schema.json`` describes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from .blocks import Block, Speaker
from .line import LEFT_OUT_LABELS, Line
from .packed import PackedLines, lines_to_json
from .warnings import ArticleWarning

Kind = Literal["news", "interview"]


@dataclass(slots=True)
class Person:
    """A person whom the article names, with their role in it."""

    name: str
    role: str | None = None
    mentions: int = 1


@dataclass(slots=True)
class QuotedSpeech:
    """Quoted words and who said them, in a quote block or inside a paragraph."""

    text: str
    speaker: Speaker | None = None
    cue: str | None = None
    """The reporting verb before or after it: ``said``."""
    block: int | None = None
    """Index into ``Article.body``; None for a quote in the lead."""
    confidence: float = 0.0
    """Probability, 0..1, that the speaker is right; that of the best guess if no speaker is given."""
    guesses: list[Speaker] = field(default_factory=list)
    """Possible speakers, the likeliest first, if none is sure enough to be given."""


@dataclass(slots=True)
class RelatedLink:
    """A teaser of another article, and its link."""

    text: str
    url: str | None = None
    """Absolute URL; None if the source has no link."""


@dataclass(slots=True)
class LeadImage:
    """The page's lead image: its URL, and what the page says about it. Nothing is fetched."""

    url: str
    """Absolute URL, http or https."""
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    """Photographer or agency."""


@dataclass(slots=True)
class Article:
    """What extraction found in one document."""

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
    """The same teasers in the same order, each with its URL."""
    canonical_url: str | None = None
    """The canonical URL that the page declares."""
    lines: Sequence[Line] = field(default_factory=list)
    """A list; :class:`PackedLines` where the article came from another process."""
    warnings: list[ArticleWarning] = field(default_factory=list)
    confidence: float = 0.0

    def left_out(self) -> Iterator[Line]:
        """The lines that did not become part of the article, in order."""
        if isinstance(self.lines, PackedLines):
            return iter(self.lines.left_out)
        return (line for line in self.lines if line.label in LEFT_OUT_LABELS)

    def to_dict(self) -> dict[str, Any]:
        """The article as JSON types, in the form that ``article.schema.json`` describes."""
        return {
            **self._lasting(),
            "warnings": [asdict(warning) for warning in self.warnings],
            "lines": [line.to_dict() for line in self.lines],
        }

    def to_json(self, packed: str = "") -> str:
        """The same as JSON. ``packed`` is what :meth:`pack` gave, where only warnings changed since."""
        warnings = json.dumps([asdict(warning) for warning in self.warnings])
        lines = self.lines.json if isinstance(self.lines, PackedLines) else lines_to_json(self.lines)
        return f'{(packed or self.pack())[:-1]}, "warnings": {warnings}, "lines": {lines}}}'

    def pack(self) -> str:
        """All but warnings and lines as JSON, for :meth:`to_json` in another process."""
        return json.dumps(self._lasting())

    def _lasting(self) -> dict[str, Any]:
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
            "related_links": [asdict(link) for link in self.related_links],
            "canonical_url": self.canonical_url,
            "confidence": round(self.confidence, 4),
        }
