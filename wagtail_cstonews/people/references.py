"""Which pages and other objects refer to people, and how all of these references are changed at once.

Wagtail's reference index knows what is published. Beside it there are foreign keys of models that the index
does not watch, and changes to live pages that are not published yet: they are looked for here as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision, RevisionMixin

from ..compat import get_base_page_model
from ..models import Person, PersonName, PersonRole
from .stored_content import Change, change_content, change_object, fields_with_people, people_in_content


@dataclass
class Usage:
    """A page or another object that refers to people."""

    item: Any
    people: set[int] = field(default_factory=set)
    """The primary keys of those people who were asked for."""

    @property
    def key(self) -> str:
        """What identifies the object in a form and in the log."""
        return f"{self.item._meta.label_lower}:{self.item.pk}"

    @property
    def title(self) -> str:
        """The object's title as the admin shows it: that of the latest draft."""
        display = getattr(self.item, "get_admin_display_title", None)
        return str(display() if display else self.item)

    @property
    def is_page(self) -> bool:
        return isinstance(self.item, get_base_page_model())


def usages_of(pks: Iterable[int]) -> list[Usage]:
    """Everything that refers to any of the people, published or in a draft; the newest pages first."""
    pks = set(pks)
    found: defaultdict[tuple[Any, str], set[int]] = defaultdict(set)
    for model, object_id, there in (*_indexed(pks), *_by_foreign_key(pks), *_in_drafts(pks)):
        found[model, object_id] |= there
    return _load(found)


_Reference = tuple[Any, str, set[int]]
"""A model, the primary key of one of its objects as text, and the people whom that object refers to."""


def _indexed(pks: set[int]) -> Iterator[_Reference]:
    """What the reference index knows."""
    people_type = ContentType.objects.get_for_model(Person, for_concrete_model=False)
    references = ReferenceIndex.objects.filter(
        to_content_type=people_type, to_object_id__in=[str(pk) for pk in pks]
    )
    for type_id, object_id, pk in references.values_list("content_type", "object_id", "to_object_id"):
        yield ContentType.objects.get_for_id(type_id).model_class(), object_id, {int(pk)}


def _by_foreign_key(pks: set[int]) -> Iterator[_Reference]:
    """What has a foreign key to the people, whether the reference index watches its model or not."""
    for model in _foreign_key_models():
        for one in fields_with_people(model):
            if not isinstance(one, StreamField):
                rows = model._base_manager.filter(**{f"{one.name}__in": pks})
                for object_id, pk in rows.values_list("pk", one.attname):
                    yield model, str(object_id), {pk}


def _foreign_key_models() -> list[Any]:
    """The models that have a foreign key to people and are not their child objects."""
    return list(
        dict.fromkeys(
            relation.related_model
            for relation in Person._meta.get_fields(include_hidden=True)
            if relation.auto_created
            and (relation.one_to_many or relation.one_to_one)
            and not isinstance(relation.field, ParentalKey)
        )
    )


def _in_drafts(pks: set[int]) -> Iterator[_Reference]:
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
            if there := people_in_content(model, content) & pks:
                yield model, object_id, there


def _load(found: dict[tuple[Any, str], set[int]]) -> list[Usage]:
    """The objects themselves, pages in their specific class; the newest pages first, then the rest."""
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
    """All page types count as one: the index may know a page by another of its classes."""
    return get_base_page_model() if issubclass(model, get_base_page_model()) else model


def _published_at(item: Any) -> float:
    moment = getattr(item, "published_at", None)
    return moment.timestamp() if moment else 0.0


def change_references(usage: Usage, change: Change) -> bool:
    """Changes the people on one object, in what is published and in every revision. Says whether any was.

    No revision is added: a page that an import made does not count as edited by hand afterwards.
    """
    item = usage.item
    changed = change_object(item, change)
    if changed:
        # What is there may be older than what its fields demand today.
        options = {"clean": False} if isinstance(item, Page) or usage.is_page else {}
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
