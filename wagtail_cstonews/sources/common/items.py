"""What a source yields: documents, documents that failed, and what is no document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ...documents import RawDocument


class SourceError(Exception):
    """A path cannot be used at all. Its text names the file (``source``), what is wrong, and the remedy."""

    def __init__(self, message: str, source: str = "") -> None:
        super().__init__(f"{source}: {message}" if source else message)
        self.message = message
        self.source = source


@dataclass(slots=True)
class BadDocument:
    """A document that cannot be used. Those after it are still read; callers count it as failed."""

    source: str
    """Where it stands, for people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    message: str
    """What is wrong, and the remedy; without the place, which is ``source``."""
    line: int | None = None
    """The line of a file of many documents, from 1; None elsewhere."""
    key: str = ""
    """As on a raw document, where it is known; else the file and the row."""

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


LINKS = "links"

NOT_OF_A_KNOWN_TYPE = "files of no known type"


@dataclass(slots=True)
class Skipped:
    """A file in a folder or archive, or an item of an export, that is not for reading, and why."""

    source: str
    reason: str
    what: str = NOT_OF_A_KNOWN_TYPE
    """The same in few words, alike for all of its kind, so that they can be counted: ``attachments``."""

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


Item: TypeAlias = RawDocument | BadDocument | Skipped


def unforeseen(error: Exception) -> str:
    """What is said of a document that a defect of its reader kept from being read."""
    shown = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"it could not be read ({shown}). Leave it out, and please report this with the document."
