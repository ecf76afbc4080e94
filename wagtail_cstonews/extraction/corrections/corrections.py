"""The corrections of one document: an immutable value that is made by operations on the lines shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..article.line import BODY_LABELS, LEFT_OUT_LABELS, Line
from .anchoring import find_lines
from .line_correction import LABELS_TO_SET, CorrectionError, LineCorrection, hash_of, speaker_of
from .shown import ShownLine, ShownLines, place_in_text

FORMAT = 1
"""The format of stored corrections; others are refused."""

SPEAKING_LABELS = frozenset({"quote", "question", "answer", "paragraph", "lead", "list_item"})
"""Labels of lines that a speaker may be named for: the first three, and prose, for the quotes in it."""

_PASSED_ON = BODY_LABELS | LEFT_OUT_LABELS
"""Labels that both parts of a line keep when it is split."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What an editor corrected in a document. Empty corrections are false.

    ``lines`` are always the lines of the article that these corrections gave, as objects or as their
    ``to_dict()``; numbers are theirs. The *shown text* of a line is its repaired text if it was repaired,
    else its text, neither of them stripped. Each operation gives new corrections, and raises
    :exc:`CorrectionError`, with a message for people, if it cannot be made.

    Stored are the numbers of the original's lines, with a hash of their text. So the corrections hold for
    the same original whatever version extracts it; for a changed original they move with their lines, and
    those whose line is gone are dropped, by the next operation and by :func:`..pipeline.extract`, which
    gives the warning ``correction_lost``.
    """

    lines: tuple[LineCorrection, ...] = ()
    """By the lines of the original, in order."""

    def __bool__(self) -> bool:
        return bool(self.lines)

    # ------------------------------------------------------------------ storing

    def to_dict(self) -> dict[str, Any]:
        """The corrections as JSON types; empty if there are none."""
        if not self.lines:
            return {}
        return {"format": FORMAT, "lines": [line.to_dict() for line in self.lines]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None) -> Corrections:
        """The corrections as they were stored. Raises :exc:`CorrectionError` if they cannot be read."""
        if not data:
            return cls()
        if not isinstance(data, Mapping) or data.get("format") != FORMAT:
            raise CorrectionError("The stored corrections are of a form that this version cannot read.")
        try:
            found = [LineCorrection.from_dict(line) for line in data["lines"]]
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise CorrectionError(f"The stored corrections cannot be read: {error}.") from error
        return _sorted(line for line in found if line)

    # ------------------------------------------------------------------ operations

    def relabelled(
        self, lines: Iterable[Line | Mapping[str, Any]], numbers: Iterable[int], label: str
    ) -> Corrections:
        """With a label for lines; empty lines among others are passed over.

        There is one title: whatever line had been made the title before is not any more. Of a paragraph that
        was wrapped by hand only the lines named here get the label; the rest of it stays what it was.
        """
        if label not in LABELS_TO_SET:
            raise CorrectionError(f"{label!r} is no label; the labels are {', '.join(LABELS_TO_SET)}.")
        work = _Work(self, lines)
        chosen = [work.shown.get(number) for number in dict.fromkeys(numbers)]
        filled = [line for line in chosen if not line.is_empty or _is_image(line, label)]
        if not filled:
            raise CorrectionError("Choose a line with text.")
        if label == "title":
            work.take_back_titles()
        for line in filled:
            work.set_label(line, label)
        return work.result()

    def joined(self, lines: Iterable[Line | Mapping[str, Any]], number: int) -> Corrections:
        """With a line joined to the one above it; empty lines between are taken along.

        The line gets the label and the speaker of the one above.
        """
        work = _Work(self, lines)
        line = work.shown.get(number)
        if line.is_empty:
            raise CorrectionError("An empty line cannot be joined to another one.")
        above = work.shown.above(line)
        if above is None:
            raise CorrectionError("There is no text above this line to join it to.")
        work.join(line, above)
        return work.result()

    def split(self, lines: Iterable[Line | Mapping[str, Any]], number: int, offset: int) -> Corrections:
        """With a new line that begins at this character of the shown text.

        Both lines keep a label of the body that an editor gave the whole line, or that it is left out.
        """
        work = _Work(self, lines)
        line = work.shown.get(number)
        if not line.shown[: max(0, offset)].strip() or not line.shown[offset:].strip():
            raise CorrectionError("Put the cursor between two words: both lines need text.")
        work.split(line, place_in_text(line.text, line.shown, offset))
        return work.result()

    def spoken_by(
        self,
        lines: Iterable[Line | Mapping[str, Any]],
        number: int,
        name: str,
        role: str = "",
        person: int | None = None,
    ) -> Corrections:
        """With the speaker of the quote, question or answer that a line is in.

        ``person`` is the primary key of a person on record; without one, the import looks for the name, and
        makes a person of a full name that nobody has. In a paragraph, it is the speaker of all quotes there.
        """
        work = _Work(self, lines)
        line = work.shown.get(number)
        if line.label not in SPEAKING_LABELS or line.is_empty:
            raise CorrectionError(
                "Nobody speaks in this line. Mark it as a quote, a question or an answer first."
            )
        work.set_speaker(line, name, role, person)
        return work.result()

    def without(self, lines: Iterable[Line | Mapping[str, Any]], number: int) -> Corrections:
        """Without the corrections of a line: its label and speaker, and what it was joined or split by."""
        work = _Work(self, lines)
        work.take_back(work.shown.get(number))
        return work.result()


def _sorted(lines: Iterable[LineCorrection]) -> Corrections:
    return Corrections(tuple(sorted(lines, key=lambda line: line.number)))


def _is_image(line: ShownLine, label: str) -> bool:
    """Whether the line stands for an image, which may be left out, or kept."""
    return line.label != "blank" and (label in LEFT_OUT_LABELS or label == "caption")


class _Work:
    """One operation: the corrections by line of the original, as that is now."""

    def __init__(self, corrections: Corrections, lines: Iterable[Line | Mapping[str, Any]]) -> None:
        self.shown = ShownLines(lines)
        self.texts = self.shown.originals()
        self.by_line = find_lines(corrections.lines, self.texts).placed

    def result(self) -> Corrections:
        return _sorted(line for line in self.by_line.values() if line)

    def of(self, number: int) -> LineCorrection:
        return self.by_line.get(number) or LineCorrection.of(number, self.texts[number - 1])

    def set_label(self, line: ShownLine, label: str) -> None:
        number, start = line.first_part()
        self._forget(line, speakers=False)
        self.by_line[number] = self.of(number).with_label(start, label)

    def set_speaker(self, line: ShownLine, name: str, role: str, person: int | None) -> None:
        number, start = line.first_part()
        self.by_line[number] = self.of(number).with_speaker(start, speaker_of(name, role, person))

    def take_back_titles(self) -> None:
        for number, line in self.by_line.items():
            labels = {start: label for start, label in line.labels.items() if label != "title"}
            if len(labels) != len(line.labels):
                self.by_line[number] = replace(line, labels=labels)

    def join(self, line: ShownLine, above: ShownLine) -> None:
        number, start, _ = line.origin[0]
        self._forget(line)
        if start:
            self.by_line[number] = self.of(number).without_split(start)
            return
        number = line.first_part()[0]
        filled = [part[0] for part in above.parts() if part[3].strip()]
        joined = hash_of(self.texts[filled[-1] - 1])
        self.by_line[number] = replace(self.of(number), joined=joined)

    def split(self, line: ShownLine, place: int) -> None:
        filled = [part for part in line.parts() if part[3].strip()]
        for number, start, begin, text in filled:
            inside = place - begin
            if inside >= len(text.rstrip()):
                continue
            if not text[: max(0, inside)].strip():
                # Where lines were joined, they are parted again.
                self.by_line[number] = replace(self.of(number), joined="")
                return
            inside += len(text[inside:]) - len(text[inside:].lstrip())
            self._break(line, number, start + inside)
            return

    def _break(self, line: ShownLine, number: int, place: int) -> None:
        one = self.of(number)
        one = replace(one, splits=tuple(sorted({*one.splits, place})))
        first, start = line.first_part()
        label = self.of(first).labels.get(start, "")
        if label in _PASSED_ON:
            one = one.with_label(place, label)
        self.by_line[number] = one

    def take_back(self, line: ShownLine) -> None:
        self._forget(line)
        for number, start, end in line.origin:
            one = self.of(number).without_split(start).without_split(end)
            if not start:
                one = replace(one, joined="")
            self.by_line[number] = one

    def _forget(self, line: ShownLine, *, speakers: bool = True) -> None:
        """Forget what was said of a line's parts."""
        for number, start, _ in line.origin:
            if number in self.by_line:
                one = self.of(number).with_label(start, "")
                self.by_line[number] = one.with_speaker(start, None) if speakers else one
