"""Absolute addresses of pages and of their other representations, under the host that was asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def page_address(page: Any, request: HttpRequest) -> str:
    """The page's address; empty if it belongs to no site.

    A page of the site that was asked has the request's scheme, host and port, which a site's record need
    not know; one of another site has that site's.
    """
    url = page.get_url(request)
    return request.build_absolute_uri(url) if url else ""


def representation_address(page: Any, name: str, request: HttpRequest) -> str:
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
