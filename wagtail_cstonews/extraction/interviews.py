"""Interviews: whether an article is one, who is asked and who asks, and its turns.

>>> texts = ["Q: Who won?", "A: We did.", "Q: How?", "A: By luck.", "Q: Again?", "A: Never."]
>>> lines = [Line(number, text, label="paragraph") for number, text in enumerate(texts, 1)]
>>> [turn.kind for turn in find_interview(lines).turns[:2]]
['question', 'answer']
>>> lines[0].label
'question'
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from .article import BODY_LABELS, Line, Speaker
from .conversation import is_conversation
from .names import fold, scan_names
from .offices import organisation_word
from .people import Entity, People, apposition
from .phrases import folded
from .russian import nominative_rank
from .turns import (
    ANSWERS,
    ASKS,
    FEWEST_QUESTIONS,
    NEITHER,
    QUESTION,
    Piece,
    Turns,
    asks,
    fold_text,
    label_key,
    label_of,
    read_dashes,
    read_labels,
    read_unmarked,
)
from .unmarked import wording

TURN_LABELS = BODY_LABELS | {"caption"}
"""Lines that can be part of a turn."""
DOUBTED_LABELS = frozenset(
    {"title", "subtitle", "kicker", "byline", "signoff", "teaser", "chrome", "duplicate"}
)
"""Lines of bare text that were taken for something else: a label or dash before them, or turns around them,
tell better.
"""

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
# Both for text that is folded.
_HEADLINE = re.compile(
    r"(?:^|[—–:|.,”\"-]\s*)(?:(?:an?|the|full|our|exclusive|video|big|rare|new|special|press|radio|"
    r"tv)\s+){0,3}"
    r"interview\b|\bin (?:an? )?(?:exclusive )?interview (?:with|to|for)\b|\bq\s?(?:&|and)\s?a\b|"
    r"\bin conversation with\b|\bpress (?:briefing|gaggle|call|conference)\b.*\bby\b|интервью|"
    r"\bim (?:interview|gespräch)\b|\binterview mit\b",
)
_LEAD = re.compile(
    r"\b(?:gave|gives|granted|has given|in)\s+(?:an?\s+)?(?:exclusive\s+|recent\s+|extensive\s+|"
    r"big\s+)?interview\b|\bsat down (?:with|for)\b|\binterviewed\b|\bspoke (?:to|with)\b.*\babout\b|"
    r"\bfull text of (?:the|an) (?:interview|conversation)\b|\banswered (?:the )?questions\b|"
    r"\btalked (?:to|with)\b|в интервью|дал[аи]? интервью|рассказал[аи]? в интервью|im interview|"
    r"im gespräch mit",
)
_BY = re.compile(
    rf"\b(?:[Ii]nterviewed by|[Ii]nterview (?:conducted |was conducted |done )?by|[Bb]y interviewer|"
    rf"[Ii]nterviewer|[Ii]nterview|[Бб]еседовал[аи]?|[Ии]нтервью(?: брал[аи]?| взял[аи]?)?|"
    rf"[Dd]as (?:Interview|Gespräch) führten?|[Qq]uestions (?:by|were asked by)|"
    rf"[Aa]sked by)\s*[:—–-]?\s+(?P<who>{_CAPITALS})\s*[.,]?\s*$"
)
_GUEST = re.compile(
    r"(?:[Ii]nterview|INTERVIEW|[Cc]onversation|Q&A|[Ii]ntervju|[Gg]espräch|[Бб]еседа|"
    r"[Ии]нтервью)\s+(?:with|of|by|mit|с|со)\s+(?P<whom>.+)$"
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


def find_interview(
    lines: list[Line],
    *,
    title: str | None = None,
    subtitle: str | None = None,
    lead: str | None = None,
    language: str | None = "en",
) -> Interview:
    """Decides whether the article is an interview, and labels the lines of its turns ``question`` or
    ``answer`` in place.

    Only lines of the body are relabelled; one on which a question and its answer are glued becomes
    ``question``.
    """
    first = islice((line.clean for line in lines if line.label in TURN_LABELS and line.clean), 2)
    headline = " — ".join(part for part in (title, subtitle) if part)
    opening = " ".join(part for part in (lead, *first) if part)
    turns, reason, body = _read_turns(lines, headline, opening, lead)
    if turns is None:
        reason = _reported(headline)
        if not reason:
            return Interview(reason="no turns, and neither headline nor lead speaks of an interview")
    texts = [line.clean for line in body]
    people = People.from_texts([title, subtitle, lead, *texts[:12]], language)
    found = Interview(True, reason=reason)
    if turns is not None:
        _relabel(body, turns)
        found.turns = _collect(body, turns)
    _fill_people(found, people, title, subtitle, lead, texts)
    return found


def _read_turns(
    lines: list[Line], headline: str, opening: str, lead: str | None
) -> tuple[Turns | None, str, list[Line]]:
    """The turns, why they make an interview, and the lines that they divide; no turns where the lines hold
    none.
    """
    wider: list[Line] = []
    texts: list[str] = []
    for line in lines:
        is_body = line.label in TURN_LABELS
        if (is_body or (line.hints is None and line.label in DOUBTED_LABELS)) and (text := line.clean):
            wider.append(line)
            texts.append(text)
    names = " ".join(_without_label(part) for part in (headline, lead or ""))
    for how, why in ((read_labels, "labelled turns"), (read_dashes, "turns marked with dashes")):
        turns = how(texts, names)
        if turns is not None and _covers(turns, _is_announced(headline, opening)):
            return _without_strangers(_without_headline(turns, wider), why, wider)
    asking = {at for at, text in enumerate(texts) if "?" in text or "？" in text}
    if len(asking) >= FEWEST_QUESTIONS:
        kept = [
            at
            for at, line in enumerate(wider)
            if line.label in TURN_LABELS or (at in asking and _may_ask(wider, texts, at))
        ]
        body = [wider[at] for at in kept]
        turns = read_unmarked(
            [texts[at] for at in kept], [tag_of(line) for line in body], [lead_of(line) for line in body]
        )
        if turns is not None and is_conversation(turns, _is_announced(headline, opening)):
            return turns, f"{turns.questions()} questions, each answered", body
    return None, "", [line for line in wider if line.label in TURN_LABELS]


def _is_announced(headline: str, opening: str) -> bool:
    """Whether the article calls itself an interview."""
    return bool(_HEADLINE.search(folded(headline))) or bool(_LEAD.search(folded(opening)))


def _may_ask(lines: list[Line], texts: list[str], at: int) -> bool:
    """Whether a line taken for something else may be a question of the talk. A title must be asked of
    somebody who answers at once.
    """
    text = texts[at]
    if not asks(text):
        return False
    if lines[at].label != "title":
        return True
    answer = texts[at + 1] if at + 1 < len(texts) else ""
    return wording(text).you and _SPEAKS_OF_ME.match(answer) is not None


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


def _without_label(text: str) -> str:
    """A headline or lead that is a turn itself names who is speaking, not who is introduced."""
    return text[label_of(text)[1] :]


def _without_strangers(turns: Turns, why: str, lines: list[Line]) -> tuple[Turns, str, list[Line]]:
    """Leaves out the lines that were no body and that no turn claims: neither marked, nor a sentence between
    two turns.
    """
    kept_lines: list[Line] = []
    kept: list[list[Piece]] = []
    marked = [at for at, pieces in enumerate(turns.pieces) if pieces[0].starts]
    for at, (line, pieces) in enumerate(zip(lines, turns.pieces, strict=True)):
        inside = marked[0] < at < marked[-1] and line.clean[-1:] in ".!?…"
        if line.label in DOUBTED_LABELS and not pieces[0].starts and not inside:
            continue
        kept_lines.append(line)
        kept.append(pieces)
    return Turns(turns.how, kept, turns.sure), why, kept_lines


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


def _covers(turns: Turns, announced: bool) -> bool:
    """Whether the turns are the article, not a talk that it cites; less will do where it says that it is an
    interview.
    """
    pieces = [piece for found in turns.pieces for piece in found]
    inside = sum(piece.kind != NEITHER for piece in pieces)
    if announced:
        return turns.questions() >= 2 and inside >= 0.3 * len(pieces)
    questions = [piece.text for piece in pieces if piece.kind == QUESTION]
    asked = sum("?" in text for text in questions)
    return asked > 0.1 * len(questions) and turns.questions() >= 3 and inside >= 0.5 * len(pieces)


def _reported(headline: str) -> str:
    """Why an article without turns is an interview all the same; empty where it is none."""
    if _HEADLINE.search(folded(headline)):
        return "the headline calls it an interview"
    return ""


def _relabel(body: list[Line], turns: Turns) -> None:
    for line, kind in zip(body, turns.kinds(), strict=True):
        if kind == NEITHER:
            continue
        line.label = "question" if kind == QUESTION else "answer"
        line.reason = f"turn of an interview ({turns.how})"


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
    if found.interviewee is None and answerer and label_key(answerer) not in ANSWERS:
        found.interviewee = _labelled(people, answerer) or Speaker(_spelled(answerer))
    if found.interviewee is None:
        found.interviewee = _guest_of_text(people, opening)
    if found.interviewee is None and found.turns:
        found.interviewee = _only_one_named(people, lead) or _only_one_named(people, texts[0])
    if found.interviewee is not None and not nominative_rank(tuple(found.interviewee.name.split())):
        found.interviewee = None
    if found.outlet is None and found.interviewee is not None:
        found.outlet = _talked_with(opening, found.interviewee)
    if asker and label_key(asker) not in ASKS:
        person = _labelled(people, asker)
        if person is not None and len(person.name.split()) > 1 and not _names_an_outlet(asker):
            found.interviewer = person
        elif found.outlet is None:
            found.outlet = _spelled(asker)
        else:
            found.interviewer = None
    if found.interviewer is None:
        found.interviewer = _by(people, opening + texts[-2:])
    _name_turns(found, people)


def _names_an_outlet(label: str) -> bool:
    return any(organisation_word(word) for word in label.split())


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
    speaker = people.resolve(_spelled(label))
    if speaker is None or label_key(label) not in {fold(word) for word in speaker.name.split()}:
        return None
    return Speaker(_spelled(speaker.name), speaker.role)


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
        if key and key not in ASKS and key not in ANSWERS:
            turn.speaker = _labelled(people, turn.label) or Speaker(_spelled(turn.label))
            if found.interviewee is not None and key in fold_text(found.interviewee.name).split():
                turn.speaker = found.interviewee
        elif turn.kind == "answer" and len(labels - ANSWERS) <= 1:
            turn.speaker = found.interviewee
        elif turn.kind == "question":
            turn.speaker = found.interviewer
