"""Which site a document is of: the key that its profile goes by, and the name that people read.

A site is the host of its documents' URLs. A document without one is of the site that somebody named, else of
the place that it came in: a file of rows, an archive, a folder. The key of a place is its name and a digest
of what identifies it, ``archive/#3f2a9c1d5e6b7a80``. So one folder is the same site from run to run, two of
the same name are not, and no place is ever taken for a host: there is no ``#`` in any.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from .article import RawDocument
from .metadata import host_of

LONGEST_HOST = 253
"""Characters; a longer one cannot be a host. No key is longer."""
_LONGEST_NAME = 100
"""Characters kept of a place's name: enough to tell it by, and the key stays shorter than a host may be."""
_MARK = "#"
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")


def host_key(url: str | None) -> str:
    """The host of a URL without ``www.``; "" where there is none.

    >>> host_key("https://www.harbour-news.example/a?b=1")
    'harbour-news.example'
    """
    host = host_of(url).casefold().rstrip(".").removeprefix("www.")
    return host if len(host) <= LONGEST_HOST else ""


def site_key(document: RawDocument) -> str:
    """What the profile of a document's site goes by; "" where nothing says what site it is of."""
    return host_key(document.url) or document.site or ""


def place_key(name: str, identity: str) -> str:
    """The key of a place that documents came in. ``identity`` tells it from others of its name."""
    digest = blake2b(identity.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(name.split()))
    return f"{shown[:_LONGEST_NAME]}{_MARK}{digest}"


def named_key(name: str) -> str:
    """The key of the site that somebody names: with the name or address of a host it is that host's.

    >>> named_key("www.herald.example"), site_name(named_key("The  old site"))
    ('herald.example', 'The old site')
    """
    name = " ".join(name.split())
    host = host_key(name if "://" in name else f"//{name}" if _HOST.fullmatch(name) else None)
    return host or place_key(name, f"site {name}")


def site_name(key: str) -> str:
    """The name of a site, by its key.

    >>> site_name("herald.example"), site_name(place_key("archive/", "file:///home/archive"))
    ('herald.example', 'archive/')
    """
    return key.rpartition(_MARK)[0] or key
