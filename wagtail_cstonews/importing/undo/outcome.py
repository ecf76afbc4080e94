"""What undoing a run makes of a document, or of what else the run made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Undone:
    """What became of one document, or of a person, of the run."""

    source: str
    state: str
    """``removed``, ``restored`` or ``kept``."""
    message: str = ""
    page: int | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.message else self.source
