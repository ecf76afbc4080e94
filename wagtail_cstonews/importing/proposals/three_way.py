"""A three-way merge of a page's contents: field by field, and block by block in streams. Independent of
Django.

``base`` is what the import wrote, ``mine`` the editors' version, ``theirs`` the new import's: each maps field
names to JSON values, as a revision holds them. A change on one side is taken. Where both sides changed the
same part there is a conflict, and :meth:`Merge.result` takes the answers.

    >>> merged = merge({"lead": "One."}, {"lead": "One."}, {"lead": "Two."})
    >>> merged.result({})
    {'lead': 'Two.'}
    >>> asked = merge({"lead": "One."}, {"lead": "Mine."}, {"lead": "Two."})
    >>> [part.key for part in asked.conflicts], asked.result({"lead": "theirs"})
    (['lead'], {'lead': 'Two.'})
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .alignment import Block, aligned
from .equality import exact, same

MINE, THEIRS, BOTH = "mine", "theirs", "both"


GROUPS: tuple[tuple[str, ...], ...] = (
    ("published_at", "published_is_date_only"),
    ("lead_image", "lead_image_alt", "lead_image_caption", "lead_image_credit"),
    ("interviewee", "interviewee_name", "interviewee_role"),
    ("interviewer", "interviewer_name", "interviewer_role"),
    ("speaker", "speaker_name", "role"),
    ("questioner", "questioner_name", "questioner_role"),
    ("answerer", "answerer_name", "answerer_role"),
    ("name", "person"),
    ("columns", "rows"),
)
"""Fields, also of blocks, that are merged as one: a mix of both sides would combine, say, one person's name
with another's office.
"""


class UnansweredError(Exception):
    """A conflict has no answer."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = list(keys)


@dataclass
class Part:
    """A field, or some blocks of a stream: each side's value, and the possible results."""

    key: str
    """The key for answers; stable as long as the three sides are."""
    names: tuple[str, ...]
    """The names of the fields; for blocks, that of their stream."""
    base: Any
    mine: Any
    theirs: Any
    options: dict[str, Any] = field(default_factory=dict)
    """The results by answer; only one where there is no conflict."""
    is_blocks: bool = False

    @property
    def collides(self) -> bool:
        return len(self.options) > 1

    @property
    def changed_by(self) -> str:
        """The side that changed it: ``mine``, ``theirs``, ``both``, or an empty string."""
        changed = [not same(self.base, side) for side in (self.mine, self.theirs)]
        return {(True, False): MINE, (False, True): THEIRS, (True, True): BOTH}.get(
            (changed[0], changed[1]), ""
        )

    def taken(self, answers: Mapping[str, str], default: str | None = None) -> Any:
        """The result by the answers. Raises :exc:`UnansweredError`."""
        if not self.collides:
            return next(iter(self.options.values()))
        answer = answers.get(self.key, default)
        if answer not in self.options:
            raise UnansweredError([self.key])
        return self.options[answer]


@dataclass
class Merge:
    """The merged parts of a page, in order."""

    parts: list[Part]

    @property
    def conflicts(self) -> list[Part]:
        """The parts that need an answer."""
        return [part for part in self.parts if part.collides]

    def result(self, answers: Mapping[str, str], default: str | None = None) -> dict[str, Any]:
        """The merged contents. ``default`` answers conflicts without an answer.

        Raises :exc:`UnansweredError`, with all unanswered conflicts.
        """
        found: dict[str, Any] = {}
        missing: list[str] = []
        for part in self.parts:
            try:
                value = part.taken(answers, default)
            except UnansweredError as error:
                missing += error.keys
                continue
            if part.is_blocks:
                found.setdefault(part.names[0], []).extend(value)
            else:
                found.update(value)
        if missing:
            raise UnansweredError(missing)
        return {name: with_own_ids(value) if is_stream(value) else value for name, value in found.items()}


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Merge the contents of a page, and find the conflicts."""
    parts: list[Part] = []
    for names in grouped(base, mine, theirs):
        values = [side.get(names[0]) for side in (base, mine, theirs)]
        if len(names) == 1 and all(is_stream(value) for value in values) and any(values):
            for part in block_parts(*values):
                part.key, part.names = f"{names[0]}:{part.key}", names
                parts.append(part)
        else:
            parts.append(field_part(names, *(picked(side, names) for side in (base, mine, theirs))))
    return Merge(parts)


def grouped(*sides: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The field names of all sides, grouped as in :data:`GROUPS`."""
    names = dict.fromkeys(name for side in sides for name in side)
    done: set[str] = set()
    for name in names:
        if name not in done:
            group = next((group for group in GROUPS if name in group), (name,))
            found = tuple(member for member in group if member in names)
            done.update(found)
            yield found


def picked(side: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: side[name] for name in names if name in side}


def field_part(
    names: tuple[str, ...], base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> Part:
    """Merge a field or a group of fields."""
    part = Part(names[0], names, base, mine, theirs)
    taken = of_one_side(base, mine, theirs)
    if taken is not None:
        part.options = {MINE: taken[0]}
    elif len(names) == 1 and all(is_set(side.get(names[0])) for side in (base, mine, theirs)):
        sets = (side.get(names[0]) or [] for side in (base, mine, theirs))
        part.options = {MINE: {names[0]: merge_sets(*sets)}}
    else:
        part.options = {MINE: mine, THEIRS: theirs}
    return part


def of_one_side(base: Any, mine: Any, theirs: Any) -> tuple[Any] | None:
    """The result without a conflict: at most one side changed the value, or both equally; None for a
    conflict.
    """
    if same(mine, base):
        # Values that read the same may differ in what nobody reads, such as the paragraph keys that the
        # editor adds.
        return (theirs,) if exact(mine, base) or not same(theirs, base) else (mine,)
    return (mine,) if same(theirs, base) or same(mine, theirs) else None


# ------------------------------------------------------------------ sets


def is_set(value: Any) -> bool:
    """Whether the value is an unordered list: related rows (tags), or primary keys."""
    if not isinstance(value, list):
        return value is None
    return all(isinstance(item, int) or (isinstance(item, dict) and "pk" in item) for item in value)


def merge_sets(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Merge unordered lists: what both have, and what either added.

    >>> merge_sets([1, 2], [1, 2, 3], [2, 4])
    [2, 3, 4]
    """
    was, found = ({member(item) for item in side} for side in (base, theirs))
    kept = [item for item in mine if member(item) in found or member(item) not in was]
    there = {member(item) for item in kept} | was
    return kept + [item for item in theirs if member(item) not in there]


def member(item: Any) -> str:
    """What identifies a related row: not its primary key, which an unsaved row lacks."""
    if isinstance(item, dict):
        item = {
            name: value for name, value in item.items() if name not in ("pk", "content_object", "sort_order")
        }
    return json.dumps(item, sort_keys=True, default=str)


# ------------------------------------------------------------------ blocks


def is_stream(value: Any) -> bool:
    """Whether the value is a list of blocks, or empty."""
    if value is None:
        return True
    return isinstance(value, list) and all(
        isinstance(item, dict) and "type" in item and "value" in item for item in value
    )


def block_parts(base: list[Block] | None, mine: list[Block] | None, theirs: list[Block] | None) -> list[Part]:
    """Merge the blocks of a stream into parts in order; most parts are one block."""
    base, mine, theirs = base or [], mine or [], theirs or []
    my, my_new = aligned(base, mine)
    their, their_new = aligned(base, theirs)
    parts: list[Part] = []
    before = ""
    for number in range(len(base) + 1):
        if my_new[number] or their_new[number]:
            parts.append(added_part(f"after-{before}", my_new[number], their_new[number]))
        if number < len(base):
            before = str(base[number].get("id") or number)
            parts.append(block_part(before, base[number], my[number], their[number]))
    return parts


def added_part(key: str, mine: list[Block], theirs: list[Block]) -> Part:
    """The part for blocks that one side, or both, added at one place."""
    part = Part(key, (), [], mine, theirs, is_blocks=True)
    both = mine + [block for block in theirs if not any(same(block, other) for other in mine)]
    if not theirs or len(both) == len(mine):
        part.options = {MINE: mine}
    elif not mine or all(any(same(block, other) for other in theirs) for block in mine):
        part.options = {THEIRS: theirs}
    else:
        part.options = {MINE: mine, THEIRS: theirs, BOTH: both}
    return part


def block_part(key: str, base: Block, mine: Block | None, theirs: Block | None) -> Part:
    """The part for a block of the base and its versions on both sides; None where both removed it."""
    my: list[Block] = [] if mine is None else [mine]
    their: list[Block] = [] if theirs is None else [theirs]
    part = Part(key, (), [base], my, their, is_blocks=True)
    taken = of_one_side([base], my, their)
    if taken is not None:
        part.options = {MINE: taken[0]}
    elif mine is None or theirs is None:
        part.options = {MINE: my, THEIRS: their}
    else:
        by_mine, collides = combine(base["value"], mine["value"], theirs["value"], MINE)
        part.options = {MINE: [{**mine, "value": by_mine}]}
        if collides:
            by_theirs, _ = combine(base["value"], mine["value"], theirs["value"], THEIRS)
            part.options |= {THEIRS: [{**theirs, "value": by_theirs}], BOTH: [mine, theirs]}
    return part


def combine(base: Any, mine: Any, theirs: Any, prefer: str) -> tuple[Any, bool]:
    """Merge a block's value. Also returns whether there is a conflict, for which ``prefer`` decides."""
    taken = of_one_side(base, mine, theirs)
    if taken is not None:
        return taken[0], False
    if all(isinstance(side, dict) for side in (base, mine, theirs)):
        value: dict[str, Any] = {}
        collides = False
        for names in grouped(base, mine, theirs):
            was, my, their = (picked(side, names) for side in (base, mine, theirs))
            if len(names) > 1:
                found, clash = combine_whole(was, my, their, prefer)
                value.update(found)
            else:
                name = names[0]
                value[name], clash = combine(was.get(name), my.get(name), their.get(name), prefer)
            collides = collides or clash
        return value, collides
    if all(is_stream(side) for side in (base, mine, theirs)):
        parts = block_parts(base, mine, theirs)
        blocks = [block for part in parts for block in part.taken({}, prefer)]
        return with_own_ids(blocks), any(part.collides for part in parts)
    return combine_whole(base, mine, theirs, prefer)


def combine_whole(base: Any, mine: Any, theirs: Any, prefer: str) -> tuple[Any, bool]:
    """Merge a value that has no parts."""
    taken = of_one_side(base, mine, theirs)
    if taken is not None:
        return taken[0], False
    return (mine if prefer == MINE else theirs), True


def with_own_ids(blocks: list[Block] | None) -> list[Block] | None:
    """The blocks, with an id that occurs twice removed from the later one: saving assigns a new id."""
    seen: set[str] = set()
    found = []
    for block in blocks or ():
        id = block.get("id")
        found.append({name: value for name, value in block.items() if name != "id" or id not in seen})
        if id:
            seen.add(id)
    return found if blocks is not None else None
