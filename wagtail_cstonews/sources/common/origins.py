"""The origin of a stream of bytes: its display name, and its stable key."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from .items import BadDocument, SourceError


@dataclass(frozen=True, slots=True)
class Origin:
    """The names of one stream of bytes."""

    source: str
    """The display name: the path as given, and the archive member."""
    key: str
    """The stable key, independent of the working directory: a ``file://`` URI, and the archive member."""
    name: str
    """The document's id if the stream is one document."""
    piped: bool = False
    """Whether it came through a pipe: then neither a file name nor a row number identifies a document."""
    container: str = ""
    """The absolute path of the folder or archive that contains ``name``; empty for a pipe."""

    @property
    def beside(self) -> tuple[str, str] | None:
        """The value of :attr:`RawDocument.beside`, against which images and files are resolved."""
        return (self.container, self.name) if self.container else None

    def row_key(self, id: str | None, number: int, content: str = "") -> str:
        """The key of a row without a URL."""
        if self.piped:
            return f"stdin:{id or digest(content)}"
        return f"{self.key}#{id or number}"

    def member(self, name: str) -> Origin:
        """The origin of a member of this archive."""
        container = os.path.join(self.container, *self.name.split("/")) if self.container else ""
        return replace(
            self,
            source=f"{self.source}!/{name}",
            key=f"{self.key}!/{name}",
            name=name,
            container=container,
        )

    def bad(self, message: str) -> BadDocument:
        """The item for a stream that failed. ``message`` gives the problem and the remedy."""
        return BadDocument(self.source, message, key=self.key)

    def unusable(self, error: SourceError) -> BadDocument:
        """The item for an error after which other documents can still be read."""
        return BadDocument(error.source or self.source, error.message, key=self.key)


def digest(content: bytes | str) -> str:
    """The SHA-256 of the content, in hexadecimal."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    return hashlib.sha256(data).hexdigest()


def path_origin(path: Path, shown: str, name: str) -> Origin:
    """The origin of a file on disk; ``name`` is its path relative to the folder that was given."""
    whole = Path(os.path.abspath(path))
    container = whole.parents[min(name.count("/"), len(whole.parents) - 1)] if whole.name else whole
    return Origin(printable(shown), whole.as_uri(), printable(name), container=str(container))


def printable(name: str) -> str:
    """A file name as text that can be stored and shown: bytes that are not UTF-8 become escapes.

    >>> printable("caf\\udce9.txt")
    'caf\\\\udce9.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
