"""People on record who may be meant by what an editor types, in any spelling."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from wagtail_cstonews.models import Person
from wagtail_cstonews.names.likeness import Likeness, likeness
from wagtail_cstonews.search import searchable

MOST = 10
SHORTEST = 2


def suggestions(typed: str) -> list[dict[str, Any]]:
    """Up to ten people: those of exactly this name first, then other spellings, then names that hold it."""
    typed = searchable(typed)[:255]
    if len(typed) < SHORTEST:
        return []
    found: dict[int, None] = {}
    for people in Person.objects.by_spelling([typed]).values():
        found.update(dict.fromkeys(person.pk for person in people))
    for people_of_block in Person.objects.near([typed]).values():
        for pk, names in people_of_block.items():
            if any(likeness(typed, name) is Likeness.SAME for name in names):
                found.setdefault(pk)
    held = Q(name__icontains=typed) | Q(names__spelling__icontains=typed)
    for pk in Person.objects.filter(held).order_by("name", "pk").values_list("pk", flat=True)[: 3 * MOST]:
        found.setdefault(pk)
    pks = list(found)[:MOST]
    people = Person.objects.filter(pk__in=pks).prefetch_related("roles").in_bulk()
    return [
        {"id": pk, "name": people[pk].name, "role": str(people[pk].current_role or "")}
        for pk in pks
        if pk in people
    ]
