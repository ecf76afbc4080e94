"""Offices over time, as schema.org writes them: a ``Role`` between a person and an ``Occupation``."""

from __future__ import annotations

from typing import Any

from .script import node


def occupation(title: str, years: tuple[int | None, int | None]) -> dict[str, Any]:
    """An office. Years, not days: an import knows only when an article first named it.

    >>> occupation("Minister", (2001, None))["startDate"]
    '2001'
    """
    start, end = (f"{year:04d}" if year else None for year in years)
    held = node("Occupation", name=title)
    return node("Role", hasOccupation=held, startDate=start, endDate=end) if start or end else held
