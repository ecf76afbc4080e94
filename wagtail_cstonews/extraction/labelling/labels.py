"""Writes on lines what the stages of extraction found: their labels, and the blocks that they are part of.

A stage returns what it takes lines for, by their numbers. Only this module changes a line, and it decides
nothing: which labels there are says :mod:`..article.line`, which one a line gets :mod:`.labeller`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..article.line import Label, Labels, Line
from ..lines.plain_text import Passage


def write_labels(lines: Iterable[Line], labels: Labels) -> None:
    """Writes label and reason on the lines that ``labels`` name.

    >>> lines = [Line(1, "Lock closed"), Line(2, "")]
    >>> write_labels(lines, {1: Label("title"), 2: Label("blank")})
    >>> [line.label for line in lines]
    ['title', 'blank']
    """
    if not labels:
        return
    for line in lines:
        label = labels.get(line.number)
        if label is not None:
            line.label, line.reason = label


def write_blocks(lines: Iterable[Line], blocks: Mapping[int, int]) -> None:
    """Writes on the lines which block of the body took each in; ``blocks`` has its index, by line number."""
    for line in lines:
        line.block = blocks.get(line.number)


def move_blocks(lines: Iterable[Line], places: Sequence[int]) -> None:
    """Writes on the lines the new index of their blocks; ``places`` has it by the old one."""
    for line in lines:
        if line.block is not None:
            line.block = places[line.block]


def spread(passages: Iterable[Passage]) -> None:
    """Gives label, block and reason of a joined paragraph to the lines that it was wrapped into."""
    for passage in passages:
        for member in passage.members:
            member.label, member.block, member.reason = (
                passage.line.label,
                passage.line.block,
                passage.line.reason,
            )


def blank_empty(lines: Iterable[Line]) -> None:
    """Labels lines without text as blank, whatever they stood amid.

    A caption's line may be empty: it stands for an image.
    """
    for line in lines:
        if line.label not in ("blank", "caption") and not line.clean:
            (line.label, line.reason), line.block = Label("blank"), None
