"""The data passed from sources to extraction: a raw scraped document, and the key of its site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any, Literal

from .text.patterns import lazy_compile
from .text.urls import host_of


@dataclass(slots=True)
class RawDocument:
    """One scraped document, before extraction.

    ``content`` is bytes if the character set is still to be detected, and text if a container
    format (JSON) already decoded it. The fields from ``title`` on are metadata that the source gives;
    they take precedence over what extraction finds in the text.
    """

    id: str
    content: bytes | str
    source: str
    """Where it came from, as shown to people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    key: str = ""
    """Identifies the document from one run to the next: its URL, else its file and row."""
    media_type: Literal["text", "html"] = "text"
    url: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    """Keywords and categories, as printed, each once."""
    image_url: str | None = None
    """The address of the lead image, http or https. Sources do not fetch it."""
    translation_group: str | None = None
    """An opaque identifier that the translations of one article share, and no other document has."""
    encoding: str | None = None
    """The character set declared outside the bytes, as in an HTTP header; used if it decodes all of them."""
    beside: tuple[str, str] | None = None
    """The folder or archive that contains the document, and the document's name in it. Relative addresses of
    images and files are resolved against it. None if there is no such container."""
    site: str | None = None
    """The key of its site, for a document without a URL (see :func:`site_key`)."""
    fragment: bool = False
    """Whether the content is the HTML of the article alone, without the surrounding page: all of it is
    body.
    """
    draft: bool = False
    """Whether the source withholds it from the public (a draft, a private post): its page is never
    published.
    """
    slug: str | None = None
    """The last part of its address, as the source gives it."""
    lead: str | None = None
    """The summary that its author wrote, as plain text."""
    seo_title: str | None = None
    """The title for browsers and search engines."""
    description: str | None = None
    """The description for search engines."""

    def plain(self) -> RawDocument:
        """The document as a plain ``RawDocument``, without the fields of a reader's subclass.

        Worker processes that do not have the subclass can unpickle it.
        """
        if type(self) is RawDocument:
            return self
        return RawDocument(**{name: getattr(self, name) for name in FIELDS})


FIELDS = tuple(field.name for field in fields(RawDocument))
"""The names of a document's fields. Code that stores or sends documents uses this list."""


_KEPT_APART = frozenset(("content", "source", "key", "media_type", "url", "encoding", "beside"))
"""Fields that have columns of their own in the imported document's record, or that are of no use once it has
been read."""


GIVEN = tuple(name for name in FIELDS if name not in _KEPT_APART)
"""The fields that are stored as the source gave them, so that a document can be extracted again."""


def given_of(document: RawDocument) -> dict[str, Any]:
    """The metadata that the source gave, as JSON types; empty fields are left out.

    >>> given_of(RawDocument("1", "The text.", "a.txt", title="Lock closed", tags=("water",)))
    {'id': '1', 'title': 'Lock closed', 'tags': ['water']}
    """
    said = ((name, getattr(document, name)) for name in GIVEN)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said if value}


def fields_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of :func:`given_of`: keyword arguments for a document. Lists become tuples again."""
    return {
        name: tuple(value) if isinstance(value := given[name], list) else value
        for name in GIVEN
        if name in given
    }


LONGEST_HOST = 253
"""Characters: the longest host name that DNS allows (RFC 1035). No key is longer."""

_LONGEST_NAME = 100
"""Characters kept of a place's name: enough to recognise it, and the key stays below ``LONGEST_HOST``."""

_MARK = "#"
"""Separates a place's name from its digest: a character that no host name contains."""

_HOST = lazy_compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}")


def host_key(url: str | None) -> str:
    """The host of a URL without ``www.``; "" if it has none.

    >>> host_key("https://www.harbour-news.example/a?b=1")
    'harbour-news.example'
    """
    host = host_of(url).casefold().rstrip(".").removeprefix("www.")
    return host if len(host) <= LONGEST_HOST else ""


def site_key(document: RawDocument) -> str:
    """The key of a document's site, by which its site profile is found; "" if the site is not known.

    >>> site_key(RawDocument("1", "Text", "a.txt", url="https://www.herald.example/a", site="old"))
    'herald.example'
    """
    return host_key(document.url) or document.site or ""


def place_key(name: str, identity: str) -> str:
    """The key of the file, folder or archive that documents came in.

    ``identity`` tells it from others of the same name; the key holds a hash of it.

    >>> place_key("archive/", "file:///home/archive")
    'archive/#3c067ce9c2f339de'
    """
    digest = blake2b(identity.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(name.split()))
    return f"{shown[:_LONGEST_NAME]}{_MARK}{digest}"


def named_key(name: str) -> str:
    """The key of a site that a user names. A host name or URL gives the key of that host.

    >>> named_key("www.herald.example"), site_name(named_key("The  old site"))
    ('herald.example', 'The old site')
    """
    name = " ".join(name.split())
    host = host_key(name if "://" in name else f"//{name}" if _HOST.fullmatch(name) else None)
    return host or place_key(name, f"site {name}")


def site_name(key: str) -> str:
    """The name of the site with this key.

    >>> site_name("herald.example"), site_name(place_key("archive/", "file:///home/archive"))
    ('herald.example', 'archive/')
    """
    return key.rpartition(_MARK)[0] or key
