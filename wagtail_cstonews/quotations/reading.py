"""Finds the quotations of an article in its stored streams.

Only the stored JSON is read: no block value is built, and nothing is queried.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from ..models.quotation import LONGEST_NAME, UNDATED, Quotation
from ..web import as_number

Place = tuple[int, ...]
"""A position in an article: the block's number, then those in it, then the number of characters before."""

Json = dict[str, Any]

_KIND = Quotation.Kind
_NAMESPACE = uuid.UUID("4b0a6c0e-54f3-5a7e-9a0b-8f5d1b6d1c37")
_TAG = re.compile(r"<[^<>]*>")
_OTHERS = re.compile(r"[\W_]+")

_BEGINNING = 40
"""Letters from the beginning of a quotation by which it is found in its paragraph: few, so that a quotation
that an editor shortened is found, but enough to be unique in an article.
"""

LONGEST_CONTEXT = 600
"""Characters of a paragraph around words in it: most paragraphs are shorter."""

_LAST = 1 << 30
"""The place of words that are not found in the article."""

_BEFORE = 200
"""Characters of a longer paragraph before the words."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A stored block with somebody's words, and where these stand."""

    place: Place
    child: Json
    block: Any
    """The id of the body's block."""
    is_beside: bool = False
    """Whether it stands beside the body, for words in a paragraph."""
    context: str = ""


def quotations_of(page: Any) -> list[Quotation]:
    """The unsaved quotations of an article, in its order. None are of a draft.

    An answer that names nobody is the interviewee's.
    """
    if not page.live:
        return []
    body, beside = page.body.get_prep_value(), page.quotes.get_prep_value()
    found = list(_in_blocks(body, ()))
    if beside:
        paragraphs = _Paragraphs(page.lead, body)
        found += [paragraphs.find(child) for child in beside if _is_quote(child)]
    maker = _Maker(page)
    for one in sorted(found, key=lambda one: one.place):
        maker.add(one)
    maker.mark_interviewee()
    return maker.rows


def _in_blocks(raw: Any, place: Place) -> Iterator[_Found]:
    """The quotes and answers in stored blocks, at any depth."""
    if isinstance(raw, dict):
        for part in raw.values():
            if isinstance(part, list | dict):
                yield from _in_blocks(part, place)
        return
    for number, child in enumerate(raw):
        value = child.get("value") if isinstance(child, dict) else None
        if not isinstance(value, list | dict):
            continue
        here = (*place, number)
        if _is_quote(child) or _is_exchange(value):
            yield _Found(here, child, child.get("id"))
        yield from _in_blocks(value, here)


def _is_quote(child: Json) -> bool:
    value = child.get("value")
    # What code has stored may lack the fields that are empty.
    return (
        isinstance(value, dict) and "quote" in value and (child.get("type") == "quote" or "speaker" in value)
    )


def _is_exchange(value: Any) -> bool:
    return isinstance(value, dict) and "question" in value and isinstance(value.get("answer"), list)


class _Maker:
    """Makes the rows of one page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.rows: list[Quotation] = []
        self.seen: Counter[str] = Counter()
        self.interviewee = getattr(page, "interviewee_id", None)

    def add(self, found: _Found) -> None:
        value = found.child["value"]
        if _is_exchange(value):
            self._add_answer(found, value)
            return
        self._row(
            _KIND.PARAGRAPH if found.is_beside else _KIND.QUOTE,
            found.child.get("id"),
            text=_text(value, "quote"),
            person_id=as_number(value.get("speaker")),
            speaker_name=_text(value, "speaker_name"),
            role=_text(value, "role"),
            attribution=_text(value, "attribution"),
            context=found.context,
            block=_uuid(found.block),
        )

    def _add_answer(self, found: _Found, value: Json) -> None:
        person, name = as_number(value.get("answerer")), _text(value, "answerer_name")
        role = _text(value, "answerer_role")
        if not person and not name:
            person, name = self.interviewee, getattr(self.page, "interviewee_name", "")
            role = role or getattr(self.page, "interviewee_role", "")
        self._row(
            _KIND.ANSWER,
            found.child.get("id"),
            text=_answer_text(value["answer"]),
            person_id=person,
            speaker_name=name,
            role=role,
            question=_text(value, "question"),
            block=_uuid(found.block),
        )

    def mark_interviewee(self) -> None:
        """Say who is interviewed, if no row does."""
        if self.interviewee and not any(row.person_id == self.interviewee for row in self.rows):
            page = self.page
            self._row(
                _KIND.INTERVIEW,
                None,
                person_id=self.interviewee,
                speaker_name=page.interviewee_name,
                role=page.interviewee_role,
            )

    def _row(self, kind: Any, id: Any, *, speaker_name: str, text: str = "", **fields: Any) -> None:
        if not text and kind != _KIND.INTERVIEW:
            return
        name = f"{self.page.pk}:{kind}:{id}"
        self.seen[name] += 1
        self.rows.append(
            Quotation(
                id=uuid.uuid5(_NAMESPACE, f"{name}:{self.seen[name]}"),
                page_id=self.page.pk,
                kind=str(kind),
                text=text,
                speaker_name=speaker_name[:LONGEST_NAME],
                position=len(self.rows),
                published_at=self.page.published_at or UNDATED,
                **fields,
            )
        )


class _Paragraphs:
    """The paragraphs of an article, in which quotations are looked up."""

    def __init__(self, lead: str, body: Any) -> None:
        self.texts = list(_paragraphs(lead, body))
        self.letters: list[str] = []

    def find(self, child: Json) -> _Found:
        """A quote beside the body, with the paragraph and the place of its words.

        Quotes whose words are not found come last.
        """
        words = _text(child["value"], "quote")
        for place, block, text, start in self._matches(words):
            return _Found((*place, start), child, block, True, _around(text, start))
        return _Found((_LAST,), child, None, True)

    def _matches(self, words: str) -> Iterator[tuple[Place, Any, str, int]]:
        beginning = words[:_BEGINNING]
        for place, block, text in self.texts if beginning else ():
            if (start := text.find(beginning)) >= 0:
                yield place, block, text, start
        wanted = letters_and_digits(words)[:_BEGINNING]
        self.letters = self.letters or [letters_and_digits(text) for _place, _block, text in self.texts]
        for (place, block, text), letters in zip(self.texts, self.letters, strict=True):
            if wanted and (at := letters.find(wanted)) >= 0:
                yield place, block, text, _nth_letter(text, at)


def printed_texts(page: Any) -> Iterator[tuple[Place, str]]:
    """The plain texts of the lead, paragraphs and lists of a page, each with its position."""
    for place, _block, text in _paragraphs(page.lead, page.body.raw_data):
        yield place, text


def _paragraphs(lead: str, body: Any) -> Iterator[tuple[Place, Any, str]]:
    yield (-1,), None, lead
    yield from _texts(body, ())


def _texts(raw: Any, position: Place) -> Iterator[tuple[Place, Any, str]]:
    """The texts of paragraphs and lists, in answers as well, each with its position and its block's id."""
    for number, child in enumerate(raw or ()):
        place, value = (*position, number), child.get("value")
        if child.get("type") == "paragraph":
            yield place, child.get("id"), plain_text(value or "")
        elif child.get("type") == "list" and isinstance(value, dict):
            items = [item.get("value") for item in value.get("entries") or () if isinstance(item, dict)]
            yield place, child.get("id"), " ".join(item for item in items if isinstance(item, str))
        elif isinstance(value, dict) and "answer" in value:
            yield from _texts(value["answer"], place)


def letters_and_digits(text: str) -> str:
    """A text's letters and digits: punctuation may differ between a quotation and its paragraph."""
    return _OTHERS.sub("", text)


def plain_text(html: str) -> str:
    """Stored HTML as text; each paragraph is a line.

    >>> plain_text("<p>Tea &amp; <b>toast</b>.</p><p>Milk.</p>")
    'Tea & toast.\\nMilk.'
    """
    return unescape(_TAG.sub("", html.replace("</p>", "</p>\n"))).strip()


def _nth_letter(text: str, number: int) -> int:
    seen = -1
    for position, character in enumerate(text):
        seen += character.isalnum()
        if seen == number:
            return position
    return 0


def _around(text: str, start: int) -> str:
    """The part of a text around a position, at the ends of words; all of a short one."""
    if len(text) <= LONGEST_CONTEXT:
        return text
    begin = max(0, start - _BEFORE)
    end = begin + LONGEST_CONTEXT
    part = text[begin:end]
    if end < len(text):
        part = part.rsplit(None, 1)[0] + " …"
    return "… " + part.split(None, 1)[-1] if begin else part


def _answer_text(answer: Any) -> str:
    """The paragraphs of an answer. Quotes in it are rows of their own."""
    texts = [
        plain_text(child["value"])
        for child in answer or ()
        if isinstance(child, dict)
        and child.get("type") == "paragraph"
        and isinstance(child.get("value"), str)
    ]
    return "\n".join(filter(None, texts))


def _text(value: Json, name: str) -> str:
    text = value.get(name)
    return text if isinstance(text, str) else ""


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
