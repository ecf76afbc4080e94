"""What sources give and extraction takes: a scraped document, and the site that it is of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any, Literal

from .text.urls import host_of


@dataclass(slots=True)
class RawDocument:
    """One scraped document, before anything was understood of it.

    ``content`` is bytes where the character set is still to be found, text where a container
    format (JSON) already settled it. The fields from ``title`` on are what the source says beside
    the text; they win over what extraction finds in it.
    """

    id: str
    content: bytes | str
    source: str
    """Where it came from, for people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    key: str = ""
    """What identifies the document from one run to the next: its URL, else its file and row."""
    media_type: Literal["text", "html"] = "text"
    url: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    """Keywords and categories, as printed, each once."""
    image_url: str | None = None
    """The lead image, http or https. Nothing of it was fetched."""
    translation_group: str | None = None
    """What the translations of one article have in common and no other document has; of any form."""
    encoding: str | None = None
    """The character set that came with the bytes, as in an HTTP header; believed if it can read them all."""
    beside: tuple[str, str] | None = None
    """The folder or archive that it stands in, and its name in there: where images and files are looked for
    that it names by a relative address. None where there is no such place."""
    site: str | None = None
    """The key of the site that it is of if it has no URL (see :mod:`.documents`)."""
    fragment: bool = False
    """Whether the content is the article's own HTML, without a page around it: all of it is body."""
    draft: bool = False
    """Whether the source keeps it from the public (a draft, a private post): its page is never published."""
    slug: str | None = None
    """The last part of its address, as the source has it."""
    lead: str | None = None
    """What its author wrote to sum it up, as plain text."""
    seo_title: str | None = None
    """The title for browsers and search engines."""
    description: str | None = None
    """The description for search engines."""

    def plain(self) -> RawDocument:
        """The document without what a reader's own kind of it adds: what any process can take."""
        if type(self) is RawDocument:
            return self
        return RawDocument(**{name: getattr(self, name) for name in FIELDS})


FIELDS = tuple(field.name for field in fields(RawDocument))
"""The names of a document's fields. Whatever keeps or sends documents goes by these."""


_KEPT_APART = frozenset(("content", "source", "key", "media_type", "url", "encoding", "beside"))
"""Fields that a record of a document has columns for, or that say nothing once it was read."""


GIVEN = tuple(name for name in FIELDS if name not in _KEPT_APART)
"""The fields that are kept as the source gave them: with these a document can be extracted again."""


def given_of(document: RawDocument) -> dict[str, Any]:
    """What the source said beside the text, as far as it said anything, as JSON types.

    >>> given_of(RawDocument("1", "The text.", "a.txt", title="Lock closed", tags=("water",)))
    {'id': '1', 'title': 'Lock closed', 'tags': ['water']}
    """
    said = ((name, getattr(document, name)) for name in GIVEN)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said if value}


def fields_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that :func:`given_of` kept, as a document takes them. JSON has no tuples."""
    return {
        name: tuple(value) if isinstance(value := given[name], list) else value
        for name in GIVEN
        if name in given
    }


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
