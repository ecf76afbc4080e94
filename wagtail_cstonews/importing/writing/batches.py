"""Writes a batch of pages and their documents' records in one transaction."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ...bulk_pages import bulk_add_children, bulk_update_pages, insert_objects, lock_parent
from ...bulk_pages.sql import ReadyJSON
from ...compat import get_base_page_model
from ...models import ImportedDocument
from ...publishing.caching.purging import purge_after_commit
from ...signals import send_document_imported
from ..building.page import explain
from ..building.person_linker import PersonLinker
from ..building.slugs import assign_slugs
from ..databases.postgresql import compress_fast
from ..entries.built import BuiltPage
from ..entries.entry import Entry
from ..entries.failures import SectionGoneError, give_up_if_lost, is_too_long, lengths_told, traceback_of
from ..matching.match import DELETED, UNPUBLISHED, left_alone, set_state
from ..matching.not_articles import stays_draft
from ..reporting.wording import printable
from .drafts import ROW, spare_draft
from .history import note_in_histories
from .journal import Journal, Target
from .orphans import adopt_orphans
from .records import record_of

logger = logging.getLogger(__name__)


# Where only the state changes, the original and the article are neither read nor written.
MARKED_FIELDS = [
    *("run", "state", "message", "source", "corrections", "updated_at", "imported_revision_id"),
    *("review_priority", "reviewed_at", "reviewed_by"),
]


WARNED_FIELDS = [*MARKED_FIELDS, "article", "warnings_count", "warning_codes", "doubt"]


RECORD_FIELDS = [
    field.name
    for field in ImportedDocument._meta.concrete_fields
    if field.name not in ("id", "key_hash", "key", "created_at")
]


def write_batch(
    entries: Sequence[Entry],
    people: PersonLinker,
    target: Target,
    rebuild: Callable[[Entry, PersonLinker], None],
) -> None:
    """Write a batch's pages and records; after a failure, one by one those that can be written.

    A batch that the database or a page type refuses is rolled back and taken document by document, so that a
    bad one fails alone. ``rebuild`` builds an entry's page afresh for that.

    Raises :exc:`django.db.Error` where the connection is lost; then nothing of the batch is written.
    """
    if not entries:
        return
    before = [Before(entry) for entry in entries]
    try:
        write_together(entries, people, target)
    except Exception as error:
        give_up_if_lost(error)
        people.forget()
        logger.info("A batch of %d documents is written one by one: %s", len(entries), error)
        for entry, was in zip(entries, before, strict=True):
            write_alone(entry, was, people, target, rebuild)


class Before:
    """The state of an entry before a transaction, restored after a rollback."""

    def __init__(self, entry: Entry) -> None:
        self.record_id = entry.record.pk if entry.record else None
        self.page = entry.page

    def restore(self, entry: Entry) -> None:
        entry.page = self.page
        records = ImportedDocument.objects.select_related("page")
        entry.record = records.filter(pk=self.record_id).first() if self.record_id else None


def write_alone(
    entry: Entry,
    before: Before,
    people: PersonLinker,
    target: Target,
    rebuild: Callable[[Entry, PersonLinker], None],
) -> None:
    """Write one document in a transaction of its own; if that fails, record its failure."""
    before.restore(entry)
    entry.follow()
    try:
        rebuild(entry, people)
        write_together([entry], people, target)
    except Exception as error:
        give_up_if_lost(error)
        people.forget()
        before.restore(entry)
        logger.warning("%s could not be written", printable(entry.item.source), exc_info=traceback_of(error))
        entry.fail(reason(error))
        record_failure(entry, people, target)
    people.keep()


def record_failure(entry: Entry, people: PersonLinker, target: Target) -> None:
    """Record the failure of a document, if the database accepts at least that."""
    try:
        write_together([entry], people, target)
    except Exception as error:
        give_up_if_lost(error)
        logger.error("%s could not be recorded", printable(entry.item.source), exc_info=traceback_of(error))
        entry.record = None
        entry.message += " It could not be put on record either."
        if target.accumulator is not None:
            target.accumulator.leave([entry])


def reason(error: Exception) -> str:
    """Why a document could not be written, for people."""
    if isinstance(error, ValidationError):
        return explain(error)
    if is_too_long(error):
        return (
            "It is longer than the database takes at once. Set max_allowed_packet in the configuration of "
            "MySQL or MariaDB to 64M or more, for the server and, where it is set there, the client; then "
            "import it again."
        )
    return f"It could not be written ({type(error).__name__}: {error}). The log has the details."


@lengths_told()
def write_together(entries: Sequence[Entry], people: PersonLinker, target: Target) -> None:
    """Write all of them or none. Raises any exception that prevents it."""
    with transaction.atomic():
        compress_fast()
        # One writer at a time under a parent, whose row is read afresh.
        lock_places(entries, target)
        if target.replan is not None and is_outdated(entries):
            people = target.replan(entries)
            lock_places(entries, target)
        people.catch_up([slot for entry in entries if entry.built for slot in entry.built.slots])
        spare_edited([entry for entry in entries if entry.built and entry.built.exists])
        journal = Journal(entries, people, target)
        write_pages([entry for entry in entries if entry.built], people, target)
        write_records([entry for entry in entries if entry.remember], target)
        journal.close()
        send_document_imported(
            target.run,
            [
                (entry.record, entry.page, entry.state)
                for entry in entries
                if entry.remember and entry.record is not None
            ],
        )
        if target.accumulator is not None:
            target.accumulator.keep(entries)
    if target.accumulator is not None:
        target.accumulator.kept()


def lock_places(entries: Sequence[Entry], target: Target) -> None:
    """Lock the parents of new pages. Raises :exc:`SectionGoneError`."""
    places = {parent_id(entry.built, target) for entry in entries if entry.built}
    base = get_base_page_model()
    for place in sorted({target.parent_id, *places}):
        try:
            lock_parent(place)
        except base.DoesNotExist:
            if place == target.parent_id:
                raise SectionGoneError from None
            raise
    path = base._default_manager.values_list("path", flat=True).get(pk=target.parent_id)
    before = target.paths.setdefault(target.parent_id, path)
    if path != before:
        adopt_orphans(target.run, target.parent_id, [before])
        target.paths[target.parent_id] = path


def is_outdated(entries: Sequence[Entry]) -> bool:
    """Whether the records changed since the entries were planned. Locks them."""
    hashes = {entry.key_hash for entry in entries if entry.key_hash}
    records = ImportedDocument.objects.select_for_update().filter(key_hash__in=hashes).order_by("pk")
    rows = records.values_list("key_hash", "pk", "updated_at", "imported_revision_id")
    now = {hash: tuple(found) for hash, *found in rows}
    return any(now.get(entry.key_hash) != version_of(entry.record) for entry in entries)


def version_of(record: ImportedDocument | None) -> tuple[Any, ...] | None:
    return None if record is None else (record.pk, record.updated_at, record.imported_revision_id)


def spare_edited(entries: Sequence[Entry]) -> None:
    """Leave out the pages that were edited, locked or deleted since the batch was planned.

    A page that was published before and is not now was unpublished by hand: it is saved as a draft.
    """
    if not entries:
        return
    ids = [entry.page.pk for entry in entries]
    pages = get_base_page_model()._default_manager.select_for_update().filter(pk__in=ids).order_by("path")
    now = {row["pk"]: row for row in pages.values("pk", *ROW)}
    for entry in entries:
        page = now.get(entry.page.pk)
        if page is None:
            entry.built, entry.remember = None, False
            set_state(entry, "skipped", DELETED)
        elif entry.state == "published":
            spare_draft(entry, page)
        elif page["locked"] or page["latest_revision_id"] != entry.revision:
            entry.built = None
            set_state(entry, "edited", left_alone(entry.proposes, page["locked"]))
        elif not page["live"] and page["last_published_at"]:
            entry.was_unpublished = True


def parent_id(built: BuiltPage, target: Target) -> int:
    """The parent of a new page."""
    return built.parent_id or target.parent_id


def write_pages(entries: Sequence[Entry], people: PersonLinker, target: Target) -> None:
    """Write people, then new pages, then new revisions of existing pages."""
    started = time.perf_counter()
    built = [entry.built for entry in entries if entry.built]
    people.link([slot for page in built for slot in page.slots])
    people.tags.make(page.page for page in built)
    # The pages were validated when they were built.
    options: dict[str, Any] = {"user": target.user, "validate": False, "log_action": True}
    new: dict[tuple[int, bool], list[Any]] = {}
    known: dict[bool, list[Any]] = {}
    for entry in entries:
        if entry.built is None:
            continue
        made, publish = entry.built, target.publish and not stays_draft(entry)
        if publish and entry.was_unpublished:
            publish, entry.message = False, UNPUBLISHED
        if made.exists:
            known.setdefault(publish, []).append(made.page)
        else:
            made.page.owner = target.user
            new.setdefault((parent_id(made, target), publish), []).append(made.page)
    parents = get_base_page_model()._default_manager.in_bulk({place for place, _ in new})
    for (place, publish), pages in new.items():
        assign_slugs(pages, parents[place])
        bulk_add_children(parents[place], pages, publish=publish, **options)
    for publish, pages in known.items():
        bulk_update_pages(pages, publish=publish, **options)
    written = [entry.built.page for entry in entries if entry.built is not None]
    note_in_histories(written, target.run, target.user)
    purge_after_commit([page for page in written if page.live])
    seconds = (time.perf_counter() - started) / max(1, len(entries))
    for entry in entries:
        if entry.built is not None:
            entry.page = entry.built.page
        entry.seconds += seconds


def write_records(entries: Sequence[Entry], target: Target) -> None:
    """Write the documents' records: insert new ones in one query, and update the others in another."""
    now = timezone.now()
    for together in by_reference(entries):
        new: list[ImportedDocument] = []
        known: list[ImportedDocument] = []
        marked: list[ImportedDocument] = []
        warned: list[ImportedDocument] = []
        for entry in together:
            entry.record, whole = record_of(entry, target.run, now)
            if entry.record.pk is None:
                new.append(entry.record)
            elif entry.warnings_now is not None and not whole:
                warned.append(entry.record)
            else:
                (known if whole else marked).append(entry.record)
        insert_objects(new, with_ids=True)
        for record in new:
            # What was written as JSON is read from the database where somebody asks for it.
            if isinstance(record.article, ReadyJSON):
                del record.article
        ImportedDocument.objects.bulk_update(known, RECORD_FIELDS)
        ImportedDocument.objects.bulk_update(marked, MARKED_FIELDS)
        ImportedDocument.objects.bulk_update(warned, WARNED_FIELDS)


def by_reference(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Each entry after the one that its record refers to, which may be a duplicate itself."""
    steps: dict[int, list[Entry]] = {}
    for entry in entries:
        steps.setdefault(steps_to_original(entry), []).append(entry)
    return [steps[step] for step in sorted(steps)]


def steps_to_original(entry: Entry) -> int:
    """How many duplicates of the batch lead from the entry to its original."""
    if entry.state != "duplicate" or not isinstance(entry.first, Entry):
        return 0
    return 1 + steps_to_original(entry.first)
