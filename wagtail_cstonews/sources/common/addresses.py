"""Absolute http(s) URLs in metadata."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit


def is_web_address(text: str) -> bool:
    """Whether the text is an absolute http(s) URL.

    >>> is_web_address("HTTPS://a.example/"), is_web_address("urn:isbn:1")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def web_address(text: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) URL, a relative one resolved against ``base``; None if there is none.

    >>> web_address(" /b.jpg", "https://a.example/c/d"), web_address("javascript:alert(1)")
    ('https://a.example/b.jpg', None)
    """
    found = (text or "").strip()
    if not found:
        return None
    try:
        found = urljoin(base or "", found)
        return found if is_web_address(found) and urlsplit(found).hostname else None
    except ValueError:
        return None


def first_address(addresses: Iterable[str]) -> str | None:
    """The identifier of a group of documents that list each other, independent of their order.

    None for fewer than two addresses.
    """
    found = {address.strip() for address in addresses if is_web_address(address.strip())}
    return min(found) if len(found) > 1 else None
