"""Taking back a merge: those who were merged come back, with their names, offices and places.

A place is given back where it still points to the person who stayed. What was written since stays as it is,
and what cannot be given back is found beforehand, by the same steps.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import RevisionMixin

from ..models import Person, PersonMerge, PersonName, PersonRole
from ..names.keys import free_slug, spelling_key
from .merging import MergeError, log_moves, note
from .records import FILLED_FIELDS, as_stored, take_back_redirects
from .references import Usage, change_references, load_usages
from .stored_content import Change, ChangeAt, change_content, change_object

UNMERGE_ACTION = "wagtail_cstonews.unmerge_people"
"""The action in Wagtail's log, for the person who stayed and for each one who came back."""


@dataclass
class Plan:
    """What taking back a merge gives back, and what it cannot."""

    merge: PersonMerge
    problem: str = ""
    """Why it cannot be taken back at all, with the remedy."""
    usages: list[Usage] = field(default_factory=list)
    """The objects on which places are given back."""
    changed: list[tuple[Usage, int]] = field(default_factory=list)
    """The objects on which places were changed since, and how many."""
    deleted: int = 0
    """How many objects were deleted since."""
    notes: list[str] = field(default_factory=list)
    """What else stays as it is, in sentences."""

    @property
    def is_complete(self) -> bool:
        return not (self.problem or self.changed or self.deleted or self.notes)


def plan_taking_back(merge: PersonMerge) -> Plan:
    """What taking back the merge would do. Nothing is changed."""
    plan = Plan(merge, problem=_problem(merge))
    if plan.problem:
        return plan
    stays = Person.objects.get(pk=merge.person)
    usages = load_usages(merge.places)
    plan.deleted = len(merge.places.keys() - usages.keys())
    for key, usage in usages.items():
        given, left = _places_left(usage, merge.places[key], stays.pk)
        if given:
            plan.usages.append(usage)
        if left:
            plan.changed.append((usage, left))
    plan.notes = [*_notes_on(stays, merge), *_notes_on_addresses(merge)]
    return plan


def take_back(merge: PersonMerge, user: Any = None) -> tuple[list[Person], list[Usage]]:
    """Take back a merge. Returns those who came back, and the changed usages.

    :raises MergeError: if it was taken back already, or the person who stayed no longer exists.
    """
    try:
        with transaction.atomic():
            merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
            stays = Person.objects.select_for_update().filter(pk=merge.person).first()
            if (problem := _problem(merge)) or stays is None:
                raise MergeError(problem)
            return _take_back(merge, stays, user)
    except IntegrityError as error:
        raise MergeError(_("The database refuses it: %s") % error) from error


def _problem(merge: PersonMerge) -> str:
    if merge.taken_back_at:
        return _("This merge was taken back already.")
    if Person.objects.filter(pk=merge.person).exists():
        return ""
    later = PersonMerge.objects.filter(pk__gt=merge.pk, taken_back_at=None).order_by("pk")
    for name, merged in later.values_list("name", "merged").iterator():
        if any(record["id"] == merge.person for record in merged):
            return _("%(person)s was merged into %(name)s since. Take that back first.") % {
                "person": merge.name,
                "name": name,
            }
    return _("%(person)s was deleted since, so there is nothing to give back.") % {"person": merge.name}


def _take_back(merge: PersonMerge, stays: Person, user: Any) -> tuple[list[Person], list[Usage]]:
    _give_up(stays, merge)
    for done in reversed(merge.gained["redirects"]):
        take_back_redirects(done)
    back = {record["id"]: _restored(record) for record in merge.merged}
    moved = []
    for key, usage in load_usages(merge.places).items():
        there = merge.places[key]
        change = _giving_back(there["live"], stays.pk, back)
        if change_references(usage, change, _for_revisions(there, stays.pk, back)):
            moved.append(usage)
            stood = {back[pk].name for pk in _everybody(there) if pk in back}
            log_moves([usage], user, stays.name, ", ".join(sorted(stood)))
    merge.taken_back_at = timezone.now()
    merge.save(update_fields=["taken_back_at"])
    data = {"names": merge.names, "from": stays.name, "uuid": str(merge.uuid)}
    for person in (stays, *back.values()):
        note(person, UNMERGE_ACTION, user, data)
    return list(back.values()), moved


# ------------------------------------------------------------------ places


def _everybody(there: dict[str, Any]) -> set[int]:
    maps = [there["live"], *there["revisions"].values()]
    return {pk for places in maps for pk in places.values()}


def _latest_places(there: dict[str, Any]) -> dict[str, int]:
    """Who stood where in the latest version: for revisions that were made since."""
    return {**there["revisions"].get(str(there["last"]), {}), **there["live"]}


def _giving_back(places: dict[str, int], stays: int, back: dict[int, Person]) -> Change:
    def change(path: str, pk: int) -> int:
        was = back.get(places.get(path, 0))
        return was.pk if pk == stays and was else pk

    return ChangeAt(change)


def _for_revisions(there: dict[str, Any], stays: int, back: dict[int, Person]) -> Callable[[Any], Change]:
    latest = _latest_places(there)

    def change_for(revision: Any) -> Change:
        known = there["revisions"].get(str(revision.pk), {})
        return _giving_back(latest if revision.pk > there["last"] else known, stays, back)

    return change_for


def _places_left(usage: Usage, there: dict[str, Any], stays: int) -> tuple[bool, int]:
    """Whether any place on the object can be given back, and how many of its latest places cannot."""
    found: set[str] = set()

    def look(path: str, pk: int) -> int:
        if pk == stays:
            found.add(path)
        return pk

    change_object(usage.item, ChangeAt(look))
    if isinstance(usage.item, RevisionMixin) and (latest := usage.item.get_latest_revision()):
        change_content(type(usage.item), latest.content, ChangeAt(look))
    wanted = _latest_places(there)
    older = {path for places in there["revisions"].values() for path in places}
    return bool(found & {*wanted, *older}) or not wanted, len(wanted.keys() - found)


# ------------------------------------------------------------------ people


def _restored(record: dict[str, Any]) -> Person:
    """The person as they were, with the same number and address where these are free."""
    slugs = Person.objects.filter(slug__startswith=record["slug"]).values_list("slug", flat=True)
    person = Person(
        pk=record["id"],
        name=record["name"],
        slug=record["slug"] if record["slug"] not in slugs else free_slug(record["name"], set(slugs)),
        link=record["link"],
        biography=record["biography"],
        picture=get_image_model()._default_manager.filter(pk=record["picture"]).first(),
    )
    taken = set(PersonRole.objects.filter(pk__in=record["role_ids"]).values_list("pk", flat=True))
    person.names = [
        PersonName(spelling=spelling, sort_order=number)
        for number, spelling in enumerate(record["spellings"])
    ]
    person.roles = [
        PersonRole(
            # An import knows the offices that it made by their numbers.
            pk=pk if pk not in taken else None,
            title=title,
            start=_date(start),
            end=_date(end),
            sort_order=number,
        )
        for number, (pk, (title, start, end)) in enumerate(
            zip(record["role_ids"], record["roles"], strict=True)
        )
    ]
    if Person.objects.filter(pk=person.pk).exists():
        person.pk = None
    person.save()
    return person


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _give_up(stays: Person, merge: PersonMerge) -> None:
    """Take from the person what they got from the others, where nobody changed it since."""
    gained = merge.gained
    keys = set(map(spelling_key, gained["spellings"]))
    stays.names.remove(*[name for name in stays.names.all() if name.key in keys])
    for before, after in reversed(gained["dates"]):
        for role in stays.roles.all():
            if as_stored(role) == after:
                role.start, role.end = _date(before[1]), _date(before[2])
                stays.roles.add(role)
    stays.roles.remove(*[role for role in stays.roles.all() if as_stored(role) in gained["roles"]])
    for name, value in gained["fields"].items():
        if name in FILLED_FIELDS and _stored(stays, name) == value:
            setattr(stays, name, None if name == "picture" else "")
    stays.save()


def _stored(person: Person, name: str) -> Any:
    return person.picture_id if name == "picture" else getattr(person, name)


def _notes_on(stays: Person, merge: PersonMerge) -> list[str]:
    """What the person got and somebody changed since."""
    gained = merge.gained
    now = [as_stored(role) for role in stays.roles.all()]
    changed = [role[0] for role in gained["roles"] if role not in now]
    changed += [after[0] for _before, after in gained["dates"] if after not in now]
    notes = [
        _("The role “%(role)s” of %(name)s was changed since, and stays as it is.")
        % {"role": title, "name": stays.name}
        for title in dict.fromkeys(changed)
        if any(title == role[0] for role in now)
    ]
    fields: Collection[str] = [
        str(Person._meta.get_field(name).verbose_name)
        for name, value in gained["fields"].items()
        if name in FILLED_FIELDS and _stored(stays, name) not in (value, None, "")
    ]
    return notes + [
        _("%(field)s: what %(name)s got was changed since, and stays as it is.")
        % {"field": name.capitalize(), "name": stays.name}
        for name in fields
    ]


def _notes_on_addresses(merge: PersonMerge) -> list[str]:
    slugs = [record["slug"] for record in merge.merged]
    taken = Person.objects.filter(slug__in=slugs).values_list("slug", "name")
    pictures = {record["picture"] for record in merge.merged if record["picture"]}
    known = set(get_image_model()._default_manager.filter(pk__in=pictures).values_list("pk", flat=True))
    return [
        *(
            _("The address “%(slug)s” is %(name)s's now; the person who comes back gets another one.")
            % {"slug": slug, "name": name}
            for slug, name in taken
        ),
        *(
            _("The picture of %(name)s was deleted since.") % {"name": record["name"]}
            for record in merge.merged
            if record["picture"] in pictures - known
        ),
    ]
