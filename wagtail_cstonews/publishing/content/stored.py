"""What stands in stored StreamField data, read without building block values, which would query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock


def children(raw: Any) -> Iterator[tuple[str, Any]]:
    """The children of a stored stream: type and value."""
    for child in _sequence(raw):
        if isinstance(child, dict) and isinstance(child.get("type"), str):
            yield child["type"], child.get("value")


def items(raw: Any) -> Iterator[Any]:
    """The values of a stored list, in the current form and in that of before Wagtail 2.16."""
    for item in _sequence(raw):
        yield item["value"] if isinstance(item, dict) and {"type", "value", "id"} <= item.keys() else item


def struct(raw: Any) -> dict[str, Any]:
    """A stored struct; an empty one for anything else."""
    return raw if isinstance(raw, dict) else {}


def leaves(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """The blocks without children in stored data, each with its value."""
    if isinstance(block, blocks.ListBlock):
        for value in items(raw):
            yield from leaves(block.child_block, value)
    elif hasattr(block, "child_blocks"):
        for name, value in _members(block, raw):
            if name in block.child_blocks:
                yield from leaves(block.child_blocks[name], value)
    elif raw is not None:
        yield block, raw


def _members(block: Any, raw: Any) -> Iterable[tuple[str, Any]]:
    """What stands in a stored stream, table or struct: the name of each block, and its value."""
    if isinstance(block, blocks.BaseStreamBlock):
        return children(raw)
    if isinstance(block, BaseTypedTableBlock):
        return cells(raw)
    return struct(raw).items()


def cells(raw: Any) -> Iterator[tuple[str, Any]]:
    """The cells of a stored table, row by row: the type of the column, and the value."""
    for row in table_rows(raw):
        yield from row


def table_rows(raw: Any) -> Iterator[list[tuple[str, Any]]]:
    """The rows of a stored table."""
    kinds = [struct(column).get("type", "") for column in _sequence(struct(raw).get("columns"))]
    for row in _sequence(struct(raw).get("rows")):
        yield list(zip(kinds, _sequence(struct(row).get("values")), strict=False))


def _sequence(raw: Any) -> Sequence[Any]:
    """A stored list, or the view of one that Wagtail gives; an empty one for anything else."""
    return raw if isinstance(raw, Sequence) and not isinstance(raw, str) else ()
