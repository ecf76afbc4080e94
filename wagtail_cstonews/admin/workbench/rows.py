"""The lines of a document as the left pane shows them, in windows: a document may have tens of thousands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from wagtail_cstonews.extraction.corrections import CORRECTED
from wagtail_cstonews.publishing.messages import translated

from ..words import label_in_words
from .labels import FIELDS, group_of

if TYPE_CHECKING:
    from wagtail_cstonews.extraction.article.article import Article
    from wagtail_cstonews.extraction.article.blocks import Speaker
    from wagtail_cstonews.extraction.article.line import Line

WINDOW = 300
"""Lines that are shown at once; the next ones are loaded when they are scrolled to."""

LONGEST_COMPARED = 4000
"""Characters of a line up to which it is shown what a repair changed."""

MOST_REPAIRS = 5
ODD = ("Z", "C")
"""The categories of characters that cannot be seen: spaces, controls, formats."""

_WORDS = re.compile(r"\s+|\S+")


@dataclass
class Repair:
    """A place that was repaired, and what stood there."""

    now: str
    was: str


@dataclass
class Row:
    """One line on screen."""

    line: Line
    words: Any
    """What its label is called."""
    group: str
    reason: str
    field: str
    """The field of the page that it becomes, if it becomes no block."""
    speaker: str
    is_corrected: bool

    @property
    def is_left_out(self) -> bool:
        return self.group == "out"

    @property
    def repairs(self) -> list[Repair]:
        return repairs_of(self.line.text, self.line.repaired)

    @property
    def shown(self) -> str:
        line = self.line
        return line.text if line.repaired is None else line.repaired


class Speakers:
    """Who speaks in the lines of each block."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.of_quotes: dict[int | None, list[str]] = {}
        for quote in article.quotes:
            names = self.of_quotes.setdefault(quote.block, [])
            if quote.speaker and quote.speaker.name not in names:
                names.append(quote.speaker.name)

    def of(self, line: Line) -> str:
        block = self.article.body[line.block] if line.block is not None else None
        if block is not None and line.label in ("question", "answer") and block.type == "exchange":
            speaker: Speaker | None = getattr(block, line.label).speaker
            return speaker.name if speaker else ""
        if line.block is None or line.label not in ("quote", "paragraph", "answer"):
            return ""
        return ", ".join(self.of_quotes.get(line.block, ()))


def row_of(line: Line, speakers: Speakers) -> Row:
    return Row(
        line,
        label_in_words(line.label),
        group_of(line.label),
        translated(line.reason) if line.reason and _says_something(line) else "",
        FIELDS.get(line.label, ""),
        speakers.of(line),
        line.reason == CORRECTED,
    )


def _says_something(line: Line) -> bool:
    """Whether the reason is of use on screen; for what stays in only if somebody said so."""
    return group_of(line.label) == "out" or line.reason == CORRECTED or "editor" in line.reason


def window(article: Article, first: int = 1, count: int = WINDOW) -> list[Row]:
    """The rows from line number ``first`` on. Empty lines have no row."""
    speakers = Speakers(article)
    found = (line for line in article.lines[max(first, 1) - 1 :] if line.label != "blank")
    return [row_of(line, speakers) for line in islice(found, count)]


def rows_html(rows: Sequence[Row]) -> str:
    return render_to_string("wagtail_cstonews/admin/workbench/rows.html", {"rows": rows})


def next_after(article: Article, rows: Sequence[Row]) -> int | None:
    """The number of the first line after a window that has a row; None at the end."""
    if not rows:
        return None
    rest = article.lines[rows[-1].line.number :]
    return next((line.number for line in rest if line.label != "blank"), None)


def first_before(article: Article, first: int) -> int | None:
    """The number of the first line of the window before this one; None where there is none."""
    above = [line.number for line in article.lines[: max(first - 1, 0)] if line.label != "blank"]
    return above[-WINDOW:][0] if above else None


# ------------------------------------------------------------------ what changed


def changed_rows(before: Article, after: Article) -> list[Row] | None:
    """The rows that look different now; None if the lines themselves are others."""
    if len(before.lines) != len(after.lines):
        return None
    then, now = Speakers(before), Speakers(after)
    rows = []
    for old, new in zip(before.lines, after.lines, strict=True):
        if old.text != new.text:
            return None
        is_same = (old.label, old.reason, old.repaired) == (new.label, new.reason, new.repaired)
        if not is_same or then.of(old) != now.of(new):
            rows.append(row_of(new, now))
    return rows


def moved_blocks(before: Article, after: Article) -> list[list[int | None]]:
    """Which lines belong to other blocks now: first line, last line, and how far their blocks moved; of a
    line that had no block, or has none now, the new block as a fourth.

    One line that becomes a paragraph moves the blocks of all lines below, and what is sent must not grow with
    them.
    """
    spans: list[list[int | None]] = []
    open_span: list[int | None] | None = None
    for old, new in zip(before.lines, after.lines, strict=True):
        if old.block == new.block:
            if new.block is not None:
                open_span = None
        elif old.block is None or new.block is None:
            open_span = None
            spans.append([new.number, new.number, None, new.block])
        else:
            moved = new.block - old.block
            if open_span is None or open_span[2] != moved:
                open_span = [new.number, new.number, moved, None]
                spans.append(open_span)
            open_span[1] = new.number
    return spans


# ------------------------------------------------------------------ repairs


def repairs_of(text: str, repaired: str | None) -> list[Repair]:
    """The words that a repair changed, each with what stood there; at most a few."""
    if repaired is None or text == repaired:
        return []
    if max(len(text), len(repaired)) > LONGEST_COMPARED:
        return [Repair("", "")]
    found = {(repair.now, repair.was): repair for repair in _repairs(text, repaired)}
    return list(islice(found.values(), MOST_REPAIRS))


def _repairs(text: str, repaired: str) -> Iterator[Repair]:
    old, new = _WORDS.findall(text), _WORDS.findall(repaired)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Repair("".join(new[c:d]).strip(), visible("".join(old[a:b])))


def visible(text: str) -> str:
    """The text with what cannot be seen written out.

    >>> visible("a\\u00a0b")
    'a [U+00A0] b'
    """
    return "".join(
        f" [U+{ord(character):04X}] "
        if character != " " and unicodedata.category(character)[0] in ODD
        else character
        for character in text
    )


def by_number(rows: Sequence[Row]) -> Mapping[int, str]:
    """Each row by itself, by line number."""
    return {row.line.number: rows_html([row]) for row in rows}
