"""Snapshots of rows before an import changes them, as JSON, and their restoration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, ReferenceIndex

if TYPE_CHECKING:
    from wagtail.models import Page


# The position in the tree is not content, and others may have changed it since.
PLACE = frozenset({"path", "depth", "numchild", "url_path", "slug"})

OWN = frozenset(
    {"owner", "locked", "locked_by", "locked_at", "translation_key", "locale", "alias_of", "content_type"}
)
"""The page fields that no import changes: if one differs, somebody else changed it, and it is kept."""


def values_of(instance: Any, fields: Iterable[Any]) -> dict[str, Any]:
    """The values of fields as JSON types."""
    return {field.attname: as_json(instance, field) for field in fields}


def as_json(instance: Any, field: Any) -> Any:
    value = field.value_from_object(instance)
    if value is None or isinstance(value, bool | int | float | str) or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(instance)


def from_json(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values converted back to the fields' types."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: fields[name].target_field.to_python(value)
        if fields[name].is_relation
        else fields[name].to_python(value)
        for name, value in values.items()
    }


def rows_of_pages(pages: Iterable[Page]) -> dict[Any, dict[str, Any]]:
    """Snapshots of specific pages by id: the rows of their tables, inline children, tags and references, and
    the latest revision.

    The number of queries depends only on the number of page types.
    """
    by_model: dict[Any, list[Any]] = {}
    for page in pages:
        by_model.setdefault(type(page), []).append(page)
    found = {}
    for model, some in by_model.items():
        children = children_of(model, [page.pk for page in some])
        references = references_of(some)
        for page in some:
            found[page.pk] = {
                "tables": {
                    table._meta.label: values_of(page, table_fields(table))
                    for table in (model, *model._meta.get_parent_list())
                },
                "children": children[page.pk],
                "references": references[page.pk],
                "revision": page.latest_revision_id,
            }
    return found


def table_fields(table: Any) -> list[Any]:
    fields = table._meta.local_concrete_fields
    return [field for field in fields if not field.primary_key and field.name not in PLACE]


def children_of(model: Any, pks: list[Any]) -> dict[Any, dict[str, list[dict[str, Any]]]]:
    """The rows of inline children of pages of one type, by page and relation name."""
    relations = relations_of(model)
    found: dict[Any, dict[str, list[dict[str, Any]]]] = {
        pk: {relation.get_accessor_name(): [] for relation in relations} for pk in pks
    }
    for relation in relations:
        related, field = relation.related_model, relation.field
        for row in related._base_manager.filter(**{f"{field.name}__in": pks}).order_by("pk"):
            of_page = found[getattr(row, field.attname)]
            of_page[relation.get_accessor_name()].append(values_of(row, related._meta.concrete_fields))
    return found


def references_of(pages: list[Page]) -> dict[Any, list[dict[str, Any]]]:
    """The rows of the reference index for each of the pages, which are of one type."""
    found: dict[str, list[dict[str, Any]]] = {str(page.pk): [] for page in pages}
    kind = ReferenceIndex._get_base_content_type(pages[0])
    rows = ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=list(found))
    for row in rows.order_by("pk"):
        found[row.object_id].append(values_of(row, ReferenceIndex._meta.concrete_fields))
    return {page.pk: found[str(page.pk)] for page in pages}


def relations_of(model: Any) -> list[Any]:
    """The relations of inline children that are content; comments are not."""
    relations = get_all_child_relations(model)
    return [one for one in relations if one.get_accessor_name() != COMMENTS_RELATION_NAME]


def restore_page(page: Page, rows: dict[str, Any]) -> set[str]:
    """Restore the rows of a specific page. The search index is not updated.

    Returns the deleted objects that they refer to.
    """
    model = type(page)
    lost: set[str] = set()
    for table in (model, *model._meta.get_parent_list()):
        stored = rows["tables"].get(table._meta.label, {})
        own = {field.attname for field in table._meta.local_concrete_fields if field.name in OWN}
        there = restorable(table, [{name: stored[name] for name in stored if name not in own}], lost)
        for values in there:
            if values:
                table._base_manager.filter(pk=page.pk).update(**from_json(table, values))
    for relation in relations_of(model):
        related = relation.related_model
        now = related._base_manager.filter(**{relation.field.name: page.pk})
        replace_rows(related, now, rows["children"].get(relation.get_accessor_name(), []), lost)
    lost.update(lost_references(rows["references"]))
    if lost:
        ReferenceIndex.create_or_update_for_object(model._base_manager.get(pk=page.pk))
    elif references_of([page])[page.pk] != rows["references"]:
        replace_rows(ReferenceIndex, ReferenceIndex.get_references_for_object(page), rows["references"], lost)
    return lost


def replace_rows(model: Any, now: Any, rows: list[dict[str, Any]], lost: set[str]) -> None:
    """Replace the rows of the queryset ``now`` by ``rows``, which keep their ids."""
    if not rows and not now.exists():
        return
    now._raw_delete(now.db)
    model._base_manager.bulk_create([model(**from_json(model, row)) for row in restorable(model, rows, lost)])


def restorable(model: Any, rows: list[dict[str, Any]], lost: set[str]) -> list[dict[str, Any]]:
    """The rows that can be restored: a reference to a deleted object becomes null; a row that cannot have
    null is left out.
    """
    kept = [dict(row) for row in rows]
    for field in model._meta.concrete_fields:
        if not field.is_relation:
            continue
        named = {row[field.attname] for row in kept if row.get(field.attname) is not None}
        gone = named - there_of(field.related_model, field.target_field, named)
        for row in [row for row in kept if row.get(field.attname) in gone] if gone else ():
            lost.add(str(field.related_model._meta.verbose_name))
            if field.null:
                row[field.attname] = None
            else:
                kept.remove(row)
    return kept


def there_of(model: Any, target: Any, values: set[Any]) -> set[Any]:
    """The values, as in JSON, whose objects exist."""
    if not values:
        return set()
    found = model._base_manager.filter(**{f"{target.name}__in": [target.to_python(one) for one in values]})
    known = set(found.values_list(target.name, flat=True))
    return {value for value in values if target.to_python(value) in known}


def lost_references(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The deleted objects that the references lead to."""
    wanted: dict[int, set[str]] = {}
    for row in rows:
        wanted.setdefault(row["to_content_type_id"], set()).add(row["to_object_id"])
    types = ContentType.objects.in_bulk(wanted)
    for type_id, ids in wanted.items():
        model = types[type_id].model_class() if type_id in types else None
        if model is not None and ids - there_of(model, model._meta.pk, ids):
            yield str(model._meta.verbose_name)
