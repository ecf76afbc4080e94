"""Writes labels and block indices on lines. Stages return both by line number; only this module sets them.

It decides nothing: :mod:`..article.line` lists the labels, :mod:`.labeller` chooses the one a line gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..article.line import Label, Labels, Line
from ..lines.plain_text import Passage


def write_labels(lines: Iterable[Line], labels: Labels) -> None:
    """Write label and reason on the lines whose numbers are in ``labels``.

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
    """Write the block index on each line; ``blocks`` maps line numbers to indices."""
    for line in lines:
        line.block = blocks.get(line.number)


def move_blocks(lines: Iterable[Line], places: Sequence[int]) -> None:
    """Update the block index of each line; ``places`` maps old indices to new ones."""
    for line in lines:
        if line.block is not None:
            line.block = places[line.block]


def spread(passages: Iterable[Passage]) -> None:
    """Copy label, block and reason of a joined paragraph to its original lines."""
    for passage in passages:
        for member in passage.members:
            member.label, member.block, member.reason = (
                passage.line.label,
                passage.line.block,
                passage.line.reason,
            )


def blank_empty(lines: Iterable[Line]) -> None:
    """Label lines without text as blank, whatever is around them.

    A caption's line may be empty: it stands for an image.
    """
    for line in lines:
        if line.label not in ("blank", "caption") and not line.clean:
            (line.label, line.reason), line.block = Label("blank"), None
