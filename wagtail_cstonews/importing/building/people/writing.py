"""Write people, offices and spellings in bulk: the number of queries does not depend on their number."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.models import Max, Q
from wagtail.models import ModelLogEntry

from ....bulk_pages.search_index import index_for_search
from ....bulk_pages.sql import create_all
from ....models import ImportedObject, Person, PersonName, PersonRole
from ....names.keys import free_slug, name_slug, spelling_key

MOST_PREFIXES = 100
"""Slug prefixes in one query."""

MOST_OFFICES = 400
"""Offices looked up in one query: databases limit how many parameters one may have."""

Office: TypeAlias = tuple[int, str]
"""A person's primary key, and the key of the office's title."""


def lock_people() -> None:
    """Keep other imports from creating people until the transaction ends. Editors still can."""
    person_type = ContentType.objects.get_for_model(Person)
    list(ContentType.objects.select_for_update().filter(pk=person_type.pk))


def write_people(people: list[Person]) -> None:
    """Insert the people with unique slugs, and add them to the search index.

    Wagtail's reference index has nothing of a new person. ``post_save`` is not sent.
    """
    assign_slugs(people)
    using = router.db_for_write(Person)
    create_all(Person.objects, people, "slug")
    index_for_search(people, connections[using])


def assign_slugs(people: Iterable[Person]) -> None:
    """Give each person a unique slug: the name's, with a number where that is taken."""
    bases = [name_slug(person.name) for person in people]
    manager = Person._default_manager
    taken = set(manager.filter(slug__in=bases).values_list("slug", flat=True))
    contested = sorted(taken | {base for base, count in Counter(bases).items() if count > 1})
    for start in range(0, len(contested), MOST_PREFIXES):
        some = reduce(or_, (Q(slug__startswith=f"{base}-") for base in contested[start:][:MOST_PREFIXES]))
        taken.update(manager.filter(some).values_list("slug", flat=True))
    for person in people:
        person.slug = free_slug(person.name, taken)
        taken.add(person.slug)


def add_spellings(new: Sequence[tuple[int, str]]) -> None:
    """Record other spellings, so that the next import and editors find the people by these."""
    if not new:
        return
    ids = {pk for pk, _ in new}
    names = PersonName.objects.filter(person__in=ids).order_by()
    known = {(pk, spelling_key(name)) for pk, name in names.values_list("person_id", "spelling")}
    last: dict[int, Any] = dict(names.values_list("person_id").annotate(Max("sort_order")))
    rows = []
    for pk, spelling in new:
        if (pk, spelling_key(spelling)) not in known:
            last[pk] = 0 if last.get(pk) is None else last[pk] + 1
            rows.append(PersonName(person_id=pk, spelling=spelling, sort_order=last[pk]))
            rows[-1].set_derived()
    PersonName.objects.bulk_create(rows)
    people = Person.objects.filter(pk__in=ids).prefetch_related("names")
    index_for_search(list(people), connections[people.db])


def add_offices(given: Iterable[tuple[int, str, datetime.date | None]]) -> dict[int, datetime.date]:
    """Record the offices that articles give people, with the articles' dates.

    Recorded offices stay. A start date that an import gave moves back where an older article gives the same
    office. Returns the previous dates of those, by primary key.
    """
    wanted: dict[Office, tuple[str, datetime.date | None]] = {}
    for pk, title, date in sorted(given, key=lambda office: office[2] or datetime.date.max):
        wanted.setdefault((pk, spelling_key(title)), (title, date))
    if not wanted:
        return {}
    known = _known_offices(list(wanted))
    earlier: dict[int, datetime.date] = {}
    for office, (_, date) in wanted.items():
        role, start = known.get(office, (0, None))
        if start and date and date < start:
            earlier[role] = date
    _create_offices({office: given for office, given in wanted.items() if office[1] and office not in known})
    return _date_back(earlier) if earlier else {}


def _known_offices(offices: Sequence[Office]) -> dict[Office, tuple[int, datetime.date | None]]:
    """The recorded offices among these, with their primary keys and start dates.

    Each is looked up by itself: who is in the news often may have many others.
    """
    connection = connections[PersonRole.objects.db]
    fields = map(PersonRole._meta.get_field, ("id", "person", "key", "start"))
    pk, person, key, start = (connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(PersonRole._meta.db_table)
    select = f"SELECT {pk}, {person}, {key}, {start} FROM {table} WHERE ({person}, {key}) IN "  # noqa: S608
    values = "VALUES " if connection.vendor == "sqlite" else ""
    known = {}
    for first in range(0, len(offices), MOST_OFFICES):
        some = offices[first:][:MOST_OFFICES]
        pairs = ", ".join(["(%s, %s)"] * len(some))
        parameters = [part for office in some for part in office]
        for role in PersonRole.objects.raw(f"{select}({values}{pairs})", parameters):
            known[role.person_id, role.key] = role.pk, role.start
    return known


def _create_offices(new: Mapping[Office, tuple[str, datetime.date | None]]) -> None:
    """Create offices behind those that the people have."""
    if not new:
        return
    # Primary keys grow, so a number beyond the last one is greater than those given before.
    last = PersonRole.objects.aggregate(Max("pk"))["pk__max"] or 0
    rows = [
        PersonRole(person_id=pk, title=title, start=date, sort_order=place)
        for place, ((pk, _), (title, date)) in enumerate(new.items(), last + 1)
    ]
    for row in rows:
        row.set_derived()
    PersonRole.objects.bulk_create(rows)


def _date_back(earlier: dict[int, datetime.date]) -> dict[int, datetime.date]:
    """Move back the start dates of offices, by id, except those that an editor may have given. Returns the
    previous dates.
    """
    roles = PersonRole.objects.in_bulk(earlier)
    notes = ImportedObject.objects.filter(kind=ImportedObject.Kind.ROLE, made=True)
    imported = set(notes.filter(object_id__in=earlier).values_list("object_id", flat=True))
    edits = ModelLogEntry.objects.get_for_model(Person).filter(
        action="wagtail.edit", object_id__in=[str(role.person_id) for role in roles.values()]
    )
    edited = {int(pk) for pk in edits.values_list("object_id", flat=True)}
    moved = [role for pk, role in roles.items() if pk in imported and role.person_id not in edited]
    before = {role.pk: role.start for role in moved}
    for role in moved:
        role.start = earlier[role.pk]
    PersonRole.objects.bulk_update(moved, ["start"])
    return before
