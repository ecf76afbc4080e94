"""Options for reading documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from .limits import Budget, Limits

Prefer: TypeAlias = Literal["html", "text"]

PREFERENCES: tuple[Prefer, ...] = ("html", "text")

STATUSES = ("publish", "draft", "pending", "future")
"""The statuses of an export that are read by default, by WordPress's names. All except ``publish`` become
drafts."""

TYPES = ("post", "page")
"""The post types of an export that are read by default."""

ANY = "any"
"""All statuses, or all types."""

PROTECTED = "protected"
"""Our name for the status of password-protected posts, for which WordPress has none."""


@dataclass(frozen=True, slots=True)
class Options:
    """Reading options, the same for every file of one call except for the budget."""

    format: str = "auto"
    """The name of a reader, or ``auto`` to choose it by file name."""
    prefer: Prefer = "html"
    """Which of the two to read from rows that have both text and HTML."""
    statuses: frozenset[str] = frozenset(STATUSES)
    types: frozenset[str] = frozenset(TYPES)
    limits: Limits = field(default_factory=Limits)
    budget: Budget = field(default_factory=lambda: Budget(Limits().unpacked_bytes))

    def fresh(self) -> Options:
        """The same options with a full budget, for the next file."""
        return replace(self, budget=Budget(self.limits.unpacked_bytes))
