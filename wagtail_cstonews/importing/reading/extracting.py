"""Extraction in this process or in others. The other processes do not import Django."""

from __future__ import annotations

import pickle
from functools import lru_cache

from ...documents import RawDocument
from ...extraction.article.errors import ExtractionError
from ...extraction.article.packed import PackedLines
from ...extraction.corrections import CorrectionError, Corrections
from ...extraction.pipeline import extract
from ...extraction.prose import has_prose
from ...extraction.reading import decode
from ...extraction.site.profile import SiteProfile
from ..entries.corrected import corrections_of
from ..entries.entry import Extracted
from ..matching.comparison import Text

NO_PROSE = (
    "There is no sentence in it: what was found are signs, names or menus, and no page is made of them. Look "
    "at the source, or leave it out; one that comes with a title becomes a page."
)

Given = tuple[RawDocument, bytes | None]
"""A document with its site's profile as :func:`packed` serialises it."""


def extract_document(document: RawDocument, site: SiteProfile | None = None) -> Extracted:
    """The article, with the corrections that come with the document, and the decoded document.

    Raises :exc:`.article.errors.ExtractionError`, also where something was found but no sentence, and neither
    a source gave it a title nor an editor corrected it: signs and menus are no article.
    """
    decoded = decode(document)
    try:
        corrections = Corrections.from_dict(corrections_of(document))
    except CorrectionError as error:
        raise ExtractionError(f"{document.source}: {error}") from error
    article = extract(document, decoded=decoded, site=site, corrections=corrections)
    has_something = article.title or article.lead or article.body
    if has_something and not (document.title or corrections or has_prose(article)):
        raise ExtractionError(f"{document.source}: {NO_PROSE}")
    return Extracted(article, decoded.text, decoded.encoding)


def extract_given(given: Given) -> Extracted:
    """Extract in a worker process, and make ready what would keep the one that writes."""
    document, profile = given
    extracted = extract_document(document, _unpacked(profile) if profile else None)
    make_ready(extracted)
    return extracted


def make_ready(extracted: Extracted) -> None:
    """Make the article's JSON and sketch before its turn: writing goes one after the other."""
    article = extracted.article
    article.lines = PackedLines(article.lines)
    extracted.packed = article.pack()
    extracted.sketch = Text.of_article(article).sketch()


def packed(profile: SiteProfile) -> bytes:
    """Serialise a profile for another process."""
    return pickle.dumps(profile, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=50)
def _unpacked(data: bytes) -> SiteProfile:
    """Deserialise a profile, cached for all documents of a site: the profile itself caches what it finds out
    about lines.
    """
    return pickle.loads(data)  # noqa: S301 - the process that started this one wrote it
