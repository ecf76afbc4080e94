"""Copies of pages within the database, since writing a hundred thousand takes most of an hour on two cores.

What serving reads is copied: the rows of pages, their tags, quotations and search index; no revisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice
from typing import Any

from django.db import connection, transaction

CHANGED = {
    "wagtailcore_page": {
        "id": "made.new",
        "path": "made.path",
        "slug": "slug || '-' || made.new",
        "url_path": "made.place || slug || '-' || made.new || '/'",
        "translation_key": "gen_random_uuid()",
    },
    "cstonews_pages_newspage": {"page_ptr_id": "made.new", "published_at": "published_at + made.later"},
    "cstonews_pages_interviewpage": {"newspage_ptr_id": "made.new"},
    "cstonews_pages_newspagetag": {"id": None, "content_object_id": "made.new"},
    "wagtail_cstonews_quotation": {
        "id": "gen_random_uuid()",
        "page_id": "made.new",
        "published_at": "published_at + made.later",
    },
    "serving_site_plainpage": {"page_ptr_id": "made.new", "date": "date + made.later"},
    "wagtailsearch_indexentry": {"id": None, "object_id": "made.new::text"},
}
"""By table, what a copy has another value of; None is left to the database. The value that names the page is
the one made of ``made.new``.
"""


def copy_below(parent: Any, pages: Sequence[int], wanted: int) -> None:
    """Copy pages, given by id, until ``parent`` has ``wanted`` children."""
    parent.refresh_from_db()
    missing = wanted - parent.numchild
    if missing <= 0:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # The copies refer to what the originals refer to: nothing is to be checked a million times.
        cursor.execute("SET LOCAL session_replication_role = replica")
        columns = "old int, new int, path text, place text, later interval"
        cursor.execute(f"CREATE TEMPORARY TABLE made ({columns}) ON COMMIT DROP")
        cursor.execute("SELECT max(id) FROM wagtailcore_page")
        first = cursor.fetchone()[0] + 1
        rows = list(islice(_rows(parent, pages, first), missing))
        with cursor.copy("COPY made FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        for table, changed in CHANGED.items():
            _copy(cursor, table, changed)
        sequence = "pg_get_serial_sequence('wagtailcore_page', 'id')"
        cursor.execute(f"SELECT setval({sequence}, max(id)) FROM wagtailcore_page")  # noqa: S608
    type(parent).objects.filter(pk=parent.pk).update(numchild=wanted)


def _rows(parent: Any, pages: Sequence[int], first: int) -> Iterator[tuple[Any, ...]]:
    last = parent.get_last_child()
    step = int(last.path[-parent.steplen :], 36) + 1
    for number, old in zip(count(), cycle(pages)):
        path = parent._get_path(parent.path, parent.depth + 1, step + number)
        yield old, first + number, path, parent.url_path, f"{7 * number} minutes"


def _copy(cursor: Any, table: str, changed: dict[str, str | None]) -> None:
    described = connection.introspection.get_table_description(cursor, table)
    columns = [column.name for column in described if changed.get(column.name, "") is not None]
    key = next(name for name, value in changed.items() if value and value.startswith("made.new"))
    old = "made.old::text" if changed[key] == "made.new::text" else "made.old"
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name) or f'"{table}"."{name}"' for name in columns)
    chosen = f'SELECT {values} FROM "{table}" JOIN made ON "{table}"."{key}" = {old}'  # noqa: S608
    cursor.execute(f'INSERT INTO "{table}" ({names}) {chosen}')
