"""How SQLite keeps its pages while many documents are imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router

from ...models import ImportedDocument

DEFAULTS = {"cache_size": -2000, "wal_autocheckpoint": 1000}
"""What SQLite does where a site has set nothing, in its own notation."""
FOR_BULK = {"cache_size": -32_000, "wal_autocheckpoint": 8000}
"""Most rows of a batch go to random places in indexes, which soon outgrow the 2 MB that SQLite keeps in
memory. With a write-ahead log each such page is written twice, the second time at a checkpoint; the more
batches between two checkpoints, the more of them share the second time. 8,000 pages are 32 MB of log."""


@contextmanager
def bulk_settings() -> Iterator[None]:
    """Let SQLite keep more of the database in memory and move its log into the file more rarely, each unless
    the site has set it itself; afterwards all is as it was. On other databases nothing is done.

    A process that dies loses nothing by it. With ``synchronous=NORMAL`` a power cut may lose what the log
    holds, up to 32 MB instead of 4: some hundred articles of the import, which the same command writes again.
    """
    connection = connections[router.db_for_write(ImportedDocument)]
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    unset = [
        name for name, default in DEFAULTS.items() if raw.execute(f"PRAGMA {name}").fetchone()[0] == default
    ]
    for name in unset:
        raw.execute(f"PRAGMA {name} = {FOR_BULK[name]}")
    try:
        yield
    finally:
        # A connection that was lost took its settings with it.
        if connection.connection is raw:
            for name in unset:
                raw.execute(f"PRAGMA {name} = {DEFAULTS[name]}")
