"""Finds the pages and other objects that refer to people, and changes these references.

Wagtail's reference index covers published content. Foreign keys of models that are not indexed, and
unpublished changes of live pages, are searched here as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision, RevisionMixin

from ..compat import get_base_page_model
from ..models import Person, PersonName, PersonRole, Quotation
from .stored_content import Change, change_content, change_object, fields_with_people, people_in_content


@dataclass
class Usage:
    """A page or another object that refers to people."""

    item: Any
    people: set[int] = field(default_factory=set)
    """The primary keys of those requested people to whom it refers."""

    @property
    def key(self) -> str:
        """The object's key in forms and in the log."""
        return f"{self.item._meta.label_lower}:{self.item.pk}"

    @property
    def title(self) -> str:
        """The object's title in the admin: that of the latest draft."""
        display = getattr(self.item, "get_admin_display_title", None)
        return str(display() if display else self.item)

    @property
    def is_page(self) -> bool:
        return isinstance(self.item, get_base_page_model())


def usages_of(pks: Iterable[int]) -> list[Usage]:
    """All objects that refer to any of the people, published or in a draft; newest pages first."""
    pks = set(pks)
    found: defaultdict[tuple[Any, str], set[int]] = defaultdict(set)
    for model, object_id, there in (*_indexed(pks), *_by_foreign_key(pks), *_in_drafts(pks)):
        found[model, object_id] |= there
    return _load(found)


_Reference = tuple[Any, str, set[int]]
"""A model, the primary key of an object as text, and the people to whom the object refers."""


def _indexed(pks: set[int]) -> Iterator[_Reference]:
    """The references in the reference index."""
    people_type = ContentType.objects.get_for_model(Person, for_concrete_model=False)
    references = ReferenceIndex.objects.filter(
        to_content_type=people_type, to_object_id__in=[str(pk) for pk in pks]
    )
    for type_id, object_id, pk in references.values_list("content_type", "object_id", "to_object_id"):
        yield ContentType.objects.get_for_id(type_id).model_class(), object_id, {int(pk)}


def _by_foreign_key(pks: set[int]) -> Iterator[_Reference]:
    """The references by foreign keys, also of models that the reference index does not cover."""
    for model in _foreign_key_models():
        for one in fields_with_people(model):
            if not isinstance(one, StreamField):
                rows = model._base_manager.filter(**{f"{one.name}__in": pks})
                for object_id, pk in rows.values_list("pk", one.attname):
                    yield model, str(object_id), {pk}


def _foreign_key_models() -> list[Any]:
    """The models with a foreign key to people, except for their own child objects."""
    return list(
        dict.fromkeys(
            relation.related_model
            for relation in Person._meta.get_fields(include_hidden=True)
            if relation.auto_created
            and (relation.one_to_many or relation.one_to_one)
            and not isinstance(relation.field, ParentalKey)
            # Its rows follow the pages.
            and relation.related_model is not Quotation
        )
    )


def _in_drafts(pks: set[int]) -> Iterator[_Reference]:
    """The references in unpublished changes, which the index does not cover."""
    for model in apps.get_models():
        if not issubclass(model, DraftStateMixin) or model._meta.proxy or not any(fields_with_people(model)):
            continue
        revisions = Revision.objects.filter(
            pk__in=model._base_manager.filter(has_unpublished_changes=True, live=True).values(
                "latest_revision"
            )
        )
        for object_id, content in revisions.values_list("object_id", "content").iterator(100):
            if there := people_in_content(model, content) & pks:
                yield model, object_id, there


def _load(found: dict[tuple[Any, str], set[int]]) -> list[Usage]:
    """Load the objects, pages in their specific class; newest pages first, then the others."""
    by_model: defaultdict[Any, dict[str, set[int]]] = defaultdict(dict)
    for (model, object_id), people in found.items():
        if model is not None and model not in (Person, PersonName, PersonRole):
            by_model[_page_class(model)].setdefault(object_id, set()).update(people)
    loaded: list[Usage] = []
    for model, by_id in by_model.items():
        items = model._base_manager.filter(pk__in=by_id)
        if model is get_base_page_model():
            items = model._default_manager.filter(pk__in=by_id).specific()
        loaded += [Usage(item, by_id[str(item.pk)]) for item in items]
    return sorted(loaded, key=lambda one: (not one.is_page, -_published_at(one.item), str(one.item.pk)))


def _page_class(model: Any) -> Any:
    """The base page class for all page types: the index may have a page under another of its classes."""
    return get_base_page_model() if issubclass(model, get_base_page_model()) else model


def _published_at(item: Any) -> float:
    moment = getattr(item, "published_at", None)
    return moment.timestamp() if moment else 0.0


def load_usages(keys: Iterable[str]) -> dict[str, Usage]:
    """The objects with these keys (:attr:`Usage.key`) that still exist, by key."""
    found: defaultdict[tuple[Any, str], set[int]] = defaultdict(set)
    for key in keys:
        label, _, pk = key.partition(":")
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        found[model, pk] = set()
    return {usage.key: usage for usage in _load(found)}


def change_references(
    usage: Usage, change: Change, in_revision: Callable[[Any], Change] | None = None
) -> bool:
    """Change the people on one object and in all of its revisions. Returns whether any was changed.

    No revision is added, so that an imported page does not count as edited by hand.

    :param in_revision: gives the change for a revision; without it, that of the object.
    """
    item = usage.item
    changed = change_object(item, change)
    if changed:
        # Older content may not satisfy the fields' current validation.
        options = {"clean": False} if isinstance(item, Page) or usage.is_page else {}
        item.save(update_fields=changed, **options)
        ReferenceIndex.create_or_update_for_object(item)
    touched = bool(changed)
    for revision in revisions_of(item):
        content = change_content(
            type(item), revision.content, in_revision(revision) if in_revision else change
        )
        if content != revision.content:
            Revision.objects.filter(pk=revision.pk).update(content=content)
            touched = True
    return touched


def revisions_of(item: Any) -> Iterable[Any]:
    """The revisions of an object, the oldest first; none where its model keeps none."""
    if not isinstance(item, RevisionMixin):
        return ()
    return Revision.objects.for_instance(item).order_by("pk").iterator(20)
