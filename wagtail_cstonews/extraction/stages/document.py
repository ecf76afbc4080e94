"""The result of stage 1: a document read into lines, which every later stage takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ...documents import RawDocument
from ..article.line import Line
from ..article.warnings import ArticleWarning
from ..metadata.page_metadata import PageHints


@dataclass(slots=True)
class ReadDocument:
    """A document's lines, and everything known before they are labelled."""

    document: RawDocument
    lines: list[Line]
    page: PageHints
    """Metadata from the mark-up."""
    language: str | None
    """ISO 639-1 code."""
    host: str
    """The host of its URL; empty if that is not known."""
    now: datetime.datetime | None = None
    """Dates after this are rejected; None for the present."""
    warnings: list[ArticleWarning] = field(default_factory=list)
