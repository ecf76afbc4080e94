"""A document that was read: what all stages of extraction start from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ...documents import RawDocument
from ..article.line import Line
from ..article.warnings import ArticleWarning
from ..metadata.page_metadata import PageHints


@dataclass(slots=True)
class ReadDocument:
    """A document as its lines, with all that is known of it before anything is understood."""

    document: RawDocument
    lines: list[Line]
    page: PageHints
    """What the mark-up says."""
    language: str | None
    """ISO 639-1 code."""
    host: str
    """Of its URL; empty where that is not known."""
    now: datetime.datetime | None = None
    """No later date is believed; None for the present."""
    warnings: list[ArticleWarning] = field(default_factory=list)
