"""The result of interview detection: participants, turns, and the labels of their lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..article.blocks import Speaker
from ..article.line import Label


@dataclass(slots=True)
class FoundTurn:
    """One side's uninterrupted turn."""

    kind: str
    """``question`` or ``answer``."""
    text: str
    """The text without its label or dash; paragraphs are separated by a line break."""
    label: str = ""
    """The label as printed: ``Sputnik``, ``Q``; empty if there is none."""
    speaker: Speaker | None = None
    lines: list[int] = field(default_factory=list)
    """The numbers of its lines. A line with both a question and an answer is in two turns."""
    parts: list[str] = field(default_factory=list)
    """What of each of these lines is in it."""

    def add(self, text: str, number: int) -> None:
        """Add a line, or a part of it."""
        text = text.strip()
        self.text = f"{self.text}\n{text}".strip("\n") if self.lines else text
        self.lines.append(number)
        self.parts.append(text)


@dataclass(slots=True)
class Interview:
    """The result of interview detection for an article."""

    is_interview: bool = False
    interviewee: Speaker | None = None
    interviewer: Speaker | None = None
    outlet: str | None = None
    reason: str = ""
    """The reason for the decision, in a few words."""
    turns: list[FoundTurn] = field(default_factory=list)
    """The turns in order; empty if the article only reports on an interview."""
    labels: dict[int, Label] = field(default_factory=dict)
    """``question`` or ``answer`` by line number, for the lines in turns."""
