"""Absolute addresses as the visitor of a request sees the site: with its scheme, host and port.

A site's record need not know the port that the site runs on, nor a site that nobody named its host: then
the request says it. It never says the host of a site that has a name, since anybody can send any host.
Feeds, sitemaps, heads and APIs all follow this rule.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.core.exceptions import SuspiciousOperation
from django.http.request import split_domain_port
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
"""Hosts in the record of a site that nobody named, such as the one that Wagtail's migrations make."""


def site_root(request: Any) -> str:
    """The scheme, host and port of the request's site, without a slash at the end.

    Those of the request where the site's record has the same host or one of :data:`LOCAL_HOSTS`, and where
    there is no record; else what the record says.
    """
    site = Site.find_for_request(request)
    try:
        host = request.get_host()
    except SuspiciousOperation:
        return site.root_url if site else ""
    if site is None or _is_visited_as(site, request, host):
        return f"{request.scheme}://{host}"
    return str(site.root_url)


def _is_visited_as(site: Site, request: Any, host: str) -> bool:
    if site.hostname in LOCAL_HOSTS:
        return True
    domain, port = split_domain_port(host)
    # Where TLS ends at a proxy, the request knows neither of it nor of its port.
    knows_less = site.port == 443 and not port and not request.is_secure()
    return bool(domain == site.hostname.lower()) and not knows_less


def root_of_page(site_id: int | None, root_url: str, request: Any) -> str:
    """The root of the site that a page belongs to, from what ``page.get_url_parts()`` says of it.

    Of another site than the request's, and without a request, it is what that site's record says.
    """
    site = Site.find_for_request(request) if request else None
    return site_root(request) if site is not None and site.pk == site_id else root_url


def absolute(request: Any, path: str | None) -> str | None:
    """The address of a path on the request's site; an address that is absolute stays as it is."""
    return urljoin(f"{site_root(request)}/", path) if path else None


def own_address(request: Any) -> str:
    """The address that the request asks for, with its parameters."""
    return f"{site_root(request)}{request.get_full_path()}"


def page_url(page: Any, request: Any) -> str | None:
    """The absolute address of a page; None if it belongs to no site.

    Pages of another site than the request's have that site's host.
    """
    parts = page.get_url_parts(request=request)
    if parts is None:
        return None
    site_id, root_url, path = parts
    return None if path is None else f"{root_of_page(site_id, root_url, request)}{path}"


def page_address(page: Any, request: Any) -> str:
    """As :func:`page_url`; empty if the page belongs to no site."""
    return page_url(page, request) or ""


def representation_address(page: Any, name: str, request: Any) -> str:
    """The address of one of the page's other representations, such as ``feed.rss``; empty without one.

    Sites have them if they include ``wagtail_cstonews.urls``.
    """
    if name not in getattr(page, "representations", {}) or not is_routed(name):
        return ""
    address = page_address(page, request)
    return f"{address.rstrip('/')}/{name}" if address else ""


def is_routed(name: str) -> bool:
    """Whether the site has addresses for a representation of pages: it includes ``wagtail_cstonews.urls``."""
    try:
        return bool(reverse("cstonews_representation", args=[name]))
    except NoReverseMatch:
        return False
