"""A three-way merge of a page's contents: field by field, and block by block in streams. Knows no Django.

``base`` is what the import wrote, ``mine`` what the desk made of it, ``theirs`` what the import found now:
each maps the names of fields to JSON values, as a revision holds them. What only one side changed is taken
from that side. Where both changed the same, the merge asks, and :meth:`Merge.result` takes the answers.

    >>> merged = merge({"lead": "One."}, {"lead": "One."}, {"lead": "Two."})
    >>> merged.result({})
    {'lead': 'Two.'}
    >>> asked = merge({"lead": "One."}, {"lead": "Mine."}, {"lead": "Two."})
    >>> [part.key for part in asked.conflicts], asked.result({"lead": "theirs"})
    (['lead'], {'lead': 'Two.'})
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

MINE, THEIRS, BOTH = "mine", "theirs", "both"

GROUPS: tuple[tuple[str, ...], ...] = (
    ("published_at", "published_is_date_only"),
    ("lead_image", "lead_image_caption"),
    ("interviewee", "interviewee_name", "interviewee_role"),
    ("interviewer", "interviewer_name", "interviewer_role"),
    ("speaker", "speaker_name", "role"),
    ("questioner", "questioner_name", "questioner_role"),
    ("answerer", "answerer_name", "answerer_role"),
    ("name", "person"),
    ("columns", "rows"),
)
"""Names, of fields and within blocks, that say one thing together: half of one side and half of the other
would be what nobody wrote, such as one person's name with another's office."""

MOST_PAIRED = 2500
"""Two stretches of blocks are compared each with each only if that takes no more comparisons."""

LEAST_ALIKE = 0.4
"""What share of their words two blocks must have in common for one to be the other, changed: more than the
small words that any two sentences share."""

Block = dict[str, Any]


class UnansweredError(Exception):
    """Both sides changed the same, and it was not said whose holds."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = list(keys)


@dataclass
class Part:
    """A field, or some blocks of a stream: what the sides have there, and what may become of it."""

    key: str
    """What answers name it by: the same as long as the sides are."""
    names: tuple[str, ...]
    """The fields; of blocks, the one that they stand in."""
    base: Any
    mine: Any
    theirs: Any
    options: dict[str, Any] = field(default_factory=dict)
    """What it becomes by each answer; only one for what does not collide."""
    is_blocks: bool = False

    @property
    def collides(self) -> bool:
        return len(self.options) > 1

    @property
    def changed_by(self) -> str:
        """Which side changed it: ``mine``, ``theirs``, ``both``, or an empty string."""
        changed = [not same(self.base, side) for side in (self.mine, self.theirs)]
        return {(True, False): MINE, (False, True): THEIRS, (True, True): BOTH}.get(
            (changed[0], changed[1]), ""
        )

    def taken(self, answers: Mapping[str, str], default: str | None = None) -> Any:
        """What it becomes by the answers. Raises :exc:`UnansweredError`."""
        if not self.collides:
            return next(iter(self.options.values()))
        answer = answers.get(self.key, default)
        if answer not in self.options:
            raise UnansweredError([self.key])
        return self.options[answer]


@dataclass
class Merge:
    """The parts of a page, in order."""

    parts: list[Part]

    @property
    def conflicts(self) -> list[Part]:
        """What somebody must decide."""
        return [part for part in self.parts if part.collides]

    def result(self, answers: Mapping[str, str], default: str | None = None) -> dict[str, Any]:
        """The merged contents. ``default`` is the answer where none is given.

        Raises :exc:`UnansweredError`, with all that is open.
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
    """What becomes of the contents of a page, and what has to be asked."""
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
    """The names on any of the sides, those together that say one thing together."""
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
    """A field, or some that say one thing together."""
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
    """What holds where at most one side changed something, or both the same; None where they collide."""
    if same(mine, base):
        # What looks the same may differ in what nobody reads, such as the keys that an editor gives
        # paragraphs.
        return (theirs,) if exact(mine, base) or not same(theirs, base) else (mine,)
    return (mine,) if same(theirs, base) or same(mine, theirs) else None


# ------------------------------------------------------------------ the same, or not


def exact(one: Any, other: Any) -> bool:
    return bool(one == other)


def same(one: Any, other: Any) -> bool:
    """Whether both say the same to a reader.

    >>> same('<p data-block-key="x1">A <strong>b</strong></p>', "<p>A <b>b</b></p>")
    True
    >>> same(None, ""), same(0, None)
    (True, False)
    >>> same({"type": "a", "value": "x", "id": "1"}, {"type": "a", "value": "x", "id": "2"})
    True
    """
    return bool(one == other) or plain(one) == plain(other)


def plain(value: Any) -> Any:
    """The value without what an editor's form changes by itself: see :func:`plain_text`; ids of blocks."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, list):
        return [plain(item) for item in value] or None
    if isinstance(value, Mapping):
        kept = ((name, plain(item)) for name, item in value.items() if name != "id" or "type" not in value)
        return {name: item for name, item in kept if item is not None} or None
    return value


ALIASES = {"strong": "b", "em": "i"}
UNREAD = frozenset({"data-block-key"})
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d|)")


class _Tokens(HTMLParser):
    """Markup as what it means: tags with attributes in order, text with its white space joined."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple(sorted((name, value or "") for name, value in attrs if name not in UNREAD))
        self.found.append((ALIASES.get(tag, tag), *kept))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{ALIASES.get(tag, tag)}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.found.append((data[0].isspace(), words, data[-1].isspace()))


@lru_cache(maxsize=4096)
def plain_text(text: str) -> Any:
    """Text as a reader sees it: line ends alike, none around it, markup by its meaning; None for none at all.

    A form keeps no seconds of a moment.

    >>> plain_text(" One\\r\\ntwo "), plain_text("2024-05-01T06:07:08.9Z")
    ('One\\ntwo', '2024-05-01T06:07Z')
    """
    if moment := MOMENT.fullmatch(text):
        return moment[1] + moment[2]
    if "<" not in text or ">" not in text:
        return "\n".join(line.rstrip() for line in text.strip().splitlines()) or None
    parser = _Tokens()
    parser.feed(text)
    parser.close()
    return tuple(parser.found)


# ------------------------------------------------------------------ sets


def is_set(value: Any) -> bool:
    """Whether the value is a list whose order says nothing: related rows (tags), or primary keys."""
    if not isinstance(value, list):
        return value is None
    return all(isinstance(item, int) or (isinstance(item, dict) and "pk" in item) for item in value)


def merge_sets(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """What both have, and what either added.

    >>> merge_sets([1, 2], [1, 2, 3], [2, 4])
    [2, 3, 4]
    """
    was, found = ({member(item) for item in side} for side in (base, theirs))
    kept = [item for item in mine if member(item) in found or member(item) not in was]
    there = {member(item) for item in kept} | was
    return kept + [item for item in theirs if member(item) not in there]


def member(item: Any) -> str:
    """What tells a related row from others: not its own key, which a row that is not saved has none of."""
    if isinstance(item, dict):
        item = {
            name: value for name, value in item.items() if name not in ("pk", "content_object", "sort_order")
        }
    return json.dumps(item, sort_keys=True, default=str)


# ------------------------------------------------------------------ blocks


def is_stream(value: Any) -> bool:
    """Whether the value is a list of blocks, or nothing."""
    if value is None:
        return True
    return isinstance(value, list) and all(
        isinstance(item, dict) and "type" in item and "value" in item for item in value
    )


def block_parts(base: list[Block] | None, mine: list[Block] | None, theirs: list[Block] | None) -> list[Part]:
    """The blocks of a stream, merged: parts in order, most of them one block."""
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
    """Blocks that a side, or both, put at one place."""
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
    """A block that the import wrote, and what the sides made of it; None where they took it out."""
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
    """A block's value with what each side changed, and whether anything collides: ``prefer`` holds there."""
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
    """The same for what cannot be taken apart."""
    taken = of_one_side(base, mine, theirs)
    if taken is not None:
        return taken[0], False
    return (mine if prefer == MINE else theirs), True


def with_own_ids(blocks: list[Block] | None) -> list[Block] | None:
    """The blocks, none with the id of one before it: whoever saves them gives it another."""
    seen: set[str] = set()
    found = []
    for block in blocks or ():
        id = block.get("id")
        found.append({name: value for name, value in block.items() if name != "id" or id not in seen})
        if id:
            seen.add(id)
    return found if blocks is not None else None


# ------------------------------------------------------------------ which block is which


def aligned(base: list[Block], other: list[Block]) -> tuple[list[Block | None], list[list[Block]]]:
    """What became of each of the base's blocks, and what is new before each and after the last.

    First those that say the same are found, between them those of the same id, then those that are alike.
    A block that moved past others counts as taken out here and put in there.
    """
    pairs = matched(base, other, 0)
    kept: list[Block | None] = [None] * len(base)
    new: list[list[Block]] = [[] for _ in range(len(base) + 1)]
    place, before = 0, {b: a for a, b in pairs}
    for number, block in enumerate(other):
        if number in before:
            kept[before[number]] = block
            place = before[number] + 1
        else:
            new[place].append(block)
    return kept, new


def matched(base: list[Block], other: list[Block], step: int) -> list[tuple[int, int]]:
    """The pairs of places at which both have the same block, in order."""
    if not base or not other:
        return []
    if step == len(STEPS):
        return alike(base, other)
    ours, others = (
        [STEPS[step](block, number) for number, block in enumerate(side)] for side in (base, other)
    )
    pairs: list[tuple[int, int]] = []
    a, b = 0, 0
    for start, at, size in SequenceMatcher(None, ours, others, autojunk=False).get_matching_blocks():
        between = matched(base[a:start], other[b:at], step + 1)
        pairs += [(a + one, b + two) for one, two in between]
        pairs += [(start + number, at + number) for number in range(size)]
        a, b = start + size, at + size
    return pairs


def by_content(block: Block, number: int) -> Any:
    return block["type"], json.dumps(plain(block["value"]), sort_keys=True, default=str)


def by_id(block: Block, number: int) -> Any:
    # One without an id is like no other.
    return block["type"], block.get("id") or (number, id(block))


STEPS = (by_content, by_id)


def alike(base: list[Block], other: list[Block]) -> list[tuple[int, int]]:
    """Which of the blocks are others, changed: the pairs that have the most in common, in order.

    A block that stands alone between its neighbours on both sides is the other, however it changed.
    """
    if len(base) == len(other) == 1:
        return [(0, 0)] if base[0]["type"] == other[0]["type"] else []
    if len(base) * len(other) > MOST_PAIRED:
        return []
    ours, others = ([words_of(block["value"]) for block in side] for side in (base, other))
    best = [[0.0] * (len(other) + 1) for _ in range(len(base) + 1)]
    likeness: dict[tuple[int, int], float] = {}
    for a in range(len(base) - 1, -1, -1):
        for b in range(len(other) - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1])
            if base[a]["type"] == other[b]["type"] and (much := overlap(ours[a], others[b])) >= LEAST_ALIKE:
                likeness[a, b] = much
                best[a][b] = max(best[a][b], much + best[a + 1][b + 1])
    pairs = []
    a = b = 0
    while a < len(base) and b < len(other):
        if (a, b) in likeness and best[a][b] == likeness[a, b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def words_of(value: Any) -> frozenset[str]:
    """The words anywhere in a block's value."""
    if isinstance(value, str):
        return frozenset(readable(value).casefold().split())
    if isinstance(value, dict):
        return frozenset().union(*(words_of(item) for name, item in value.items() if name != "id"))
    if isinstance(value, list):
        return frozenset().union(*map(words_of, value))
    return frozenset()


def readable(text: str) -> str:
    """A text without its markup.

    >>> readable("<p>One <b>two</b> &amp; three</p>")
    'One two & three'
    """
    found = plain_text(text)
    if not isinstance(found, tuple):
        return found or ""
    return " ".join(part[1] for part in found if len(part) == 3 and isinstance(part[0], bool))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words have in common, from 0 to 1: Dice's coefficient."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
