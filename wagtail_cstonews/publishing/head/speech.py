"""What is said in an article, and by whom, read from the stored form: no block is built, nothing is
queried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...web import as_number, safe_url
from ..excerpts import excerpt, plain_excerpt
from .json_ld.speech import question, quotation

MAX_PARTS = 40
"""Quotes and exchanges of an article in structured data."""

QUESTION_LENGTH = 250
SPEECH_LENGTH = 400
"""Characters of a quote or an answer: the page has the rest."""


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a person by primary key, or else the printed name."""

    person: int | None
    name: str
    role: str


@dataclass(frozen=True)
class Quote:
    text: str
    speaker: Speaker | None
    source: str = ""

    def node(self, person_node: Callable[[Speaker | None], Any]) -> dict[str, Any]:
        return quotation(self.text, person_node(self.speaker), source=self.source)


@dataclass(frozen=True)
class Exchange:
    question: str
    asked_by: Speaker | None
    answer: str
    answered_by: Speaker | None

    def node(self, person_node: Callable[[Speaker | None], Any]) -> dict[str, Any]:
        return question(self.question, person_node(self.asked_by), self.answer, person_node(self.answered_by))


@dataclass(frozen=True)
class Speech:
    """The first :data:`MAX_PARTS` quotes and exchanges of an article, in order."""

    parts: tuple[Quote | Exchange, ...]
    quoted: frozenset[int]
    """The people who are quoted or interviewed, by primary key: the site has a page of each."""
    people: frozenset[int]
    """They and those who ask."""

    def nodes(self, person_node: Callable[[Speaker | None], Any]) -> Iterator[dict[str, Any]]:
        """The parts in the words of schema.org; ``person_node`` makes those of people."""
        return (part.node(person_node) for part in self.parts)


def speech_of(page: Any) -> Speech:
    """What is said on the page of an article or an interview."""
    interviewee, interviewer = (_side_of(page, side) for side in ("interviewee", "interviewer"))
    found: list[Quote | Exchange] = []
    for part in _parts(page, interviewee, interviewer):
        found.append(part)
        if len(found) == MAX_PARTS:
            break
    speakers = [part.speaker if isinstance(part, Quote) else part.answered_by for part in found]
    askers = [part.asked_by for part in found if isinstance(part, Exchange)]
    quoted = _keys([interviewee, *speakers])
    return Speech(tuple(found), quoted, quoted | _keys([interviewer, *askers]))


def _parts(page: Any, interviewee: Speaker | None, interviewer: Speaker | None) -> Iterator[Quote | Exchange]:
    for kind, value in _children(page.body.raw_data):
        if kind == "quote":
            yield from _quotes([value])
        elif kind == "exchange":
            answer = list(_children(value.get("answer"), paragraphs=True))
            yield from _exchange(value, answer, interviewee, interviewer)
            yield from _quotes(inner for inner_kind, inner in answer if inner_kind == "quote")
    yield from _quotes(value for _kind, value in _children(page.quotes.raw_data))


def _exchange(
    value: dict[str, Any],
    answer: list[tuple[str, Any]],
    interviewee: Speaker | None,
    interviewer: Speaker | None,
) -> Iterator[Exchange]:
    asked = excerpt(value.get("question") or "", QUESTION_LENGTH)
    said: list[str] = []
    for kind, html in answer:
        # One paragraph may be enough, and each costs time.
        if kind == "paragraph" and sum(map(len, said)) < SPEECH_LENGTH:
            said.append(plain_excerpt(html, SPEECH_LENGTH))
    if asked:
        yield Exchange(
            asked,
            _speaker(value, "questioner", "questioner_name", "questioner_role", interviewer),
            excerpt(" ".join(said), SPEECH_LENGTH),
            _speaker(value, "answerer", "answerer_name", "answerer_role", interviewee),
        )


def _quotes(values: Iterable[dict[str, Any]]) -> Iterator[Quote]:
    for value in values:
        if text := excerpt(value.get("quote") or "", SPEECH_LENGTH):
            speaker = _speaker(value, "speaker", "speaker_name", "role")
            yield Quote(text, speaker, safe_url(value.get("source_url")))


def _children(raw: Any, *, paragraphs: bool = False) -> Iterator[tuple[str, Any]]:
    """The types and values of the blocks of a stream: those that are structs, and paragraphs if asked for."""
    for child in raw or ():
        kind, value = child.get("type"), child.get("value")
        if isinstance(value, dict) or (paragraphs and kind == "paragraph" and isinstance(value, str)):
            yield kind, value


def _speaker(
    value: dict[str, Any], chooser: str, name: str, role: str, otherwise: Speaker | None = None
) -> Speaker | None:
    """The speaker whom a block names; else the page's, with the role that the block gives."""
    person, printed, given = as_number(value.get(chooser)), value.get(name) or "", value.get(role) or ""
    if person or printed:
        return Speaker(person, printed, given)
    return otherwise and Speaker(otherwise.person, otherwise.name, given or otherwise.role)


def _side_of(page: Any, side: str) -> Speaker | None:
    """The interviewee or interviewer of a page; None of an article."""
    person, name = getattr(page, f"{side}_id", None), getattr(page, f"{side}_name", "")
    return Speaker(person, name, getattr(page, f"{side}_role", "")) if person or name else None


def _keys(speakers: Iterable[Speaker | None]) -> frozenset[int]:
    return frozenset(speaker.person for speaker in speakers if speaker and speaker.person)
