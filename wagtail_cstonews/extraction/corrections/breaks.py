"""Joins and splits lines as an editor said, before they are labelled.

The lines together are still the decoded text, up to these breaks: a new one takes nothing from its line, and
one that was taken out is a space in ``Line.text``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...text.repair import mend
from ..article.line import Line
from ..lines.plain_text import Passage, joined_line, joined_text, passages, wrap_width
from ..metadata.page_metadata import Picture
from .line_correction import LineCorrection, hash_of
from .markup import hints_of_part, hints_of_whole

_Part = tuple[int, int, int]
"""A part of an original line: its number, start, end."""


@dataclass(slots=True)
class BrokenLines:
    """The lines after an editor's breaks."""

    lines: list[Line]
    places: Mapping[tuple[int, int], int] | None = None
    """The new number of each part, by number and start in the original; None if no number has changed."""
    lost: list[LineCorrection] = field(default_factory=list)
    """The joins that cannot be made any more."""

    def number_of(self, number: int, start: int = 0) -> int | None:
        """The number of the line that begins with a part of the original; None if none begins there."""
        if self.places is None:
            return number if not start else None
        return self.places.get((number, start))


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
    groups, lost = _groups(lines, corrections)
    after = {part[0]: at for at, group in enumerate(groups, start=1) for part in group}
    begins = {group[0][0]: at for at, group in reversed(list(enumerate(groups)))}
    maker = _Maker(lines, base, is_html)
    broken = [maker.line(number, group) for number, group in enumerate(groups, start=1)]
    for picture in pictures:
        if picture.caption is not None:
            # The captions are among the lines, and know their new numbers if nothing was done to them.
            old = maker.numbers.get(id(picture.caption))
            if old is not None:
                picture.caption = broken[begins.get(old, after[old] - 1)]
        picture.line_count = after.get(picture.line_count, picture.line_count)
    places = {(group[0][0], group[0][1]): at for at, group in enumerate(groups, start=1)}
    return BrokenLines(broken, places, lost)


def _groups(
    lines: Sequence[Line], corrections: Mapping[int, LineCorrection]
) -> tuple[list[list[_Part]], list[LineCorrection]]:
    """The parts of the original that each new line is made of."""
    groups: list[list[_Part]] = []
    lost = []
    for line in lines:
        one = corrections.get(line.number)
        parts = _parts(line, one.splits if one else ())
        if one and one.joined:
            above = _above(lines, groups, one.joined)
            if above is None:
                lost.append(one)
            else:
                groups[above:] = [[part for group in groups[above:] for part in group] + parts[:1]]
                parts = parts[1:]
        groups += [[part] for part in parts]
    return groups, lost


def _parts(line: Line, splits: Sequence[int]) -> list[_Part]:
    """The parts of a line; each has text."""
    ends: list[int] = []
    for place in splits:
        if line.text[ends[-1] if ends else 0 : place].strip() and line.text[place:].strip():
            ends.append(place)
    return [(line.number, start, end) for start, end in zip([0, *ends], [*ends, len(line.text)], strict=True)]


def _above(lines: Sequence[Line], groups: Sequence[Sequence[_Part]], wanted: str) -> int | None:
    """The index of the group above with text; None if it is not the one that was meant."""
    for at in range(len(groups) - 1, -1, -1):
        filled = [lines[number - 1] for number, _, _ in groups[at] if lines[number - 1].clean]
        if filled:
            return at if hash_of(filled[-1].text) == wanted else None
        hints = lines[groups[at][-1][0] - 1].hints
        if hints is not None and (hints.image or hints.embed):
            return None
    return None


class _Maker:
    """Makes the new lines; those that are whole stay the same objects."""

    def __init__(self, lines: Sequence[Line], base: str | None, is_html: bool) -> None:
        self.old = lines
        self.base, self.is_html = base, is_html
        self.numbers = {id(line): line.number for line in lines}
        """The numbers of the original lines."""

    def line(self, number: int, group: Sequence[_Part]) -> Line:
        first = self.old[group[0][0] - 1]
        if len(group) == 1 and group[0][1:] == (0, len(first.text)):
            first.number = number
            return first
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
