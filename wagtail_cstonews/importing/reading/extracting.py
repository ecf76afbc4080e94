"""Extraction in this process or in others. The other processes do not import Django."""

from __future__ import annotations

import pickle
from functools import lru_cache

from ...documents import RawDocument
from ...extraction.article.errors import ExtractionError
from ...extraction.pipeline import extract
from ...extraction.prose import has_prose
from ...extraction.reading import decode
from ...extraction.site.profile import SiteProfile
from ..entries.entry import Extracted

NO_PROSE = (
    "There is no sentence in it: what was found are signs, names or menus, and no page is made of them. Look "
    "at the source, or leave it out; one that comes with a title becomes a page."
)

Given = tuple[RawDocument, bytes | None]
"""A document with its site's profile as :func:`packed` serialises it."""


def extract_document(document: RawDocument, site: SiteProfile | None = None) -> Extracted:
    """The article and the decoded document.

    Raises :exc:`.article.errors.ExtractionError`, also where something was found but no sentence, and no
    source gave it a title: signs and menus are no article.
    """
    decoded = decode(document)
    article = extract(document, decoded=decoded, site=site)
    has_something = article.title or article.lead or article.body
    if has_something and not (document.title or has_prose(article)):
        raise ExtractionError(f"{document.source}: {NO_PROSE}")
    return Extracted(article, decoded.text, decoded.encoding)


def extract_given(given: Given) -> Extracted:
    """Extract in a worker process."""
    document, profile = given
    return extract_document(document, _unpacked(profile) if profile else None)


def packed(profile: SiteProfile) -> bytes:
    """Serialise a profile for another process."""
    return pickle.dumps(profile, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=50)
def _unpacked(data: bytes) -> SiteProfile:
    """Deserialise a profile, cached for all documents of a site: the profile itself caches what it finds out
    about lines.
    """
    return pickle.loads(data)  # noqa: S301 - the process that started this one wrote it
