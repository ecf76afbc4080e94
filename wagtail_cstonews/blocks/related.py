"""Blocks for related articles: pages of this site, or teasers as printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..compat import get_base_page_model
from ..publishing.visibility import RestrictedPaths
from ..web import safe_url, validate_web_url
from .common import PREVIEW_TEMPLATE


class RelatedValue(blocks.StructValue):
    """A teaser. What visitors may see of it: :func:`links_of`."""


def related_pages(raw: Any) -> list[int]:
    """The primary keys of the pages that stored teasers name."""
    return [pk for child in raw if isinstance(pk := child["value"].get("page"), int)]


def links_of(raw: Any, known: Mapping[int, Any], restricted: RestrictedPaths) -> list[dict[str, Any]]:
    """The visible parts of stored teasers: text, date, and page and address where the page is public.

    One query for the pages that are not among those ``known`` by primary key.
    """
    wanted = set(related_pages(raw)) - set(known)
    pages = {**known, **(get_base_page_model().objects.in_bulk(wanted) if wanted else {})}
    found = (_link(child["value"], pages, restricted) for child in raw)
    return [link for link in found if link["text"]]


def _link(value: Mapping[str, Any], pages: Mapping[int, Any], restricted: RestrictedPaths) -> dict[str, Any]:
    page: Any = pages.get(value.get("page") or 0)
    page = page if page is not None and restricted.is_public(page) else None
    date, text = value.get("date"), value.get("text") or ""
    return {
        "text": text or (page.title if page else ""),
        # Then it is in the language of that page.
        "is_title": bool(page and not text),
        # A page that is linked without words of its own has its own date as well.
        "date": (parse_date(date) if isinstance(date, str) else date) or getattr(page, "published_on", None),
        "page": page,
        "url": (page.get_url() if page else "") or safe_url(value.get("url")),
    }


class RelatedBlock(blocks.StructBlock):
    """A related article: a page of this site, or the teaser as printed."""

    text = blocks.TextBlock(
        required=False,
        rows=2,
        label=_("Teaser"),
        help_text=_("The page's title is shown if left empty."),
    )
    date = blocks.DateBlock(required=False, label=_("Date"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address"), validators=[validate_web_url])

    class Meta:
        label = _("Related article")
        icon = "link"
        description = _("A pointer to another article.")
        value_class = RelatedValue
        label_format = _("{text}")
        preview_template = "wagtail_cstonews/previews/related.html"
        preview_value = {"text": _("The council met in Bishkek"), "date": None}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not (cleaned.get("text") or "").strip() and not cleaned.get("page"):
            raise StructBlockValidationError(
                {"text": ValidationError(_("Write a teaser or choose a page."), code="required")}
            )
        return cleaned


class RelatedStreamBlock(blocks.StreamBlock):
    """The related articles."""

    teaser = RelatedBlock()

    class Meta:
        label = _("Related articles")
        icon = "list-ul"
        description = _("Pointers to other articles.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("teaser", {"text": _("The council met in Bishkek")})]

    def links(self, value: Any) -> list[dict[str, Any]]:
        """The visible related articles, in at most two queries."""
        return links_of(value.raw_data, {}, RestrictedPaths())

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        return [
            {
                "text": link["text"],
                "date": link["date"].isoformat() if link["date"] else None,
                "page": link["page"].pk if link["page"] else None,
                "url": link["url"] or None,
            }
            for link in self.links(value)
        ]
