"""Reports the effect of site profiles: how many shared lines were left out, on how many pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...documents import RawDocument, site_key, site_name
from ..article.article import Article
from .keys import line_key
from .reasons import is_of_site

MOST_NAMED = 10
"""Sites that are reported individually."""
MAX_SITES = 10_000
MAX_LINES = 200_000
"""Sites and lines that are counted; further ones are ignored, which bounds the memory."""


class LeftOut(NamedTuple):
    """The lines that the site profile left out of a document."""

    site: str
    summaries: tuple[int, ...] = ()
    """The keys of other documents' headlines and summaries."""
    lines: tuple[int, ...] = ()
    """The keys of the other lines."""


def left_out(document: RawDocument, article: Article) -> LeftOut:
    """The lines that the site profile left out of the document's article."""
    found = [line for line in article.left_out() if is_of_site(line)]
    summaries = tuple(line_key(line.clean) for line in found if line.label == "teaser")
    others = tuple(line_key(line.clean) for line in found if line.label != "teaser")
    return LeftOut(site_key(document), summaries, others)


class _Site:
    """The counts of one site."""

    def __init__(self) -> None:
        self.documents = 0
        self.pages = 0
        """Documents from which lines were left out."""
        self.summaries: set[int] = set()
        self.lines: set[int] = set()


class SiteReport:
    """Counts, by site, the different lines that were left out and the documents that had them."""

    def __init__(self) -> None:
        self.sites: dict[str, _Site] = {}
        self._room = MAX_LINES

    def add(self, found: LeftOut) -> None:
        """Counts one document."""
        site = self.sites.get(found.site)
        if site is None:
            if not found.site or len(self.sites) >= MAX_SITES:
                return
            site = self.sites[found.site] = _Site()
        site.documents += 1
        site.pages += bool(found.summaries or found.lines)
        if self._room > 0:
            before = len(site.summaries) + len(site.lines)
            site.summaries.update(found.summaries)
            site.lines.update(found.lines)
            self._room -= len(site.summaries) + len(site.lines) - before

    def sentences(self) -> Iterator[str]:
        """One sentence per site with left-out lines, for the sites with most such pages first; bounded."""
        found = [(key, site) for key, site in self.sites.items() if site.pages]
        found.sort(key=lambda pair: -pair[1].pages)
        for key, site in found[:MOST_NAMED]:
            pages = f"{site.pages:,} of {_counted(site.documents, 'page', 'pages')}"
            yield f"site of {site_name(key)}: {_what(site)} on {pages} left out"
        if len(found) > MOST_NAMED:
            yield f"and {_counted(len(found) - MOST_NAMED, 'more site', 'more sites')}"


def _what(site: _Site) -> str:
    parts = [_counted(len(site.summaries), "summary", "summaries")] if site.summaries else []
    if site.lines:
        other = "other " if parts else ""
        parts.append(_counted(len(site.lines), f"{other}line", f"{other}lines"))
    return " and ".join(parts)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
