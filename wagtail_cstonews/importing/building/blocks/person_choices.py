"""The people chosen on a page, kept when the page is rebuilt: an editor's choice wins over the import's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ...entries.built import BuiltPage

if TYPE_CHECKING:
    from wagtail.models import Page


PERSON_FIELDS = (
    ("speaker", "speaker_name"),
    ("questioner", "questioner_name"),
    ("answerer", "answerer_name"),
    ("person", "name"),
)
"""The block fields that hold a person, each with the field that holds the printed name."""


Choice = tuple[dict[str, Any], str, str]
"""A struct's raw values, the field of a person, and the field of the name as printed."""


def choosers(blocks: Iterable[Any]) -> Iterator[tuple[tuple[str, str], Choice]]:
    """Every slot for a person in stored stream data, by block id and field."""
    for block in blocks:
        value = block["value"]
        if not isinstance(value, dict):
            continue
        for field_name, printed in PERSON_FIELDS:
            if field_name in value:
                yield (block["id"], field_name), (value, field_name, printed)
        yield from choosers(value.get("answer") or ())


def choices_on(page: Page) -> dict[tuple[str, str], tuple[int, str]]:
    """The people chosen on a page, with the printed name in each slot."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for name in ("body", "quotes", "authors"):
        for place, (value, field_name, printed) in choosers(getattr(page, name).raw_data):
            if value[field_name]:
                found[place] = (value[field_name], value.get(printed) or "")
    for side in ("interviewee", "interviewer"):
        if pk := getattr(page, f"{side}_id", None):
            found["", side] = (pk, getattr(page, f"{side}_name"))
    return found


def keep_choices(built: BuiltPage, before: dict[tuple[str, str], tuple[int, str]]) -> None:
    """Keep the person in each slot whose printed name did not change.

    Editors merge and split people, and an import must not revert that.
    """
    if not before:
        return
    slots = {(id(slot.container), slot.name): slot for slot in built.slots}
    places: list[tuple[tuple[str, str], Choice]] = []
    for name in ("body", "quotes", "authors"):
        places += choosers(getattr(built.page, name).raw_data)
    found = {place: (id(value), value.get(printed) or "") for place, (value, _, printed) in places}
    for side in ("interviewee", "interviewer"):
        found["", side] = (id(built.page), getattr(built.page, f"{side}_name", ""))
    for place, (pk, printed_before) in before.items():
        container, printed_now = found.get(place, (0, ""))
        slot = slots.get((container, place[1]))
        if slot is not None and not slot.is_chosen and printed_now == printed_before:
            slot.before = pk
