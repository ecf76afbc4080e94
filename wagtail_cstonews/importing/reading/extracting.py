"""A document's article: in this process or in others. Those import nothing of Django."""

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
"""A document, and its site's profile as :func:`packed` gives it."""


def extract_document(document: RawDocument, site: SiteProfile | None = None) -> Extracted:
    """The article with the decoded original.

    Raises :exc:`.errors.ExtractionError`, also where something was found but no sentence, and no source
    gave it a title: signs and menus are no article.
    """
    decoded = decode(document)
    article = extract(document, decoded=decoded, site=site)
    has_something = article.title or article.lead or article.body
    if has_something and not (document.title or has_prose(article)):
        raise ExtractionError(f"{document.source}: {NO_PROSE}")
    return Extracted(article, decoded.text, decoded.encoding)


def extract_given(given: Given) -> Extracted:
    """The same, in another process."""
    document, profile = given
    return extract_document(document, _unpacked(profile) if profile else None)


def packed(profile: SiteProfile) -> bytes:
    """A profile to be sent to another process."""
    return pickle.dumps(profile, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=50)
def _unpacked(data: bytes) -> SiteProfile:
    """The profile again, once for all documents of a site: it keeps what it finds out about lines."""
    return pickle.loads(data)  # noqa: S301 - the process that started this one wrote it
