"""Stored rich text as HTML for other places than the site's pages: sanitised, with absolute addresses."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import urljoin

import nh3
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from .plain import xml_text
from .references import References

_INLINE = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "strong"}
_IN_BLOCKS = {
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "pre",
    "blockquote",
    "hr",
    "ol",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
}
_IN_TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_TAGS = {
    *_INLINE,
    *_IN_BLOCKS,
    *_IN_TABLES,
    "dl",
    "dt",
    "dd",
    "sub",
    "sup",
    "u",
    "figure",
    "figcaption",
    "img",
}
_ATTRIBUTES = {
    "a": {"href"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESSES = {("a", "href"), ("blockquote", "cite"), ("img", "src")}

_NEEDS_WAGTAIL = re.compile(r"<embed\b|\blinktype=")


def rich_text_html(source: str, references: References, base: str) -> str:
    """Rich text as it is stored, its addresses absolute as seen from ``base``. Links to pages that are not
    public lose their address.

    What a site's own features add is expanded by Wagtail.
    """
    html = FIND_A_TAG.sub(lambda found: _opening(found, references), source)
    if _NEEDS_WAGTAIL.search(html):
        html = expand_db_html(html)
    return sanitised(html, base)


def sanitised(html: str, base: str) -> str:
    """Any HTML without scripts, styles and frames, its addresses absolute as seen from ``base``."""

    def absolute(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) not in _ADDRESSES:
            return value
        try:
            address = urljoin(base, value)
        except ValueError:
            return None
        return address if address.partition(":")[0].lower() in _SCHEMES else None

    cleaned = nh3.clean(
        xml_text(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=absolute,
        link_rel=None,
    )
    return _without_empty_links(cleaned) if "<a>" in cleaned else cleaned.strip()


_ANCHOR = re.compile(r"<(/?)a(?=[ >])([^>]*)>")


def _without_empty_links(html: str) -> str:
    """Cleaned HTML without the ``<a>`` that lead nowhere; their words stay."""
    is_link: list[bool] = []

    def replaced(found: re.Match[str]) -> str:
        if not found.group(1):
            is_link.append(bool(found.group(2)))
            return found.group() if is_link[-1] else ""
        return found.group() if is_link and is_link.pop() else ""

    return _ANCHOR.sub(replaced, html).strip()


def _opening(found: re.Match[str], references: References) -> str:
    attributes: dict[str, Any] = extract_attrs(found.group(1))
    kind, pk = attributes.get("linktype"), attributes.get("id")
    if kind == "page":
        return f'<a href="{escape(references.page(pk))}">' if references.page(pk) else "<a>"
    if kind == "document":
        return f'<a href="{escape(references.document(pk))}">' if references.document(pk) else "<a>"
    return found.group()
