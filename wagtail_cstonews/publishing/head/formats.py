"""Links to feeds, and to other formats of a page, that stand below its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..excerpts import excerpt
from .addresses import absolute, with_parameters
from .head import Alternate

FEEDS: Mapping[str, tuple[str, str]] = {
    "rss": ("application/rss+xml", "RSS"),
    "atom": ("application/atom+xml", "Atom"),
    "json": ("application/feed+json", "JSON Feed"),
}
"""The media types and names of feeds, by the ending of their addresses."""

FORMATS: Mapping[str, tuple[str, str]] = {**FEEDS, "md": ("text/markdown", "Markdown")}


def format_links(
    names: Iterable[str],
    address: str,
    title: str,
    *,
    filters: Mapping[str, str] | None = None,
    formats: Mapping[str, tuple[str, str]] = FORMATS,
) -> Iterator[Alternate]:
    """The links to those of the ``representations`` of a page whose endings are among ``formats``.

    A feed takes the ``filters`` of the list that it stands beside.

    >>> links = format_links(["feed.rss", "x.y"], "https://a.example/news/", "News", filters={"tag": "rail"})
    >>> [(link.href, link.title) for link in links]
    [('https://a.example/news/feed.rss?tag=rail', 'News (RSS)')]
    """
    for name in names if address else ():
        ending = name.rpartition(".")[2]
        if ending in formats:
            kind, called = formats[ending]
            place = absolute(address.rstrip("/"), name)
            yield Alternate(
                with_parameters(place, filters or {}) if ending in FEEDS else place,
                type=kind,
                title=f"{excerpt(title, 200)} ({called})",
            )
