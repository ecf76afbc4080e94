"""A person's offices over time: in order, with the current one, and which were held at the same time."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import timezone

Role = TypeVar("Role", bound=Any)
"""A :class:`~wagtail_cstonews.models.PersonRole`, which this module cannot import."""


@dataclass(frozen=True)
class Office:
    """An office, with what its place among the person's other offices says of it."""

    title: str
    start: datetime.date | None
    end: datetime.date | None
    is_current: bool
    beside: tuple[str, ...]
    """The other offices that the person certainly held at the same time."""

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The years, for readers: an import knows only when an article first named the office."""
        return (self.start.year if self.start else None), (self.end.year if self.end else None)


def current_of(roles: Sequence[Role]) -> Role | None:
    """The role without an end, or the one that began last; if all have ended, the last one."""
    open_roles = [role for role in roles if role.end is None] or roles
    return max(open_roles, key=lambda role: (str(role.start or ""), -(role.sort_order or 0)), default=None)


def offices_over_time(roles: Sequence[Any]) -> list[Office]:
    """The offices: the current one first, then the latest, then those without dates.

    Of offices without an end only one counts as current: an import does not know when one ended.
    """
    today, current = timezone.localdate(), current_of(roles)

    def place(role: Any) -> tuple[bool, int, int]:
        latest = role.start or role.end
        return role is not current, -(latest or datetime.date.min).toordinal(), role.sort_order or 0

    return [
        Office(
            role.title,
            role.start,
            role.end,
            is_current=role is current and (role.end is None or role.end >= today),
            beside=tuple(
                dict.fromkeys(
                    other.title
                    for other in roles
                    if other is not role and other.title != role.title and _overlap(role, other)
                )
            ),
        )
        for role in sorted(roles, key=place)
    ]


def _overlap(one: Any, other: Any) -> bool:
    """Whether two offices were certainly held at the same time: of two without an end nobody knows."""
    if not (one.start and other.start) or not (one.end or other.end):
        return False
    end, other_end = one.end or datetime.date.max, other.end or datetime.date.max
    return one.start < other_end and other.start < end
