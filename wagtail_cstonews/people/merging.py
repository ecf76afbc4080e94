"""Merging two records of one person (as in record linkage), and splitting one record of two people.

References are changed in place: in StreamFields and foreign keys of the published objects and of all their
revisions, drafts included. No revision is added, so that an imported page does not count as edited by hand.
The remaining person gets the names of the deleted one, and the next import finds them there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Site

from ..models import Person, PersonName, PersonRole
from ..models.quotations import public_articles_with
from ..names.keys import spelling_key
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
    picture, link and biography. The others are deleted; the log keeps what they were.

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
        moved = [
            one for one in usages_of(pks) if change_references(one, lambda pk: stays.pk if pk in pks else pk)
        ]
        records = [_record_of(person, moved) for person in gone]
        for person in gone:
            _take_over(stays, person)
        _check_unused(gone)
        for person in gone:
            _redirect_page(person, stays, is_public=person.pk in public)
            person.delete()
        stays.save()
        _note(stays, MERGE_ACTION, user, {"merged": records})
        _log_moves(moved, user, ", ".join(person.name for person in gone), stays.name)
    return moved


def _record_of(person: Person, moved: Iterable[Usage]) -> dict[str, Any]:
    """A person's data for the log."""
    return {
        "id": person.pk,
        "name": person.name,
        "slug": person.slug,
        "link": person.link,
        "biography": person.biography,
        "picture": person.picture_id,
        "spellings": [name.spelling for name in person.names.all()],
        "roles": [[role.title, str(role.start or ""), str(role.end or "")] for role in person.roles.all()],
        "stood_on": [one.key for one in moved if person.pk in one.people],
    }


def _take_over(stays: Person, person: Person) -> None:
    """Transfer names and offices to another person, and fill in missing fields."""
    _add_spellings(stays, [person.name, *(name.spelling for name in person.names.all())])
    _add_roles(stays, person.roles.all())
    for name in ("picture", "link", "biography"):
        if not getattr(stays, name):
            setattr(stays, name, getattr(person, name))


def _add_spellings(person: Person, spellings: Iterable[str]) -> None:
    known = {spelling_key(person.name)} | {name.key for name in person.names.all()}
    for spelling in spellings:
        key = spelling_key(spelling)
        if key and key not in known:
            known.add(key)
            person.names.add(PersonName(spelling=spelling, sort_order=person.names.count()))
    person.save()


def _add_roles(person: Person, roles: Iterable[PersonRole]) -> None:
    """Combine the offices; one that both have lasts from the earlier beginning to the later end."""
    known = {spelling_key(role.title): role for role in person.roles.all()}
    for role in roles:
        same = known.get(spelling_key(role.title))
        if same is None:
            new = PersonRole(
                title=role.title, start=role.start, end=role.end, sort_order=person.roles.count()
            )
            person.roles.add(new)
            known[spelling_key(role.title)] = new
            continue
        same.start = min(filter(None, (same.start, role.start)), default=None)
        same.end = max(same.end, role.end) if same.end and role.end else None
        person.roles.add(same)
    person.save()


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


def _redirect_page(person: Person, to: Person, *, is_public: bool = True) -> None:
    """Redirect the deleted person's page to the other's, on sites with Wagtail's redirects.

    A page that was not public gets no redirect, which would disclose a name, unless older redirects lead to
    it. Those are updated.
    """
    old, new = person.get_absolute_url(), to.get_absolute_url()
    if not old or not new or not apps.is_installed("wagtail.contrib.redirects"):
        return
    from wagtail.contrib.redirects.models import Redirect

    old_path = Redirect.normalise_path(old)
    Redirect.objects.filter(old_path=Redirect.normalise_path(new), site=None).delete()
    known = Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
    if not (is_public or known):
        return
    Redirect.objects.update_or_create(old_path=old_path, site=None, defaults={"redirect_link": new})


def _log_moves(moved: Iterable[Usage], user: Any, was: str, now: str) -> None:
    for usage in moved:
        _note(usage.item, MOVED_ACTION, user, {"from": was, "to": now})


def _note(instance: Any, action: str, user: Any, data: dict[str, Any]) -> None:
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
        _note(person, SPLIT_ACTION, user, data)
        _note(to, SPLIT_ACTION, user, data)
        _log_moves(moved, user, person.name, to.name)
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
