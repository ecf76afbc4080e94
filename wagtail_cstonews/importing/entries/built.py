"""A page that was built and not written yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...extraction.article.warnings import ArticleWarning

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass
class BuiltPage:
    """A built page, with the slots for people that are still empty."""

    page: Page
    slots: list[Slot] = field(default_factory=list)
    warnings: list[ArticleWarning] = field(default_factory=list)
    exists: bool = False
    """Whether the page already exists, so that it gets a new revision."""
    places: dict[str, int] = field(default_factory=dict)
    """The positions in the article's body by the ids of the page's blocks: which block is of which lines."""
    parent_id: int | None = None
    """The parent of a new page, if it is not the run's section."""


@dataclass(slots=True)
class Slot:
    """A place on a page or in its body for a person's id, filled once the person is saved."""

    container: Any
    """A struct's raw values, or the page."""
    name: str
    person: str
    """The person's full name."""
    role: str = ""
    date: datetime.date | None = None
    make: bool = True
    """Whether the person is created if the site does not have them."""
    beside: tuple[str, ...] = ()
    """The full names in the same article."""
    before: int | None = None
    """The person already in this slot under this name: an editor may have chosen between namesakes."""
    is_chosen: bool = False
    """Whether an editor chose that person for the document itself; then whoever is on the page gives way."""

    def fill(self, pk: int | None) -> None:
        if isinstance(self.container, dict):
            self.container[self.name] = pk
        else:
            setattr(self.container, f"{self.name}_id", pk)
