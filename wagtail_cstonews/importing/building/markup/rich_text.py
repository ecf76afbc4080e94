"""Scraped text and mark-up converted to Wagtail's rich text: a few inline elements; the rest is escaped or
removed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import urljoin

import nh3
from bs4 import BeautifulSoup

from ....web import safe_url

INLINE_TAGS = {"a", "b", "strong", "i", "em", "sup", "sub", "br"}
"""The inline elements of the paragraph block's editor, with their HTML synonyms."""

RENAMED = {"strong": "b", "em": "i"}

# Neither XML nor PostgreSQL can hold them, and no text needs them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str | None) -> str:
    """The text without outer white space and control characters.

    >>> clean_text(" One\\x00 \\x1b[31mTwo\\n")
    'One [31mTwo'
    """
    return CONTROLS.sub("", text or "").strip()


def one_line(text: str | None) -> str:
    """The text with single spaces between its words.

    >>> one_line(" One\\n  two")
    'One two'
    """
    return " ".join(clean_text(text).split())


def text_html(text: str) -> str:
    """Plain text as a paragraph of rich text; its line breaks are kept.

    >>> text_html("1 < 2\\nand so on")
    '<p>1 &lt; 2<br/>and so on</p>'
    """
    return f"<p>{inline_text(text)}</p>"


def inline_text(text: str) -> str:
    """Plain text for the inside of a paragraph."""
    return "<br/>".join(escape(line.strip(), quote=False) for line in clean_text(text).splitlines())


def inline_html(html: str, base_url: str | None = None, files: Mapping[str, int] | None = None) -> str:
    """Scraped inline mark-up for the inside of a paragraph.

    Scripts, styles and every attribute but a link's address are removed. An address is made absolute with
    ``base_url``; a link that is not http, https or mailto becomes its text. ``files`` are the site's
    documents by the addresses under which the mark-up links to them.

    >>> inline_html('<strong onclick="x()">One</strong> <a href="javascript:x()">two</a> <u>three</u>')
    '<b>One</b> two three'
    >>> inline_html('<a href="a.pdf">Report</a>', files={"a.pdf": 5})
    '<a id="5" linktype="document">Report</a>'
    """
    cleaned = nh3.clean(
        clean_text(html),
        tags=INLINE_TAGS,
        attributes={"a": {"href"}},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    soup = BeautifulSoup(cleaned, "html.parser")
    for tag in soup.find_all(list(RENAMED)):
        tag.name = RENAMED[tag.name]
    for link in soup.find_all("a"):
        found = str(link.get("href") or "")
        file = files.get(found.strip()) if files else None
        href = link_address(found, base_url)
        if file is not None:
            link.attrs = {"linktype": "document", "id": str(file)}
        elif href:
            link["href"] = href
        else:
            link.unwrap()
    return soup.decode(formatter="minimal").strip()


def link_address(href: str, base_url: str | None) -> str:
    """The absolute address of a link, or an empty string where it must not become one.

    >>> link_address("/a", "https://example.org/news/"), link_address("/a", None), link_address("#top", None)
    ('https://example.org/a', '', '')
    """
    href = href.strip()
    if not href:
        # Joined to the page's own address, a bare fragment would link to the page itself.
        return ""
    if href.lower().startswith("mailto:"):
        return href if "@" in href and not re.search(r"\s", href) else ""
    try:
        return safe_url(urljoin(base_url or "", href))
    except ValueError:
        return ""


def link_html(address: str, text: str) -> str:
    """A link as HTML; the address must be safe already."""
    return f'<a href="{escape(address)}">{inline_text(text)}</a>'


def links_on_words(html: str, base_url: str | None = None) -> list[tuple[str, str]]:
    """The links in scraped inline mark-up: the words of each, and its safe, absolute address.

    >>> links_on_words('Photo: <a href="/ann"><b>Ann</b>  Brandt</a> <a href="javascript:x()">x</a>', "https://a.example")
    [('Ann Brandt', 'https://a.example/ann')]
    """
    soup = BeautifulSoup(inline_html(html, base_url), "html.parser")
    return [(one_line(link.get_text()), str(link["href"])) for link in soup.find_all("a", href=True)]
