"""Where a stream of bytes comes from: its name for people, and its key for machines."""

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
    """For people: the path as it was given, and the member."""
    key: str
    """The same for machines, whatever the working directory: a ``file://`` URI, and the member."""
    name: str
    """The document's id where the stream is one document."""
    piped: bool = False
    """Whether it came through a pipe: then neither a file nor a row's number says what it is."""
    container: str = ""
    """The absolute path of the folder or archive in which ``name`` stands; empty for a pipe."""

    @property
    def beside(self) -> tuple[str, str] | None:
        """Where the document's images and files are looked for, as on a raw document."""
        return (self.container, self.name) if self.container else None

    def row_key(self, id: str | None, number: int, content: str = "") -> str:
        """The key of a row that has no URL."""
        if self.piped:
            return f"stdin:{id or digest(content)}"
        return f"{self.key}#{id or number}"

    def member(self, name: str) -> Origin:
        """The names of an archive's member, the archive being this stream."""
        container = os.path.join(self.container, *self.name.split("/")) if self.container else ""
        return replace(
            self,
            source=f"{self.source}!/{name}",
            key=f"{self.key}!/{name}",
            name=name,
            container=container,
        )

    def bad(self, message: str) -> BadDocument:
        """The stream as a document that failed. ``message`` says what is wrong, and the remedy."""
        return BadDocument(self.source, message, key=self.key)

    def unusable(self, error: SourceError) -> BadDocument:
        """The error as a document that failed, where others can still be read."""
        return BadDocument(error.source or self.source, error.message, key=self.key)


def digest(content: bytes | str) -> str:
    """What tells one content from another."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    return hashlib.sha256(data).hexdigest()


def path_origin(path: Path, shown: str, name: str) -> Origin:
    """The names of a file on disk; ``name`` is its path in the folder that was given."""
    whole = Path(os.path.abspath(path))
    container = whole.parents[min(name.count("/"), len(whole.parents) - 1)] if whole.name else whole
    return Origin(printable(shown), whole.as_uri(), printable(name), container=str(container))


def printable(name: str) -> str:
    """A file name as text that can be stored and shown: bytes that are not UTF-8 become escapes.

    >>> printable("caf\\udce9.txt")
    'caf\\\\udce9.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
