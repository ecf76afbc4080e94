"""Interview detection: whether an article is an interview, and which lines are questions and answers.

>>> texts = ["Q: Who won?", "A: We did.", "Q: How?", "A: By luck.", "Q: Again?", "A: Never."]
>>> lines = [Line(number, text, label="paragraph") for number, text in enumerate(texts, 1)]
>>> interview = find_interview(lines)
>>> [turn.kind for turn in interview.turns[:2]]
['question', 'answer']
>>> interview.labels[1].name
'question'
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ...text.patterns import lazy_compile
from ..article.line import BODY_LABELS, Label, Line
from ..people.entities import People
from ..site.reasons import is_of_site
from .announcements import announcement, is_of_press_conference
from .conversation import is_conversation
from .dashes import ANSWER_DASHES, read_dashes
from .interview import FoundTurn, Interview
from .labelled import is_press_conference, read_labels
from .participants import name_participants
from .speaker_labels import label_key, label_of
from .turn_model import wording
from .turns import (
    ANSWER,
    FEWEST_QUESTIONS,
    NEITHER,
    QUESTION,
    Announced,
    Piece,
    Turns,
    asks,
    holds_question,
    read_unmarked,
)

TURN_LABELS = BODY_LABELS | {"caption"}
"""Lines that can be part of a turn."""
DOUBTED_LABELS = frozenset(
    {"title", "subtitle", "kicker", "byline", "signoff", "teaser", "chrome", "duplicate"}
)
"""Labels of plain-text lines that interview detection may override, because of a speaker label or dash before
the line, or of the turns around it.
"""
_SHORT_REPLY = 40
"""Characters: shorter answers may have been mislabelled as a button or a name."""
_FULL_STOPS = frozenset(".!…。！")
"""Final characters of a short answer, or of a sentence between two turns."""
_WHOLE = lazy_compile(r"<(strong|em)>(?:(?!</?\1>).)*</\1>[\s.:?!]*")
"""A line that is all bold, or all in italics."""
_LEADING_BOLD = lazy_compile(r"<strong>(?P<bold>(?:(?!</?strong>).)+)</strong>")
_MARKUP = lazy_compile(r"<[^>]*>")
_SPEAKS_OF_ME = lazy_compile(r"(?:[\w’',]+ ){0,4}(?:I|I’m|I'm|my)\b", re.IGNORECASE)


def find_interview(
    lines: list[Line],
    *,
    title: str | None = None,
    subtitle: str | None = None,
    lead: str | None = None,
    language: str | None = "en",
) -> Interview:
    """Decides whether the article is an interview, and which lines are its questions and answers.

    Only lines of the body are relabelled. A line with both a question and its answer becomes ``question``.
    """
    first = islice((line.clean for line in lines if line.label in TURN_LABELS and line.clean), 2)
    headline = " — ".join(part for part in (title, subtitle) if part)
    announced = announcement(headline, [part for part in (lead, *first) if part])
    turns, reason, body = _read_turns(lines, announced, headline, lead)
    if (turns is not None and is_press_conference(turns)) or is_of_press_conference(headline):
        return Interview(reason="many ask: a press conference")
    if turns is None:
        if announced is not Announced.IN_HEADLINE:
            return Interview(reason="no turns, and neither headline nor lead speaks of an interview")
        reason = "the headline calls it an interview"
    texts = [line.clean for line in body]
    people = People.from_texts([title, subtitle, lead, *texts[:12]], language)
    found = Interview(True, reason=reason)
    if turns is not None:
        found.labels, found.turns = _labels_of(body, turns), _collect(body, turns)
    name_participants(found, people, title, subtitle, lead, texts)
    return found


def _read_turns(
    lines: list[Line], announced: Announced, headline: str, lead: str | None
) -> tuple[Turns | None, str, list[Line]]:
    """The turns (or None), the reason why they make an interview, and the lines that they cover."""
    wider: list[Line] = []
    texts: list[str] = []
    for line in lines:
        if (text := line.clean) and (line.label in TURN_LABELS or _is_doubted(line)):
            wider.append(line)
            texts.append(text)
    names = " ".join(_introducing(part, texts) for part in (headline, lead or ""))
    for why, turns in _marked_turns(texts, names, announced):
        if _covers(turns, announced):
            return _without_unclaimed_lines(_without_headline(turns, wider), why, wider)
    asking = [holds_question(text) for text in texts]
    if sum(asking) >= FEWEST_QUESTIONS:
        body = [
            line
            for at, line in enumerate(wider)
            if line.label in TURN_LABELS
            or ((asking[at] or asking[at - 1]) and _may_be_said(wider, texts, at))
        ]
        bare = read_unmarked(
            [line.clean for line in body], [tag_of(line) for line in body], [lead_of(line) for line in body]
        )
        if bare is not None and is_conversation(bare, announced):
            return bare, f"{bare.questions()} questions, each answered", body
    return None, "", [line for line in wider if line.label in TURN_LABELS]


def _marked_turns(texts: list[str], names: str, announced: Announced) -> Iterator[tuple[str, Turns]]:
    """The turns by labels, then the turns by dashes, each with a description."""
    if labelled := read_labels(texts, names, announced):
        yield "labelled turns", labelled
    if dashed := read_dashes(texts, announced):
        yield "turns marked with dashes", dashed


def _is_doubted(line: Line) -> bool:
    """Whether a plain-text line that was not labelled as body may still be a turn."""
    return line.hints is None and line.label in DOUBTED_LABELS and not is_of_site(line)


def _may_be_said(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a line that was not labelled as body belongs to an interview without labels or dashes."""
    return _may_ask(lines, texts, at) or _may_reply(lines, texts, at)


def _may_reply(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a short mislabelled line is an answer: ``Non.`` after a question, or at a truncated end."""
    text = texts[at]
    if len(text) > _SHORT_REPLY or lines[at].label == "title" or not at or not asks(texts[at - 1]):
        return False
    breaks_off = at + 1 == len(texts) and _SPEAKS_OF_ME.match(text) is not None
    return breaks_off or text[-1] in _FULL_STOPS


def _may_ask(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a mislabelled line may be a question: an answer must follow, after a title immediately."""
    text = texts[at]
    if at + 1 == len(texts) or not asks(text):
        return False
    if lines[at].label != "title":
        return lines[at + 1].label in TURN_LABELS or _may_reply(lines, texts, at + 1)
    return wording(text).you and _SPEAKS_OF_ME.match(texts[at + 1]) is not None


def tag_of(line: Line) -> str:
    """The tag that sets a line apart: mark-up around all of it, a class name, or else its element."""
    if line.hints is None:
        return ""
    if "question" in line.hints.attributes.lower():
        return "question"
    whole = _WHOLE.fullmatch(line.hints.html) if line.hints.html else None
    return whole.group(1) if whole else line.hints.tag


def lead_of(line: Line) -> int:
    """The length of a bold question at the beginning of a line with more text; else 0."""
    match = _LEADING_BOLD.match(line.hints.html) if line.hints and line.hints.html else None
    if not match:
        return 0
    bold = html.unescape(_MARKUP.sub("", match.group("bold"))).strip()
    return len(bold) if asks(bold) and line.clean.startswith(bold) and len(line.clean) > len(bold) + 1 else 0


def _introducing(part: str, texts: list[str]) -> str:
    """The headline or lead as an introduction of the guest; empty if it is itself a labelled turn."""
    label, skip = label_of(part)
    is_turn = label and sum(text.startswith(label) for text in texts) > 1
    return "" if is_turn else part[skip:]


def _without_unclaimed_lines(turns: Turns, why: str, lines: list[Line]) -> tuple[Turns, str, list[Line]]:
    """Drops non-body lines that belong to no turn: neither marked, nor a sentence between two turns."""
    kept_lines: list[Line] = []
    kept: list[list[Piece]] = []
    marked = [at for at, pieces in enumerate(turns.pieces) if pieces[0].starts]
    for at, (line, pieces) in enumerate(zip(lines, turns.pieces, strict=True)):
        inside = marked[0] < at < marked[-1] and line.clean[-1] in _FULL_STOPS | {"?", "？", "؟"}
        if line.label in DOUBTED_LABELS and not pieces[0].starts and not inside:
            continue
        kept_lines.append(line)
        kept.append(pieces)
    return Turns(turns.how, kept, begins=turns.begins), why, kept_lines


def _without_headline(turns: Turns, lines: list[Line]) -> Turns:
    """Removes a headline, and its continuation, from the turns: ``Anna Berg: rain is good``.

    The label of a headline is unique; a first turn mistaken for a headline has a label that recurs.
    """
    printed = Counter(pieces[0].label for pieces in turns.pieces if pieces[0].starts)
    inside = False
    for line, pieces in zip(lines, turns.pieces, strict=True):
        if any(piece.kind == QUESTION for piece in pieces):
            break
        if pieces[0].starts:
            inside = line.label in ("title", "subtitle") and printed[pieces[0].label] == 1
        if inside:
            pieces[:] = [Piece(NEITHER, line.clean)]
    return turns


def _covers(turns: Turns, announced: Announced) -> bool:
    """Whether the turns cover enough of the article, so that they are not just a quoted conversation.

    The threshold is lower if the article is announced as an interview, or consists of turns alone.
    """
    pieces = [piece for found in turns.pieces for piece in found]
    inside = sum(piece.kind != NEITHER for piece in pieces) / len(pieces)
    if not any(piece.kind == ANSWER for piece in pieces):
        return False
    if announced is Announced.IN_HEADLINE or turns.begins:
        return turns.questions() >= 1 and inside >= 0.3
    if announced is Announced.IN_LEAD:
        return turns.questions() >= 2 and inside >= 0.3
    if turns.how == ANSWER_DASHES and not is_conversation(turns, announced):
        return False
    questions = [piece.text for piece in pieces if piece.kind == QUESTION]
    asked = sum(map(holds_question, questions))
    return asked > 0.1 * len(questions) and turns.questions() >= 3 and inside >= 0.5


def _labels_of(body: list[Line], turns: Turns) -> dict[int, Label]:
    """The labels of the lines in turns, by line number."""
    reason = f"turn of an interview ({turns.how})"
    return {
        line.number: Label("question" if kind == QUESTION else "answer", reason)
        for line, kind in zip(body, turns.kinds(), strict=True)
        if kind != NEITHER
    }


def _collect(body: list[Line], turns: Turns) -> list[FoundTurn]:
    """Joins the pieces into turns."""
    found: list[FoundTurn] = []
    for line, pieces in zip(body, turns.pieces, strict=True):
        for piece in pieces:
            if piece.kind == NEITHER:
                continue
            kind = "question" if piece.kind == QUESTION else "answer"
            current = found[-1] if found else None
            other = (
                piece.label
                and current is not None
                and label_key(piece.label) != label_key(current.label or piece.label)
            )
            if current is None or current.kind != kind or other:
                current = FoundTurn(kind, "", piece.label)
                found.append(current)
            current.add(piece.text, line.number)
    return found
