"""People on record who may be meant by what an editor types, in any spelling."""

from __future__ import annotations

from typing import Any

from wagtail_cstonews.models import Person
from wagtail_cstonews.search import searchable

MOST = 10
SHORTEST = 2
LONGEST = 255


def suggestions(typed: str) -> list[dict[str, Any]]:
    """Up to ten people, the likeliest first, each with the role of today."""
    typed = searchable(typed)[:LONGEST]
    if len(typed) < SHORTEST:
        return []
    people = Person.objects.matching(typed).prefetch_related("roles")[:MOST]
    return [
        {"id": person.pk, "name": person.name, "role": str(person.current_role or "")} for person in people
    ]
