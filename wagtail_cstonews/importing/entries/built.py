"""A page that was built and is not written yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...extraction.article.warnings import ArticleWarning

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass
class BuiltPage:
    """A page as the article has it, with what is still open."""

    page: Page
    slots: list[Slot] = field(default_factory=list)
    warnings: list[ArticleWarning] = field(default_factory=list)
    exists: bool = False
    """Whether the page was there before, and gets a new revision."""
    parent_id: int | None = None
    """The page that a new one goes under, if it is not the run's section."""


@dataclass(slots=True)
class Slot:
    """A place on a page or in its body that a person's id goes into, once the person is there."""

    container: Any
    """A struct's raw values, or the page."""
    name: str
    person: str
    """The whole name."""
    role: str = ""
    date: datetime.date | None = None
    make: bool = True
    """Whether the person is made where the site does not know them."""
    beside: tuple[str, ...] = ()
    """The whole names in the same article."""
    before: int | None = None
    """Who stands there on the page already under this name: an editor may have told namesakes apart."""

    def fill(self, pk: int | None) -> None:
        if isinstance(self.container, dict):
            self.container[self.name] = pk
        else:
            setattr(self.container, f"{self.name}_id", pk)
