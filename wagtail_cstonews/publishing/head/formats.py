"""Links to feeds, and to other formats of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.urls import NoReverseMatch, reverse

from ..addresses import is_routed
from ..excerpts import excerpt
from ..formats import FEEDS
from .addresses import absolute, with_parameters
from .head import Alternate

FORMATS: Mapping[str, tuple[str, str]] = {**FEEDS, "md": ("text/markdown", "Markdown")}

TITLE_LENGTH = 200


def format_links(
    names: Iterable[str],
    address: str,
    title: str,
    *,
    filters: Mapping[str, str] | None = None,
    formats: Mapping[str, tuple[str, str]] = FORMATS,
) -> Iterator[Alternate]:
    """The links to those ``representations`` of a page whose endings are among ``formats``.

    Beside a list that is narrowed by ``filters`` stands the feed of what it shows, then that of the whole. A
    site that does not include the app's URLs has none.
    """
    for name in names if address else ():
        ending = name.rpartition(".")[2]
        if ending in formats and is_routed(name):
            place = absolute(address.rstrip("/"), name)
            if filters and ending in FEEDS:
                yield _link(with_parameters(place, filters), title, ending)
            yield _link(place, title, ending)


def feed_links(pattern: str, root: str, title: str, **parts: str) -> Iterator[Alternate]:
    """The links to the feeds that a URL pattern names; none if the site does not have it."""
    for ending in FEEDS:
        try:
            address = reverse(pattern, kwargs={**parts, "ending": ending})
        except NoReverseMatch:
            return
        yield _link(absolute(root, address), title, ending)


def _link(address: str, title: str, ending: str) -> Alternate:
    kind, called = FORMATS[ending]
    return Alternate(address, type=kind, title=f"{excerpt(title, TITLE_LENGTH)} – {called}")
