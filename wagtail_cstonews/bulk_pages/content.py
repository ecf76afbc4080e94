"""Pages with their children as revisions hold them: ``serializable_data()`` at a fraction of its cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_field_value, get_serializable_data_for_fields

from .page_types import PageType

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def stream_texts(page: Any, kind: PageType) -> dict[str, str]:
    """The JSON of the page's StreamFields, by attribute name. Gives ids to blocks that have none."""
    texts = {}
    for field in kind.streams:
        value = field.get_prep_value(page.__dict__[field.attname])
        texts[field.attname] = json.dumps(value, cls=field.json_field.encoder)
    return texts


def content_of(page: Any, kind: PageType, texts: Mapping[str, str]) -> dict[str, Any]:
    """What a revision holds of the page as it is. ``texts`` are those of :func:`stream_texts`."""
    content: dict[str, Any] = {"pk": page.pk}
    attributes = page.__dict__
    for field, name, attname in kind.serialized:
        value = texts[attname] if attname in texts else attributes[attname]
        content[name] = value if type(value) in _AS_THEY_ARE else field_value(field, page)
    for relation in kind.all_relations:
        content[relation.name] = [child_content(child) for child in children_of(page, relation.name)]
    for field in kind.many_to_many:
        if field.serialize:
            content[field.name] = [target.pk for target in children_of(page, field.name)]
    return content


def children_of(page: Any, name: str) -> list[Any]:
    found = page.__dict__.get("_cluster_related_objects", {}).get(name)
    return list(getattr(page, name).all()) if found is None else found


def field_value(field: Any, instance: Any) -> Any:
    if field.remote_field is not None:
        return getattr(instance, field.attname)
    return get_field_value(field, instance)


def child_content(child: Any) -> dict[str, Any]:
    if hasattr(child, "serializable_data"):
        return child.serializable_data()
    return get_serializable_data_for_fields(child)


def to_json(content: dict[str, Any]) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder)
