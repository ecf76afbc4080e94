"""How PostgreSQL compresses the long values of a batch: originals, articles, revisions, search vectors."""

from __future__ import annotations

from django.db import connection

_LZ4_UNLESS_SET = """
    SELECT set_config(name, 'lz4', true) FROM pg_settings
    WHERE name = 'default_toast_compression' AND source = 'default' AND 'lz4' = ANY(enumvals)
"""


def compress_fast() -> None:
    """Let PostgreSQL compress with lz4 until the transaction ends, where it can (from version 14 on, if it
    was built so) and the site has set nothing: its own default, pglz, is several times slower.

    On other databases nothing is done. Each value says how it is compressed, so both may stand in one table.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_LZ4_UNLESS_SET)
