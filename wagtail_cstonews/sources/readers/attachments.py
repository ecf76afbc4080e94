"""Attachments and synced patterns of a WordPress export, which posts refer to by id.

A first pass over the file collects them, since they may come after the post that uses them.
"""

from __future__ import annotations

import html
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress

from ..common.items import SourceError
from ..common.options import Options
from ..common.streams import CHUNK, Rejoined
from ..xml.elements import XmlDamageError
from ..xml.parser import ItemParser
from .wordpress import File

PATTERN_TYPE = "wp_block"
"""The post type of synced patterns, formerly reusable blocks."""

IGNORED = frozenset({"wp:comment"})
"""Readers' comments, which may be longer than the post."""

_PIECE = re.compile(
    rb"<[\w.-]{1,40}:post_id>\s*(?:<!\[CDATA\[)?\s*(?P<id>\d{1,20})"
    rb"|<[\w.-]{1,40}:post_parent>\s*(?:<!\[CDATA\[)?\s*(?P<parent>\d{1,20})"
    rb"|<[\w.-]{1,40}:attachment_url>\s*(?:<!\[CDATA\[)?\s*(?P<url>[^<\]\s]{1,2000})"
    rb"|<excerpt:encoded>\s*(?:<!\[CDATA\[)?(?P<caption>.{0,1500}?)(?:\]\]>|</)"
    rb"|_wp_attachment_image_alt(?:\]\]>)?</[\w.-]{1,40}:meta_key>\s*<[\w.-]{1,40}:meta_value>"
    rb"\s*(?:<!\[CDATA\[)?(?P<alt>.{0,1000}?)(?:\]\]>|</)"
    rb"|(?P<reference><!--\s+wp:(?:core/)?block\s+\{)",
    re.DOTALL,
)
"""The data of attachments, found by one regular expression over the bytes: ids, address, caption, alternative
text; and whether any post refers to a synced pattern."""

_LONGEST_PIECE = 4096
"""Bytes: the longest match of the expression above, and so the overlap between two chunks."""

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp|tiff?)$", re.IGNORECASE)

_MOST_OWN = 500
"""Files uploaded to one post that a gallery shows: more than any real gallery has."""


class Attachments:
    """A site's attachments and synced patterns by id, kept on disk since there may be millions."""

    def __init__(self) -> None:
        self.table = sqlite3.connect("")
        self.table.execute(
            "CREATE TABLE file "
            "(id INTEGER PRIMARY KEY, parent INTEGER, url TEXT, caption TEXT, alt TEXT DEFAULT '')"
        )
        self.table.execute("CREATE INDEX by_parent ON file (parent)")
        self.table.execute("CREATE TABLE pattern (id INTEGER PRIMARY KEY, content TEXT)")
        self.has_references = False

    def find(self, file: Rejoined) -> None:
        """Collects attachments in a first pass over the export. The second pass reports any errors."""
        with suppress(SourceError, OSError, EOFError, zlib.error):
            self.take(file)

    def take(self, file: Rejoined) -> None:
        """Finds the attachments by a regular expression instead of an XML parser.

        This is much faster, and the worst result of a mistake is a wrong image.
        """
        id, parent, last, caption = 0, 0, 0, ""
        for piece in _pieces(file):
            if piece["id"]:
                id, parent, last = int(piece["id"]), 0, 0
            elif piece["parent"]:
                parent = int(piece["parent"])
            elif piece["caption"] is not None:
                caption = _decoded(piece["caption"])
            elif piece["reference"]:
                self.has_references = True
            elif piece["url"] and id < 1 << 63:
                row = (id, min(parent, 1 << 62), _decoded(piece["url"]), caption)
                self.table.execute(
                    "INSERT OR REPLACE INTO file (id, parent, url, caption) VALUES (?, ?, ?, ?)", row
                )
                last, caption = id, ""
            elif piece["alt"] and last:
                self.table.execute("UPDATE file SET alt = ? WHERE id = ?", (_decoded(piece["alt"]), last))

    def find_patterns(self, file: Rejoined, encoding: str, options: Options) -> None:
        """Collects the synced patterns, if any posts refer to them."""
        parser = ItemParser(frozenset({"item"}), options.limits, IGNORED)
        with suppress(SourceError, OSError, EOFError, zlib.error, XmlDamageError):
            for item in parser.read(file, encoding):
                id = item.first("wp:post_id")
                if item.first("wp:post_type") == PATTERN_TYPE and _is_id(id):
                    row = (int(id), item.first("content:encoded"))
                    self.table.execute("INSERT OR REPLACE INTO pattern VALUES (?, ?)", row)

    def file(self, id: str) -> File | None:
        """The attachment with this id."""
        if not _is_id(id):
            return None
        row = self.table.execute("SELECT url, caption, alt FROM file WHERE id = ?", (int(id),)).fetchone()
        return File(*row) if row else None

    def url(self, id: str) -> str | None:
        """The address of an attachment."""
        found = self.file(id)
        return found.url if found else None

    def own(self, id: str) -> list[File]:
        """The images uploaded to a post, which a gallery without explicit ids shows."""
        if not _is_id(id):
            return []
        found = self.table.execute(
            "SELECT url, caption, alt FROM file WHERE parent = ? ORDER BY id LIMIT ?", (int(id), _MOST_OWN)
        )
        return [File(*row) for row in found if _PICTURE.search(row[0].partition("?")[0])]

    def pattern(self, id: str) -> str | None:
        """The content of a synced pattern."""
        if not _is_id(id):
            return None
        row = self.table.execute("SELECT content FROM pattern WHERE id = ?", (int(id),)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Deletes the temporary storage."""
        self.table.close()


def _is_id(text: str) -> bool:
    return re.fullmatch(r"\d{1,18}", text, re.ASCII) is not None


def _decoded(data: bytes) -> str:
    return html.unescape(data.decode("utf-8", "replace")).strip()


def _pieces(file: Rejoined) -> Iterator[re.Match[bytes]]:
    """The matches of ``_PIECE``, in the order of the file."""
    held = b""
    while True:
        data = file.read(CHUNK)
        held += data
        # A match may be cut in two at the end of a chunk: keep that much for the next one.
        rest = max(len(held) - _LONGEST_PIECE, 0) if data else len(held)
        for piece in _PIECE.finditer(held):
            if piece.end() > rest:
                rest = min(rest, piece.start())
                break
            yield piece
        if not data:
            return
        held = held[rest:]
