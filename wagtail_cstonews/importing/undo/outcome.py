"""The outcome of undoing, for a document or another object of the run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Undone:
    """What became of one document or person, or of another object of the run."""

    source: str
    state: str
    """``removed``, ``restored`` or ``kept``."""
    message: str = ""
    page: int | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.message else self.source
