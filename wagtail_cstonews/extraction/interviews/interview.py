"""An interview as it was found: who is in it, its turns, the labels of their lines."""

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
    """What is said, without its label or dash; paragraphs are separated by a line break."""
    label: str = ""
    """The label as printed: ``Sputnik``, ``Q``; empty where there is none."""
    speaker: Speaker | None = None
    lines: list[int] = field(default_factory=list)
    """Numbers of the lines that it was read from. A line on which question and answer are glued is in two
    turns.
    """


@dataclass(slots=True)
class Interview:
    """What was found out about an article as an interview."""

    is_interview: bool = False
    interviewee: Speaker | None = None
    interviewer: Speaker | None = None
    outlet: str | None = None
    reason: str = ""
    """Why it is one, or is not, in a few words."""
    turns: list[FoundTurn] = field(default_factory=list)
    """The exchanges in order; empty where the interview is only reported."""
    labels: dict[int, Label] = field(default_factory=dict)
    """``question`` or ``answer``, by number, for the lines of the turns."""
