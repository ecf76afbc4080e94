"""Merging two records of one person (as in record linkage), and splitting one record of two people.

References are changed in place: in StreamFields and foreign keys of the published objects and of all their
revisions, drafts included. No revision is added, so that an imported page does not count as edited by hand.
The remaining person gets the names of the deleted one, and the next import finds them there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Site

from ..models import Person, PersonMerge, PersonName, PersonRole
from ..models.quotations import public_articles_with
from ..names.keys import spelling_key
from .records import FILLED_FIELDS, PlaceRecord, as_stored, record_of, redirect_page
from .references import Usage, change_references, usages_of
from .stored_content import ChangeInBlocks, quotes_on

MERGE_ACTION = "wagtail_cstonews.merge_people"
SPLIT_ACTION = "wagtail_cstonews.split_person"
MOVED_ACTION = "wagtail_cstonews.change_person"
"""The actions in Wagtail's log: for the remaining person, both parts of a split, and each changed page."""


class MergeError(Exception):
    """A merge or split is not possible; the message says why, with the remedy. Nothing was changed."""


# ------------------------------------------------------------------ merge


def merge(stays: Person, others: Sequence[Person], user: Any = None) -> list[Usage]:
    """Merge ``others`` into ``stays``. Returns the changed usages.

    The remaining person gets the names of the others as spellings, their offices and, where they are missing,
    picture, link and biography. The others are deleted; a :class:`~wagtail_cstonews.models.PersonMerge`
    keeps what is needed to take it back (:mod:`.unmerging`).

    :raises MergeError: if there are no others, or if a reference to one of them cannot be changed.
    """
    pks = {person.pk for person in others} - {stays.pk}
    if not pks:
        raise MergeError(_("Choose two people or more."))
    try:
        return _merge(stays, pks, user)
    except IntegrityError as error:
        raise MergeError(
            _("The database refuses it, because something of the site's own may hold them once only: %s")
            % error
        ) from error


def _merge(stays: Person, pks: set[int], user: Any) -> list[Usage]:
    with transaction.atomic():
        locked = Person.objects.select_for_update().order_by("pk").in_bulk({stays.pk, *pks})
        if len(locked) != len(pks) + 1:
            raise MergeError(_("Somebody of them was deleted in the meantime. Choose again."))
        stays = locked[stays.pk]
        gone = [locked[pk] for pk in sorted(pks)]
        public = {person.pk for person in gone if _has_public_page(person)}
        noted = PlaceRecord(pks, stays.pk)
        moved = [one for one in usages_of(pks) if noted.change(one)]
        records = [record_of(person, moved) for person in gone]
        gained = _Gained()
        for person in gone:
            _take_over(stays, person, gained)
        _check_unused(gone)
        for person in gone:
            if done := redirect_page(person, stays, is_public=person.pk in public):
                gained.redirects.append(done)
            person.delete()
        stays.save()
        kept = PersonMerge.objects.create(
            person=stays.pk,
            name=stays.name,
            names=[person.name for person in gone],
            merged=records,
            gained=asdict(gained),
            places=noted.places,
            user=user,
        )
        log(instance=stays, action=MERGE_ACTION, user=user, data={"merged": records}, uuid=kept.uuid)
        log_moves(moved, user, ", ".join(person.name for person in gone), stays.name)
    return moved


@dataclass
class _Gained:
    """What the remaining person got from the others; see :attr:`PersonMerge.gained`."""

    spellings: list[str] = field(default_factory=list)
    roles: list[list[str]] = field(default_factory=list)
    """The title and the dates of each office that was added."""
    dates: list[list[list[str]]] = field(default_factory=list)
    """An office whose dates changed, as it was and as it became."""
    fields: dict[str, Any] = field(default_factory=dict)
    redirects: list[dict[str, Any]] = field(default_factory=list)


def _take_over(stays: Person, person: Person, gained: _Gained) -> None:
    """Transfer names and offices to another person, and fill in missing fields."""
    gained.spellings += _add_spellings(stays, [person.name, *(name.spelling for name in person.names.all())])
    roles, dates = _add_roles(stays, person.roles.all())
    gained.roles += roles
    gained.dates += dates
    for name in FILLED_FIELDS:
        if not getattr(stays, name) and (value := getattr(person, name)):
            setattr(stays, name, value)
            gained.fields[name] = getattr(value, "pk", value)


def _add_spellings(person: Person, spellings: Iterable[str]) -> list[str]:
    """Add the spellings that the person does not go by yet. Returns these."""
    known = {spelling_key(person.name)} | {name.key for name in person.names.all()}
    added = []
    for spelling in spellings:
        key = spelling_key(spelling)
        if key and key not in known:
            known.add(key)
            person.names.add(PersonName(spelling=spelling, sort_order=person.names.count()))
            added.append(spelling)
    person.save()
    return added


def _add_roles(person: Person, roles: Iterable[PersonRole]) -> tuple[list[list[str]], list[list[list[str]]]]:
    """Combine the offices; one that both have lasts from the earlier beginning to the later end.

    Returns those that were added, and those whose dates changed: before and after.
    """
    known = {spelling_key(role.title): role for role in person.roles.all()}
    last = max((role.sort_order or 0 for role in person.roles.all()), default=-1)
    added, dated = [], []
    for role in roles:
        same = known.get(spelling_key(role.title))
        if same is None:
            last += 1
            new = PersonRole(title=role.title, start=role.start, end=role.end, sort_order=last)
            person.roles.add(new)
            known[spelling_key(role.title)] = new
            added.append(as_stored(new))
            continue
        before = as_stored(same)
        same.start = min(filter(None, (same.start, role.start)), default=None)
        same.end = max(same.end, role.end) if same.end and role.end else None
        person.roles.add(same)
        if as_stored(same) != before:
            dated.append([before, as_stored(same)])
    person.save()
    return added, dated


def _check_unused(people: Iterable[Person]) -> None:
    """Raise :exc:`MergeError` if a reference to one of them remains that this module cannot change."""
    for person in people:
        left = ReferenceIndex.get_references_to(person).first()
        if left is not None:
            raise MergeError(
                _("%(name)s still stands in %(place)s %(id)s (%(path)s). Change that, then merge again.")
                % {
                    "name": person.name,
                    "place": left.content_type,
                    "id": left.object_id,
                    "path": left.model_path,
                }
            )


def _has_public_page(person: Person) -> bool:
    """Whether the person has a public page on any site; not if only drafts quote them."""
    return any(public_articles_with(person, site).exists() for site in Site.objects.all())


def log_moves(moved: Iterable[Usage], user: Any, was: str, now: str) -> None:
    """Log on each changed page who became whom."""
    for usage in moved:
        note(usage.item, MOVED_ACTION, user, {"from": was, "to": now})


def note(instance: Any, action: str, user: Any, data: dict[str, Any]) -> None:
    """Write a log entry. A history shows only the last entry of a request, unless their UUIDs differ."""
    log(instance=instance, action=action, user=user, data=data, uuid=uuid.uuid4())


# ------------------------------------------------------------------ split


def split(
    person: Person,
    name: str,
    chosen: Iterable[str],
    *,
    to: Person | None = None,
    spellings: Iterable[str] = (),
    roles: Iterable[int] = (),
    user: Any = None,
) -> tuple[Person, list[Usage]]:
    """Give ``person``'s quotes in the chosen places to another person. Returns the other and the changed
    usages.

    :param chosen: keys of usages. One with ``#`` and a block's id behind it is that block alone, in what is
        published and in every revision.
    :param to: who gets it; None for a new person of the name ``name``.
    :param spellings: those that go with it.
    :param roles: the primary keys of those that go with it.
    :raises MergeError: if the person no longer stands in a chosen place, or the name has no letter.
    """
    chosen = set(chosen)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        there = usages_of([person.pk])
        known = {one.key for one in there}
        known |= {f"{one.key}#{block}" for one in there for block in quotes_on(one.item, person.pk)}
        if unknown := chosen - known:
            raise MergeError(
                _("%(name)s no longer stands on %(places)s. Choose again.")
                % {"name": person.name, "places": ", ".join(sorted(unknown))}
            )
        if to is None:
            if not spelling_key(name):
                raise MergeError(_("A name needs at least one letter or digit."))
            to = Person(name=name)
            to.save()
        _give_away(person, to, set(spellings), set(roles))
        target = to.pk

        def change(pk: int) -> int:
            return target if pk == person.pk else pk

        moved = [
            one
            for one in there
            if (part := chosen_blocks(one, chosen)) is not None
            and change_references(one, ChangeInBlocks(change, part) if part else change)
        ]
        data = {"from": person.pk, "to": to.pk, "name": to.name, "moved": [one.key for one in moved]}
        data["chosen"] = sorted(chosen)
        note(person, SPLIT_ACTION, user, data)
        note(to, SPLIT_ACTION, user, data)
        log_moves(moved, user, person.name, to.name)
    return to, moved


def chosen_blocks(usage: Usage, chosen: set[str]) -> set[str] | None:
    """The ids of the blocks chosen on an object: empty for the whole object, None where nothing is chosen."""
    if usage.key in chosen:
        return set()
    start = f"{usage.key}#"
    return {key.removeprefix(start) for key in chosen if key.startswith(start)} or None


def _give_away(person: Person, to: Person, spellings: set[str], roles: set[int]) -> None:
    """Transfer spellings and offices. A spelling that is the other person's name is always removed."""
    going = [
        name
        for name in person.names.all()
        if name.spelling in spellings or (name.key == to.key and person.key != to.key)
    ]
    given = [role for role in person.roles.all() if role.pk in roles]
    person.names.remove(*going)
    person.roles.remove(*given)
    person.save()
    _add_spellings(to, [name.spelling for name in going])
    _add_roles(to, given)
