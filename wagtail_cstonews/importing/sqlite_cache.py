"""SQLite's page cache while many documents are imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router

from ..models import ImportedDocument

KIBIBYTES = 32_000
"""Most rows of a batch go to random places in indexes, which soon outgrow the 2 MB that SQLite keeps."""
DEFAULT = -2000
"""What SQLite keeps where a site has set nothing, in its own notation."""


@contextmanager
def larger_cache() -> Iterator[None]:
    """Let SQLite keep more of the database in memory, unless the site has set how much; afterwards all is as
    it was. On other databases nothing is done.

    It changes nothing of what is safe on disk.
    """
    connection = connections[router.db_for_write(ImportedDocument)]
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    is_default = raw.execute("PRAGMA cache_size").fetchone()[0] == DEFAULT
    if is_default:
        raw.execute(f"PRAGMA cache_size = -{KIBIBYTES}")
    try:
        yield
    finally:
        # A connection that was lost took its cache with it.
        if is_default and connection.connection is raw:
            raw.execute(f"PRAGMA cache_size = {DEFAULT}")
