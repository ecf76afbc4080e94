"""URLs: absolute URLs of the web, and relative addresses of files beside a document."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from .patterns import lazy_compile

LONGEST_URL = 2000
"""Characters: the longest address of a lead image that the JSON Schema allows."""


def same_file(one: str, other: str) -> bool:
    """Whether two addresses differ only in their query, where sites put an image's size."""
    return one.partition("?")[0] == other.partition("?")[0]


def web_address(base: str | None, address: str | None) -> str | None:
    """The absolute http(s) URL; None if it is not one, is ``base`` itself, or exceeds ``LONGEST_URL``."""
    url = absolute_url(base, address)
    if not url or not url.lower().startswith("http") or len(url) > LONGEST_URL or url == base:
        return None
    return url


_ODD_IN_ADDRESS = lazy_compile(r"[][]|/\.|[^\x00-\x7f]")


# Of most links of a site: urljoin would only put the host before it.
_PLAIN_PATH = lazy_compile(r"(?:/[\w~%-][\w.~%-]*+)++/?+(?:\?[\w.~%=&+-]++)?+", re.ASCII)


def absolute_url(base: str | None, href: str | None) -> str | None:
    """The absolute URL of a link; None unless it is http, https or mailto."""
    if not href or len(href) > 4000:
        return None
    href = href.strip()
    if href.startswith(("https://", "http://")) and not _ODD_IN_ADDRESS.search(href):
        return href
    if base and _PLAIN_PATH.fullmatch(href) and (host := _host_address(base)):
        return host + href
    try:
        address = urljoin(base or "", href)
        # Not every address that can be joined can be taken apart again: "http://a]b/".
        urlsplit(address)
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else None


@lru_cache(maxsize=16)
def _host_address(base: str) -> str:
    """Scheme and host of a page that is on the web; else ""."""
    try:
        root = urljoin(base, "/")
        urlsplit(root)
    except ValueError:
        return ""
    return root[:-1] if root.lower().startswith(("http://", "https://")) else ""


def relative_address(href: str) -> str:
    """The relative address of a file beside its document; empty if ``href`` is not relative.

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
    """The host of a URL; "" if it has none."""
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""
