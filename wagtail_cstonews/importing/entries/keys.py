"""Hashes by which documents and addresses are looked up."""

from __future__ import annotations

import hashlib
import uuid
from functools import lru_cache
from urllib.parse import urlsplit

NAMESPACE = uuid.UUID("6f1b0a52-9c53-4d0e-8c0c-5f2f4d3f7f10")
"""The UUID namespace of derived ids (blocks, translation keys). It must never change: pages hold such ids."""


def derived_id(name: str) -> str:
    """``str(uuid.uuid5(NAMESPACE, name))`` at a third of its cost: an import derives one for each block."""
    digest = bytearray(hashlib.sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@lru_cache(maxsize=2_000)
def hash_url(url: str) -> str:
    """A hash of a page's address, ignoring scheme, ``www.``, fragment and final slash; empty for no address.

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
    """A fixed-length hash of a key, short enough for an index in every database."""
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()
