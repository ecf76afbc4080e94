"""What a merge changes, noted while it changes it: every place in pages and revisions, and the redirects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from ..models import Person, PersonRole
from .references import Usage, change_references
from .stored_content import Change, ChangeAt

FILLED_FIELDS = ("picture", "link", "biography")
"""The fields of who stays that are filled in from the others where they are empty."""


class PlaceRecord:
    """Puts one person in the place of others, and notes who stood where."""

    def __init__(self, pks: set[int], to: int) -> None:
        self.pks = pks
        self.to = to
        self.places: dict[str, Any] = {}
        """By usage, who stood at each path of the object (``live``) and of each revision, and the latest
        revision that there was."""

    def change(self, usage: Usage) -> bool:
        """Change the references on one object and in its revisions. Returns whether any was changed."""
        live: dict[str, int] = {}
        revisions: dict[str, dict[str, int]] = {}
        touched = change_references(
            usage,
            self._noting(live),
            lambda revision: self._noting(revisions.setdefault(str(revision.pk), {})),
        )
        if touched:
            self.places[usage.key] = {
                "live": live,
                "revisions": {pk: there for pk, there in revisions.items() if there},
                "last": max(map(int, revisions), default=0),
            }
        return touched

    def _noting(self, there: dict[str, int]) -> Change:
        def change(path: str, pk: int) -> int:
            if pk not in self.pks:
                return pk
            there[path] = pk
            return self.to

        return ChangeAt(change)


def record_of(person: Person, moved: Iterable[Usage]) -> dict[str, Any]:
    """A person's data, for the log and to restore them."""
    return {
        "id": person.pk,
        "name": person.name,
        "slug": person.slug,
        "link": person.link,
        "biography": person.biography,
        "picture": person.picture_id,
        "spellings": [name.spelling for name in person.names.all()],
        "roles": [as_stored(role) for role in person.roles.all()],
        "role_ids": [role.pk for role in person.roles.all()],
        "stood_on": [one.key for one in moved if person.pk in one.people],
    }


def as_stored(role: PersonRole) -> list[str]:
    """An office as a record keeps it: title, beginning and end."""
    return [role.title, str(role.start or ""), str(role.end or "")]


def redirect_page(person: Person, to: Person, *, is_public: bool = True) -> dict[str, Any]:
    """Redirect the deleted person's page to the other's, on sites with Wagtail's redirects.

    A page that was not public gets no redirect, which would disclose a name, unless older redirects lead to
    it. Those are updated. Returns what was done, for :func:`take_back_redirects`.
    """
    old, new = person.get_absolute_url(), to.get_absolute_url()
    if not old or not new or not apps.is_installed("wagtail.contrib.redirects"):
        return {}
    from wagtail.contrib.redirects.models import Redirect

    old_path, new_path = Redirect.normalise_path(old), Redirect.normalise_path(new)
    Redirect.objects.filter(old_path=new_path, site=None).delete()
    older = list(Redirect.objects.filter(redirect_link=old).values_list("pk", flat=True))
    Redirect.objects.filter(pk__in=older).update(redirect_link=new)
    done = {"old": old, "new": new, "older": older, "made": ""}
    if is_public or older:
        Redirect.objects.update_or_create(old_path=old_path, site=None, defaults={"redirect_link": new})
        done["made"] = old_path
    return done


def take_back_redirects(done: dict[str, Any]) -> None:
    """Take back what :func:`redirect_page` did, where nobody changed it since."""
    if not done or not apps.is_installed("wagtail.contrib.redirects"):
        return
    from wagtail.contrib.redirects.models import Redirect

    unchanged = Redirect.objects.filter(redirect_link=done["new"])
    unchanged.filter(old_path=done["made"], site=None).delete()
    unchanged.filter(pk__in=done["older"]).update(redirect_link=done["old"])
