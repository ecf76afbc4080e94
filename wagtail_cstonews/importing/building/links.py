"""Links between imported articles: to the page that the address became, instead of to the old address.

A link to an article that is on record already is settled when its page is built. One to an article that comes
later waits on record, and is settled at the end of the run that brings it: in a new revision of the page,
unless the page was edited since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from ...extraction.article.article import RelatedLink
from ...models import ImportedDocument
from ...web import safe_url
from ..entries.entry import Entry
from ..entries.keys import hash_url
from .rich_text import link_address

MOST_LINKS = 500
"""How many of an article's links may wait."""


LONGEST_ADDRESS = 2000
"""A longer one is no address of an article; a link with it could not be saved in the editor."""


# What rich_text.inline_html makes of a link: an address and nothing else.
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)


_LINK = re.compile(r'<a href="([^"]*)">')


def paragraphs(blocks: Any) -> Iterator[dict[str, Any]]:
    """The paragraphs of a stored stream, those inside of other blocks as well."""
    if isinstance(blocks, dict):
        if blocks.get("type") == "paragraph" and isinstance(blocks.get("value"), str):
            yield blocks
        else:
            for value in blocks.values():
                yield from paragraphs(value)
    elif isinstance(blocks, list):
        for block in blocks:
            yield from paragraphs(block)


def stored(page: Any, name: str) -> list[Any]:
    """A stored stream, to be changed in place; empty where the page has none of that name."""
    value = getattr(page, name, None)
    if value is None:
        return []
    return value._raw_data if value.is_lazy else list(value.raw_data)


def teasers(page: Any) -> Iterator[dict[str, Any]]:
    """The values of the related articles of which no page is chosen."""
    for block in stored(page, "related"):
        value = block.get("value")
        if isinstance(value, dict) and value.get("url") and not value.get("page"):
            yield value


def links_in(page: Any) -> set[str]:
    """The hashes of the addresses to which body and related articles link outside of the site."""
    blocks = paragraphs(stored(page, "body"))
    found = [unescape(match[1]) for block in blocks for match in _LINK.finditer(block["value"])]
    found += [value["url"] for value in teasers(page)]
    return {hash for address in found if (hash := hash_url(address))}


def replace_links(page: Any, pages: dict[str, int]) -> bool:
    """Has the links to known addresses lead to their pages. Gives whether there were any."""
    changed = False

    def replaced(match: re.Match[str]) -> str:
        pk = pages.get(hash_url(unescape(match[1])))
        return match[0] if pk is None else f'<a linktype="page" id="{pk}">'

    for block in paragraphs(stored(page, "body")):
        value = _LINK.sub(replaced, block["value"])
        changed = changed or value != block["value"]
        block["value"] = value
    for teaser in teasers(page):
        pk = pages.get(hash_url(teaser["url"]))
        # The address stays: it is what is shown should the page go.
        if pk is not None and pk != page.pk:
            teaser["page"] = pk
            changed = True
    return changed


def pages_at(hashes: Iterable[str]) -> dict[str, int]:
    """The pages that addresses became, a duplicate's being that of the first. One query."""
    hashes = set(hashes)
    if not hashes:
        return {}
    records = ImportedDocument.objects.filter(url_hash__in=hashes).order_by("-pk")
    found = records.values_list("url_hash", "page", "duplicate_of__page")
    return {hash: page or first for hash, page, first in found if page or first}


def settle(page: Any) -> None:
    """Has the links of a built page lead to pages, as far as these are there."""
    replace_links(page, pages_at(links_in(page)))


def teaser_address(link: RelatedLink, base: str | None) -> str:
    """The absolute address of a related article, or an empty string where there is none to go to.

    A link to a place on its own page leads to no other article.
    """
    address = safe_url(link_address(link.url, base)) if link.url else ""
    is_usable = len(address) <= LONGEST_ADDRESS and hash_url(address) != hash_url(base or "")
    return address if is_usable else ""


class LinkedPages:
    """The pages to which the articles of a batch link, by the addresses that they had."""

    def __init__(self) -> None:
        self.pages: dict[str, int] = {}
        self.asked: set[str] = set()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> LinkedPages:
        """Looks up what the articles of a batch link to. One query."""
        hashes = set()
        for entry in entries:
            if entry.extracted is not None and entry.is_extracted:
                base, article = entry.document.url, entry.extracted.article
                hashes |= {hash_url(teaser_address(link, base)) for link in article.related_links}
                for block in article.body:
                    marked_up = [getattr(block, "html", None), *getattr(block, "items_html", ())]
                    for match in _HREF.finditer(" ".join(filter(None, marked_up))):
                        address = next(filter(None, match.groups()), "")
                        hashes.add(hash_url(link_address(unescape(address), base)))
        linked = cls()
        linked.load(hashes)
        return linked

    def load(self, hashes: set[str]) -> None:
        """Looks up addresses that were not asked for yet."""
        new = hashes - self.asked - {""}
        self.asked |= new
        self.pages |= pages_at(new)

    def replace_in(self, page: Any) -> bool:
        """Has the links of a page lead to pages, those as well that its article does not show as they are."""
        self.load(links_in(page))
        return replace_links(page, self.pages)
