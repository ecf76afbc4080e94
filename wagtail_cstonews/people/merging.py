"""Two records of one person made one, and one record of two people made two.

Wherever a person stands is changed in place: in StreamFields and foreign keys, of what is published and of
every revision of it, drafts among them. No revision is added, so that a page that an import made does not
count as edited by hand. Who is removed leaves the names to who stays, and the next import finds them there.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ChooserBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision, RevisionMixin, Site

from ..compat import get_base_page_model
from ..models import Person, PersonName, PersonRole
from ..models.quotations import public_articles_with
from ..names.keys import spelling_key

MERGE_ACTION = "wagtail_cstonews.merge_people"
SPLIT_ACTION = "wagtail_cstonews.split_person"
MOVED_ACTION = "wagtail_cstonews.change_person"

Change = Callable[[int], int]
"""What a person's primary key becomes; the same one where it stays."""


class Within:
    """A change of people in the children of stream and list blocks that have one of these ids, and nowhere
    else.
    """

    def __init__(self, change: Change, ids: set[str]) -> None:
        self.change = change
        self.ids = ids

    def __call__(self, pk: int) -> int:
        return pk

    def inside(self, child: dict[str, Any]) -> Change:
        """What holds within a child."""
        return self.change if child.get("id") in self.ids else self


class Finder:
    """Changes nobody, and remembers in which children of stream and list blocks a person stands."""

    def __init__(self, pk: int, found: dict[str, Any], child: dict[str, Any] | None = None) -> None:
        self.pk = pk
        self.found = found
        self.child = child

    def __call__(self, pk: int) -> int:
        if pk == self.pk and self.child is not None:
            self.found.setdefault(self.child["id"], self.child.get("value"))
        return pk

    def inside(self, child: dict[str, Any]) -> Change:
        """What holds within a child."""
        return Finder(self.pk, self.found, child) if child.get("id") else self


class MergeError(Exception):
    """A merge or split that cannot be made, with the remedy. Nothing was changed."""


# ------------------------------------------------------------------ where people stand


def change_block(block: Any, value: Any, change: Change) -> Any:
    """A block's stored value with every person in it changed."""
    if isinstance(block, ChooserBlock):
        is_person = block.target_model is Person and isinstance(value, int | str) and str(value).isdigit()
        return change(int(value)) if is_person else value
    if isinstance(block, StreamBlock):
        return [
            _change_child(block.child_blocks.get(child.get("type")), child, change) for child in value or ()
        ]
    if isinstance(block, ListBlock):
        return [_change_item(block.child_block, item, change) for item in value or ()]
    if isinstance(block, StructBlock) and isinstance(value, dict):
        return {
            name: change_block(block.child_blocks.get(name), part, change) for name, part in value.items()
        }
    if isinstance(block, BaseTypedTableBlock) and isinstance(value, dict):
        return _change_table(block, value, change)
    return value


def _change_child(block: Any, child: dict[str, Any], change: Change) -> dict[str, Any]:
    if isinstance(change, Within | Finder):
        change = change.inside(child)
    return {**child, "value": change_block(block, child.get("value"), change)}


def _change_item(block: Any, item: Any, change: Change) -> Any:
    # Lists of old hold bare values.
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return _change_child(block, item, change)
    return change_block(block, item, change)


def _change_table(block: Any, value: dict[str, Any], change: Change) -> dict[str, Any]:
    columns = [block.child_blocks.get(column.get("type")) for column in value.get("columns") or ()]
    rows = []
    for row in value.get("rows") or ():
        cells = zip(columns, row.get("values") or (), strict=False)
        rows.append({**row, "values": [change_block(column, cell, change) for column, cell in cells]})
    return {**value, "rows": rows}


def fields_with_people(model: Any) -> Iterator[models.Field]:
    """The model's own fields that may hold people: stream fields, and foreign keys to them."""
    for one in model._meta.concrete_fields:
        if isinstance(one, StreamField) or (one.is_relation and one.related_model is Person):
            yield one


def change_content(model: Any, content: dict[str, Any], change: Change) -> dict[str, Any]:
    """A revision's content with every person in it changed; the children that belong to it as well."""
    changed = dict(content)
    for one in fields_with_people(model):
        value = content.get(one.name)
        if value is None:
            continue
        if isinstance(one, StreamField):
            raw = json.loads(value) if isinstance(value, str) else value
            new = change_block(one.stream_block, raw, change)
            changed[one.name] = json.dumps(new) if new != raw else value
        else:
            changed[one.name] = change(int(value))
    for relation in get_all_child_relations(model):
        children = content.get(relation.get_accessor_name())
        if isinstance(children, list):
            changed[relation.get_accessor_name()] = [
                change_content(relation.related_model, child, change) for child in children
            ]
    return changed


def change_object(item: Any, change: Change) -> list[str]:
    """Changes the people in an object as it is in the database; the names of the fields that changed."""
    changed = []
    for one in fields_with_people(type(item)):
        if isinstance(one, StreamField):
            raw = json.loads(json.dumps(one.stream_block.get_prep_value(getattr(item, one.name))))
            new = change_block(one.stream_block, raw, change)
            if new != raw:
                setattr(item, one.name, StreamValue(one.stream_block, new, is_lazy=True))
                changed.append(one.name)
        elif (value := getattr(item, one.attname)) is not None and change(value) != value:
            setattr(item, one.attname, change(value))
            changed.append(one.name)
    return changed


def people_of(model: Any, content: dict[str, Any]) -> set[int]:
    """Everybody in a revision's content."""
    found: set[int] = set()

    def remember(pk: int) -> int:
        found.add(pk)
        return pk

    change_content(model, content, remember)
    return found


def quotes_on(item: Any, pk: int) -> dict[str, str]:
    """What a person says in each block of an object, as it is in the database: by the block's id."""
    found: dict[str, Any] = {}
    change_object(item, Finder(pk, found))
    return {key: excerpt(value) for key, value in found.items()}


def excerpt(value: Any, most: int = 80) -> str:
    """The beginning of the longest text in a block's stored value."""
    texts = [value] if isinstance(value, str) else []
    if isinstance(value, dict):
        texts = [excerpt(part, most) for name, part in value.items() if name not in ("id", "type")]
    elif isinstance(value, list):
        texts = [excerpt(part, most) for part in value]
    return Truncator(" ".join(strip_tags(max(texts, key=len, default="")).split())).chars(most)


# ------------------------------------------------------------------ what people stand on


@dataclass
class Holder:
    """A page or another object that people stand on."""

    item: Any
    people: set[int] = field(default_factory=set)

    @property
    def key(self) -> str:
        """What identifies it in a form."""
        return f"{self.item._meta.label_lower}:{self.item.pk}"

    @property
    def title(self) -> str:
        display = getattr(self.item, "get_admin_display_title", None)
        return str(display() if display else self.item)


def holders(pks: Iterable[int]) -> list[Holder]:
    """Everything that any of the people stands on: as it is published, or in a draft of it."""
    pks = set(pks)
    found: dict[tuple[Any, str], set[int]] = defaultdict(set)
    people_type = ContentType.objects.get_for_model(Person, for_concrete_model=False)
    references = ReferenceIndex.objects.filter(
        to_content_type=people_type, to_object_id__in=[str(pk) for pk in pks]
    )
    for type_id, object_id, pk in references.values_list("content_type", "object_id", "to_object_id"):
        found[ContentType.objects.get_for_id(type_id).model_class(), object_id].add(int(pk))
    for model in foreign_key_models():
        for one in fields_with_people(model):
            if not isinstance(one, StreamField):
                rows = model._base_manager.filter(**{f"{one.name}__in": pks})
                for object_id, pk in rows.values_list("pk", one.attname):
                    found[model, str(object_id)].add(pk)
    for model, object_id, there in drafts_with(pks):
        found[model, object_id] |= there
    return load(found)


def foreign_key_models() -> list[Any]:
    """The models that have a foreign key to people and do not belong to one."""
    return list(
        dict.fromkeys(
            relation.related_model
            for relation in Person._meta.get_fields(include_hidden=True)
            if relation.auto_created
            and (relation.one_to_many or relation.one_to_one)
            and not isinstance(relation.field, ParentalKey)
        )
    )


def drafts_with(pks: set[int]) -> Iterator[tuple[Any, str, set[int]]]:
    """What has one of the people in changes that are not published yet; the index knows only what is."""
    for model in apps.get_models():
        if not issubclass(model, DraftStateMixin) or model._meta.proxy or not any(fields_with_people(model)):
            continue
        revisions = Revision.objects.filter(
            pk__in=model._base_manager.filter(has_unpublished_changes=True, live=True).values(
                "latest_revision"
            )
        )
        for object_id, content in revisions.values_list("object_id", "content").iterator(100):
            if there := people_of(model, content) & pks:
                yield model, object_id, there


def load(found: dict[tuple[Any, str], set[int]]) -> list[Holder]:
    """The objects themselves, pages in their specific class; newest pages first, then the rest."""
    by_model: defaultdict[Any, dict[str, set[int]]] = defaultdict(dict)
    for (model, object_id), people in found.items():
        if model is not None and model not in (Person, PersonName, PersonRole):
            by_model[page_class(model)].setdefault(object_id, set()).update(people)
    loaded: list[Holder] = []
    for model, by_id in by_model.items():
        items = model._base_manager.filter(pk__in=by_id)
        if model is get_base_page_model():
            items = model._default_manager.filter(pk__in=by_id).specific()
        loaded += [Holder(item, by_id[str(item.pk)]) for item in items]
    return sorted(loaded, key=lambda one: (not is_page(one.item), -ordinal(one.item), str(one.item.pk)))


def page_class(model: Any) -> Any:
    """All page types count as one: the index may know a page by another of its classes."""
    return get_base_page_model() if issubclass(model, get_base_page_model()) else model


def is_page(item: Any) -> bool:
    return isinstance(item, get_base_page_model())


def ordinal(item: Any) -> float:
    moment = getattr(item, "published_at", None)
    return moment.timestamp() if moment else 0.0


def rewrite(holder: Holder, change: Change) -> bool:
    """Changes the people on one object, in what is published and in every revision of it."""
    item = holder.item
    changed = change_object(item, change)
    if changed:
        # What is there may be older than what its fields demand today.
        options = {"clean": False} if isinstance(item, Page) or is_page(item) else {}
        item.save(update_fields=changed, **options)
        ReferenceIndex.create_or_update_for_object(item)
    touched = bool(changed)
    if isinstance(item, RevisionMixin):
        for revision in Revision.objects.for_instance(item).iterator(20):
            content = change_content(type(item), revision.content, change)
            if content != revision.content:
                Revision.objects.filter(pk=revision.pk).update(content=content)
                touched = True
    return touched


# ------------------------------------------------------------------ merge


def merge(stays: Person, others: Sequence[Person], user: Any = None) -> list[Holder]:
    """Makes ``others`` one with ``stays``; what they stood on. Raises :exc:`MergeError`.

    Whoever stays gets their names as other spellings, their offices, and their picture, link and biography
    where there are none. They are deleted; the log keeps what they were.
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


def _merge(stays: Person, pks: set[int], user: Any) -> list[Holder]:
    with transaction.atomic():
        locked = Person.objects.select_for_update().order_by("pk").in_bulk({stays.pk, *pks})
        if len(locked) != len(pks) + 1:
            raise MergeError(_("Somebody of them was deleted in the meantime. Choose again."))
        stays = locked[stays.pk]
        gone = [locked[pk] for pk in sorted(pks)]
        public = {person.pk for person in gone if has_public_page(person)}
        moved = [one for one in holders(pks) if rewrite(one, lambda pk: stays.pk if pk in pks else pk)]
        records = [record_of(person, moved) for person in gone]
        for person in gone:
            take_over(stays, person)
        check_unused(gone)
        for person in gone:
            redirect_page(person, stays, is_public=person.pk in public)
            person.delete()
        stays.save()
        note(stays, MERGE_ACTION, user, {"merged": records})
        log_moves(moved, user, ", ".join(person.name for person in gone), stays.name)
    return moved


def record_of(person: Person, moved: Iterable[Holder]) -> dict[str, Any]:
    """What a person was, for the log."""
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


def take_over(stays: Person, person: Person) -> None:
    """Gives the names and offices of one person to another, and what that one has not."""
    add_spellings(stays, [person.name, *(name.spelling for name in person.names.all())])
    add_roles(stays, person.roles.all())
    for name in ("picture", "link", "biography"):
        if not getattr(stays, name):
            setattr(stays, name, getattr(person, name))


def add_spellings(person: Person, spellings: Iterable[str]) -> None:
    known = {spelling_key(person.name)} | {name.key for name in person.names.all()}
    for spelling in spellings:
        key = spelling_key(spelling)
        if key and key not in known:
            known.add(key)
            person.names.add(PersonName(spelling=spelling, sort_order=person.names.count()))
    person.save()


def add_roles(person: Person, roles: Iterable[PersonRole]) -> None:
    """The offices of both; one that both have lasts from the earlier beginning to the later end."""
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


def check_unused(people: Iterable[Person]) -> None:
    """Raises :exc:`MergeError` where somebody still stands where this module could not reach them."""
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


def has_public_page(person: Person) -> bool:
    """Whether readers of any site may have the person's page: not of somebody in drafts alone."""
    return any(public_articles_with(person, site).exists() for site in Site.objects.all())


def redirect_page(person: Person, to: Person, *, is_public: bool = True) -> None:
    """Sends readers of the removed person's page to the other's, on sites with Wagtail's redirects.

    Where nobody could read it, there is nothing to send on, and the address would give a name away; but
    whoever was sent to it before is sent on.
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


def log_moves(moved: Iterable[Holder], user: Any, was: str, now: str) -> None:
    for holder in moved:
        note(holder.item, MOVED_ACTION, user, {"from": was, "to": now})


def note(instance: Any, action: str, user: Any, data: dict[str, Any]) -> None:
    """An entry in the log. Of those of one request, a history shows only the last, unless told apart."""
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
) -> tuple[Person, list[Holder]]:
    """Gives what ``person`` says on the chosen holders (their keys) to another. Raises :exc:`MergeError`.

    A key with ``#`` and a block's id behind it is that block alone, in what is published and in every
    revision. Who gets it is ``to``, or else a new person of that name. ``spellings`` and ``roles`` (their
    primary keys) go with it. Returns who it is now, and what changed.
    """
    chosen = set(chosen)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        there = holders([person.pk])
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
        give_away(person, to, set(spellings), set(roles))
        target = to.pk

        def change(pk: int) -> int:
            return target if pk == person.pk else pk

        moved = [
            one
            for one in there
            if (part := chosen_of(one, chosen)) is not None
            and rewrite(one, Within(change, part) if part else change)
        ]
        data = {"from": person.pk, "to": to.pk, "name": to.name, "moved": [one.key for one in moved]}
        data["chosen"] = sorted(chosen)
        note(person, SPLIT_ACTION, user, data)
        note(to, SPLIT_ACTION, user, data)
        log_moves(moved, user, person.name, to.name)
    return to, moved


def chosen_of(holder: Holder, chosen: set[str]) -> set[str] | None:
    """The ids of the blocks chosen on a holder: none of them for all of it; None where nothing is chosen."""
    if holder.key in chosen:
        return set()
    start = f"{holder.key}#"
    return {key.removeprefix(start) for key in chosen if key.startswith(start)} or None


def give_away(person: Person, to: Person, spellings: set[str], roles: set[int]) -> None:
    """Moves spellings and offices. A spelling that is the other's name leaves in any case."""
    going = [
        name
        for name in person.names.all()
        if name.spelling in spellings or (name.key == to.key and person.key != to.key)
    ]
    given = [role for role in person.roles.all() if role.pk in roles]
    person.names.remove(*going)
    person.roles.remove(*given)
    person.save()
    add_spellings(to, [name.spelling for name in going])
    add_roles(to, given)
