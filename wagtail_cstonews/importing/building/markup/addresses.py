"""Addresses in an article as links on a page: absolute, on the web, and short enough for an editor's form."""

from __future__ import annotations

from ....extraction.article.article import RelatedLink
from ....web import safe_url
from ...entries.keys import hash_url
from .rich_text import link_address

LONGEST_ADDRESS = 2000
"""A longer one is no address of an article; a link with it could not be saved in the editor."""


def teaser_address(link: RelatedLink, base: str | None) -> str:
    """The absolute address of a related article, or an empty string where there is none to go to.

    A link to a place on its own page leads to no other article.
    """
    address = safe_url(link_address(link.url, base)) if link.url else ""
    is_usable = len(address) <= LONGEST_ADDRESS and hash_url(address) != hash_url(base or "")
    return address if is_usable else ""
