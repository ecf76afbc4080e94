"""The images that an article names: its lead image, and those of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....documents import RawDocument
from ....extraction.article.article import Article, LeadImage
from ....extraction.article.blocks import Image
from ....web import safe_url
from ...loading.wanted import Wanted, address_of
from .rich_text import one_line

MOST_IMAGES = 100
"""At most this many images of one article are imported."""

_SIZE = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|@2x)(?=\.\w{2,4}$)", re.IGNORECASE)


def lead_image_of(article: Article, document: RawDocument) -> LeadImage | None:
    """The lead image: the one in the source's metadata, else the one that the HTML page names."""
    given, found = safe_url(document.image_url), article.image
    if not given or (found is not None and is_same_picture(found.url, given)):
        return found
    return LeadImage(given)


def is_same_picture(one: str, other: str) -> bool:
    """Whether two addresses are of one picture, possibly in two sizes.

    >>> is_same_picture("https://e.org/a-300x200.jpg?w=30", "https://e.org/a.jpg")
    True
    """
    return _whole(one) == _whole(other)


def _whole(url: str) -> str:
    return _SIZE.sub("", url.partition("?")[0].partition("#")[0])


def wanted_images(article: Article, document: RawDocument) -> Iterator[Wanted]:
    """The images that the article names, the lead image first, each once."""
    seen: set[str] = set()
    lead = lead_image_of(article, document)
    named = [(lead.url, lead.caption or lead.alt, lead.alt)] if lead else []
    named += [
        (block.url, block.text or block.alt, block.alt)
        for block in article.body
        if isinstance(block, Image) and block.url and not (lead and is_same_picture(block.url, lead.url))
    ]
    for url, words, alt in named:
        address = address_of(url, document)
        if address and address not in seen and len(seen) < MOST_IMAGES:
            seen.add(address)
            yield Wanted(url, address, one_line(words), one_line(alt), document.beside)
