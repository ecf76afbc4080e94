"""What a caller may choose when documents are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from .limits import Budget, Limits

Prefer: TypeAlias = Literal["html", "text"]

PREFERENCES: tuple[Prefer, ...] = ("html", "text")

STATUSES = ("publish", "draft", "pending", "future")
"""What is read of an export where nothing else is asked for, by WordPress's names. All but the published come
as drafts."""

TYPES = ("post", "page")
"""The kinds of items that are read of it."""

ANY = "any"
"""All statuses, or all types."""

PROTECTED = "protected"
"""The status, by our name, of what only a password opens."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the same for every file of one call, but for the budget."""

    format: str = "auto"
    """The name of a reader; ``auto`` where the files' names say it."""
    prefer: Prefer = "html"
    """What is read of rows that hold both text and HTML."""
    statuses: frozenset[str] = frozenset(STATUSES)
    types: frozenset[str] = frozenset(TYPES)
    limits: Limits = field(default_factory=Limits)
    budget: Budget = field(default_factory=lambda: Budget(Limits().unpacked_bytes))

    def fresh(self) -> Options:
        """The same options with the whole budget, for the next file."""
        return replace(self, budget=Budget(self.limits.unpacked_bytes))
