"""The turns of an interview: which paragraphs are questions and which are answers.

Turns may be marked by labels (``labelled``), dashes (``dashes``), headings or bold type, or not at all. This
module reads the last two, unmarked turns by their wording (``turn_model``).

>>> talk = ["Who won?", "We did.", "How?", "By luck.", "Again?", "No."]
>>> turns = read_unmarked(talk, ["h3", "p"] * 3, [0] * 6)
>>> turns.how if turns else None
'headings'
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum

from ...text.patterns import lazy_compile
from .turn_model import HEADING_TAGS, best_path, turn_features

QUESTION, ANSWER, NEITHER = "Q", "A", "N"

FEWEST_QUESTIONS = 2
"""Minimum number of questions in an interview without labels or dashes."""
_QUESTION_MARK = lazy_compile(r"[?？؟][”\"’'»)\]*_]*\s*(?:$|[.…]$)")


class Announced(IntEnum):
    """How clearly an article is announced as an interview: the clearer, the fewer turns are required."""

    NOT = 0
    IN_LEAD = 1
    """The lead mentions an interview, which may be another one."""
    IN_HEADLINE = 2


@dataclass(slots=True)
class Piece:
    """A paragraph, or a part of it, as a piece of a turn."""

    kind: str
    """``Q``, ``A``, or ``N`` for text outside turns."""
    text: str
    label: str = ""
    """The label as printed; empty if the paragraph has none."""
    starts: bool = False
    """Whether it is marked as the beginning of a turn."""


@dataclass(slots=True)
class Turns:
    """How an article's paragraphs divide into turns."""

    how: str = ""
    """``labels``, ``dashes``, ``question dashes``, ``answer dashes``, ``headings`` or ``unmarked``; empty
    if there are no turns.
    """
    pieces: list[list[Piece]] = field(default_factory=list)
    """For each paragraph its pieces: one, or two if it has both a question and an answer."""
    begins: bool = False
    """Whether the article is the beginning of a conversation and nothing else: then few turns are enough."""

    def kinds(self) -> list[str]:
        """The letter of each paragraph: that of its first piece."""
        return [pieces[0].kind for pieces in self.pieces]

    def questions(self) -> int:
        """The number of questions."""
        kinds = [piece.kind for pieces in self.pieces for piece in pieces]
        return sum(
            kind == QUESTION and (not at or kinds[at - 1] != QUESTION) for at, kind in enumerate(kinds)
        )


def holds_question(text: str) -> bool:
    """Whether a text contains a question mark of any script."""
    return "?" in text or "？" in text or "؟" in text


def asks(text: str) -> bool:
    """Whether a paragraph ends with a question mark."""
    return holds_question(text) and _QUESTION_MARK.search(text) is not None


def read_unmarked(texts: list[str], tags: list[str], leads: list[int]) -> Turns | None:
    """The turns of an interview without labels or dashes, or with its questions as headings or in bold."""
    if sum(lead > 0 for lead in leads) >= FEWEST_QUESTIONS:
        return _glued_leads(texts, leads)
    size = len(texts)
    if size < 4:
        return None
    likely = [_is_question(text, tag) for text, tag in zip(texts, tags, strict=True)]
    count = sum(likely)
    if count < FEWEST_QUESTIONS or count > 0.7 * size:
        return None
    headings = _question_tag(likely, tags)
    if headings:
        path = [QUESTION if tag == headings else ANSWER for tag in tags]
    else:
        path = best_path(turn_features(texts, tags))
    if QUESTION not in path:
        return None
    # The interview begins with the first clear question; anything before it introduces the guest.
    first = next((at for at in range(size) if path[at] == QUESTION and likely[at]), path.index(QUESTION))
    pieces: list[list[Piece]] = []
    for at, (text, kind) in enumerate(zip(texts, path, strict=True)):
        pieces.append([Piece(kind if at >= first else NEITHER, text, starts=kind == QUESTION)])
    return Turns("headings" if headings else "unmarked", pieces)


def _glued_leads(texts: list[str], leads: list[int]) -> Turns:
    """The turns of paragraphs that each begin with a question in bold."""
    pieces: list[list[Piece]] = []
    state = NEITHER
    for text, lead in zip(texts, leads, strict=True):
        if lead:
            state = ANSWER
            answer = text[lead:].strip()
            pieces.append([Piece(QUESTION, text[:lead], starts=True), Piece(ANSWER, answer, starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("headings", pieces)


def _question_tag(likely: list[bool], tags: list[str]) -> str:
    """The tag that nearly all questions and hardly any other paragraphs have; empty if there is none."""
    counts = Counter(
        tag for tag, question in zip(tags, likely, strict=True) if question and tag in HEADING_TAGS
    )
    if not counts:
        return ""
    tag, count = counts.most_common(1)[0]
    return tag if count >= 0.6 * sum(likely) and count >= 0.5 * tags.count(tag) else ""


def _is_question(text: str, tag: str) -> bool:
    """Whether a paragraph is clearly a question: it asks, is not too long, and is not a quotation."""
    return asks(text) and len(text.split()) <= (120 if tag in HEADING_TAGS else 90) and text[:1] not in '“"«„'
