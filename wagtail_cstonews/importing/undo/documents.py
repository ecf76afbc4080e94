"""Undo a run's changes of documents: created pages are deleted, and changed ones are restored.

A page that somebody edited, moved or locked since stays unchanged, and the outcome says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import PageLogEntry, Revision
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from ...compat import get_base_page_model
from ...models import ImportChange, ImportedDocument, ImportRun
from ...quotations.storing import refresh
from ..writing.journal import BELONGING
from ..writing.priorities import refresh_priority
from ..writing.snapshots import from_json, replace_rows, restorable, restore_page
from .outcome import Undone

if TYPE_CHECKING:
    from wagtail.models import Page


_Action = ImportChange.Action


def undo_documents(run: ImportRun, ids: Sequence[int], dry_run: bool, kept: list[int]) -> Iterator[Undone]:
    """Undo the run's changes of some documents, in the order given."""
    changes: dict[int, list[ImportChange]] = {pk: [] for pk in ids}
    for change in run.changes.filter(document__in=ids).order_by("-pk"):
        changes[change.document_id].append(change)
    documents = ImportedDocument.objects.defer("original", "article")
    records = (documents if dry_run else documents.select_for_update().order_by("pk")).in_bulk(ids)
    pages = lock_pages([change.page_id for group in changes.values() for change in group], dry_run)
    later = later_runs(run, changes)
    for pk in ids:
        # Another process that undoes the same run may have been faster.
        if pk not in records or not changes[pk]:
            continue
        record, group = records[pk], changes[pk]
        page = next((pages[change.page_id] for change in group if change.page_id in pages), None)
        if reason := later.get(pk) or obstacle(group, page, run):
            kept += [page.pk] if page is not None else []
            yield Undone(record.source, "kept", reason, page.pk if page is not None else None)
            continue
        outcome = describe(record, group, page)
        lost: set[str] = set()
        if not dry_run:
            for change in group:
                lost |= undo_change(change, record, page)
        if lost:
            outcome.message += f" Not restored, because it was deleted since: {', '.join(sorted(lost))}."
            outcome.message = outcome.message.strip()
        yield outcome


def lock_pages(ids: Iterable[int | None], dry_run: bool) -> dict[int, Page]:
    """The current pages by id; those that are about to change are locked."""
    pages = get_base_page_model()._default_manager.filter(pk__in=set(ids) - {None}).order_by("path")
    return {page.pk: page for page in (pages if dry_run else pages.select_for_update())}


def later_runs(run: ImportRun, changes: dict[int, list[ImportChange]]) -> dict[int, str]:
    """The documents that a later run changed, with the remedy."""
    found = {}
    lasts = {pk: group[0].pk for pk, group in changes.items() if group}
    others = ImportChange.objects.filter(document__in=changes).exclude(run=run).order_by("pk")
    for document, pk, other in others.values_list("document", "pk", "run"):
        if pk > lasts.get(document, pk):
            found[document] = f"Run {other} changed it since. Undo run {other} first."
    return found


def obstacle(group: list[ImportChange], page: Page | None, run: ImportRun) -> str:
    """Why the page cannot be undone; empty where it is as the run left it."""
    written = [change for change in group if change.action != _Action.NOTED]
    if not written or page is None:
        return ""
    newest, oldest = written[0], written[-1]
    if page.latest_revision_id != newest.revision_after:
        return "Its page was edited since, and is left as it is."
    if page.live_revision_id != newest.live_revision_after:
        return "Its page was published or unpublished since, and is left as it is."
    if oldest.action == _Action.MADE:
        if page.numchild:
            return "There are pages below its page. Move or delete them first."
        if was_moved(page, run):
            return "Its page was moved since, and is left as it is."
        if page.locked:
            return "Its page was locked by hand, and is left as it is. Unlock it to have it removed."
    elif not Revision.objects.filter(pk=oldest.revision_before).exists():
        return "The version before the run was purged from its page's history, so it cannot be restored."
    return ""


def was_moved(page: Page, run: ImportRun) -> bool:
    """Whether the page is no longer in the run's section or a translation of it."""
    section = run.section
    above = page.path[: -page.steplen]
    parent = get_base_page_model()._default_manager.filter(path=above).first()
    return section is not None and parent is not None and parent.translation_key != section.translation_key


def describe(record: ImportedDocument, group: list[ImportChange], page: Page | None) -> Undone:
    """What undoing does to the document, in words."""
    oldest = group[-1]
    state = "removed" if oldest.record_before is None else "restored"
    wrote = any(change.action != _Action.NOTED for change in group)
    message = "Its page was deleted since; only its record is undone." if wrote and page is None else ""
    if oldest.page_before and page is not None:
        message = stays(page, oldest.page_before)
    return Undone(record.source, state, message, page.pk if page is not None else None)


def stays(page: Page, before: dict[str, Any]) -> str:
    """What a restored page keeps because somebody set it by hand."""
    rows: dict[str, Any] = {}
    for table in before.get("tables", {}).values():
        rows |= table
    hands = []
    if page.locked and not rows.get("locked"):
        hands.append("the lock")
    if "owner_id" in rows and page.owner_id is not None and str(page.owner_id) != str(rows["owner_id"]):
        hands.append("the owner")
    return f"What its page was given since stays: {' and '.join(hands)}." if hands else ""


# ------------------------------------------------------------------ one document


def undo_change(change: ImportChange, record: ImportedDocument, page: Page | None) -> set[str]:
    """Undo one change: the page, the record and the note itself. Returns what could not be restored."""
    lost: set[str] = set()
    if page is not None and change.action == _Action.MADE:
        remove_page(page)
    elif page is not None and change.page_before:
        lost |= undo_page(change, page)
    if change.action != _Action.LINKED or change.record_before:
        restore_record(record, change.record_before, only_noted=change.action == _Action.LINKED)
    if record.pk:
        change.delete()
    return lost


def remove_page(page: Page) -> None:
    """Delete a page with its history; Django's and Wagtail's signals of a deletion are sent."""
    pk = page.pk
    get_base_page_model()._default_manager.filter(pk=pk).delete()
    PageLogEntry.objects.filter(page=pk).delete()


def undo_page(change: ImportChange, page: Page) -> set[str]:
    """Restore the page as it was before the change: its rows, history and index entries."""
    was_live = page.live
    specific = page.specific
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    newer = Q(pk__lte=change.revision_after) & Q(pk__gt=change.revision_before)
    made = list(revisions.filter(newer).values_list("pk", flat=True))
    lost = restore_page(specific, change.page_before or {})
    revisions.filter(pk__in=made).delete()
    PageLogEntry.objects.filter(page=page.pk, revision__in=made).delete()
    restored = get_base_page_model()._default_manager.get(pk=page.pk).specific
    page.refresh_from_db()
    index.insert_or_update_object(restored)
    refresh(restored)
    if restored.live:
        send = partial(
            page_published.send, type(restored), instance=restored, revision=restored.live_revision
        )
        transaction.on_commit(send)
    elif was_live:
        transaction.on_commit(partial(page_unpublished.send, type(restored), instance=restored))
    return lost


def restore_record(
    record: ImportedDocument, before: dict[str, Any] | None, *, only_noted: bool = False
) -> None:
    """Restore the record with its proposal and other related rows; delete a new record.

    With ``only_noted``, other rows are restored only if the snapshot has them: replacing links changes no
    others.
    """
    if before is None:
        record.delete()
        return
    # A deleted run, page or document that it referred to would have set these to null, too.
    lost: set[str] = set()
    for values in restorable(ImportedDocument, [before["record"]], lost):
        ImportedDocument.objects.filter(pk=record.pk).update(**from_json(ImportedDocument, values))
    rows = before.get("rows", {})
    for model in BELONGING:
        if only_noted and model.__name__ not in rows:
            continue
        now = model.objects.filter(document=record.pk)
        replace_rows(model, now, rows.get(model.__name__, []), lost)
    if "state" in before["record"] and "review_priority" not in before["record"]:
        # It was noted by a version that did not know of reviews.
        refresh_priority(ImportedDocument.objects.defer("original", "article").get(pk=record.pk))
