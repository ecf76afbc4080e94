"""The scraped document, which sources produce and extraction consumes, and the key of its site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any, Literal

from .text.urls import host_of


@dataclass(slots=True)
class RawDocument:
    """One scraped document, before extraction.

    ``content`` is bytes where the character set must be detected, or text where the container format (JSON)
    determines it. The fields from ``title`` on are the source's metadata; they take precedence over the
    results of extraction.
    """

    id: str
    content: bytes | str
    source: str
    """The origin, for people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    key: str = ""
    """The stable identity of the document across runs: its URL, else its file and row."""
    media_type: Literal["text", "html"] = "text"
    url: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    """Keywords and categories, as printed, each once."""
    image_url: str | None = None
    """The lead image's http or https address. It is not fetched."""
    translation_group: str | None = None
    """An identifier in any form that all translations of an article share, and no other document has."""
    encoding: str | None = None
    """The declared character set, as in an HTTP header; used if it can decode all bytes."""
    beside: tuple[str, str] | None = None
    """The containing folder or archive, and the document's name in it: relative addresses of images and files
    are resolved there. None without such a container.
    """
    site: str | None = None
    """The key of the document's site if it has no URL (see :func:`site_key`)."""
    fragment: bool = False
    """Whether the content is the HTML of the article alone, without the surrounding page: all of it is
    body.
    """
    draft: bool = False
    """Whether the source withholds it from the public (a draft, a private post): its page is never
    published.
    """
    slug: str | None = None
    """The last part of its address at the source."""
    lead: str | None = None
    """The author's summary, as plain text."""
    seo_title: str | None = None
    """The title for browsers and search engines."""
    description: str | None = None
    """The description for search engines."""

    def plain(self) -> RawDocument:
        """The document as a plain :class:`RawDocument`, without a subclass's additions, so that any process
        can unpickle it.
        """
        if type(self) is RawDocument:
            return self
        return RawDocument(**{name: getattr(self, name) for name in FIELDS})


FIELDS = tuple(field.name for field in fields(RawDocument))
"""The names of a document's fields, used by all code that stores or sends documents."""


_KEPT_APART = frozenset(("content", "source", "key", "media_type", "url", "encoding", "beside"))
"""Fields with columns of their own in a document's record, or without a meaning after reading."""


GIVEN = tuple(name for name in FIELDS if name not in _KEPT_APART)
"""The metadata fields that are stored as given: with these a document can be extracted again."""


def given_of(document: RawDocument) -> dict[str, Any]:
    """The source's metadata as JSON types, without empty fields.

    >>> given_of(RawDocument("1", "The text.", "a.txt", title="Lock closed", tags=("water",)))
    {'id': '1', 'title': 'Lock closed', 'tags': ['water']}
    """
    said = ((name, getattr(document, name)) for name in GIVEN)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said if value}


def fields_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields from :func:`given_of` with lists converted back to tuples, which JSON lacks."""
    return {
        name: tuple(value) if isinstance(value := given[name], list) else value
        for name in GIVEN
        if name in given
    }


LONGEST_HOST = 253
"""Characters: the maximum of DNS. No key is longer."""

_LONGEST_NAME = 100
"""Characters of a place's name in its key: enough to recognise it, and less than a host may have."""

_MARK = "#"
"""Separates a place's name from its hash; no host contains it."""

_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")


def host_key(url: str | None) -> str:
    """The host of a URL without ``www.``; "" if there is none.

    >>> host_key("https://www.harbour-news.example/a?b=1")
    'harbour-news.example'
    """
    host = host_of(url).casefold().rstrip(".").removeprefix("www.")
    return host if len(host) <= LONGEST_HOST else ""


def site_key(document: RawDocument) -> str:
    """The key of a document's site, by which its profile is stored; "" if the site is unknown.

    >>> site_key(RawDocument("1", "Text", "a.txt", url="https://www.herald.example/a", site="old"))
    'herald.example'
    """
    return host_key(document.url) or document.site or ""


def place_key(name: str, identity: str) -> str:
    """The key of a folder, archive or file as a site. ``identity`` distinguishes places with the same
    name.

    >>> place_key("archive/", "file:///home/archive")
    'archive/#3c067ce9c2f339de'
    """
    digest = blake2b(identity.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(name.split()))
    return f"{shown[:_LONGEST_NAME]}{_MARK}{digest}"


def named_key(name: str) -> str:
    """The key of a site that a user names; for a host's name or address it is the host's key.

    >>> named_key("www.herald.example"), site_name(named_key("The  old site"))
    ('herald.example', 'The old site')
    """
    name = " ".join(name.split())
    host = host_key(name if "://" in name else f"//{name}" if _HOST.fullmatch(name) else None)
    return host or place_key(name, f"site {name}")


def site_name(key: str) -> str:
    """The readable name of a site, from its key.

    >>> site_name("herald.example"), site_name(place_key("archive/", "file:///home/archive"))
    ('herald.example', 'archive/')
    """
    return key.rpartition(_MARK)[0] or key
