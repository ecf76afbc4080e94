"""Bulk writes of revisions and audit log entries, and the ``page_published`` signals after the commit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils.functional import SimpleLazyObject
from wagtail.log_actions import get_active_log_context
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published, published

from .sql import Row, Table, reserve_ids

pages_written = Signal()
"""Sent once a batch, in its transaction, after the published content of pages was written: what ``post_save``
is for pages that are saved one at a time. Receivers get ``pages``, which equal those in the database, and
whether they were just ``created``.
"""


class Revisions:
    """Inserts revisions."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.table = Table(Revision, connection)

    def add(self, drafts: Sequence[Any], user: Any, moment: datetime.datetime) -> list[int]:
        """Inserts a revision for each draft (from its ``page`` and ``content``), and returns their ids."""
        rows = [self.row(draft.page, draft.content, user, moment) for draft in drafts]
        ids = reserve_ids(Revision, len(rows), self.connection)
        if ids is None:
            return self.table.insert_and_tell(rows)
        self.table.with_key().insert([(id, *row) for id, row in zip(ids, rows, strict=True)])
        return ids

    def row(self, page: Any, content: str, user: Any, moment: datetime.datetime) -> Row:
        """A revision's row."""
        return self.table.row(
            {
                "content_type_id": page.content_type_id,
                "base_content_type_id": page.get_base_content_type().pk,
                "object_id": str(page.pk),
                "created_at": moment,
                "user_id": user.pk if user else None,
                "object_str": str(page),
            },
            {"content": content},
        )


class Log:
    """Collects and inserts entries of the audit log, in order."""

    def __init__(self, connection: Any) -> None:
        self.table = Table(PageLogEntry, connection)
        self.rows: list[Row] = []
        self.context = get_active_log_context()

    def note(self, page: Any, action: str, user_id: Any, moment: datetime.datetime, **values: Any) -> None:
        """Adds one entry. ``values`` are further columns of the entry."""
        context_user = self.context.user
        content_type = ContentType.objects.get_for_model(page, for_concrete_model=False)
        self.rows.append(
            self.table.row(
                {
                    "content_type_id": content_type.pk,
                    "action": action,
                    "timestamp": moment,
                    "uuid": self.context.uuid,
                    "user_id": user_id or (context_user.pk if context_user else None),
                    "content_changed": True,
                    "page_id": page.pk,
                    **values,
                }
            )
        )

    def write(self) -> None:
        """Inserts the collected entries."""
        self.table.insert(self.rows)
        self.rows = []


def announce(pages: Sequence[Any], using: str) -> None:
    """Sends ``page_published`` and ``published`` for each page after the commit.

    A receiver that would rather see to all of the pages at once is told so with ``is_bulk=True``. The
    revision is loaded when a receiver first looks at it.
    """
    heard = {type(page) for page in pages if _is_heard(type(page))}
    waiting = [page for page in pages if type(page) in heard]
    if not waiting:
        return

    def send() -> None:
        for page in waiting:
            revision = SimpleLazyObject(partial(getattr, page, "live_revision"))
            for signal in (page_published, published):
                signal.send(sender=type(page), instance=page, revision=revision, is_bulk=True)

    transaction.on_commit(send, using=using)


def _is_heard(model: Any) -> bool:
    return bool(page_published.has_listeners(model) or published.has_listeners(model))
