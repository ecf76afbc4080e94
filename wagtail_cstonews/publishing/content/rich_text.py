"""Stored rich text as HTML for other places than the site's pages: sanitised, with absolute addresses."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import extract_attrs

from ..safe_rich_text import with_few_tags
from .plain import one_line, xml_text
from .references import OPENING_OF_A_LINK, References

_TEXT = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "strong", "u"}
_BLOCKS = {
    "p",
    "pre",
    "blockquote",
    "hr",
    "figure",
    "figcaption",
    "img",
    *(f"h{level}" for level in range(2, 7)),
}
_LISTS = {"ol", "ul", "li", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_TAGS = {*_TEXT, "sub", "sup", *_BLOCKS, *_LISTS, *_TABLES}
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
    html = OPENING_OF_A_LINK.sub(lambda found: _opening(found, references), with_few_tags(source))
    if _NEEDS_WAGTAIL.search(html):
        html = expand_db_html(html)
    return sanitised(html, base)


def sanitised(html: str, base: str) -> str:
    """Any HTML without scripts, styles and frames, its addresses absolute as seen from ``base``."""
    # Addresses import this module, and a web process should start without it.
    import nh3

    def absolute(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) not in _ADDRESSES:
            return value
        try:
            address = urljoin(base, value)
        except ValueError:
            return None
        return address if address.partition(":")[0].lower() in _SCHEMES else None

    cleaned = nh3.clean(
        with_few_tags(xml_text(html)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=absolute,
        link_rel=None,
    )
    return _without_empty_links(cleaned) if "<a>" in cleaned else cleaned.strip()


def plain_text(html: str) -> str:
    """The words of any HTML, however broken, in one line.

    >>> plain_text("<p>One &amp; two</p><p>three<script>four()</script>")
    'One & two three'
    """
    apart = _END_OF_BLOCK.sub(" ", with_few_tags(xml_text(html)))
    return one_line(unescape(_text_cleaner().clean(apart)))


@cache
def _text_cleaner() -> Any:
    import nh3

    return nh3.Cleaner(tags=set())


_END_OF_BLOCK = re.compile(r"(?=</(?:p|li|h\d|td|th|blockquote)>)|(?=<br\b)", re.IGNORECASE)

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
