"""Bulk creation of pages under a parent, with one INSERT statement per table and batch."""

from __future__ import annotations

import datetime
import gc
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from treebeard.exceptions import NodeAlreadySaved
from wagtail.models import Site

from . import children, validation
from .fallback import BulkBlockers, add_one
from .page_types import PageType
from .records import Log, Revisions, announce, pages_written
from .reference_index import References
from .search_index import index_for_search
from .sql import Table, reserve_ids, set_references
from .stored_values import bind, content_of, stream_texts, to_json, view_of
from .tree import Place

logger = logging.getLogger(__name__)


def bulk_add_children(
    parent: Any,
    pages: Iterable[Any],
    *,
    user: Any = None,
    publish: bool = False,
    batch_size: int = 500,
    validate: bool = True,
    log_action: bool = False,
) -> int:
    """Adds unsaved pages, of any types, under ``parent``, and returns their number.

    The result in the database is that of the following loop, with a fixed number of queries per batch::

        for page in pages:
            parent.add_child(instance=page)
            revision = page.save_revision(user=user, log_action=log_action)
            if publish:
                revision.publish(user=user)

    - Everything is written in one transaction, which locks the parent against other writers.
    - As with ``add_child()``, ``page.live`` says whether a page is live before it is published: give drafts
      ``live=False``. The owner is the page's own.
    - ``validate=False`` skips ``full_clean()``; the values must then have their fields' own types.
      A slug that is taken still raises ``ValidationError``.
    - ``page_published`` and ``published`` are sent after the commit. ``pre_save``, ``post_save`` and
      ``m2m_changed`` are not sent; :data:`.records.pages_written` is, once a batch.
    - Pages for which :func:`.page_types.why_not_in_bulk` gives a reason, and those with a scheduled go-live
      time or comments, are saved one at a time by Wagtail.
    - ``pages`` may be an iterator; at most ``batch_size`` of them are in memory at a time, unless the signals
      have receivers.

    Raises :exc:`~django.core.exceptions.ValidationError` for the first page that is not valid,
    :exc:`treebeard.exceptions.PathOverflow` if the parent cannot have more children,
    :exc:`treebeard.exceptions.NodeAlreadySaved` for a page that is already in the database, and Wagtail's
    ``PublishPagePermissionError`` if the user may not publish. After an error, nothing has been written.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}; it must be at least 1.")
    place = Place(parent)
    writer = _Adder(place, user, publish, validate, log_action)
    count = 0
    source = iter(pages)
    with transaction.atomic(using=place.using):
        while batch := list(islice(source, batch_size)):
            if not count:
                place.lock()
            writer.add(batch)
            count += len(batch)
    return count


class Draft:
    """A page to be written, with the values computed for it so far."""

    __slots__ = ("content", "final", "kind", "label", "page", "revision", "texts")

    def __init__(self, page: Any) -> None:
        self.page = page
        self.kind = PageType.of(page)
        self.label = ""
        """Its title in the audit log's entry of creation."""
        self.texts: dict[str, str] = {}
        """The stored JSON of its StreamFields, by attribute name."""
        self.final: dict[str, Any] = {}
        """The page's values after its revision is saved and published, except for the revision's id."""
        self.content = ""
        """The JSON of its revision."""
        self.revision = 0


class _Adder:
    """Writes batches of new pages under one parent. Requires a transaction that holds the parent's lock."""

    def __init__(self, place: Place, user: Any, publish: bool, validate: bool, log_action: bool) -> None:
        self.place = place
        self.connection = place.connection
        self.user = user
        self.publish = publish
        self.validate = validate
        self.log_action = log_action
        self.revisions = Revisions(self.connection)
        self.references = References(self.connection)
        self.blockers = BulkBlockers(self.connection)

    def add(self, pages: Sequence[Any]) -> None:
        """Writes a batch: in bulk, or one at a time for pages that have blockers."""
        for page in pages:
            if not page._state.adding:
                raise NodeAlreadySaved(f"{page!r} is in the database already.")
        for reason, some in groupby(pages, key=self.blockers.of):
            if reason:
                logger.info("On Wagtail's own path: %s", reason)
                self.add_one_by_one(some)
            else:
                with _gc_paused():
                    self.add_together(list(some))

    def add_one_by_one(self, pages: Iterable[Any]) -> None:
        """Writes pages one at a time, as Wagtail does."""
        for page in pages:
            add_one(
                self.place.parent,
                page,
                user=self.user,
                publish=self.publish,
                log_action=self.log_action,
                validate=self.validate,
            )
        self.place.look()

    def add_together(self, pages: list[Any]) -> None:
        """Writes pages in bulk: one statement per table."""
        self.check(pages)
        moment = timezone.now()
        drafts = [Draft(page) for page in pages]
        for draft in drafts:
            self.prepare(draft, moment)
        self.give_ids(drafts)
        self.write_types(drafts)
        children.add_children(pages, self.connection)
        children.add_links(pages, self.connection)
        for draft in drafts:
            draft.content = to_json(content_of(draft.page, draft.kind, draft.texts))
        for draft, id in zip(drafts, self.revisions.add(drafts, self.user, moment), strict=True):
            self.finish(draft, id)
        self.write_bases(drafts)
        self.place.count(len(pages))
        self.write_log(drafts, moment)
        self.index(drafts)
        clear_site_cache(pages)
        children.forget(pages)
        if self.publish:
            announce(pages, self.place.using)

    # ------------------------------------------------------------------ one page

    def check(self, pages: Sequence[Any]) -> None:
        """Sets the fields that Wagtail sets on the first save, and validates the pages as it does."""
        for page in pages:
            page._prepare_related_fields_for_save("save")
        validation.set_place_and_slug(pages, self.place)
        if self.validate:
            trusted = {"locale_id": self.place.parent.locale_id}
            if self.user:
                trusted["owner_id"] = self.user.pk
            validation.full_clean(pages, self.place.using, trusted)
        if self.publish:
            validation.may_publish(pages, self.user)

    def prepare(self, draft: Draft, moment: datetime.datetime) -> None:
        """Computes the page's values before its first save, and after its publication."""
        page = draft.page
        for field in draft.kind.pre_saved:
            page.__dict__[field.attname] = field.pre_save(page, True)
        draft.texts = stream_texts(page, draft.kind)
        draft.label = page.get_admin_display_title()
        draft.final = after_revision(page, moment)
        if self.publish:
            draft.final.update(after_publishing(page, moment))

    def finish(self, draft: Draft, revision: int) -> None:
        """Updates the page in memory to its state in the database."""
        draft.revision = revision
        draft.final["latest_revision_id"] = revision
        if self.publish:
            draft.final["live_revision_id"] = revision
        for name, value in draft.final.items():
            setattr(draft.page, name, value)

    # ------------------------------------------------------------------ the tables

    def give_ids(self, drafts: Sequence[Draft]) -> None:
        """Assigns an id to every page. If the database cannot reserve ids, this inserts the base rows."""
        base = self.place.model
        ids = reserve_ids(base, len(drafts), self.connection)
        self.are_there = ids is None
        if ids is None:
            table = Table(base, self.connection)
            ids = table.insert_and_tell(
                [table.row_of(draft.page, draft.final, draft.texts) for draft in drafts]
            )
        for draft, id in zip(drafts, ids, strict=True):
            attributes = draft.page.__dict__
            attributes[base._meta.pk.attname] = id
            for name in draft.kind.links:
                attributes[name] = id

    def write_types(self, drafts: Sequence[Draft]) -> None:
        """Writes the rows of the page types' own tables."""
        by_table: dict[Any, list[Draft]] = {}
        for draft in drafts:
            for model in draft.kind.tables[1:]:
                by_table.setdefault(model, []).append(draft)
        # Parent tables first.
        for model in sorted(by_table, key=lambda model: len(model._meta.get_parent_list())):
            table = Table(model, self.connection)
            table.insert([table.row_of(draft.page, ready=draft.texts) for draft in by_table[model]])

    def write_bases(self, drafts: Sequence[Draft]) -> None:
        """Inserts the base pages' rows, or updates those that :meth:`give_ids` inserted without revisions."""
        base = self.place.model
        if self.are_there:
            columns = ["latest_revision", "live_revision"] if self.publish else ["latest_revision"]
            pairs = [(draft.page.pk, draft.revision) for draft in drafts]
            set_references(base, columns, pairs, self.connection)
        else:
            table = Table(base, self.connection).with_key()
            table.insert([table.row_of(draft.page, ready=draft.texts) for draft in drafts])
        for draft in drafts:
            draft.page._state.adding, draft.page._state.db = False, self.connection.alias

    def write_log(self, drafts: Sequence[Draft], moment: datetime.datetime) -> None:
        """Writes the audit log: created, edited if requested, published."""
        log = Log(self.connection)
        user_id = self.user.pk if self.user else None
        for draft in drafts:
            page = draft.page
            log.note(page, "wagtail.create", page.owner_id, moment, label=draft.label)
            label = page.get_admin_display_title()
            if self.log_action:
                log.note(page, "wagtail.edit", user_id, moment, label=label, revision_id=draft.revision)
            if self.publish:
                log.note(page, "wagtail.publish", user_id, moment, label=label, revision_id=draft.revision)
        log.write()

    def index(self, drafts: Sequence[Draft]) -> None:
        """Adds the pages to the reference index and the search index."""
        using = self.connection.alias
        views = [view_of(draft.page, draft.kind, draft.texts, using) for draft in drafts]
        pages_written.send(sender=None, pages=views, created=True)
        bind(views)
        self.references.add(views)
        index_for_search(views, self.connection)


@contextmanager
def _gc_paused() -> Iterator[None]:
    """Pauses the cyclic garbage collector: it would traverse all pages of the batch again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def after_revision(page: Any, moment: datetime.datetime) -> dict[str, Any]:
    """The page's fields that ``save_revision()`` sets, except for the revision."""
    return {
        "draft_title": page.title,
        "latest_revision_created_at": moment,
        "has_unpublished_changes": True,
    }


def after_publishing(page: Any, moment: datetime.datetime) -> dict[str, Any]:
    """The page's fields that publishing its latest revision sets, except for the revision."""
    return {
        "live": True,
        "has_unpublished_changes": False,
        "expired": False,
        "last_published_at": moment,
        "first_published_at": page.first_published_at or moment,
    }


def clear_site_cache(pages: Sequence[Any]) -> None:
    """Clears Wagtail's cache of site root paths if a page is a site's root, or a translation of one."""
    roots = set(Site.objects.values_list("root_page__translation_key", flat=True))
    if any(page.translation_key in roots for page in pages):
        Site.clear_site_root_paths_cache()
