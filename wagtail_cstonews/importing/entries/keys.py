"""What documents and addresses are looked up by."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    pass


def hash_url(url: str) -> str:
    """The same for all addresses of a page: scheme, ``www.``, fragment and last slash aside; empty for none.

    >>> hash_url("https://www.courier.example/a/#top") == hash_url("http://Courier.example/a")
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    text = f"{host}{parts.path.rstrip('/')}?{parts.query}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def hash_key(key: str) -> str:
    """The same for the same key, and short enough for an index in every database."""
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()
