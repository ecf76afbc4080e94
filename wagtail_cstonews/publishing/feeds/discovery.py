"""Which feeds belong to a page, for ``<link rel="alternate">`` in its head."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from ...models import Person
from ...models.article_filters import ArticleFilters, FilterError
from ..addresses import absolute, representation_address
from ..formats import FEEDS


class FeedLink(NamedTuple):
    type: str
    """The media type."""
    title: str
    url: str
    """Absolute, under the host and port of the request."""


def feeds_of(subject: Any, request: HttpRequest) -> list[FeedLink]:
    """The feeds of a section, an article (those of its section), a :class:`Person`, or else of the site.

    A section that the request narrows has the feed of what it shows, then that of the whole section. Pages
    of a site that does not include the app's URLs have none.
    """
    if isinstance(subject, Person):
        return _links(subject.name, _addresses("wagtail_cstonews:person_feed", slug=subject.slug), request)
    section = subject if _has_feeds(subject) else getattr(subject, "section", None)
    if section is None:
        return _links(site_title(request), _addresses("cstonews_site_feed"), request)
    addresses = {ending: representation_address(section, f"feed.{ending}", request) for ending in FEEDS}
    if not all(addresses.values()):
        return []
    links = _links(section.title, addresses, request)
    if section is subject and (query := _filters_in(request)):
        narrowed = {ending: f"{address}?{query}" for ending, address in addresses.items()}
        return [*_links(f"{section.title} ({_('filtered')})", narrowed, request), *links]
    return links


def site_title(request: HttpRequest) -> str:
    """What the site of the request is called: its name, else the title of its home page."""
    site = Site.find_for_request(request)
    return (site and (site.site_name or site.root_page.title)) or request.get_host()


def _has_feeds(subject: Any) -> bool:
    return "feed.rss" in getattr(subject, "representations", {})


def _links(title: str, addresses: dict[str, str], request: HttpRequest) -> list[FeedLink]:
    return [
        FeedLink(FEEDS[ending][0], f"{title} – {FEEDS[ending][1]}", absolute(request, address) or "")
        for ending, address in addresses.items()
    ]


def _addresses(name: str, **parts: str) -> dict[str, str]:
    try:
        return {ending: reverse(name, kwargs={**parts, "ending": ending}) for ending in FEEDS}
    except NoReverseMatch:
        return {}


def _filters_in(request: HttpRequest) -> str:
    """The valid filters of the request as a query, in one order whatever the request's."""
    try:
        filters = ArticleFilters.from_parameters(request.GET)
    except FilterError:
        return ""
    return urlencode({name: value for name in filters.names() if (value := getattr(filters, name))})
