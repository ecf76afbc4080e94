"""The items that a source yields: raw documents, documents that failed, and skipped files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ...documents import RawDocument


class SourceError(Exception):
    """A path cannot be read at all. The message names the file (``source``), the problem, and the remedy."""

    def __init__(self, message: str, source: str = "") -> None:
        super().__init__(f"{source}: {message}" if source else message)
        self.message = message
        self.source = source


@dataclass(slots=True)
class BadDocument:
    """A document that cannot be read. The documents after it still are; callers count this one as failed."""

    source: str
    """Its location, as shown to people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    message: str
    """The problem and the remedy, without the location, which is ``source``."""
    line: int | None = None
    """The line number in a file of many documents, from 1; None for other files."""
    key: str = ""
    """The raw document's key if it is known; else the file and the row."""

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


LINKS = "links"

NOT_OF_A_KNOWN_TYPE = "files of no known type"


@dataclass(slots=True)
class Skipped:
    """A file in a folder or archive, or an item of an export, that is skipped, and the reason."""

    source: str
    reason: str
    what: str = NOT_OF_A_KNOWN_TYPE
    """The category of the reason, for counting: ``attachments``."""

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


Item: TypeAlias = RawDocument | BadDocument | Skipped


def unforeseen(error: Exception) -> str:
    """The message for a document that failed because of a bug in its reader."""
    shown = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"it could not be read ({shown}). Leave it out, and please report this with the document."
