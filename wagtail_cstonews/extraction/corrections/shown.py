"""The lines of an article as an editor sees them, and what of the original each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ..article.line import Line, Origin
from .line_correction import CorrectionError

_LONGEST_COMPARED = 2000
"""Characters of two texts that are compared letter by letter, beyond what they have in common."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of an article."""

    number: int
    text: str
    """As in the original; breaks that were taken out are spaces."""
    shown: str
    """The repaired text, if it was repaired."""
    label: str
    origin: Origin
    """The parts of the original's lines that it is made of: number, start, end."""

    @property
    def is_empty(self) -> bool:
        return not self.shown.strip()

    def parts(self) -> Iterable[tuple[int, int, int, str]]:
        """Number and start of each part in the original, its start in the text, and its text."""
        place = 0
        for number, start, end in self.origin:
            yield number, start, place, self.text[place : place + end - start]
            # A break that was taken out is one character.
            place += end - start + 1

    def first_part(self) -> tuple[int, int]:
        """Number and start, in the original, of its first part with text."""
        filled = (part for part in self.parts() if part[3].strip())
        number, start, _, _ = next(filled, (*self.origin[0][:2], 0, ""))
        return number, start


class ShownLines:
    """All lines of an article."""

    def __init__(self, lines: Iterable[Line | Mapping[str, Any]]) -> None:
        self.lines: list[ShownLine] = []
        self.places: dict[int, int] = {}
        """The index of each line, by its number."""
        last = 0
        for line in lines:
            shown = _shown(line, last)
            last = shown.origin[-1][0]
            self.places[shown.number] = len(self.lines)
            self.lines.append(shown)

    def get(self, number: int) -> ShownLine:
        """A line. Raises :exc:`CorrectionError` where there is none."""
        if number not in self.places:
            raise CorrectionError(f"The document has no line {number}.")
        return self.lines[self.places[number]]

    def above(self, line: ShownLine) -> ShownLine | None:
        """The line above it that has text; None if there is none, or an image stands between."""
        for other in reversed(self.lines[: self.places[line.number]]):
            if not other.is_empty:
                return other
            if other.label != "blank":
                return None
        return None

    def originals(self) -> list[str]:
        """The texts of the original's lines."""
        texts: list[str] = []
        for line in self.lines:
            if len(line.origin) == 1 and line.origin[0][0] == len(texts) + 1:
                texts.append(line.text)
                continue
            for number, _, _, text in line.parts():
                if number == len(texts):
                    texts[-1] += text
                else:
                    texts.append(text)
        return texts


def _shown(line: Line | Mapping[str, Any], last: int) -> ShownLine:
    """``last`` is the number, in the original, of the line before it."""
    if isinstance(line, Line):
        number, text, repaired, label, origin = (
            line.number,
            line.text,
            line.repaired,
            line.label,
            line.origin,
        )
    else:
        number, text, repaired, label = line["number"], line["text"], line.get("repaired"), line["label"]
        told: Sequence[Sequence[int]] | None = line.get("origin")
        origin = None if told is None else tuple((part[0], part[1], part[2]) for part in told)
    return ShownLine(
        number,
        text,
        text if repaired is None else repaired,
        label,
        origin or ((last + 1, 0, len(text)),),
    )


def place_in_text(text: str, shown: str, offset: int) -> int:
    """The character of the text at which a character of the repaired text stands.

    >>> place_in_text("A&amp;B and C", "A&B and C", 4)
    8
    """
    if text == shown:
        return offset
    shortest = min(len(text), len(shown))
    head = next((at for at in range(shortest) if text[at] != shown[at]), shortest)
    if offset <= head:
        return offset
    most = shortest - head
    tail = next((at for at in range(most) if text[-1 - at] != shown[-1 - at]), most)
    if offset >= len(shown) - tail:
        return len(text) - (len(shown) - offset)
    old, new = text[head : len(text) - tail], shown[head : len(shown) - tail]
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return head + round((offset - head) * len(old) / len(new))
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if new_start <= offset - head < new_end:
            inside = offset - head - new_start if tag == "equal" else 0
            return head + min(old_start + inside, old_end)
    return len(text) - tail
