"""Joins and splits lines as an editor said, before they are labelled.

The lines together are still the decoded text, up to these breaks: a new one takes nothing from its line, and
one that was taken out is a space in ``Line.text``.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from ...text.repair import mend
from ..article.line import Line
from ..lines.plain_text import Passage, joined_line, joined_text, passages, wrap_width
from ..metadata.page_metadata import Picture
from .line_correction import LineCorrection, hash_of
from .markup import hints_of_part, hints_of_whole

_Part = tuple[int, int, int]
"""A part of an original line: its number, start, end."""

_Group = int | list[_Part]
"""What a new line is made of: a whole original line, by its number, or parts."""


@dataclass(slots=True)
class BrokenLines:
    """The lines after an editor's breaks."""

    lines: list[Line]
    places: Sequence[int] | None = None
    """For each original line, by its number, the new line that it begins in; None if no number changed."""
    behind: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """The new lines that begin within an original line, by its number and the character."""
    joined: Container[int] = ()
    """The original lines that were joined to the one above."""
    lost: list[LineCorrection] = field(default_factory=list)
    """The joins that cannot be made any more."""

    def number_of(self, number: int, start: int = 0) -> int | None:
        """The number of the line that begins with a part of the original; None if none begins there."""
        if start or number in self.joined:
            return self.behind.get((number, start))
        return self.place_of(number)

    def place_of(self, number: int) -> int:
        """The number of the line in which a line of the original begins."""
        return number if self.places is None else self.places[number]


def break_lines(
    lines: Sequence[Line],
    corrections: Mapping[int, LineCorrection],
    pictures: Sequence[Picture] = (),
    base: str | None = None,
    *,
    is_html: bool = False,
) -> BrokenLines:
    """Join and split lines. ``pictures`` of the page move with their lines."""
    if not any(one.joined or one.splits for one in corrections.values()):
        return BrokenLines(list(lines))
    grouping = _Grouping(lines)
    for line in lines:
        grouping.add(line, corrections.get(line.number))
    captions = {id(picture.caption) for picture in pictures if picture.caption is not None}
    numbers = {id(line): line.number for line in lines if id(line) in captions}
    maker = _Maker(lines, base, is_html)
    broken = [maker.line(number, group) for number, group in enumerate(grouping.groups, start=1)]
    for picture in pictures:
        if (old := numbers.get(id(picture.caption))) is not None:
            picture.caption = broken[grouping.begins[old] - 1]
        picture.line_count = grouping.ends[picture.line_count]
    return BrokenLines(broken, grouping.begins, grouping.behind, grouping.joined, grouping.lost)


class _Grouping:
    """Finds what each new line is made of. Takes the original lines in order."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.groups: list[_Group] = []
        self.begins, self.ends = [0], [0]
        """By the number of an original line: the new lines in which it begins and ends."""
        self.behind: dict[tuple[int, int], int] = {}
        self.joined: set[int] = set()
        self.lost: list[LineCorrection] = []

    def add(self, line: Line, correction: LineCorrection | None) -> None:
        if correction is None or not (correction.joined or correction.splits):
            self.groups.append(line.number)
            self.begins.append(len(self.groups))
            self.ends.append(len(self.groups))
            return
        first, *others = _parts(line, correction.splits)
        above = self._above(correction.joined) if correction.joined else None
        if above is None:
            if correction.joined:
                self.lost.append(correction)
            self.groups.append([first] if others else line.number)
        else:
            self._join(above, first)
        self.begins.append(len(self.groups))
        for part in others:
            self.groups.append([part])
            self.behind[part[0], part[1]] = len(self.groups)
        self.ends.append(len(self.groups))

    def _above(self, wanted: str) -> int | None:
        """The index of the group above with text; None if it is not the one that was meant."""
        for at in range(len(self.groups) - 1, -1, -1):
            above = (self.lines[number - 1] for number, _, _ in self._parts_of(self.groups[at]))
            if filled := [line for line in above if line.clean]:
                return at if hash_of(filled[-1].text) == wanted else None
        return None

    def _join(self, above: int, part: _Part) -> None:
        """Join a part to a group, and the empty lines between."""
        whole = [part for group in self.groups[above:] for part in self._parts_of(group)]
        for number, _, _ in reversed(whole):
            if self.begins[number] <= above:
                break
            self.begins[number], self.ends[number] = min(self.begins[number], above + 1), above + 1
            if number != whole[0][0]:
                self.joined.add(number)
        self.groups[above:] = [[*whole, part]]
        self.joined.add(part[0])

    def _parts_of(self, group: _Group) -> list[_Part]:
        return [(group, 0, len(self.lines[group - 1].text))] if isinstance(group, int) else group


def _parts(line: Line, splits: Sequence[int]) -> list[_Part]:
    """The parts of a line; each has text."""
    ends: list[int] = []
    for place in splits:
        if place > 0 and line.text[ends[-1] if ends else 0 : place].strip() and line.text[place:].strip():
            ends.append(place)
    return [(line.number, start, end) for start, end in zip([0, *ends], [*ends, len(line.text)], strict=True)]


class _Maker:
    """Makes the new lines; those that are whole stay the same objects."""

    def __init__(self, lines: Sequence[Line], base: str | None, is_html: bool) -> None:
        self.old = lines
        self.base, self.is_html = base, is_html

    def line(self, number: int, group: _Group) -> Line:
        if isinstance(group, int):
            whole = self.old[group - 1]
            whole.number = number
            return whole
        made = [self._part(*part) for part in group]
        whole = Line(number, " ".join(part.text for part in made), origin=tuple(group))
        if len(made) == 1:
            whole.hints = made[0].hints
            if made[0].repaired is not None:
                whole.repair(made[0].repaired)
            return whole
        filled = [part for part in made if part.clean]
        whole.hints = hints_of_whole([(part.clean, part.hints) for part in filled])
        text = joined_text(part.clean for part in filled)
        if text != whole.clean:
            whole.repair(text)
        return whole

    def _part(self, number: int, start: int, end: int) -> Line:
        old = self.old[number - 1]
        if (start, end) == (0, len(old.text)):
            return old
        part = Line(number, old.text[start:end], hints=hints_of_part(old, start, end, self.base))
        if old.repaired is not None:
            mended, _ = mend(part.text, self.is_html)
            if mended != part.text:
                part.repair(mended)
        return part


# --------------------------------------------------------------------------- paragraphs wrapped by hand


def wrapped_together(lines: Sequence[Line]) -> list[int] | None:
    """For each line of the original the paragraph that it is in, if it was wrapped by hand; else None."""
    if wrap_width(lines) is None:
        return None
    return [at for at, passage in enumerate(passages(lines)) for _ in passage.members]


def passages_of(
    lines: Sequence[Line], paragraphs: Sequence[int] | None, labels: Mapping[int, str]
) -> list[Passage]:
    """The lines, with each paragraph that was wrapped by hand as one passage.

    ``paragraphs`` are those of the original's lines. What an editor parted is not joined again: a new line
    begins a passage, and so does a line with another label of the editor's than the one above.
    """
    if paragraphs is None:
        return [Passage(line, [line]) for line in lines]
    groups: list[list[Line]] = []
    last = 0
    for line in lines:
        first, end = (line.origin[0][0], line.origin[-1][0]) if line.origin else (last + 1, last + 1)
        goes_on = (
            last > 0
            and first == last + 1
            and paragraphs[first - 1] == paragraphs[last - 1]
            and labels.get(line.number) == labels.get(line.number - 1)
        )
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
        last = end
    return [Passage(joined_line(group), group) for group in groups]
