"""Links between imported articles: to the page that the address became, instead of to the old address.

A link to an article that is on record already is settled when its page is built. One to an article that comes
later waits on record, and is settled at the end of the run that brings it: in a new revision of the page,
unless the page was edited since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from ..compat import get_base_page_model
from ..extraction.article import RelatedLink
from ..models import ImportChange, ImportedDocument, ImportLink, ImportRun
from ..web import safe_url
from .entries import Entry
from .rich_text import link_address
from .snapshots import rows_of_page, values_of

MOST_LINKS = 500
"""How many of an article's links may wait."""

CHUNK = 25

LONGEST_ADDRESS = 2000
"""A longer one is no address of an article; a link with it could not be saved in the editor."""

# What rich_text.inline_html makes of a link: an address and nothing else.
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
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


def pages_linked(entries: Iterable[Entry]) -> dict[str, int]:
    """The pages to which the articles of a batch link. One query."""
    hashes = set()
    for entry in entries:
        if entry.extracted is not None and entry.is_extracted:
            base, article = entry.document.url, entry.extracted.article
            hashes |= {hash_url(teaser_address(link, base)) for link in article.related_links}
            for block in article.body:
                for address in _HREF.findall(getattr(block, "html", None) or ""):
                    hashes.add(hash_url(link_address(unescape(address), base)))
    return pages_at(hashes - {""})


def waiting_links(document: ImportedDocument, page: Any) -> list[ImportLink]:
    """The links of a page that lead outside of the site, to wait for what they lead to."""
    return [ImportLink(document=document, url_hash=hash) for hash in sorted(links_in(page))[:MOST_LINKS]]


# ------------------------------------------------------------------ at the end of a run


def settle_waiting(run: ImportRun, user: Any, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Settles the links that wait for what has a page by now. Gives the number of pages changed."""
    known = ImportedDocument.objects.filter(url_hash=OuterRef("url_hash"))
    known = known.filter(Q(page__isnull=False) | Q(duplicate_of__page__isnull=False))
    links = ImportLink.objects.filter(
        Exists(known), document__page__latest_revision=F("document__imported_revision_id")
    )
    count, last = 0, 0
    while not stopping():
        found = links.filter(document__gt=last).order_by("document").values_list("document", flat=True)
        ids = list(found.distinct()[:CHUNK])
        if not ids:
            break
        last = ids[-1]
        with transaction.atomic():
            records = ImportedDocument.objects.filter(pk__in=ids).defer("original", "article")
            for record in records.order_by("pk"):
                count += relink(record, run, user)
    return count


def relink(record: ImportedDocument, run: ImportRun, user: Any) -> bool:
    """A new revision of the record's page with its links settled; published where the old one was."""
    manager = get_base_page_model()._default_manager
    locked = manager.select_for_update().filter(pk=record.page_id).first()
    if locked is None or locked.latest_revision_id != record.imported_revision_id:
        return False
    live = locked.specific
    was_live = live.live and not live.has_unpublished_changes
    before = {**rows_of_page(live), "revision": live.latest_revision_id}
    waiting = ImportLink.objects.filter(document=record).order_by("pk")
    rows = [values_of(link, ImportLink._meta.concrete_fields) for link in waiting]
    page = manager.get(pk=record.page_id).specific.get_latest_revision_as_object()
    pages = pages_at(link.url_hash for link in waiting)
    waiting.filter(url_hash__in=pages).delete()
    if not replace_links(page, pages):
        return False
    revision = page.save_revision(user=user, log_action=True, clean=False)
    if was_live:
        revision.publish(user=user)
    note = {"record": {"imported_revision_id": record.imported_revision_id}, "rows": {"ImportLink": rows}}
    ImportedDocument.objects.filter(pk=record.pk).update(imported_revision_id=revision.pk)
    ImportChange.objects.create(
        run=run,
        document=record,
        action=ImportChange.Action.LINKED,
        page_id=record.page_id,
        revision_before=before["revision"],
        revision_after=revision.pk,
        live_revision_after=manager.values_list("live_revision", flat=True).get(pk=record.page_id),
        page_before=before,
        record_before=note,
    )
    return True
