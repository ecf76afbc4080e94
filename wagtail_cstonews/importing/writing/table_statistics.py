"""What PostgreSQL knows of the tables that an import fills, kept true while they grow.

A connection plans the checks of foreign keys once, at the first batch, when a table of a few rows is read
whole the cheapest, and plans them anew when somebody analyses the table. Autovacuum does so within minutes,
or never where it is off; by then every row of a batch reads all pages of the site.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from django.db import Error, connection
from wagtail.models import PageLogEntry, ReferenceIndex, Revision

from ... import conf
from ...compat import get_base_page_model
from ...models import (
    ImportChange,
    ImportedDocument,
    ImportedObject,
    ImportLink,
    ImportSketch,
    Person,
    PersonName,
    PersonRole,
)

logger = logging.getLogger(__name__)

_GROWN = """
    SELECT oid::regclass::text FROM pg_class
    WHERE oid = ANY(%s::regclass[])
      AND pg_relation_size(oid) >= 2 * greatest(relpages, 1) * current_setting('block_size')::bigint
"""
"""Those that are twice as large as when they were last vacuumed or analysed."""


@cache
def filled_tables() -> list[str]:
    """The tables that grow with an import, quoted."""
    models: list[Any] = [
        get_base_page_model(), conf.get_news_page_model(), conf.get_interview_page_model(), Revision,
        PageLogEntry, ReferenceIndex, ImportedDocument, ImportChange, ImportSketch, ImportLink,
        ImportedObject, Person, PersonName, PersonRole,
    ]  # fmt: skip
    return [connection.ops.quote_name(model._meta.db_table) for model in models]


class TableStatistics:
    """Counts the batches of a run, and looks at the tables after the first, second, fourth, eighth ..."""

    def __init__(self) -> None:
        self.batches = 0

    def note(self) -> None:
        """A batch was written. Belongs outside of its transaction."""
        self.batches += 1
        if connection.vendor == "postgresql" and not self.batches & (self.batches - 1):
            try:
                analyse_grown()
            except Error as error:
                # It costs speed, not the import. A connection that is lost shows at the next batch.
                logger.warning("The tables could not be analysed: %s", error)


def analyse_grown() -> list[str]:
    """Analyses the tables that doubled since that was last done, and gives their names."""
    with connection.cursor() as cursor:
        cursor.execute(_GROWN, [filled_tables()])
        grown = [name for (name,) in cursor.fetchall()]
        if grown:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(grown)}")
            # Only a table's owner may analyse it; to plan anew helps for itself.
            cursor.execute("DISCARD PLANS")
    return grown
