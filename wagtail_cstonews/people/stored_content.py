"""Finds and changes people in stored content: the JSON of StreamFields, foreign keys, and revisions.

Stored values are walked by the definitions of their blocks, as Wagtail's own data migrations
(``wagtail.blocks.migrations``) walk them. Most functions take a :data:`Change` and return a copy of the value
in which it is made: with ``lambda pk: 9 if pk == 1 else pk`` person 9 stands wherever person 1 stood.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ChooserBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField

from ..models import Person

Change = Callable[[int], int]
"""Maps a person's primary key to the new one, or to itself."""

EXCERPT_LENGTH = 80
"""Characters of a quote in a form: enough to recognise it, on one line."""


class ChangeInBlocks:
    """A change restricted to the children of stream and list blocks with one of these ids."""

    def __init__(self, change: Change, ids: set[str]) -> None:
        self.change = change
        self.ids = ids

    def __call__(self, pk: int) -> int:
        return pk

    def inside(self, child: dict[str, Any]) -> Change:
        """The change that applies within a child."""
        return self.change if child.get("id") in self.ids else self


class ChangeAt:
    """A change that is told where a person stands: a path of field names and children's ids, with dots.

    A child without an id goes by its number.
    """

    def __init__(self, change: Callable[[str, int], int], path: tuple[str, ...] = ()) -> None:
        self.change = change
        self.path = path

    def __call__(self, pk: int) -> int:
        return self.change(".".join(self.path), pk)

    def at(self, part: object) -> ChangeAt:
        """The change one step further down."""
        return ChangeAt(self.change, (*self.path, str(part)))


class _BlockFinder:
    """Changes nobody; collects the ids of the children of stream and list blocks that contain a person."""

    def __init__(self, pk: int, found: dict[str, Any], child: dict[str, Any] | None = None) -> None:
        self.pk = pk
        self.found = found
        self.child = child

    def __call__(self, pk: int) -> int:
        if pk == self.pk and self.child is not None:
            self.found.setdefault(self.child["id"], self.child.get("value"))
        return pk

    def inside(self, child: dict[str, Any]) -> Change:
        """The finder for the content of a child."""
        return _BlockFinder(self.pk, self.found, child) if child.get("id") else self


def change_block(block: Any, value: Any, change: Change) -> Any:
    """A copy of a block's stored value with its people changed."""
    if isinstance(block, ChooserBlock):
        is_person = block.target_model is Person and isinstance(value, int | str) and str(value).isdigit()
        return change(int(value)) if is_person else value
    if isinstance(block, StreamBlock):
        return [
            _change_child(block.child_blocks.get(child.get("type")), child, change, number)
            for number, child in enumerate(value or ())
        ]
    if isinstance(block, ListBlock):
        return [
            _change_item(block.child_block, item, change, number) for number, item in enumerate(value or ())
        ]
    if isinstance(block, StructBlock) and isinstance(value, dict):
        return {
            name: change_block(block.child_blocks.get(name), part, _at(change, name))
            for name, part in value.items()
        }
    if isinstance(block, BaseTypedTableBlock) and isinstance(value, dict):
        return _change_table(block, value, change)
    return value


def _at(change: Change, part: object) -> Change:
    return change.at(part) if isinstance(change, ChangeAt) else change


def _change_child(block: Any, child: dict[str, Any], change: Change, number: int) -> dict[str, Any]:
    if isinstance(change, ChangeInBlocks | _BlockFinder):
        change = change.inside(child)
    change = _at(change, child.get("id") or number)
    return {**child, "value": change_block(block, child.get("value"), change)}


def _change_item(block: Any, item: Any, change: Change, number: int) -> Any:
    # Before Wagtail 2.16 list blocks stored bare values.
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return _change_child(block, item, change, number)
    return change_block(block, item, _at(change, number))


def _change_table(block: Any, value: dict[str, Any], change: Change) -> dict[str, Any]:
    columns = [block.child_blocks.get(column.get("type")) for column in value.get("columns") or ()]
    rows = []
    for number, row in enumerate(value.get("rows") or ()):
        cells = enumerate(zip(columns, row.get("values") or (), strict=False))
        in_row = _at(change, number)
        values = [change_block(column, cell, _at(in_row, place)) for place, (column, cell) in cells]
        rows.append({**row, "values": values})
    return {**value, "rows": rows}


def fields_with_people(model: Any) -> Iterator[models.Field]:
    """The model's own fields that may refer to people: stream fields, and foreign keys."""
    for one in model._meta.concrete_fields:
        if isinstance(one, StreamField) or (one.is_relation and one.related_model is Person):
            yield one


def change_content(model: Any, content: dict[str, Any], change: Change) -> dict[str, Any]:
    """A copy of a revision's content with its people changed, also in child objects."""
    changed = dict(content)
    for one in fields_with_people(model):
        value = content.get(one.name)
        if value is None:
            continue
        if isinstance(one, StreamField):
            raw = json.loads(value) if isinstance(value, str) else value
            new = change_block(one.stream_block, raw, _at(change, one.name))
            changed[one.name] = json.dumps(new) if new != raw else value
        else:
            changed[one.name] = _at(change, one.name)(int(value))
    for relation in get_all_child_relations(model):
        children = content.get(relation.get_accessor_name())
        if isinstance(children, list):
            below = _at(change, relation.get_accessor_name())
            changed[relation.get_accessor_name()] = [
                change_content(relation.related_model, child, _at(below, child.get("pk") or number))
                for number, child in enumerate(children)
            ]
    return changed


def change_object(item: Any, change: Change) -> list[str]:
    """Change the people in the fields of an object, unsaved. Returns the changed fields."""
    changed = []
    for one in fields_with_people(type(item)):
        if isinstance(one, StreamField):
            raw = json.loads(json.dumps(one.stream_block.get_prep_value(getattr(item, one.name))))
            new = change_block(one.stream_block, raw, _at(change, one.name))
            if new != raw:
                setattr(item, one.name, StreamValue(one.stream_block, new, is_lazy=True))
                changed.append(one.name)
        elif (value := getattr(item, one.attname)) is not None:
            new = _at(change, one.name)(value)
            if new != value:
                setattr(item, one.attname, new)
                changed.append(one.name)
    return changed


def people_in_content(model: Any, content: dict[str, Any]) -> set[int]:
    """The primary keys of all people in a revision's content."""
    found: set[int] = set()

    def remember(pk: int) -> int:
        found.add(pk)
        return pk

    change_content(model, content, remember)
    return found


def quotes_on(item: Any, pk: int) -> dict[str, str]:
    """A person's quotes in the blocks of an object: each block's id, and the beginning of its text."""
    found: dict[str, Any] = {}
    change_object(item, _BlockFinder(pk, found))
    return {block_id: _excerpt(value) for block_id, value in found.items()}


def _excerpt(value: Any) -> str:
    """The beginning of the longest text in a block's stored value."""
    texts = [value] if isinstance(value, str) else []
    if isinstance(value, dict):
        texts = [_excerpt(part) for name, part in value.items() if name not in ("id", "type")]
    elif isinstance(value, list):
        texts = [_excerpt(part) for part in value]
    text = strip_tags(max(texts, key=len, default=""))
    return Truncator(" ".join(text.split())).chars(EXCERPT_LENGTH)
