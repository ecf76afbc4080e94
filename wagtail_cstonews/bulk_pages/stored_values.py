"""Serialisation of pages: the JSON of a revision, and *views*, which equal pages read from the database.

:func:`content_of` is ``serializable_data()`` at a fraction of its cost. Wagtail computes its indexes from the
page as read back from the database. :func:`view_of` builds that page without a query, and :func:`bind`
prefetches the targets of blocks and foreign keys for all views together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import prefetch_related_objects
from django.db.models.base import ModelState
from modelcluster.models import get_field_value, get_serializable_data_for_fields
from modelsearch.index import RelatedFields
from wagtail.blocks import StreamValue

from .page_types import PageType

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def stream_texts(page: Any, kind: PageType) -> dict[str, str]:
    """The JSON of the page's StreamFields, by attribute name. Assigns ids to blocks that have none."""
    texts = {}
    for field in kind.streams:
        value = field.get_prep_value(page.__dict__[field.attname])
        texts[field.attname] = json.dumps(value, cls=field.json_field.encoder)
    return texts


def content_of(page: Any, kind: PageType, texts: Mapping[str, str]) -> dict[str, Any]:
    """The content of a revision of the page. ``texts`` is the result of :func:`stream_texts`."""
    content: dict[str, Any] = {"pk": page.pk}
    attributes = page.__dict__
    for field, name, attname in kind.serialized:
        value = texts[attname] if attname in texts else attributes[attname]
        content[name] = value if type(value) in _AS_THEY_ARE else _field_value(field, page)
    for relation in kind.all_relations:
        content[relation.name] = [_child_content(child) for child in _children_of(page, relation.name)]
    for field in kind.many_to_many:
        if field.serialize:
            content[field.name] = [target.pk for target in _children_of(page, field.name)]
    return content


def _children_of(page: Any, name: str) -> list[Any]:
    found = page.__dict__.get("_cluster_related_objects", {}).get(name)
    return list(getattr(page, name).all()) if found is None else found


def _field_value(field: Any, instance: Any) -> Any:
    if field.remote_field is not None:
        return getattr(instance, field.attname)
    return get_field_value(field, instance)


def _child_content(child: Any) -> dict[str, Any]:
    content: dict[str, Any] = (
        child.serializable_data()
        if hasattr(child, "serializable_data")
        else get_serializable_data_for_fields(child)
    )
    return content


def to_json(content: dict[str, Any]) -> str:
    """The JSON that Wagtail stores in a revision."""
    return json.dumps(content, cls=DjangoJSONEncoder)


def view_of(page: Any, kind: PageType, texts: Mapping[str, str], using: str) -> Any:
    """The page as if it had been read from the database, with the children that it has in memory.

    ``texts`` are the stored values of its StreamFields.
    """
    view = kind.model.__new__(kind.model)
    attributes = page.__dict__
    view.__dict__.update({name: attributes[name] for name in kind.attnames})
    view._state = ModelState()
    view._state.adding, view._state.db = False, using
    if children := attributes.get("_cluster_related_objects"):
        view._cluster_related_objects = children
    for field in kind.streams:
        view.__dict__[field.attname] = field.to_python(json.loads(texts[field.attname]))
    return view


def bind(views: Sequence[Any]) -> None:
    """Instantiates the blocks of all StreamFields, and prefetches the targets of blocks and foreign keys.

    Calls ``bulk_to_python`` once per block type and field instead of once per page.
    """
    by_kind: defaultdict[PageType, list[Any]] = defaultdict(list)
    for view in views:
        by_kind[PageType.of(view)].append(view)
    for kind, same in by_kind.items():
        for field in kind.streams:
            _bind_streams([view.__dict__[field.attname] for view in same])
        for field in kind.own_foreign_keys:
            having = [view for view in same if getattr(view, field.attname) is not None]
            if having:
                prefetch_related_objects(having, field.name)
        for field in kind.model.get_search_fields():
            if isinstance(field, RelatedFields) and _is_read_apart(field, kind):
                prefetch_related_objects(same, field.field_name)


def _is_read_apart(field: Any, kind: PageType) -> bool:
    """Whether the related objects are neither children in memory nor already fetched."""
    name = field.field_name
    if any(relation.name == name for relation in kind.relations):
        return False
    if any(many.name == name for many in kind.many_to_many):
        return False
    related = kind.model._meta.get_field(name)
    return (
        related.is_relation and not hasattr(related, "through_defaults") and related not in kind.foreign_keys
    )


def _bind_streams(streams: Iterable[StreamValue]) -> None:
    """Instantiates the blocks of the values of one StreamField."""
    waiting: defaultdict[str, list[tuple[StreamValue, int]]] = defaultdict(list)
    block: Any = None
    for stream in streams:
        block = stream.stream_block
        for position, raw in enumerate(stream._raw_data):
            if stream._bound_blocks[position] is None:
                waiting[raw["type"]].append((stream, position))
    for name, places in waiting.items():
        child = block.child_blocks[name]
        values = child.bulk_to_python([stream._raw_data[position]["value"] for stream, position in places])
        for (stream, position), value in zip(places, values, strict=True):
            id = stream._raw_data[position].get("id")
            stream._bound_blocks[position] = StreamValue.StreamChild(child, value, id=id)
