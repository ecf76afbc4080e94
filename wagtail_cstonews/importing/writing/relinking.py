"""Replaces waiting links once their target pages exist."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from ...bulk_pages import bulk_update_pages
from ...compat import get_base_page_model
from ...models import ImportChange, ImportedDocument, ImportLink, ImportRun
from ..building.links import MOST_LINKS, latest_of, links_in, pages_at, replace_links
from ..entries.failures import give_up_if_lost, lengths_told
from .history import note_in_histories
from .snapshots import rows_of_pages, values_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Page


CHUNK = 50
"""Pages changed in one transaction."""


SLICE = 600
"""Links in one query."""


logger = logging.getLogger(__name__)


def waiting_links(document: ImportedDocument, page: Page) -> list[ImportLink]:
    """The links of a page to external addresses, to wait for pages with these."""
    return [ImportLink(document=document, url_hash=hash) for hash in sorted(links_in(page))[:MOST_LINKS]]


# ------------------------------------------------------------------ at the end of a run


def link_waiting(
    run: ImportRun, user: AbstractBaseUser | None, *, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Replace the waiting links whose target has a page by now. Returns the number of changed pages.

    Failures are logged, and the links of these pages remain waiting.
    """
    count, last = 0, 0
    while not stopping():
        links = ImportLink.objects.filter(document__gt=last).order_by("document")
        found = list(links.values_list("document", "url_hash")[:SLICE])
        if not found:
            break
        last = found[-1][0]
        if len(found) == SLICE:
            # The last document may have more links. The slice is larger than one document's maximum.
            found = [link for link in found if link[0] != last]
            last = found[-1][0]
        known = pages_at(hash for _, hash in found)
        ids = sorted({document for document, hash in found if hash in known})
        for start in range(0, len(ids), CHUNK):
            count += relink(ids[start : start + CHUNK], run, user)
    return count


def relink(ids: list[int], run: ImportRun, user: AbstractBaseUser | None) -> int:
    """Replace the links of some documents' pages: together or, if that fails, one by one."""
    try:
        return relink_together(ids, run, user)
    except Exception as error:
        give_up_if_lost(error)
        if len(ids) == 1:
            logger.warning("The links of document %s could not be settled", ids[0], exc_info=error)
            return 0
        logger.info("The links of %d pages are settled one by one: %s", len(ids), error)
    return sum(relink([pk], run, user) for pk in ids)


@lengths_told()
def relink_together(ids: list[int], run: ImportRun, user: AbstractBaseUser | None) -> int:
    """Save new revisions with the links replaced; publish them where the old revisions were published."""
    manager = get_base_page_model()._default_manager
    with transaction.atomic():
        # A write is SQLite's only lock.
        ImportRun.objects.filter(pk=run.pk).update(state=F("state"))
        records = relinkable(ids)
        links: dict[int, list[ImportLink]] = {pk: [] for pk in records}
        for link in ImportLink.objects.filter(document__in=records).order_by("pk"):
            links[link.document_id].append(link)
        pages = pages_at(link.url_hash for waiting in links.values() for link in waiting)
        by_page = {record.page_id: record for record in records.values()}
        latest = latest_of(manager.filter(pk__in=by_page).specific())
        changed = {page.pk: page for page in latest if replace_links(page, pages)}
        # Read again: some of the revisions are the published version, which has just changed.
        stored = list(manager.filter(pk__in=changed).specific())
        before = rows_of_pages(stored)
        live = {page.pk for page in stored if page.live and not page.has_unpublished_changes}
        for publish in (False, True):
            some = [page for pk, page in changed.items() if (pk in live) is publish]
            if some:
                bulk_update_pages(some, user=user, publish=publish, validate=False, log_action=True)
                note_in_histories(some, run, user)
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
    """The documents whose pages are as the import left them, and not locked by hand.

    Locks records and then pages, the order of every writer.
    """
    records = ImportedDocument.objects.select_for_update().defer("original", "article").order_by("pk")
    found = {record.page_id: record for record in records.filter(pk__in=ids, page__isnull=False)}
    pages = get_base_page_model()._default_manager.select_for_update().order_by("path")
    rows = pages.filter(pk__in=found, locked=False).values_list("pk", "latest_revision_id")
    return {
        found[page].pk: found[page] for page, revision in rows if revision == found[page].imported_revision_id
    }
