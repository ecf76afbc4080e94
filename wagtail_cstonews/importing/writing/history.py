"""The line that an import adds to the history of each page that it writes.

All log entries of a run carry its uuid. Wagtail's history of a page shows, of the entries with one uuid and
one action, only the last, of whatever page that is. So what a run did to a page is told once more, in an
entry without a uuid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import PageLogEntry

from ...bulk_pages import insert_objects
from ...models import ImportRun
from ..audit import IMPORTED


def note_in_histories(pages: Iterable[Any], run: ImportRun, user: Any) -> None:
    """Add an entry to the history of pages that a run made or changed, in one query."""
    now = timezone.now()
    entries = [
        PageLogEntry(
            content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
            label=page.get_admin_display_title(),
            action=IMPORTED,
            data={"run": run.pk},
            timestamp=now,
            user=user,
            content_changed=False,
            page_id=page.pk,
            revision_id=page.latest_revision_id,
        )
        for page in pages
    ]
    if entries:
        insert_objects(entries)
