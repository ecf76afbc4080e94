"""Links between imported articles: the old addresses are replaced by the pages that they became.

A link to an article that was imported before is replaced when the page is built. A link to a later article is
stored as waiting, and replaced at the end of the run that imports the article: in a new revision of the page,
unless the page was edited since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from wagtail.models import Revision

from ...extraction.article.blocks import Image
from ...models import ImportedDocument
from ..entries.entry import Entry
from ..entries.keys import hash_url
from .markup.addresses import teaser_address
from .markup.rich_text import link_address

if TYPE_CHECKING:
    from wagtail.models import Page


MOST_LINKS = 500
"""At most this many links of one article wait for their targets."""


# What rich_text.inline_html makes of a link: an address and nothing else.
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)


_LINK = re.compile(r'<a href="([^"]*)">')


RichText = tuple[Any, Any, str]
"""A piece of rich text in stored data: its container, its name or index in there, and the text."""


def places_of_links(blocks: Any) -> tuple[list[RichText], list[dict[str, Any]]]:
    """Where links may stand in a stored stream: its rich text (paragraphs, also those inside of other blocks,
    and tables' cells), and the targets of image links and of links on words.
    """
    texts: list[RichText] = []
    found: list[dict[str, Any]] = []
    left = [blocks]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left.extend(one)
        elif not isinstance(one, dict):
            continue
        elif one.get("type") == "paragraph" and isinstance(one.get("value"), str):
            texts.append((one, "value", one["value"]))
        elif "page" in one and isinstance(one.get("url"), str):
            found.append(one)
        else:
            if "columns" in one and "rows" in one:
                texts += cells(one)
            left.extend(value for value in one.values() if isinstance(value, (list, dict)))
    return texts, found


def cells(table: dict[str, Any]) -> Iterator[RichText]:
    """The cells in a stored table's columns of rich text."""
    places = [place for place, column in enumerate(table["columns"]) if column["type"] == "rich_text"]
    for row in table["rows"]:
        values = row["values"]
        for place in places:
            if place < len(values) and isinstance(values[place], str):
                yield values, place, values[place]


def leads_out(target: dict[str, Any]) -> bool:
    """Whether a target has an address but no page."""
    return bool(target["url"]) and not target["page"]


def stored(page: Page, name: str) -> list[Any]:
    """A page's stored stream, to be changed in place; empty where the page has no stream of that name."""
    value = getattr(page, name, None)
    if value is None:
        return []
    return value._raw_data if value.is_lazy else list(value.raw_data)


def teasers(page: Page) -> Iterator[dict[str, Any]]:
    """The values of related articles without a chosen page."""
    for block in stored(page, "related"):
        value = block.get("value")
        if isinstance(value, dict) and value.get("url") and not value.get("page"):
            yield value


def links_in(page: Page) -> set[str]:
    """The hashes of the external addresses that the body and the related articles link to."""
    texts, found = places_of_links(stored(page, "body"))
    addresses = [unescape(match[1]) for *_, text in texts if "<a " in text for match in _LINK.finditer(text)]
    addresses += [value["url"] for value in (*filter(leads_out, found), *teasers(page))]
    return {hash for address in addresses if (hash := hash_url(address))}


def replace_links(page: Page, pages: dict[str, int]) -> bool:
    """Replace links to known addresses by links to pages. Returns whether any was replaced."""
    if not pages:
        return False
    changed = False

    def replaced(match: re.Match[str]) -> str:
        pk = pages.get(hash_url(unescape(match[1])))
        return match[0] if pk is None else f'<a linktype="page" id="{pk}">'

    texts, found = places_of_links(stored(page, "body"))
    for container, place, text in texts:
        value = _LINK.sub(replaced, text) if "<a " in text else text
        changed = changed or value != text
        container[place] = value
    for target in (*filter(leads_out, found), *teasers(page)):
        pk = pages.get(hash_url(target["url"]))
        # The address stays: it is shown if the page is deleted.
        if pk is not None and pk != page.pk:
            target["page"] = pk
            changed = True
    return changed


def pages_at(hashes: Iterable[str]) -> dict[str, int]:
    """The pages that addresses became; for a duplicate, the original's page. One query."""
    hashes = set(hashes)
    if not hashes:
        return {}
    records = ImportedDocument.objects.filter(url_hash__in=hashes).order_by("-pk")
    found = records.values_list("url_hash", "page", "duplicate_of__page")
    return {hash: page or first for hash, page, first in found if page or first}


def link_to_pages(page: Page) -> None:
    """Replace a built page's links by links to pages where these exist."""
    replace_links(page, pages_at(links_in(page)))


class LinkedPages:
    """The pages to which the articles of a batch link, by the addresses that they had."""

    def __init__(self) -> None:
        self.pages: dict[str, int] = {}
        self.asked: set[str] = set()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> LinkedPages:
        """Look up the addresses that the articles of a batch link to. One query."""
        hashes = set()
        for entry in entries:
            if entry.extracted is not None and entry.is_extracted:
                base, article = entry.document.url, entry.extracted.article
                hashes |= {hash_url(teaser_address(link, base)) for link in article.related_links}
                for block in article.body:
                    for match in _HREF.finditer(" ".join(block.marked_up())):
                        address = next(filter(None, match.groups()), "")
                        hashes.add(hash_url(link_address(unescape(address), base)))
                    if isinstance(block, Image) and block.link:
                        hashes.add(hash_url(link_address(block.link, base)))
        linked = cls()
        linked.load(hashes)
        return linked

    def load(self, hashes: set[str]) -> None:
        """Look up addresses that were not looked up yet."""
        new = hashes - self.asked - {""}
        self.asked |= new
        self.pages |= pages_at(new)

    def replace_in(self, page: Page) -> bool:
        """Replace the links of a page, also those that differ from the article's."""
        self.load(links_in(page))
        return replace_links(page, self.pages)


def latest_of(pages: Iterable[Page]) -> list[Page]:
    """The specific pages as their latest revisions have them. One query for all revisions."""
    pages = list(pages)
    drafts = [page.latest_revision_id for page in pages if page.has_unpublished_changes]
    revisions = Revision.objects.in_bulk(drafts)
    return [
        page.with_content_json(revisions[page.latest_revision_id].content)
        if page.has_unpublished_changes and page.latest_revision_id in revisions
        else page
        for page in pages
    ]
