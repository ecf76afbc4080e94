"""Bulk saving and publishing of new revisions of existing pages, with one statement per table and batch."""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import Any

from django.db import connections, router, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Comment, Revision, WorkflowState

from ..compat import get_base_page_model
from . import children, validation
from .adding import Draft, after_publishing, after_revision, clear_site_cache
from .fallback import BulkBlockers, update_one
from .page_types import PageType
from .records import Log, Revisions, announce, pages_written
from .reference_index import References
from .search_index import index_for_search
from .sql import Table
from .stored_values import bind, content_of, stream_texts, to_json

logger = logging.getLogger(__name__)

KEPT = (
    "path",
    "depth",
    "numchild",
    "url_path",
    "content_type_id",
    "owner_id",
    "locked",
    "locked_by_id",
    "locked_at",
    "translation_key",
    "locale_id",
    "alias_of_id",
)
"""Fields that belong to the page and not to a revision: publishing keeps their values in the database."""


def bulk_update_pages(
    pages: Iterable[Any],
    *,
    user: Any = None,
    publish: bool = False,
    batch_size: int = 500,
    validate: bool = True,
    log_action: bool = False,
) -> int:
    """Saves a revision of each page, publishes it if ``publish`` is true, and returns their number.

    ``pages`` are specific pages with unsaved changes. The result in the database is that of the following
    loop, with a fixed number of queries per batch::

        for page in pages:
            revision = page.save_revision(user=user, log_action=log_action, clean=validate)
            if publish:
                revision.publish(user=user)

    The remarks on :func:`.adding.bulk_add_children` apply here as well. Pages with a new slug, with
    aliases, with comments, or in a workflow are also saved one at a time by Wagtail.

    Raises ``DoesNotExist`` for a page that was deleted, :exc:`ValueError` for a page that is given twice in
    a batch, and :exc:`RuntimeError` for a page that is not specific.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}; it must be at least 1.")
    using = router.db_for_write(get_base_page_model())
    writer = _Updater(connections[using], user, publish, validate, log_action)
    count = 0
    source = iter(pages)
    with transaction.atomic(using=using):
        while batch := list(islice(source, batch_size)):
            writer.update(batch)
            count += len(batch)
    return count


class _Updater:
    """Writes batches of revisions. Requires a transaction."""

    def __init__(self, connection: Any, user: Any, publish: bool, validate: bool, log_action: bool) -> None:
        self.connection = connection
        self.using = connection.alias
        self.base = get_base_page_model()
        self.user = user
        self.publish = publish
        self.validate = validate
        self.log_action = log_action
        self.revisions = Revisions(connection)
        self.references = References(connection)
        self.blockers = BulkBlockers(connection)
        self.current: dict[Any, Any] = {}

    def update(self, pages: Sequence[Any]) -> None:
        """Writes revisions of a batch: in bulk, or one at a time for pages that have blockers."""
        ids = [page.pk for page in pages]
        if len(set(ids)) < len(ids):
            raise ValueError(
                "A page is given twice in a batch; its second revision belongs in a second call."
            )
        for page in pages:
            if not isinstance(page, page.specific_class):
                raise RuntimeError(f"{page!r} is not specific. Pass page.specific.")
        self.read(pages)
        busy = self.busy(ids)
        for reason, some in groupby(pages, key=lambda page: self.blocker(page, busy)):
            if reason:
                logger.info("On Wagtail's own path: %s", reason)
                for page in some:
                    update_one(
                        page,
                        user=self.user,
                        publish=self.publish,
                        log_action=self.log_action,
                        validate=self.validate,
                    )
            else:
                self.update_together(list(some))

    # ------------------------------------------------------------------ reading

    def read(self, pages: Sequence[Any]) -> None:
        """Locks the pages and reads their stored state."""
        if self.connection.vendor == "sqlite":
            # SQLite only locks on a write, which must precede any read.
            self.base._base_manager.using(self.using).filter(pk=pages[0].pk).update(numchild=F("numchild"))
        self.current = {}
        for model, some in _by_model(pages).items():
            found = model._base_manager.using(self.using).select_for_update().order_by("pk")
            self.current.update({page.pk: page for page in found.filter(pk__in=[page.pk for page in some])})
        for page in pages:
            if page.pk not in self.current:
                raise self.base.DoesNotExist(f"There is no page {page.pk} any more: {page.title!r}.")

    def busy(self, ids: Sequence[Any]) -> dict[Any, str]:
        """The pages that have aliases or comments or are in a workflow, each with its blocker."""
        keys = {str(id): id for id in ids}
        base = self.base_type
        states = WorkflowState.objects.using(self.using).active().filter(base_content_type=base)
        aliases = self.base._base_manager.using(self.using).filter(alias_of__in=ids)
        comments = Comment.objects.using(self.using).filter(page__in=ids)
        return {
            **dict.fromkeys(aliases.values_list("alias_of_id", flat=True), "it has aliases"),
            **dict.fromkeys(comments.values_list("page_id", flat=True), "it has comments"),
            **{
                keys[key]: "it is in a workflow"
                for key in states.filter(object_id__in=keys).values_list("object_id", flat=True)
            },
        }

    @property
    def base_type(self) -> Any:
        """The content type of the base page."""
        return next(iter(self.current.values())).get_base_content_type()

    def blocker(self, page: Any, busy: dict[Any, str]) -> str:
        """Why a page is saved by Wagtail itself; empty if it can be written in bulk."""
        if page.pk in busy:
            return busy[page.pk]
        if page.slug != self.current[page.pk].slug:
            return "its slug has changed"
        return self.blockers.of(page)

    # ------------------------------------------------------------------ writing

    def update_together(self, pages: list[Any]) -> None:
        """Writes revisions in bulk: one statement per table."""
        self.check(pages)
        moment = timezone.now()
        loaded = children.load(pages, self.connection)
        drafts = [Draft(page) for page in pages]
        for draft in drafts:
            self.prepare(draft)
        with_history = self.with_history(pages) if self.publish else set()
        for draft, id in zip(drafts, self.revisions.add(drafts, self.user, moment), strict=True):
            draft.revision = id
            draft.final = self.final(draft, moment)
        self.write_pages(drafts)
        if self.publish:
            children.replace(pages, loaded, self.connection)
            self.unschedule(pages)
        self.write_log(drafts, moment, with_history)
        self.finish(drafts, loaded)
        self.index(pages)
        clear_site_cache(pages)
        if self.publish:
            announce(pages, self.using)

    def check(self, pages: Sequence[Any]) -> None:
        """Sets the fields that ``save_revision()`` sets, and validates the pages as it does."""
        for page in pages:
            page._prepare_related_fields_for_save("save")
            if not page.draft_title:
                page.draft_title = page.title
        if self.validate:
            validation.full_clean(pages, self.using, {})
        if self.publish and self.user:
            for page in pages:
                validation.may_publish([self.current[page.pk]], self.user)

    def prepare(self, draft: Draft) -> None:
        """Sets the fields that are set before a revision is saved, and builds the revision's JSON."""
        page = draft.page
        for field in draft.kind.pre_saved:
            page.__dict__[field.attname] = field.pre_save(page, False)
        draft.texts = stream_texts(page, draft.kind)
        draft.content = to_json(content_of(page, draft.kind, draft.texts))

    def final(self, draft: Draft, moment: datetime.datetime) -> dict[str, Any]:
        """The fields that saving and publishing the revision set, in addition to the page's own values."""
        page, current = draft.page, self.current[draft.page.pk]
        values = {**after_revision(page, moment), "latest_revision_id": draft.revision}
        if self.publish:
            values |= after_publishing(page, moment)
            values["first_published_at"] = page.first_published_at or current.first_published_at or moment
            values["live_revision_id"] = draft.revision
            values |= {name: getattr(current, name) for name in KEPT}
        return values

    def write_pages(self, drafts: Sequence[Draft]) -> None:
        """Updates the base rows and, for published pages, the rows of the page types."""
        base = Table(self.base, self.connection).with_key()
        key = [self.base._meta.pk.attname]
        if not self.publish:
            rows = []
            for draft in drafts:
                current = self.current[draft.page.pk]
                texts = stream_texts(current, PageType.of(self.base))
                rows.append(base.row_of(current, draft.final, texts))
            base.upsert(rows, key, [*drafts[0].final])
            return
        base.upsert([base.row_of(draft.page, draft.final, draft.texts) for draft in drafts], key)
        by_table: defaultdict[Any, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for model in draft.kind.tables[1:]:
                by_table[model].append(draft)
        for model, some in by_table.items():
            table = Table(model, self.connection)
            table.upsert(
                [table.row_of(draft.page, ready=draft.texts) for draft in some], [model._meta.pk.attname]
            )

    def unschedule(self, pages: Sequence[Any]) -> None:
        """Cancels scheduled revisions, which are older than the one that is now published."""
        revisions = Revision.objects.using(self.using).filter(
            base_content_type=self.base_type, object_id__in=[str(page.pk) for page in pages]
        )
        revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)

    def with_history(self, pages: Sequence[Any]) -> set[str]:
        """The ids, as text, of the pages that already have revisions."""
        revisions = Revision.objects.using(self.using).filter(
            base_content_type=self.base_type, object_id__in=[str(page.pk) for page in pages]
        )
        return set(revisions.order_by().values_list("object_id", flat=True).distinct())

    def write_log(self, drafts: Sequence[Draft], moment: datetime.datetime, with_history: set[str]) -> None:
        """Writes the audit log: edited if requested, renamed, published."""
        log = Log(self.connection)
        user_id = self.user.pk if self.user else None
        for draft in drafts:
            page = draft.page
            page.draft_title = page.title
            common = {"label": page.get_admin_display_title(), "revision_id": draft.revision}
            if self.log_action:
                log.note(page, "wagtail.edit", user_id, moment, **common)
            if not self.publish:
                continue
            old, new = str(self.current[page.pk]), str(page)
            data = {}
            if str(page.pk) in with_history and old != new:
                data = {"title": {"old": old, "new": new}}
                log.note(page, "wagtail.rename", user_id, moment, **common, data=data, content_changed=False)
            log.note(page, "wagtail.publish", user_id, moment, **common, data=data)
        log.write()

    def finish(self, drafts: Sequence[Draft], loaded: Any) -> None:
        """Updates the pages in memory to their state in the database."""
        for draft in drafts:
            for name, value in draft.final.items():
                setattr(draft.page, name, value)
        if self.publish:
            children.forget([draft.page for draft in drafts])
        else:
            children.unload(loaded)

    def index(self, pages: Sequence[Any]) -> None:
        """Updates the reference and search indexes from the stored state of the pages."""
        views = []
        for model, some in _by_model(pages).items():
            views += model._base_manager.using(self.using).filter(pk__in=[page.pk for page in some])
        children.load(views, self.connection)
        if self.publish:
            pages_written.send(sender=None, pages=views, created=False)
        bind(views)
        self.references.update(views)
        index_for_search(views, self.connection)


def _by_model(pages: Iterable[Any]) -> dict[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for page in pages:
        found[type(page)].append(page)
    return dict(found)
