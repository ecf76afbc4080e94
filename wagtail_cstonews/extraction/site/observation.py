"""What a first reading of one document contributes to its site profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..article.line import BODY_LABELS
from .known_articles import KnownArticle
from .layout import Layout

KEPT_LABELS = BODY_LABELS | {"dateline"}
"""Labels of what becomes part of the page's body or of its lead."""

BEFORE, KEPT, AMID, AFTER = 1, 2, 3, 4
"""Where a line stood: before the body, in it, between its lines but left out, after it."""


@dataclass(slots=True)
class Observation:
    """The findings of a first reading of one document."""

    host: str
    lines: dict[int, set[int]] = field(default_factory=dict)
    """The places where each line stands, by its key."""
    texts: dict[int, str] = field(default_factory=dict)
    article: KnownArticle = field(default_factory=KnownArticle)
    title_ends: Sequence[str] = ()
    """The parts of the document's titles after the last divider."""
    date_order: str = ""
    """``day`` or ``month``: which one comes first in an unambiguous numeric date."""
    date_form: str = ""
    byline_form: str = ""
    """How far below the title the byline stands, in lines with text, and what it begins with: ``1 by``."""
    layout: Layout = field(default_factory=Layout)
    fingerprint: int = 0
    """32 bits of the document's text; 0 where it is not known."""
