"""Interviews: whether an article is one, who is asked and who asks, and its turns.

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
from dataclasses import dataclass, field
from itertools import islice

from ..article.blocks import Speaker
from ..article.line import BODY_LABELS, Label, Line
from ..people.entities import Entity, People, apposition
from ..people.name import fold
from ..people.names import scan_names
from ..people.russian import nominative_rank
from ..site.reasons import is_of_site
from .announcements import announcement, is_of_press_conference
from .conversation import is_conversation
from .dashes import ANSWER_DASHES, read_dashes
from .labelled import is_press_conference, read_labels
from .speaker_labels import fold_text, is_outlet, is_side, label_key, label_of, parts_of
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
"""Lines of bare text that were taken for something else: a label or dash before them, or turns around them,
tell better.
"""

_SHORT_REPLY = 40
"""Characters of an answer that a line model may take for a button or a name."""
_FULL_STOPS = frozenset(".!…。！")

_WHOLE = re.compile(r"<(strong|em)>(?:(?!</?\1>).)*</\1>[\s.:?!]*")
_LEADING_BOLD = re.compile(r"<strong>(?P<bold>(?:(?!</?strong>).)+)</strong>")
_MARKUP = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_SPEAKS_OF_ME = re.compile(r"(?:[\w’',]+ ){0,4}(?:I|I’m|I'm|my)\b", re.IGNORECASE)
_CAPITALS = r"(?:[A-ZА-ЯЁ][\w.’'&-]*)(?:[ \u00a0](?:[A-ZА-ЯЁ][\w.’'&-]*|of|the|de|and|for)){0,6}"
_TOLD = re.compile(
    rf"\b(?:told|tells|to|with|for|by|spoke to|speaks to|talked to|"
    rf"speaking to)\s+(?:the\s+)?(?P<outlet>{_CAPITALS})(?:[^.!?]{{0,60}}?)\s+in\s+(?:an?\s+)?"
    rf"(?:exclusive\s+|"
    rf"recent\s+|extensive\s+)?interview",
)
_INTERVIEW_TO = re.compile(
    rf"\b(?:[Ii]nterview(?:ed)?|INTERVIEW)\b(?:\s+\w+){{0,3}}?\s+(?P<how>to|with|for|by|of|"
    rf"from)\s+(?:the\s+|our\s+)?(?P<whom>{_CAPITALS})"
)
_TALKS = re.compile(
    rf"\b(?:talks|talked|speaks|spoke|is talking|was talking|sat down|sits down)\s+(?:with|to)\s+(?:the\s+)?"
    rf"(?P<outlet>{_CAPITALS})\s+about\b"
)
_BY = re.compile(
    rf"\b(?:[Ii]nterviewed by|[Ii]nterview (?:conducted |was conducted |done )?by|[Bb]y interviewer|"
    rf"[Ii]nterviewer|[Ii]nterview|[Бб]еседовал[аи]?|[Ии]нтервью(?: брал[аи]?| взял[аи]?)?|"
    rf"[Dd]as (?:Interview|Gespräch) führten?|[Qq]uestions (?:by|were asked by)|"
    rf"[Aa]sked by)\s*[:—–-]?\s+(?P<who>{_CAPITALS})\s*[.,]?\s*$"
)
_GUEST = re.compile(
    r"(?:[Ii]nterview|INTERVIEW|[Cc]onversation|Q&A|[Ii]ntervju|[Gg]espräch|[Бб]еседа|[Ии]нтервью|[Ии]нтервју|"
    r"[Ee]ntretien|[Ee]ntrevista|[Ii]ntervista)\s+(?:with|of|by|mit|с|со|sa|са|avec|de|con|a|com)\s+(?P<whom>.+)$"
)


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


def find_interview(
    lines: list[Line],
    *,
    title: str | None = None,
    subtitle: str | None = None,
    lead: str | None = None,
    language: str | None = "en",
) -> Interview:
    """Decides whether the article is an interview, and which lines are its questions and answers.

    Only lines of the body get such a label; one on which a question and its answer are glued becomes
    ``question``.
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
    _fill_people(found, people, title, subtitle, lead, texts)
    return found


def _read_turns(
    lines: list[Line], announced: Announced, headline: str, lead: str | None
) -> tuple[Turns | None, str, list[Line]]:
    """The turns, why they make an interview, and the lines that they divide; no turns where the lines hold
    none.
    """
    wider: list[Line] = []
    texts: list[str] = []
    for line in lines:
        is_body = line.label in TURN_LABELS
        if (is_body or _is_doubted(line)) and (text := line.clean):
            wider.append(line)
            texts.append(text)
    names = " ".join(_introducing(part, texts) for part in (headline, lead or ""))
    for how, why in ((read_labels, "labelled turns"), (read_dashes, "turns marked with dashes")):
        turns = how(texts, names, announced)
        if turns is not None and _covers(turns, announced):
            return _without_strangers(_without_headline(turns, wider), why, wider)
    asking = [holds_question(text) for text in texts]
    if sum(asking) >= FEWEST_QUESTIONS:
        body = [
            line
            for at, line in enumerate(wider)
            if line.label in TURN_LABELS
            or ((asking[at] or asking[at - 1]) and _may_be_said(wider, texts, at))
        ]
        turns = read_unmarked(
            [line.clean for line in body], [tag_of(line) for line in body], [lead_of(line) for line in body]
        )
        if turns is not None and is_conversation(turns, announced):
            return turns, f"{turns.questions()} questions, each answered", body
    return None, "", [line for line in wider if line.label in TURN_LABELS]


def _is_doubted(line: Line) -> bool:
    """Whether a line of bare text that was not taken for the body may be a turn all the same."""
    return line.hints is None and line.label in DOUBTED_LABELS and not is_of_site(line)


def _may_be_said(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a line that was not taken for the body is part of a talk that nothing marks."""
    return _may_ask(lines, texts, at) or _may_reply(lines, texts, at)


def _may_reply(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a short line taken for something else is an answer: ``Non.`` below a question, or where a text
    that was cut off breaks off.
    """
    text = texts[at]
    if len(text) > _SHORT_REPLY or lines[at].label == "title" or not at or not asks(texts[at - 1]):
        return False
    breaks_off = at + 1 == len(texts) and _SPEAKS_OF_ME.match(text) is not None
    return breaks_off or text[-1] in _FULL_STOPS


def _may_ask(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a line taken for something else may be a question of the talk: it must be answered. A title
    must be asked of somebody who answers at once.
    """
    text = texts[at]
    if at + 1 == len(texts) or not asks(text):
        return False
    if lines[at].label != "title":
        return lines[at + 1].label in TURN_LABELS or _may_reply(lines, texts, at + 1)
    return wording(text).you and _SPEAKS_OF_ME.match(texts[at + 1]) is not None


def tag_of(line: Line) -> str:
    """What sets a line off: mark-up of all of it, a class that says so, else its element."""
    if line.hints is None:
        return ""
    if "question" in line.hints.attributes.lower():
        return "question"
    whole = _WHOLE.fullmatch(line.hints.html) if line.hints.html else None
    return whole.group(1) if whole else line.hints.tag


def lead_of(line: Line) -> int:
    """The length of a question in bold that the line begins with; 0 where there is none, or nothing else."""
    match = _LEADING_BOLD.match(line.hints.html) if line.hints and line.hints.html else None
    if not match:
        return 0
    bold = html.unescape(_MARKUP.sub("", match.group("bold"))).strip()
    return len(bold) if asks(bold) and line.clean.startswith(bold) and len(line.clean) > len(bold) + 1 else 0


def _introducing(part: str, texts: list[str]) -> str:
    """What a headline or lead says of the guest: nothing where it is a turn itself, with a label that others
    have too.
    """
    label, skip = label_of(part)
    is_turn = label and sum(text.startswith(label) for text in texts) > 1
    return "" if is_turn else part[skip:]


def _without_strangers(turns: Turns, why: str, lines: list[Line]) -> tuple[Turns, str, list[Line]]:
    """Leaves out the lines that were no body and that no turn claims: neither marked, nor a sentence between
    two turns.
    """
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
    """Takes a headline out of the turns, and what goes on from it: ``Anna Berg: rain is good``.

    It has a label of its own; a first turn that was taken for a headline has one that others have too.
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
    """Whether the turns are the article, not a talk that it cites; less will do where it says that it is an
    interview, or is nothing but talk.
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
    """The labels of the lines of the turns, by their numbers."""
    reason = f"turn of an interview ({turns.how})"
    return {
        line.number: Label("question" if kind == QUESTION else "answer", reason)
        for line, kind in zip(body, turns.kinds(), strict=True)
        if kind != NEITHER
    }


def _collect(body: list[Line], turns: Turns) -> list[FoundTurn]:
    """The pieces put together into turns."""
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
                found.append(FoundTurn(kind, piece.text.strip(), piece.label, lines=[line.number]))
            else:
                current.text = f"{current.text}\n{piece.text.strip()}".strip("\n")
                current.lines.append(line.number)
    return found


# Who is asked, who asks, for whom


def _fill_people(
    found: Interview,
    people: People,
    title: str | None,
    subtitle: str | None,
    lead: str | None,
    texts: list[str],
) -> None:
    opening = [part for part in (title, subtitle, lead, *texts[:3]) if part]
    answerer = _most_said(found, "answer")
    asker = _most_said(found, "question")
    found.outlet = _outlet(opening, people)
    found.interviewee = _guest_of_headline(people, [part for part in (title, subtitle) if part])
    if found.interviewee is None and answerer and not is_side(label_key(answerer)):
        found.interviewee = _labelled(people, answerer) or _speaker(answerer)
    if found.interviewee is None:
        found.interviewee = _guest_of_text(people, opening)
    if found.interviewee is None and found.turns:
        found.interviewee = _only_one_named(people, lead) or _only_one_named(people, texts[0])
    if found.interviewee is not None and not nominative_rank(tuple(found.interviewee.name.split())):
        found.interviewee = None
    if found.outlet is None and found.interviewee is not None:
        found.outlet = _talked_with(opening, found.interviewee)
    if asker and not is_side(label_key(asker)):
        _fill_asker(found, people, asker)
    if found.interviewer is None:
        found.interviewer = _by(people, opening + texts[-2:])
    _name_turns(found, people)


def _fill_asker(found: Interview, people: People, asker: str) -> None:
    """Who asks, or for whom, by the label of most questions: a person, an outlet, or one of the other."""
    name, of = parts_of(asker)
    person = _labelled(people, asker)
    if of:
        found.interviewer = Speaker(person.name if person else _spelled(name))
        if is_outlet(fold_text(of)):
            found.outlet = found.outlet or of
    elif person is not None and len(person.name.split()) > 1 and not is_outlet(fold_text(name)):
        found.interviewer = person
    elif found.outlet is None:
        found.outlet = _spelled(asker)


def _speaker(label: str) -> Speaker:
    """Somebody who is known by the label alone."""
    name, of = parts_of(label)
    return Speaker(_spelled(name), of or None)


def _most_said(found: Interview, kind: str) -> str:
    """The label under which most is said."""
    words: dict[str, int] = {}
    first: dict[str, str] = {}
    for turn in found.turns:
        if turn.kind == kind and turn.label:
            key = label_key(turn.label)
            words[key] = words.get(key, 0) + len(turn.text.split())
            if len(turn.label) > len(first.get(key, "")):
                first[key] = turn.label
    return first[max(words, key=lambda key: words[key])] if words else ""


def _spelled(label: str) -> str:
    """A label as a name: not in capitals, without its title's dot."""
    return (
        _WORD.sub(lambda word: word.group().capitalize(), label)
        if label.isupper() and len(label) > 4
        else label
    )


def _labelled(people: People, label: str) -> Speaker | None:
    name, of = parts_of(label)
    speaker = people.resolve(_spelled(name))
    if speaker is None or label_key(label) not in {fold(word) for word in speaker.name.split()}:
        return None
    return Speaker(_spelled(speaker.name), speaker.role or of or None)


def _guest_of_headline(people: People, headlines: list[str]) -> Speaker | None:
    """The person whom the headline names as the guest: behind ``Interview with``, else the only one named."""
    for text in headlines:
        match = _GUEST.search(text)
        if match:
            for name in scan_names(match.group("whom")):
                entity = people.find(name.text, (1 << 20, 0))
                if entity is not None and (entity.is_person or len(name.words) > 1) and name.score > -2:
                    return _with_role(entity, text)
    return None


def _guest_of_text(people: People, opening: list[str]) -> Speaker | None:
    for text in opening:
        told = re.search(r"\b(?:told|gave|gives|answered|spoke|talked|shared|рассказал|дал)\b", text)
        if told:
            for name in scan_names(text[: told.start()]):
                entity = people.find(name.text, (1 << 20, 0))
                if entity is not None and entity.is_person and not name.possessive:
                    return _with_role(entity, text)
    persons = [entity for entity in people.entities if entity.is_person and len(entity.words) > 1]
    persons.sort(key=lambda entity: -len(entity.mentions))
    return persons[0].speaker() if persons else None


def _only_one_named(people: People, lead: str | None) -> Speaker | None:
    """The one full name of the lead, however unusual; None where there are more, or none."""
    entities = {
        id(entity): entity
        for name in scan_names(lead or "")
        if 2 <= len(name.words) <= 4 and name.score >= 0
        for entity in (people.find(name.text, (1 << 20, 0)),)
        if entity is not None and len(entity.words) > 1
    }
    return next(iter(entities.values())).speaker() if len(entities) == 1 else None


def _with_role(entity: Entity, text: str) -> Speaker:
    """The speaker with the office that this text gives, the richer one if two are known."""
    for name in scan_names(text):
        if name.surname == entity.surname:
            role = apposition(text, name.end)
            if role and len(role) >= len(entity.role or ""):
                return Speaker(entity.name, role)
    return entity.speaker()


def _outlet(opening: list[str], people: People) -> str | None:
    """For whom the interview was given: ``told OUTLET in an interview``, ``interview to OUTLET``."""
    for text in opening:
        for match in _TOLD.finditer(text):
            name = match.group("outlet").strip()
            if not _is_person(people, name):
                return name
        for match in _INTERVIEW_TO.finditer(text):
            name = match.group("whom").strip()
            if match.group("how") in ("to", "for", "with", "by") and not _is_person(people, name):
                return name.rstrip(".")
    return None


def _talked_with(opening: list[str], guest: Speaker) -> str | None:
    """The other side of the talk that the guest is said to have: ``Anna Berg talks with OUTLET about``."""
    for text in opening:
        for match in _TALKS.finditer(text):
            other = match.group("outlet").strip()
            known = fold_text(other) in fold_text(guest.name) or any(
                name.score >= 2 for name in scan_names(other)
            )
            if not known and fold(guest.name.split()[-1]) in fold_text(text[: match.start()]):
                return other
    return None


def _is_person(people: People, name: str) -> bool:
    names = scan_names(name)
    if not names:
        return True
    entity = people.find(name, (1 << 20, 0))
    return (entity is not None and entity.is_person) or any(found.score >= 2 for found in names)


def _by(people: People, texts: list[str]) -> Speaker | None:
    for text in texts:
        match = _BY.search(text) if len(text) < 200 else None
        if match and any(found.score >= 1.5 for found in scan_names(match.group("who"))):
            return people.resolve(match.group("who")) or Speaker(match.group("who"))
    return None


def _name_turns(found: Interview, people: People) -> None:
    """Gives each turn its speaker, where it has a label or there is only one on its side."""
    labels = {label_key(turn.label) for turn in found.turns if turn.kind == "answer" and turn.label}
    for turn in found.turns:
        key = label_key(turn.label) if turn.label else ""
        if key and not is_side(key):
            turn.speaker = _labelled(people, turn.label) or _speaker(turn.label)
            if found.interviewee is not None and key in fold_text(found.interviewee.name).split():
                turn.speaker = found.interviewee
        elif turn.kind == "answer" and sum(not is_side(label) for label in labels) <= 1:
            turn.speaker = found.interviewee
        elif turn.kind == "question":
            turn.speaker = found.interviewer
