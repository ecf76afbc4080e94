"""Identifies the interviewee, the interviewer, the outlet, and the speaker of each turn.

The interviewee is looked up in the headline, then in the label of the answers, then among the people named in
the opening.
"""

from __future__ import annotations

import re

from ...text.patterns import lazy_compile
from ..article.blocks import Speaker
from ..people.appositions import apposition
from ..people.entities import People
from ..people.entity import Entity
from ..people.names.name import fold
from ..people.names.russian import nominative_rank
from ..people.names.scan import scan_names
from .interview import Interview
from .speaker_labels import fold_text, is_outlet, is_side, label_key, parts_of

_WORD = lazy_compile(r"[^\W\d_]+")
_CAPITALS = r"(?:[A-ZА-ЯЁ][\w.’'&-]*)(?:[ \u00a0](?:[A-ZА-ЯЁ][\w.’'&-]*|of|the|de|and|for)){0,6}"
"""Some words with capitals, as a name in a pattern."""
_TOLD = lazy_compile(
    rf"\b(?:told|tells|to|with|for|by|spoke to|speaks to|talked to|"
    rf"speaking to)\s+(?:the\s+)?(?P<outlet>{_CAPITALS})(?:[^.!?]{{0,60}}?)\s+in\s+(?:an?\s+)?"
    rf"(?:exclusive\s+|"
    rf"recent\s+|extensive\s+)?interview",
)
"""``told OUTLET in an interview``"""
_INTERVIEW_TO = lazy_compile(
    rf"\b(?:[Ii]nterview(?:ed)?|INTERVIEW)\b(?:\s+\w+){{0,3}}?\s+(?P<how>to|with|for|by|of|"
    rf"from)\s+(?:the\s+|our\s+)?(?P<whom>{_CAPITALS})"
)
"""``interview to OUTLET``"""
_TALKS = lazy_compile(
    rf"\b(?:talks|talked|speaks|spoke|is talking|was talking|sat down|sits down)\s+(?:with|to)\s+(?:the\s+)?"
    rf"(?P<outlet>{_CAPITALS})\s+about\b"
)
"""``talks with OUTLET about``"""
_BY = lazy_compile(
    rf"\b(?:[Ii]nterviewed by|[Ii]nterview (?:conducted |was conducted |done )?by|[Bb]y interviewer|"
    rf"[Ii]nterviewer|[Ii]nterview|[Бб]еседовал[аи]?|[Ии]нтервью(?: брал[аи]?| взял[аи]?)?|"
    rf"[Dd]as (?:Interview|Gespräch) führten?|[Qq]uestions (?:by|were asked by)|"
    rf"[Aa]sked by)\s*[:—–-]?\s+(?P<who>{_CAPITALS})\s*[.,]?\s*$"
)
"""``Interviewed by NAME``, at the end of a line."""
_ANYWHERE = (1 << 20, 0)
"""A position after the whole article, to resolve a name wherever it is introduced."""
_GUEST = lazy_compile(
    r"(?:[Ii]nterview|INTERVIEW|[Cc]onversation|Q&A|[Ii]ntervju|[Gg]espräch|[Бб]еседа|[Ии]нтервью|[Ии]нтервју|"
    r"[Ee]ntretien|[Ee]ntrevista|[Ii]ntervista)\s+(?:with|of|by|mit|с|со|sa|са|avec|de|con|a|com)\s+(?P<whom>.+)$"
)
"""``Interview with NAME``"""


def name_participants(
    found: Interview,
    people: People,
    title: str | None,
    subtitle: str | None,
    lead: str | None,
    texts: list[str],
) -> None:
    """Sets the interviewee, the interviewer, the outlet, and the speakers of the turns.

    ``texts`` are the lines of the article, in order.
    """
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
    """Sets the interviewer or the outlet from the label of most questions: ``Anna Lee, VOA Uzbek``."""
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
    """A speaker who is known only from a label."""
    name, of = parts_of(label)
    return Speaker(_spelled(name), of or None)


def _most_said(found: Interview, kind: str) -> str:
    """The label with the most text."""
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
    """A label as a name: not all in capitals, without the full stop of a title."""
    return (
        _WORD.sub(lambda word: word.group().capitalize(), label)
        if label.isupper() and len(label) > 4
        else label
    )


def _labelled(people: People, label: str) -> Speaker | None:
    """The person of the article whom a label means."""
    name, of = parts_of(label)
    speaker = people.resolve(_spelled(name))
    if speaker is None or label_key(label) not in {fold(word) for word in speaker.name.split()}:
        return None
    return Speaker(_spelled(speaker.name), speaker.role or of or None)


def _guest_of_headline(people: People, headlines: list[str]) -> Speaker | None:
    """The guest named in the headline: after ``Interview with``, else the only person named."""
    for text in headlines:
        match = _GUEST.search(text)
        if match:
            for name in scan_names(match.group("whom")):
                entity = people.find(name.text, _ANYWHERE)
                if entity is not None and (entity.is_person or len(name.words) > 1) and name.score > -2:
                    return _with_role(entity, text)
    return None


def _guest_of_text(people: People, opening: list[str]) -> Speaker | None:
    """The guest named in the text: the subject of ``told``, else the person named most often."""
    for text in opening:
        told = re.search(r"\b(?:told|gave|gives|answered|spoke|talked|shared|рассказал|дал)\b", text)
        if told:
            for name in scan_names(text[: told.start()]):
                entity = people.find(name.text, _ANYWHERE)
                if entity is not None and entity.is_person and not name.possessive:
                    return _with_role(entity, text)
    persons = [entity for entity in people.entities if entity.is_person and len(entity.words) > 1]
    persons.sort(key=lambda entity: -len(entity.mentions))
    return persons[0].speaker() if persons else None


def _only_one_named(people: People, lead: str | None) -> Speaker | None:
    """The only full name in the lead, however unusual; None if there are several, or none."""
    entities = {
        id(entity): entity
        for name in scan_names(lead or "")
        if 2 <= len(name.words) <= 4 and name.score >= 0
        for entity in (people.find(name.text, _ANYWHERE),)
        if entity is not None and len(entity.words) > 1
    }
    return next(iter(entities.values())).speaker() if len(entities) == 1 else None


def _with_role(entity: Entity, text: str) -> Speaker:
    """The speaker with the office from this text, or with the more detailed one if two are known."""
    for name in scan_names(text):
        if name.surname == entity.surname:
            role = apposition(text, name.end)
            if role and len(role) >= len(entity.role or ""):
                return Speaker(entity.name, role)
    return entity.speaker()


def _outlet(opening: list[str], people: People) -> str | None:
    """The outlet of the interview: ``told OUTLET in an interview``, ``interview to OUTLET``."""
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
    """The outlet in a sentence about the guest: ``Anna Berg talks with OUTLET about``."""
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
    """Whether a text names a person rather than an outlet; also true if it contains no name."""
    names = scan_names(name)
    if not names:
        return True
    entity = people.find(name, _ANYWHERE)
    return (entity is not None and entity.is_person) or any(found.score >= 2 for found in names)


def _by(people: People, texts: list[str]) -> Speaker | None:
    """The interviewer named on a line of its own: ``Interviewed by NAME``."""
    for text in texts:
        match = _BY.search(text) if len(text) < 200 else None
        if match and any(found.score >= 1.5 for found in scan_names(match.group("who"))):
            return people.resolve(match.group("who")) or Speaker(match.group("who"))
    return None


def _name_turns(found: Interview, people: People) -> None:
    """Sets the speaker of each turn that has a label, or whose side has only one speaker."""
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
