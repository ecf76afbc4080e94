"""Who stands where on a page, so that the people whom editors chose stay when the page is built again."""

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
"""The blocks' fields that hold a person, each with the one for the name as printed."""


Choice = tuple[dict[str, Any], str, str]
"""A struct's raw values, the field of a person, and the field of the name as printed."""


def choosers(blocks: Iterable[Any]) -> Iterator[tuple[tuple[str, str], Choice]]:
    """Every place for a person in stored stream data, by the block's id and the field."""
    for block in blocks:
        value = block["value"]
        if not isinstance(value, dict):
            continue
        for field_name, printed in PERSON_FIELDS:
            if field_name in value:
                yield (block["id"], field_name), (value, field_name, printed)
        yield from choosers(value.get("answer") or ())


def choices_on(page: Page) -> dict[tuple[str, str], tuple[int, str]]:
    """Who stands where on a page, and under which name."""
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
    """Keeps whoever stood in a place there as long as the name there is the same.

    Editors merge and split people; nobody but an editor takes that back.
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
        if slot is not None and printed_now == printed_before:
            slot.before = pk
