"""Alignment of two block streams: which block of one is which of the other, from exact to fuzzy matches.

First those that say the same are paired (longest matching runs, Ratcliff & Obershelp), between them those of
the same id, then those that are alike: the pairs with the most words in common, in order, by dynamic
programming.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import Any

from .equality import overlap, plain, words_of

Block = dict[str, Any]
"""A block as a StreamField stores it."""


MOST_PAIRED = 2500
"""The maximal number of pairs to compare between two stretches of blocks, since the cost is quadratic."""


LEAST_ALIKE = 0.4
"""Dice's coefficient of two blocks' words from which one counts as the other, changed: more than the function
words that any two sentences share.
"""


def aligned(base: list[Block], other: list[Block]) -> tuple[list[Block | None], list[list[Block]]]:
    """The fate of each block of the base, and the blocks added before each and after the last.

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
    """The pairs of indexes at which both streams have the same block, in order."""
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
    # Blocks without an id match no other by id.
    return block["type"], block.get("id") or (number, id(block))


STEPS = (by_content, by_id)


def alike(base: list[Block], other: list[Block]) -> list[tuple[int, int]]:
    """Fuzzy matches: the ordered pairs of blocks with the most words in common.

    A single block between matched neighbours on both sides is a match, however much it changed.
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
