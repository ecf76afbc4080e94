"""Finds the lines that stored corrections are of: by number and text, else by the text alone.

>>> stored = LineCorrection.of(1, "Lock closed").with_label(0, "title")
>>> found = find_lines([stored], ["Harbour News", "Lock closed"])
>>> list(found.placed), found.lost
([2], [])
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .line_correction import LineCorrection, excerpt_of, hash_of


@dataclass(slots=True)
class FoundLines:
    """The corrections of an original, and those whose line it does not have."""

    placed: dict[int, LineCorrection] = field(default_factory=dict)
    """By the number that the line has now."""
    lost: list[LineCorrection] = field(default_factory=list)


def find_lines(corrections: Iterable[LineCorrection], texts: Sequence[str]) -> FoundLines:
    """Find the lines in an original, whose lines' texts are given.

    A line that has moved is found by its text; if several have the same text, the nearest one is taken. An
    empty line (it stands for an image) is not looked for.
    """
    found = FoundLines()
    moved: dict[tuple[str, str], list[LineCorrection]] = {}
    for one in corrections:
        if 0 < one.number <= len(texts) and one.is_of(texts[one.number - 1]):
            found.placed[one.number] = one
        elif one.excerpt.strip():
            moved.setdefault((one.excerpt, one.hash), []).append(one)
        else:
            found.lost.append(one)
    if moved:
        _find_moved(found, moved, texts)
    return found


def _find_moved(
    found: FoundLines, moved: dict[tuple[str, str], list[LineCorrection]], texts: Sequence[str]
) -> None:
    excerpts = {excerpt for excerpt, _ in moved}
    free: dict[tuple[str, str], list[int]] = {}
    for number, text in enumerate(texts, start=1):
        excerpt = excerpt_of(text)
        if excerpt in excerpts and number not in found.placed:
            free.setdefault((excerpt, hash_of(text)), []).append(number)
    for key, corrections in moved.items():
        numbers = free.get(key, [])
        for one in corrections:
            if not numbers:
                found.lost.append(one)
                continue
            place = bisect_left(numbers, one.number)
            if place == len(numbers) or (
                place and one.number - numbers[place - 1] <= numbers[place] - one.number
            ):
                place -= 1
            number = numbers.pop(place)
            found.placed[number] = replace(one, number=number)
