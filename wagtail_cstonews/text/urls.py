"""Addresses of the web, and of files named relative to a document."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

LONGEST_URL = 2000
"""Characters of what is kept of a lead image, as the JSON Schema has it."""


def same_file(one: str, other: str) -> bool:
    """Whether two addresses are of one image, perhaps in two sizes: sites put the size into the query."""
    return one.partition("?")[0] == other.partition("?")[0]


def web_address(base: str | None, address: str | None) -> str | None:
    """The absolute address of something on the web; None where it is none, or too long to be kept."""
    url = absolute_url(base, address)
    if not url or not url.lower().startswith("http") or len(url) > LONGEST_URL or url == base:
        return None
    return url


_ODD_IN_ADDRESS = re.compile(r"[][]|/\.|[^\x00-\x7f]")


def absolute_url(base: str | None, href: str | None) -> str | None:
    """The absolute address of a link; None where it is not one that a reader may follow."""
    if not href or len(href) > 4000:
        return None
    href = href.strip()
    if href.startswith(("https://", "http://")) and not _ODD_IN_ADDRESS.search(href):
        return href
    try:
        address = urljoin(base or "", href)
        # Not every address that can be joined can be taken apart again: "http://a]b/".
        urlsplit(address)
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else None


def relative_address(href: str) -> str:
    """The address of a file that is named relative to its document; empty where it is no such address.

    >>> [relative_address(href) for href in ("a_files/photo.jpg", "//example.org/a.jpg", "data:,")]
    ['a_files/photo.jpg', '', '']
    """
    href = href.strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    is_file = parts.path and not parts.scheme and not parts.netloc and len(href) <= LONGEST_URL
    return href if is_file else ""


def host_of(url: str | None) -> str:
    """The host in a URL, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""
