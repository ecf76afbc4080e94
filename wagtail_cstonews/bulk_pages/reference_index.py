"""Bulk updates of Wagtail's reference index, which records the objects that each page refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from .page_types import PageType
from .sql import Row, Table


def _content_type_id(model: Any) -> int:
    pk: int = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
    return pk


def _types_of_children(view: Any, kind: PageType) -> dict[str, int]:
    """For each relation, the content type under which its references are indexed, if not the page's own.

    When a child with references is saved, Wagtail indexes the page under the class that the child's parental
    key points at, which may be a parent of the page's own class, with all children saved so far.
    """
    found: dict[str, int] = {}
    later: list[Any] = []
    for relation in reversed(kind.relations):
        parent = relation.parent_model
        if relation.model in ReferenceIndex.tracked_models and ReferenceIndex.is_indexed(parent):
            if getattr(view, relation.name).all():
                later.insert(0, parent)
            seen_by: Any = parent
        else:
            seen_by = next((other for other in later if issubclass(other, parent)), kind.model)
        if seen_by is not kind.model:
            found[relation.name] = _content_type_id(seen_by)
    return found


class References:
    """Writes the rows of the reference index."""

    def __init__(self, connection: Any) -> None:
        self.table = Table(ReferenceIndex, connection)

    def of(self, view: Any) -> dict[tuple[Any, ...], int]:
        """Each reference (target type and id, model path, content path) with the content type it is under."""
        model = type(view)
        if not ReferenceIndex.is_indexed(model):
            return {}
        own = _content_type_id(model)
        types = _types_of_children(view, PageType.of(model))
        return {
            reference: types.get(reference[2].partition(".")[0], own) if types else own
            for reference in ReferenceIndex._extract_references_from_object(view)
        }

    def rows(self, view: Any, references: Mapping[tuple[Any, ...], int]) -> list[Row]:
        """The index's rows for the references of a page."""
        base = ReferenceIndex._get_base_content_type(view).pk
        key = str(view.pk)
        return [
            self.table.row(
                {
                    "content_type_id": content_type,
                    "base_content_type_id": base,
                    "object_id": key,
                    "to_content_type_id": to_type,
                    "to_object_id": str(to_id),
                    "model_path": model_path,
                    "content_path": content_path,
                    "content_path_hash": ReferenceIndex._get_content_path_hash(content_path),
                }
            )
            for (to_type, to_id, model_path, content_path), content_type in references.items()
        ]

    def add(self, views: Iterable[Any]) -> None:
        """Indexes new pages."""
        self.table.insert([row for view in views for row in self.rows(view, self.of(view))])

    def update(self, views: Sequence[Any]) -> None:
        """Reindexes existing pages with three queries. The result is the same as Wagtail's."""
        if not views:
            return
        base = ReferenceIndex._get_base_content_type(views[0])
        entries = ReferenceIndex.objects.using(self.table.connection.alias)
        columns = ("object_id", "pk", "content_type", "to_content_type", "to_object_id", "model_path")
        known: defaultdict[str, list[Any]] = defaultdict(list)
        keys = [str(view.pk) for view in views]
        for row in entries.filter(base_content_type=base, object_id__in=keys).values_list(
            *columns, "content_path"
        ):
            known[row[0]].append(row[1:])
        gone, rows = [], []
        for view in views:
            references = self.of(view)
            there = {row[2:] for row in known[str(view.pk)]}
            types = {_content_type_id(model) for model in (type(view), *view._meta.get_parent_list())}
            same = {(to_type, str(to_id), *paths): of for (to_type, to_id, *paths), of in references.items()}
            gone += [pk for pk, of, *row in known[str(view.pk)] if tuple(row) not in same and of in types]
            rows += self.rows(view, {row: of for row, of in same.items() if row not in there})
        self.table.insert(rows)
        if gone:
            entries.filter(pk__in=gone).delete()
