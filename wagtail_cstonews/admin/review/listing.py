"""The rows of the review desk: a fixed number of queries, however many documents there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from wagtail_cstonews.admin.words import confidence_in_words
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.documents import site_name
from wagtail_cstonews.importing.reporting.wording import short_path
from wagtail_cstonews.models import ImportedDocument, Trouble

from .counts import MOST
from .order import ORDER, Place
from .words import troubles, warning_in_short

LONG = [f"{of}{name}" for of in ("", "duplicate_of__", "proposal__") for name in ("original", "article")]
"""The texts, which may be megabytes and are shown nowhere in the list."""


@dataclass
class Row:
    """One document on the desk."""

    document: ImportedDocument
    section: Any = None
    """The page above its page, or, without a page, the section that it was imported into."""

    @cached_property
    def title(self) -> str:
        return self.document.title or short_path(self.document.source)

    @cached_property
    def troubles(self) -> list[Trouble]:
        return troubles(self.document)

    @cached_property
    def warnings(self) -> list[Any]:
        """The warnings that the troubles do not say already, in words."""
        said = {"no_title", "not_an_article", "unsure"}
        return [warning_in_short(code) for code in self.document.warning_codes.split() if code not in said]

    @property
    def confidence(self) -> Any:
        return confidence_in_words(self.document.confidence)

    @property
    def site(self) -> str:
        return site_name(self.document.site)

    @property
    def page(self) -> Any:
        return self.document.page


@dataclass
class Listing:
    """One page of the list."""

    rows: list[Row]
    next: Place | None = None
    """Where the next page of the list begins: behind this place; None on the last one."""
    count: int = 0
    """How many there are from here on, counted to one more than :data:`.counts.MOST`."""


def listing_of(documents: Any, after: Place | None, size: int) -> Listing:
    """The documents behind a place, at most so many.

    They are found and counted in an index first, and only then read: what is sorted and left out is not read
    at all.
    """
    ordered = after.after(documents) if after is not None else documents.order_by(*ORDER)
    places = ordered.values_list("review_priority", "confidence", "pk")
    found = [Place(*values) for values in places[: max(MOST, size) + 1]]
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    return Listing(rows_of([place.pk for place in shown]), last, len(found))


def rows_of(ids: Sequence[int]) -> list[Row]:
    """The rows of these documents, in this order: two queries."""
    related = ("page", "run__section", "duplicate_of", "proposal")
    documents = ImportedDocument.objects.select_related(*related).defer(*LONG).in_bulk(ids)
    kept = [documents[pk] for pk in ids if pk in documents]
    sections = sections_of([document.page for document in kept if document.page is not None])
    return [Row(document, _section(document, sections)) for document in kept]


def sections_of(pages: Iterable[Any]) -> dict[str, Any]:
    """The pages above some pages, by path: one query."""
    paths = {page.path[: -page.steplen] for page in pages}
    if not paths:
        return {}
    return {page.path: page for page in get_base_page_model()._default_manager.filter(path__in=paths)}


def _section(document: ImportedDocument, sections: dict[str, Any]) -> Any:
    page = document.page
    if page is not None:
        return sections.get(page.path[: -page.steplen])
    return document.run.section if document.run is not None else None
