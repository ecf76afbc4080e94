"""The related articles of a page, read from what is stored: pages that are at hand are not loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_date

from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.publishing.visibility import RestrictedPaths
from wagtail_cstonews.web import safe_url


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
        # A page that is linked without a date has its own.
        "date": (parse_date(date) if isinstance(date, str) else date) or getattr(page, "published_on", None),
        "page": page,
        "url": (page.get_url() if page else "") or safe_url(value.get("url")),
    }
