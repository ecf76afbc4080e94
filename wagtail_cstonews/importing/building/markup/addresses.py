"""Addresses in an article as links on a page: absolute, on the web, and short enough for an editor's form."""

from __future__ import annotations

from ....extraction.article.article import RelatedLink
from ....web import safe_url
from ...entries.keys import hash_url
from .rich_text import link_address

LONGEST_ADDRESS = 2000
"""Characters. A longer one is not an article's address, and the editor could not save a link with it."""


def teaser_address(link: RelatedLink, base: str | None) -> str:
    """The absolute address of a related article, or an empty string where it has none.

    A link to a place on its own page leads to no other article.
    """
    address = safe_url(link_address(link.url, base)) if link.url else ""
    is_usable = len(address) <= LONGEST_ADDRESS and hash_url(address) != hash_url(base or "")
    return address if is_usable else ""
