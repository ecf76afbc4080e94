"""Links between imported articles: to the page that the address became, instead of to the old address.

A link to an article that is on record already is settled when its page is built. One to an article that comes
later waits on record, and is settled at the end of the run that brings it: in a new revision of the page,
unless the page was edited since.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F

from ..compat import get_base_page_model
from ..extraction.article import RelatedLink
from ..models import ImportChange, ImportedDocument, ImportLink, ImportRun
from ..web import safe_url
from .bulk_pages import bulk_update_pages
from .entries import Entry
from .failures import give_up_if_lost
from .rich_text import link_address
from .snapshots import rows_of_page, values_of

MOST_LINKS = 500
"""How many of an article's links may wait."""

CHUNK = 50
"""Pages that are changed together."""

SLICE = 600
"""Links that are looked up together."""

logger = logging.getLogger(__name__)

LONGEST_ADDRESS = 2000
"""A longer one is no address of an article; a link with it could not be saved in the editor."""

# What rich_text.inline_html makes of a link: an address and nothing else.
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)
_LINK = re.compile(r'<a href="([^"]*)">')


def hash_url(url: str) -> str:
    """The same for all addresses of a page: scheme, ``www.``, fragment and last slash aside; empty for none.

    >>> hash_url("https://www.courier.example/a/#top") == hash_url("http://Courier.example/a")
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    text = f"{host}{parts.path.rstrip('/')}?{parts.query}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


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


def waiting_links(document: ImportedDocument, page: Any) -> list[ImportLink]:
    """The links of a page that lead outside of the site, to wait for what they lead to."""
    return [ImportLink(document=document, url_hash=hash) for hash in sorted(links_in(page))[:MOST_LINKS]]


# ------------------------------------------------------------------ at the end of a run


def settle_waiting(run: ImportRun, user: Any, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Settles the links that wait for what has a page by now. Gives the number of pages changed.

    A page that cannot be changed is logged, and its links go on waiting.
    """
    count, last = 0, 0
    while not stopping():
        links = ImportLink.objects.filter(document__gt=last).order_by("document")
        found = list(links.values_list("document", "url_hash")[:SLICE])
        if not found:
            break
        last = found[-1][0]
        if len(found) == SLICE:
            # Of the last document there may be more. The slice holds more than one can have.
            found = [link for link in found if link[0] != last]
            last = found[-1][0]
        known = pages_at(hash for _, hash in found)
        ids = sorted({document for document, hash in found if hash in known})
        for start in range(0, len(ids), CHUNK):
            count += relink(ids[start : start + CHUNK], run, user)
    return count


def relink(ids: list[int], run: ImportRun, user: Any) -> int:
    """Settles the links of some documents' pages: together or, where that fails, one by one."""
    try:
        return relink_together(ids, run, user)
    except Exception as error:
        give_up_if_lost(error)
        if len(ids) == 1:
            logger.warning("The links of document %s could not be settled", ids[0], exc_info=error)
            return 0
        logger.info("The links of %d pages are settled one by one: %s", len(ids), error)
    return sum(relink([pk], run, user) for pk in ids)


def relink_together(ids: list[int], run: ImportRun, user: Any) -> int:
    """New revisions of the documents' pages with their links settled; published where the old ones were."""
    manager = get_base_page_model()._default_manager
    with transaction.atomic():
        # SQLite knows no other lock than to write.
        ImportRun.objects.filter(pk=run.pk).update(state=F("state"))
        records = relinkable(ids)
        links: dict[int, list[ImportLink]] = {pk: [] for pk in records}
        for link in ImportLink.objects.filter(document__in=records).order_by("pk"):
            links[link.document_id].append(link)
        pages = pages_at(link.url_hash for waiting in links.values() for link in waiting)
        by_page = {record.page_id: record for record in records.values()}
        changed: dict[int, Any] = {}
        before: dict[int, dict[str, Any]] = {}
        live: set[int] = set()
        for page in manager.filter(pk__in=by_page).specific():
            latest = page.get_latest_revision_as_object()
            if not replace_links(latest, pages):
                continue
            if latest is page:
                page = manager.get(pk=page.pk).specific
            changed[page.pk] = latest
            before[page.pk] = {**rows_of_page(page), "revision": page.latest_revision_id}
            if page.live and not page.has_unpublished_changes:
                live.add(page.pk)
        for publish in (False, True):
            some = [page for pk, page in changed.items() if (pk in live) is publish]
            if some:
                bulk_update_pages(some, user=user, publish=publish, validate=False, log_action=True)
        settled = [link.pk for waiting in links.values() for link in waiting if link.url_hash in pages]
        ImportLink.objects.filter(pk__in=settled).delete()
        revisions = manager.filter(pk__in=changed).values_list("pk", "latest_revision_id", "live_revision_id")
        changes = []
        for pk, revision, live_revision in revisions:
            record = by_page[pk]
            rows = [values_of(link, ImportLink._meta.concrete_fields) for link in links[record.pk]]
            note = {"imported_revision_id": record.imported_revision_id}
            changes.append(
                ImportChange(
                    run=run,
                    document=record,
                    action=ImportChange.Action.LINKED,
                    page_id=pk,
                    revision_before=before[pk]["revision"],
                    revision_after=revision,
                    live_revision_after=live_revision,
                    page_before=before[pk],
                    record_before={"record": note, "rows": {"ImportLink": rows}},
                )
            )
            record.imported_revision_id = revision
        ImportChange.objects.bulk_create(changes)
        ImportedDocument.objects.bulk_update([by_page[pk] for pk in changed], ["imported_revision_id"])
    return len(changed)


def relinkable(ids: list[int]) -> dict[int, ImportedDocument]:
    """Those of the documents whose pages are as the import left them, and not locked by hand.

    Records and pages are locked, in this order as by every writer.
    """
    records = ImportedDocument.objects.select_for_update().defer("original", "article").order_by("pk")
    found = {record.page_id: record for record in records.filter(pk__in=ids, page__isnull=False)}
    pages = get_base_page_model()._default_manager.select_for_update().order_by("path")
    rows = pages.filter(pk__in=found, locked=False).values_list("pk", "latest_revision_id")
    return {
        found[page].pk: found[page] for page, revision in rows if revision == found[page].imported_revision_id
    }
