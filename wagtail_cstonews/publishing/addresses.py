"""Absolute addresses as the visitor of a request sees the site: with its scheme, host and port."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site


def absolute(request: Any, path: str | None) -> str | None:
    """The address of a path on the request's site; an address that is absolute stays as it is.

    A site's record may know another port than the one that it runs on, so the request says it.
    """
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
