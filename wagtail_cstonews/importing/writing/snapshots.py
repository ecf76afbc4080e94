"""Rows as they are before an import changes them, in a form that JSON holds, and back into the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, ReferenceIndex

if TYPE_CHECKING:
    from wagtail.models import Page


# Where a page stands in the tree is no matter of its contents, and others may have changed it since.
PLACE = frozenset({"path", "depth", "numchild", "url_path", "slug"})

OWN = frozenset(
    {"owner", "locked", "locked_by", "locked_at", "translation_key", "locale", "alias_of", "content_type"}
)
"""What no import changes in a page: where it is not as it was, somebody else changed it, and it stays."""


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


def rows_of_pages(pages: Iterable[Page]) -> dict[Any, dict[str, Any]]:
    """By id of each page, which is the specific one as the database has it: the rows of its tables, of its
    inline children and tags, and of the references from it, and its latest revision.

    It takes as many queries as for one page of each type.
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
    """The rows of the inline children of pages of one type, by page and by the children's name."""
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
    """The rows of the references from each of the pages, which are of one type."""
    found: dict[str, list[dict[str, Any]]] = {str(page.pk): [] for page in pages}
    kind = ReferenceIndex._get_base_content_type(pages[0])
    rows = ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=list(found))
    for row in rows.order_by("pk"):
        found[row.object_id].append(values_of(row, ReferenceIndex._meta.concrete_fields))
    return {page.pk: found[str(page.pk)] for page in pages}


def relations_of(model: Any) -> list[Any]:
    """The inline children that belong to a page's content; comments are a conversation about it."""
    relations = get_all_child_relations(model)
    return [one for one in relations if one.get_accessor_name() != COMMENTS_RELATION_NAME]


def restore_page(page: Page, rows: dict[str, Any]) -> set[str]:
    """Puts the rows back. ``page`` is the specific page. Search is not told.

    What they refer to may have been deleted since: gives what that was.
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
    """Puts ``rows``, with the ids that they had, in the place of those in the queryset ``now``."""
    if not rows and not now.exists():
        return
    now._raw_delete(now.db)
    model._base_manager.bulk_create([model(**from_json(model, row)) for row in restorable(model, rows, lost)])


def restorable(model: Any, rows: list[dict[str, Any]], lost: set[str]) -> list[dict[str, Any]]:
    """The rows as they would be by now, had they stayed: a reference to what was deleted is empty, and where
    it cannot be, the row is gone.
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
    """Which of the values, as JSON has them, are there."""
    if not values:
        return set()
    found = model._base_manager.filter(**{f"{target.name}__in": [target.to_python(one) for one in values]})
    known = set(found.values_list(target.name, flat=True))
    return {value for value in values if target.to_python(value) in known}


def lost_references(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What the references lead to that is not there any more."""
    wanted: dict[int, set[str]] = {}
    for row in rows:
        wanted.setdefault(row["to_content_type_id"], set()).add(row["to_object_id"])
    types = ContentType.objects.in_bulk(wanted)
    for type_id, ids in wanted.items():
        model = types[type_id].model_class() if type_id in types else None
        if model is not None and ids - there_of(model, model._meta.pk, ids):
            yield str(model._meta.verbose_name)
