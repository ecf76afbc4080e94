"""The turns of an interview where an editor marked questions and answers, or took lines out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...text.patterns import lazy_compile
from ..article.blocks import ChosenSpeaker, Speaker
from ..article.line import BODY_LABELS, LEFT_OUT_LABELS, Line
from ..interviews.interview import FoundTurn, Interview
from ..interviews.participants import name_participants
from ..interviews.speaker_labels import fold_text, is_outlet, is_side, label_key, label_of
from ..people.entities import People
from ..people.names.scan import scan_names
from .edits import Edits

_DASH = lazy_compile(r"[–—-]\s+")
_SURE_NAME = 1.5
"""Score from which the words before a colon are a name."""

_OUTSIDE = LEFT_OUT_LABELS | {"title", "subtitle", "kicker", "byline", "dateline", "date", "blank"}
"""Labels of lines that may stand within a turn without ending it."""

_Part = tuple[str, str, str]
"""A line, or a part of it, in a turn: question or answer, its text, and its label as printed."""


def correct_interview(
    found: Interview,
    edits: Edits,
    lines: Sequence[Line],
    *,
    title: str | None,
    subtitle: str | None,
    lead: str | None,
    language: str | None,
) -> Interview:
    """The interview with the turns that an editor marked, and their speakers.

    A document is an interview if any line was marked as a question or an answer. ``lines`` are all logical
    lines, ``found`` is what detection found without those that an editor labelled otherwise.
    """
    marked = edits.having("question", "answer")
    if not marked and not (edits.labels and found.turns):
        _name_speakers(found, edits)
        return found
    parts = _parts(found, edits, lines, marked)
    turns = list(_turns(parts, edits, lines))
    if marked:
        found = Interview(True, reason="questions and answers marked by an editor", labels=found.labels)
        found.turns = turns
        body = [line.clean for line in lines if line.clean and line.label in BODY_LABELS]
        people = People.from_texts([title, subtitle, lead, *body[:12]], language)
        name_participants(found, people, title, subtitle, lead, body or [""])
    else:
        found.turns = turns
    _name_speakers(found, edits)
    return found


def _parts(
    found: Interview, edits: Edits, lines: Sequence[Line], marked: set[int]
) -> dict[int, list[tuple[_Part, Speaker | None]]]:
    """The parts of turns by line: those that were marked, and those that were found elsewhere."""
    parts: dict[int, list[tuple[_Part, Speaker | None]]] = {}
    for turn in found.turns:
        for number, text in zip(turn.lines, turn.parts, strict=True):
            parts.setdefault(number, []).append(((turn.kind, text, turn.label), turn.speaker))
    new: list[Line] = []
    for line in lines:
        if line.number in marked and line.clean:
            kind, known = edits.labels[line.number], parts.get(line.number, [])
            if [part[0] for part, _ in known] != [kind]:
                new.append(line)
    printed = Counter(label_key(label) for line in new if (label := label_of(line.clean)[0]))
    for line in new:
        parts[line.number] = [(_said(edits.labels[line.number], line.clean, printed), None)]
    return parts


def _said(kind: str, text: str, printed: Counter[str]) -> _Part:
    """A marked line without the label or dash of its speaker."""
    label, skip = label_of(text)
    rest = text[skip:].strip()
    if label and rest:
        key = label_key(label)
        is_name = any(name.score >= _SURE_NAME for name in scan_names(label))
        if is_side(key) or is_outlet(fold_text(label)) or is_name or printed[key] > 1:
            return kind, rest, label
    return kind, _DASH.sub("", text, count=1) if _DASH.match(text) else text, ""


def _turns(
    parts: dict[int, list[tuple[_Part, Speaker | None]]], edits: Edits, lines: Sequence[Line]
) -> Iterator[FoundTurn]:
    """Join the parts into turns. What an editor put between them ends a turn, and so does another speaker."""
    current: FoundTurn | None = None
    chosen: ChosenSpeaker | None = None
    for line in lines:
        if line.number not in parts:
            label = edits.labels.get(line.number)
            if current is not None and label is not None and label not in _OUTSIDE:
                yield current
                current, chosen = None, None
            continue
        named = edits.speakers.get(line.number)
        for (kind, text, label), speaker in parts[line.number]:
            goes_on = (
                current is not None
                and current.kind == kind
                and not (label and label_key(label) != label_key(current.label or label))
                and not (named and chosen and named != chosen)
            )
            if current is not None and goes_on:
                current.add(text, line.number)
                chosen = chosen or named
                continue
            if current is not None:
                yield current
            current, chosen = FoundTurn(kind, "", label, speaker), named
            current.add(text, line.number)
    if current is not None:
        yield current


def _name_speakers(found: Interview, edits: Edits) -> None:
    """Set the speakers that an editor named. A participant who is not known yet is the one named."""
    if not edits.speakers or not found.turns:
        return
    for turn in found.turns:
        named = next((edits.speakers[number] for number in turn.lines if number in edits.speakers), None)
        if named is not None:
            turn.speaker = named
    for kind, side in (("answer", "interviewee"), ("question", "interviewer")):
        speakers = [turn.speaker for turn in found.turns if turn.kind == kind and turn.speaker]
        known = getattr(found, side)
        chosen = next((one for one in speakers if isinstance(one, ChosenSpeaker)), None)
        if chosen is not None and (known is None or all(one == chosen for one in speakers)):
            setattr(found, side, chosen)
