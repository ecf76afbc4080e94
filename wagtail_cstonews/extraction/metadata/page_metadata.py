"""Reads the metadata of an HTML page: JSON-LD, Open Graph, ``<meta>``, ``<time>``, ``<h1>``.

The data may be malformed or wrong; everything is checked, and bounded in length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from ...text.patterns import lazy_compile
from ...text.urls import LONGEST_URL, absolute_url, relative_address, same_file, web_address
from ..article.article import LeadImage
from ..article.line import Line
from . import given_date
from .authors import clean_names, same_name
from .json_ld import MOST_JSON, linked_data, names_of, own_names, text_of

LONGEST_ALT, LONGEST_CAPTION, LONGEST_CREDIT = 500, 1000, 200
"""Characters that are kept: some pages put a whole article there."""
FILE_LINK = lazy_compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|zip|txt|epub|key)(?:$|[?#])", re.IGNORECASE
)
"""The end of the URL of a document to download."""
# The most trusted first: names that mean publication, then those that may mean any date.
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "publish_date",
    "pubdate", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "article.published",
    "cxenseparse:recs:publishtime", "citation_publication_date",
)  # fmt: skip
_AUTHOR_METAS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
    "cxenseparse:author", "citation_author",
)  # fmt: skip
_MOST_TIMES, _MOST_HEADINGS, _MOST_AUTHORS = 20, 6, 4
"""Elements that are read: the page's own come first, those of lists and comments follow."""
_LONGEST_TITLE, _LONGEST_INNER = 400, 2000
"""Characters of a title, and of the text of any element."""
_LONGEST_META = 2001
"""Characters: one more than the longest image URL, so that a longer one is recognised."""
_LONGEST_KIND, _LONGEST_AUTHOR = 80, 80
"""Characters of the type that JSON-LD gives the article, and of an element that is marked as its author."""
_EPOCH_YEAR = "1970"
"""The year of a zero Unix timestamp, which systems give for a missing date."""


@dataclass(slots=True)
class Picture:
    """An ``<img>`` of a page, unprocessed, and its place."""

    attributes: Mapping[str, str]
    line_count: int
    """The number of the page's lines before it."""
    places: Sequence[tuple[str, str]]
    """The nearest block elements that it is in, the outermost first: tag, and words of class, id and role."""
    link: str | None = None
    """The target of the link around it; None if there is none."""
    source_set: str = ""
    """The ``srcset`` of the first ``<source>`` in its ``<picture>``."""
    caption: Line | None = None
    """The caption of the figure that it is in."""
    joins_above: bool = False
    """Whether it stands in the same part of the page as the line before it."""
    joins_below: bool = False


@dataclass(slots=True)
class PageHints:
    """The metadata of a page."""

    titles: list[str] = field(default_factory=list)
    """The most trusted first; the last may carry the site's name."""
    headlines: list[tuple[str, str]] = field(default_factory=list)
    """Every title that the page gives, with its source: ``ld name og tw tag h1``."""
    kind: str = ""
    """The type that JSON-LD gives the article: ``NewsArticle``."""
    authors: list[str] = field(default_factory=list)
    site_authors: list[str] = field(default_factory=list)
    """An author that is the site or an agency: used if the text names no person."""
    published_at: str | None = None
    """ISO 8601 date or date-time."""
    language: str | None = None
    site_name: str | None = None
    publisher: str | None = None
    image: LeadImage | None = None
    description: str | None = None
    base: str | None = None
    """The base URL of the page."""
    canonical: str | None = None
    """The canonical URL that the page declares."""
    pictures: list[Picture] = field(default_factory=list)
    """The images of the page, in order."""
    named_images: set[str] = field(default_factory=set)
    """The URLs of a fragment's images."""


@dataclass(slots=True)
class _Elements:
    """The elements that say something about the page, from one pass over its tree."""

    metas: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    title: str = ""
    canonical: str = ""

    @classmethod
    def of(cls, root: Any) -> _Elements:
        found = cls()
        for element in root.iter("meta", "script", "time", "h1", "title", "link"):
            found.take(element)
        return found

    def take(self, element: Any) -> None:
        tag = element.tag
        if tag == "meta":
            self._take_meta(element)
        elif tag == "link":
            if not self.canonical and "canonical" in (element.get("rel") or "").lower().split():
                self.canonical = (element.get("href") or "").strip()[:_LONGEST_META]
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                self.scripts.append(element.text[:MOST_JSON])
        elif tag == "time":
            if len(self.times) < _MOST_TIMES and (value := element.get("datetime") or _inner(element)):
                self.times.append(value)
        elif tag == "h1":
            if len(self.headings) < _MOST_HEADINGS and (text := _inner(element)):
                self.headings.append(text)
        elif not self.title:
            # An <svg> may have a title, too; the page's comes first.
            self.title = _inner(element)

    def _take_meta(self, meta: Any) -> None:
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content and name not in self.metas:
            self.metas[name] = content[:_LONGEST_META]


def _inner(element: Any) -> str:
    """The text in an element, without that of scripts."""
    return " ".join("".join(element.itertext()).split())[:_LONGEST_INNER]


def page_hints(root: Any, base: str | None = None) -> PageHints:
    """Read the metadata of a page's tree. Nothing in it need be well-formed."""
    elements = _Elements.of(root)
    metas = elements.metas
    data, known = linked_data(elements.scripts)
    page = PageHints(
        language=root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or metas.get("og:locale")
    )
    page.site_name = metas.get("og:site_name") or metas.get("application-name")
    page.description = metas.get("og:description") or metas.get("description")
    page.headlines = _headlines(elements, data)
    page.kind = str(data.get("@type", ""))[:_LONGEST_KIND]
    in_head = [text for source, text in page.headlines if source not in ("h1", "name")]
    page.titles = list(dict.fromkeys(in_head))
    page.publisher = next(iter(names_of(data.get("publisher"), known)), None) or page.site_name
    page.published_at = _published(elements, data)
    _set_authors(page, root, metas, data, known)
    page.image = _lead_image(metas, data, base)
    page.canonical = _canonical(elements.canonical, base) or _canonical(metas.get("og:url"), base)
    return page


def _canonical(address: str | None, base: str | None) -> str | None:
    """The canonical URL; None if it is the front page's, which careless templates put on every page."""
    found = absolute_url(base, address)
    if not found or not found.lower().startswith("http") or len(found) > LONGEST_URL:
        return None
    try:
        own, other = urlsplit(found), urlsplit(base or "")
    except ValueError:
        return None
    is_front = not own.path.strip("/") and not own.query
    was_front = not other.path.strip("/") and not other.query
    return None if is_front and not (base and was_front) else found.partition("#")[0]


def _headlines(elements: _Elements, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    metas = elements.metas
    told = [
        ("ld", text_of(data.get("headline"))),
        ("og", metas.get("og:title")),
        ("tw", metas.get("twitter:title")),
        ("tag", elements.title),
        ("name", text_of(data.get("name"))),
        *(("h1", text) for text in elements.headings),
    ]
    cleaned = ((source, " ".join((text or "").split())[:_LONGEST_TITLE]) for source, text in told)
    return [(source, text) for source, text in cleaned if text]


# --------------------------------------------------------------------------- date


def _published(elements: _Elements, data: Mapping[str, Any]) -> str | None:
    candidates: list[str | None] = [text_of(data.get("datePublished")), text_of(data.get("dateCreated"))]
    candidates += [elements.metas.get(name) for name in _DATE_METAS]
    candidates += elements.times
    for value in candidates:
        if value and (found := given_date.given_date(value, None)) and found[:4] > _EPOCH_YEAR:
            return found
    return None


# --------------------------------------------------------------------------- authors


def _set_authors(
    page: PageHints, root: Any, metas: Mapping[str, str], data: Mapping[str, Any], known: Mapping[str, Any]
) -> None:
    """Set the authors from the first source that names somebody other than the site."""
    site = [name for name in (page.site_name, page.publisher) if name]
    for names in _sources_of_authors(root, metas, data, known):
        found = clean_names(names)
        people = [name for name in found if not any(same_name(name, other) for other in site)]
        if people:
            page.authors = people
            return
        page.site_authors = page.site_authors or found


def _sources_of_authors(
    root: Any, metas: Mapping[str, str], data: Mapping[str, Any], known: Mapping[str, Any]
) -> Iterator[list[str]]:
    yield names_of(data.get("author"), known)
    for meta in _AUTHOR_METAS:
        value = metas.get(meta, "")
        if value and not value.startswith(("http", "@", "/")):
            yield [value]
    elements = _marked_as_author()(root)
    yield [text for element in elements[:_MOST_AUTHORS] if 1 < len(text := _inner(element)) < _LONGEST_AUTHOR]


@cache
def _marked_as_author() -> Any:
    from lxml import etree

    return etree.XPath(
        "//*[@itemprop='author' or @rel='author']"
        "[not(ancestor::*[contains(@class, 'comment') or contains(@id, 'comment') or @itemprop='comment'])]"
    )


# --------------------------------------------------------------------------- image


def _lead_image(metas: Mapping[str, str], data: Mapping[str, Any], base: str | None) -> LeadImage | None:
    """The page's lead image: Open Graph's, else JSON-LD's, else Twitter's."""
    told = data.get("image")
    told = told[0] if isinstance(told, list) and told else told
    linked = told if isinstance(told, dict) else {"url": told}
    own = web_address(base, text_of(linked.get("url") or linked.get("contentUrl")))
    url = (
        web_address(base, metas.get("og:image") or metas.get("og:image:url"))
        or own
        or web_address(base, metas.get("twitter:image") or metas.get("twitter:image:src"))
    )
    if url is None:
        return None
    image = LeadImage(url, bounded(metas.get("og:image:alt") or metas.get("twitter:image:alt"), LONGEST_ALT))
    if url == own or own is None:
        image.caption = bounded(text_of(linked.get("caption")), LONGEST_CAPTION)
        credit = linked.get("creditText") or linked.get("author") or linked.get("copyrightHolder")
        image.credit = bounded(next(iter(own_names(credit)), None), LONGEST_CREDIT)
    return image


def lead_image(page: PageHints, lines: Sequence[Line]) -> LeadImage | None:
    """The image that the page names, with the caption of its figure; else that of the first figure."""
    captions = [line for line in lines if line.label == "caption" and line.hints is not None]
    figures = [(line.hints.image, line.clean) for line in captions if line.hints and line.hints.image]
    image = page.image
    if image is None:
        addresses = (web_address(None, address) for (address, _), _ in figures)
        url = next(filter(None, addresses), None)
        if url is None:
            return None
        image = LeadImage(url)
    for (address, alt), caption in figures:
        if same_file(address, image.url):
            image.alt = image.alt or bounded(alt, LONGEST_ALT)
            image.caption = image.caption or bounded(caption, LONGEST_CAPTION)
            break
    return image


def bounded(text: str | None, most: int) -> str | None:
    """The text with white space collapsed, cut to ``most`` characters; None if it is empty."""
    return " ".join((text or "").split())[:most] or None


def file_beside(href: str | None) -> str:
    """The relative URL of a document to download; empty for everything else.

    >>> [file_beside(href) for href in ("files/report.pdf", "about.html", "javascript:x('.pdf')", None)]
    ['files/report.pdf', '', '', '']
    """
    address = relative_address(href) if href and "\\" not in href else ""
    return address if FILE_LINK.search(address) else ""
