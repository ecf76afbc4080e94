"""Absolute addresses as the visitor of a request sees the site: with its scheme, host and port.

A site's record need not know the port that the site runs on, so the request says it.
"""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from wagtail.models import Site


def absolute(request: Any, path: str | None) -> str | None:
    """The address of a path on the request's site; an address that is absolute stays as it is."""
    return request.build_absolute_uri(path) if path else None


def page_url(page: Any, request: Any) -> str | None:
    """The absolute address of a page; None if it belongs to no site.

    Pages of another site than the request's have that site's host.
    """
    parts = page.get_url_parts(request=request)
    if parts is None:
        return None
    site_id, root_url, path = parts
    if path is None:
        return None
    site = Site.find_for_request(request)
    return absolute(request, path) if site is not None and site.pk == site_id else f"{root_url}{path}"


def page_address(page: Any, request: Any) -> str:
    """As :func:`page_url`; empty if the page belongs to no site."""
    return page_url(page, request) or ""


def representation_address(page: Any, name: str, request: Any) -> str:
    """The address of one of the page's other representations, such as ``feed.rss``; empty without one.

    Sites have them if they include ``wagtail_cstonews.urls``.
    """
    if name not in getattr(page, "representations", {}) or not _are_routed(name):
        return ""
    address = page_address(page, request)
    return f"{address.rstrip('/')}/{name}" if address else ""


def _are_routed(name: str) -> bool:
    try:
        return bool(reverse("cstonews_representation", args=[name]))
    except NoReverseMatch:
        return False
