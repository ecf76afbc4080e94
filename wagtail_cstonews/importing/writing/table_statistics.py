"""PostgreSQL's planner statistics, kept up to date for the tables that an import fills.

A connection caches the query plans of foreign key checks at the first batch, when a sequential scan of a
small table is cheapest, and plans again only after an ANALYZE. Autovacuum runs that after minutes, or never
if it is off; until then every inserted row scans all pages of the site.
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
"""The tables that have doubled in size since they were last vacuumed or analysed."""


@cache
def filled_tables() -> list[str]:
    """The quoted names of the tables that grow with an import."""
    models: list[Any] = [
        get_base_page_model(), conf.get_news_page_model(), conf.get_interview_page_model(), Revision,
        PageLogEntry, ReferenceIndex, ImportedDocument, ImportChange, ImportSketch, ImportLink,
        ImportedObject, Person, PersonName, PersonRole,
    ]  # fmt: skip
    return [connection.ops.quote_name(model._meta.db_table) for model in models]


class TableStatistics:
    """Counts the batches of a run, and checks the tables after the first, second, fourth, eighth and so
    on.
    """

    def __init__(self) -> None:
        self.batches = 0

    def note(self) -> None:
        """Record that a batch was written. Call it outside of the transaction."""
        self.batches += 1
        if connection.vendor == "postgresql" and not self.batches & (self.batches - 1):
            try:
                analyse_grown()
            except Error as error:
                # A failure costs speed, not the import. A lost connection shows at the next batch.
                logger.warning("The tables could not be analysed: %s", error)


def analyse_grown() -> list[str]:
    """Analyse the tables that have doubled since the last time, and return their names."""
    with connection.cursor() as cursor:
        cursor.execute(_GROWN, [filled_tables()])
        grown = [name for (name,) in cursor.fetchall()]
        if grown:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(grown)}")
            # Only the owner may analyse a table; for others, discarding the cached plans helps.
            cursor.execute("DISCARD PLANS")
    return grown
