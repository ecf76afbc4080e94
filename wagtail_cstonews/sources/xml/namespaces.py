"""XML namespaces of feeds and exports, and the usual prefix of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...text.patterns import lazy_compile

WORDPRESS = lazy_compile(r"https?://(?:www\.)?wordpress\.org/export/", re.IGNORECASE)
"""The namespace of every version of WordPress's exports, and of the prefix for excerpts."""

NAMESPACES: Mapping[str, str] = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0": "",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/xml/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
}
"""Namespace URIs and our prefixes for them, independent of the prefixes that a file declares."""


def usual_prefix(uri: str) -> str | None:
    """Our prefix for the elements of a namespace; None if the namespace is unknown.

    >>> usual_prefix("https://wordpress.org/export/1.2/"), usual_prefix("http://search.yahoo.com/mrss/")
    ('wp', 'media')
    """
    uri = uri.strip().lower()
    if WORDPRESS.match(uri):
        return "excerpt" if "excerpt" in uri else "wp"
    return NAMESPACES.get(uri.rstrip("/"))
