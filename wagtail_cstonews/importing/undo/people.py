"""Undo the people that a run created, and the offices, dates and spellings that it added to others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from wagtail.models import ReferenceIndex

from ...models import ImportedObject, ImportRun, Person, PersonName, PersonRole
from .needed import Needed, delete_with_log, edited_since, inherit
from .outcome import Undone


def undo_people(run: ImportRun, needed: Needed) -> Iterator[Undone]:
    """Delete the people whom only this run created, and the offices and spellings that it added.

    A person stays if another page or another run uses them, or an editor edited them.
    """
    objects: dict[str, set[int]] = {}
    for kind, pk in run.objects_made.filter(made=True).values_list("kind", "object_id"):
        objects.setdefault(kind, set()).add(pk)
    edited = people_edited(run)
    named = needed.of(Person)
    roles = PersonRole.objects.filter(pk__in=objects.get("role", ()))
    spellings = PersonName.objects.filter(pk__in=objects.get("spelling", ()))
    # Locked: an import that is about to link them waits, and then creates them again.
    people = Person.objects.select_for_update().order_by("pk")
    for person in people.filter(pk__in=objects.get("person", ())):
        reason = why_needed(person, run, edited, named, roles, spellings)
        if not reason:
            reason = delete_person(person)
        if reason:
            if person.pk not in edited:
                inherit("person", person.pk, run)
            yield Undone(person.name, "kept", reason)
        else:
            yield Undone(person.name, "removed", "Only this run named them.")
    free = {"person__in": edited | named}
    undo_dates(run, free)
    roles.exclude(**free).delete()
    for spelling in spellings.exclude(**free):
        spelling.delete()


def delete_person(person: Person) -> str:
    """Delete a person; if other models of the site prevent that, say so."""
    try:
        with transaction.atomic():
            delete_with_log(person)
    except (ProtectedError, RestrictedError, IntegrityError):
        return "They are used elsewhere."
    return ""


def undo_dates(run: ImportRun, free: dict[str, Any]) -> None:
    """Restore the offices' dates from before the run. If a later run changed a date again, its note of the
    previous date is updated instead.
    """
    for note in run.objects_made.filter(kind=ImportedObject.Kind.ROLE, before__isnull=False):
        later = ImportedObject.objects.filter(
            kind=note.kind, object_id=note.object_id, run__gt=run.pk, before__isnull=False
        )
        if following := later.order_by("run").first():
            following.before = note.before
            following.save(update_fields=["before"])
        else:
            roles = PersonRole.objects.filter(pk=note.object_id).exclude(**free)
            roles.update(start=note.before["start"])


def why_needed(
    person: Person, run: ImportRun, edited: set[int], named: set[int], roles: Any, spellings: Any
) -> str:
    """Why a person of the run stays; empty where nothing needs them."""
    if person.pk in edited:
        return "Edited in the admin since, and left as they are."
    if person.pk in named or ReferenceIndex.get_references_to(person).exists():
        return "Other pages name them."
    others = ImportedObject.objects.filter(kind=ImportedObject.Kind.PERSON, object_id=person.pk).exclude(
        run=run
    )
    if others.exists():
        return "Another run names them, too."
    own = person.roles.exclude(pk__in=roles.values("pk")), person.names.exclude(pk__in=spellings.values("pk"))
    if any(rows.exists() for rows in own):
        return "They have offices or spellings that are not of this run."
    return ""


def people_edited(run: ImportRun) -> set[int]:
    """The people who were edited in the admin since the run began."""
    return edited_since(run, Person)
