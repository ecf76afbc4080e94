"""Reads scraped documents from files, folders, archives and standard input. Independent of Django.

:func:`read` takes a path and yields its documents one at a time; an archive is never in memory as a whole.
Each format has a reader in the registry; :func:`register` adds readers of a site's own.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     rows = pathlib.Path(folder, "rows.jsonl")
...     _ = rows.write_text('{"id": "a", "text": "The lock opens."}\\n{"id": "b"}\\n')
...     for item in read(rows):
...         print(type(item).__name__, item.id if isinstance(item, RawDocument) else item.message)
RawDocument a
BadDocument it has neither "text" nor "html". Give one of them, or remove the row.
"""

from ..documents import RawDocument
from .common.items import BadDocument, Item, Skipped, SourceError
from .common.limits import Limits, read_whole
from .common.options import PREFERENCES, Options
from .common.origins import Origin
from .common.registry import Reader, XmlHead, formats, register, unregister
from .common.streams import Readable
from .dispatch import read
from .readers import documents, feeds, rows, tables, warc, wxr
from .rereading import Rereading, cut_short

__all__ = [
    "PREFERENCES",
    "BadDocument",
    "Item",
    "Limits",
    "Options",
    "Origin",
    "RawDocument",
    "Readable",
    "Reader",
    "Rereading",
    "Skipped",
    "SourceError",
    "XmlHead",
    "cut_short",
    "formats",
    "read",
    "read_whole",
    "register",
    "unregister",
]

for _reader in (
    documents.TEXT,
    documents.HTML,
    rows.JSON_LINES,
    tables.TABLE,
    wxr.WORDPRESS_EXPORT,
    feeds.FEED,
    warc.WEB_ARCHIVE,
):
    register(_reader)
