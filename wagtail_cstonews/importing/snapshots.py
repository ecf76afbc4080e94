"""Rows as they are before an import changes them, in a form that JSON holds, and back into the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex

# Where a page stands in the tree is no matter of its contents, and others may have changed it since.
PLACE = frozenset({"path", "depth", "numchild", "url_path", "slug"})


def values_of(instance: Any, fields: Iterable[Any]) -> dict[str, Any]:
    """The fields' values as JSON types."""
    return {field.attname: as_json(instance, field) for field in fields}


def as_json(instance: Any, field: Any) -> Any:
    value = field.value_from_object(instance)
    if value is None or isinstance(value, bool | int | float | str) or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(instance)


def from_json(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values as the model's fields hold them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: fields[name].target_field.to_python(value)
        if fields[name].is_relation
        else fields[name].to_python(value)
        for name, value in values.items()
    }


def rows_of_page(page: Any) -> dict[str, Any]:
    """The rows of a page's tables, of its inline children and tags, and of the references from it.

    ``page`` is the specific page as the database has it.
    """
    model = type(page)
    tables = {}
    for table in (model, *model._meta.get_parent_list()):
        fields = [field for field in table._meta.local_concrete_fields if not field.primary_key]
        tables[table._meta.label] = values_of(page, (field for field in fields if field.name not in PLACE))
    children = {}
    for relation in get_all_child_relations(model):
        related = relation.related_model
        rows = related._base_manager.filter(**{relation.field.name: page.pk}).order_by("pk")
        children[relation.get_accessor_name()] = [
            values_of(row, related._meta.concrete_fields) for row in rows
        ]
    return {"tables": tables, "children": children, "references": references_of(page)}


def references_of(page: Any) -> list[dict[str, Any]]:
    rows = ReferenceIndex.get_references_for_object(page).order_by("pk")
    return [values_of(row, ReferenceIndex._meta.concrete_fields) for row in rows]


def restore_page(page: Any, rows: dict[str, Any]) -> None:
    """Puts the rows back. ``page`` is the specific page. Search is not told."""
    model = type(page)
    for table in (model, *model._meta.get_parent_list()):
        values = from_json(table, rows["tables"].get(table._meta.label, {}))
        if values:
            table._base_manager.filter(pk=page.pk).update(**values)
    for relation in get_all_child_relations(model):
        related = relation.related_model
        now = related._base_manager.filter(**{relation.field.name: page.pk})
        replace_rows(related, now, rows["children"].get(relation.get_accessor_name(), []))
    if references_of(page) != rows["references"]:
        replace_rows(ReferenceIndex, ReferenceIndex.get_references_for_object(page), rows["references"])


def replace_rows(model: Any, now: Any, rows: Collection[dict[str, Any]]) -> None:
    """Has ``rows``, with the ids that they had, in the place of those in the queryset ``now``."""
    if not rows and not now.exists():
        return
    now._raw_delete(now.db)
    model._base_manager.bulk_create([model(**from_json(model, row)) for row in rows])
