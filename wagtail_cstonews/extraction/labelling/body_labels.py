"""Labels the lines inside the body: lead, paragraphs, headings, lists, tables, captions."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.patterns import lazy_compile
from ..languages import boilerplate
from ..lines.facts import (
    BULLET,
    HEADING_TAGS,
    STRONG_BULLET,
    Facts,
    find_letters,
    is_heading,
    is_sign_off,
    is_summary,
)
from .body import ROW_TAGS
from .page import LabelledPage

_SHORTEST_LEAD, _LONGEST_LEAD = 8, 90
"""Words of a lead."""
_OPENS_SPEECH = lazy_compile(r"[-–—\"“„«]|[QA]:\s")
_LONGEST_HEADING = 40
"""Words of a heading, whatever its element."""
_FEWEST_REPEATED = 8
"""Words of a line that counts as a duplicate: shorter lines may well occur twice ("No, not at all.")."""
_FEWEST_OF_SUBTITLE = 4
"""Words of a subtitle; shorter lines are section names or credits."""


def label_body(page: LabelledPage, title: int | None) -> None:
    """Label the lines of the body, and the subtitle, which is removed from the body."""
    body = _without_subtitle(page, page.body(), title)
    seen: dict[str, int] = {}
    listed = _list_items(page, body)
    find_letters([page.facts[index] for index in body])
    for place, index in enumerate(body):
        fact, following = page.facts[index], body[place + 1 : place + 2]
        key = fact.letters
        if fact.words >= _FEWEST_REPEATED and key in seen:
            page.set(index, "duplicate", f"repeats line {page.lines[seen[key]].number}")
            continue
        seen.setdefault(key, index)
        page.set(index, _body_label(fact, index in listed, bool(following), place == len(body) - 1))
    _label_lead(page, [index for index in body if page.labels[index] != "duplicate"])


def _without_subtitle(page: LabelledPage, body: list[int], title: int | None) -> list[int]:
    """The body without the subtitle: a line under the title that is not a sentence, followed by prose."""
    if title is None or len(body) < 3 or page.above(body[0]) != title:
        return body
    fact = page.facts[body[0]]
    if (
        fact.words < _FEWEST_OF_SUBTITLE
        or fact.tag == "li"
        or not is_heading(fact)
        or not is_summary(page.facts[body[1]])
    ):
        return body
    page.leave_out(body[0], "subtitle", "")
    return body[1:]


def _body_label(fact: Facts, listed: bool, followed: bool, is_last: bool) -> str:
    if fact.form == "attribution":
        return "quote"
    if fact.tag in ROW_TAGS:
        return "table"
    if fact.tag in HEADING_TAGS and fact.words <= _LONGEST_HEADING:
        return "heading"
    if listed or fact.tag == "li":
        return "list_item"
    if is_last and is_sign_off(fact):
        return "signoff"
    if fact.credited:
        return "caption"
    if followed and is_heading(fact):
        return "heading"
    return "paragraph"


def _list_items(page: LabelledPage, body: Sequence[int]) -> set[int]:
    """Runs of two or more lines with a bullet or number; of three with a dash, which also opens speech."""
    found: set[int] = set()
    run: list[int] = []
    for index in [*body, -1]:
        if index >= 0 and BULLET.match(page.facts[index].text):
            run.append(index)
            continue
        texts = [page.facts[item].text for item in run]
        strong = sum(bool(STRONG_BULLET.match(text)) for text in texts)
        spoken = any(boilerplate.QUESTION_WORD.search(text) for text in texts)
        if len(run) > 1 and (strong == len(run) or (len(run) > 2 and not spoken)):
            found.update(run)
        run = []
    return found


def _label_lead(page: LabelledPage, body: Sequence[int]) -> None:
    """Label the first paragraph as the lead, unless it is direct speech or the only paragraph."""
    paragraphs = [index for index in body if page.labels[index] == "paragraph"]
    if len(paragraphs) < 2 or paragraphs[0] != body[0]:
        return
    fact = page.facts[paragraphs[0]]
    if (
        _SHORTEST_LEAD <= fact.words <= _LONGEST_LEAD
        and not _OPENS_SPEECH.match(fact.text)
        and not fact.text.endswith("?")
    ):
        page.set(paragraphs[0], "lead")
