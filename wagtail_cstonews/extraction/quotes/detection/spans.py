"""Quoted spans: scans paragraphs for the beginnings and ends of quotations.

    >>> text = "“We are ‘ready’,” said the man, 6' tall."
    >>> [span.inner(text) for span in scan_paragraphs([text])]
    ['We are ‘ready’,']

The scanner keeps nested marks inside the outer span, carries a quotation over to the next paragraph where
that one opens with a mark again, and ends one whose closing mark was forgotten with its paragraph. Whether a
span is somebody's speech is decided elsewhere (``speech``).
"""

from __future__ import annotations

from dataclasses import dataclass

from ....text.patterns import lazy_compile
from .mark_pairs import closing_mark
from .quotation_marks import (
    DOUBLE_OPENING,
    MARK,
    PRIME,
    SINGLE,
    QuotationMarks,
    could_close,
    could_open,
    may_open,
)

MOST_MARKS = 1000
"""A paragraph with more marks is not prose, and is skipped: pairing them would be slow."""
_LABEL = lazy_compile(r"(?:[A-Z][A-Z .’'-]{2,30}|Q|A|Question|Answer):\s")
_CONTINUED = lazy_compile(r"\s*[“„‟\"«»‘]")


@dataclass(slots=True)
class Span:
    """A quoted stretch of one paragraph. Offsets are in characters of that paragraph's text."""

    paragraph: int
    start: int
    """The opening mark, or the first character where the quotation came over from an earlier paragraph."""
    inner_start: int
    inner_end: int
    end: int
    """Behind the closing mark, or the paragraph's end where it was not closed."""
    mark: str = '"'
    """The opening mark."""
    closed: bool = True
    continues: bool = False
    """Whether the quotation was opened in an earlier paragraph."""
    run: int = 1
    """Over how many paragraphs the quotation goes."""
    run_closed: bool = True
    """Whether it was closed in the last of them."""
    labelled: bool = False
    """Whether a part of it begins with a speaker's label, as a transcript does: ``"WALLACE: ...``."""

    def inner(self, text: str) -> str:
        """The words between the marks."""
        return text[self.inner_start : self.inner_end].strip()


def scan_paragraphs(paragraphs: list[str], language: str | None = "en") -> list[Span]:
    """All outermost quoted spans, in order.

    A quotation over several paragraphs gives a span for each, those after the first marked as continuing.
    """
    spans: list[Span] = []
    carried = ""
    for index, text in enumerate(paragraphs):
        if not text or text.isspace():
            continue
        if not carried and not may_open(text):
            continue
        scanner = ParagraphScanner(index, text, carried, language)
        if len(scanner.marks.found) > MOST_MARKS:
            carried = ""
            continue
        spans.extend(scanner.scan())
        carried = scanner.left_open
        if carried and not _goes_on(carried, paragraphs, index + 1):
            carried = ""
    _measure_runs(spans, paragraphs)
    return spans


def _measure_runs(spans: list[Span], paragraphs: list[str]) -> None:
    """Tells each span how long its quotation is, and whether it was closed in the end."""
    first = 0
    for position in range(1, len(spans) + 1):
        if position < len(spans) and spans[position].continues:
            continue
        labelled = any(
            _LABEL.match(paragraphs[span.paragraph], span.inner_start) for span in spans[first:position]
        )
        for span in spans[first:position]:
            span.labelled = labelled
            span.run = position - first
            span.run_closed = spans[position - 1].closed
        first = position


def _goes_on(mark: str, paragraphs: list[str], following: int) -> bool:
    """Whether the quotation left open by ``mark`` is taken up again by the next paragraph."""
    text = next(
        (paragraph for paragraph in paragraphs[following:] if paragraph and not paragraph.isspace()), ""
    )
    if not text:
        return False
    if _CONTINUED.match(text):
        return (mark in SINGLE) == (text.lstrip()[0] in SINGLE)
    return mark not in SINGLE and _closes_before_opening(text)


def _closes_before_opening(text: str) -> bool:
    """Whether the first double mark of the text is one that closes, well inside it."""
    for match in MARK.finditer(text):
        mark = match.group()
        if mark in SINGLE or mark == "''":
            continue
        return (
            mark not in DOUBLE_OPENING
            and not could_open(text, match.start(), match.end())
            and could_close(text, match.start(), match.end())
        )
    return False


class ParagraphScanner:
    """Finds the quoted spans of one paragraph: pairs each mark that opens with the one that closes it."""

    def __init__(self, index: int, text: str, carried: str = "", language: str | None = "en") -> None:
        self.index = index
        self.text = text
        self.marks = QuotationMarks(text, language)
        self.carried = carried
        """The mark of a quotation that an earlier paragraph left open; empty where there is none."""
        self.left_open = ""
        """The mark of the quotation that this paragraph leaves open, once it is scanned."""
        self.at = 0

    def scan(self) -> list[Span]:
        spans: list[Span] = []
        if self.carried:
            spans.append(self._carried_span())
        while self.at < len(self.marks.found):
            mark, start, end = self.marks.found[self.at]
            self.at += 1
            if self.marks.opens(mark, start, end):
                span = self._read(mark, start, end)
                if span is not None:
                    spans.append(span)
        return spans

    def _carried_span(self) -> Span:
        """The stretch that belongs to a quotation opened in an earlier paragraph."""
        start = inner = 0
        mark = self.carried
        if _CONTINUED.match(self.text):
            mark, start, inner = self.marks.found[0]
            self.at = 1
        span = self._read(mark, start, inner)
        if span is None:
            span = Span(self.index, start, inner, len(self.text), len(self.text), mark, closed=False)
        span.continues = True
        return span

    def _read(self, mark: str, start: int, inner: int) -> Span | None:
        """From the opening mark to the one that closes it."""
        closing = closing_mark(self.marks, mark, self.at)
        if closing is None and mark in SINGLE:
            return None
        if closing is None:
            size = len(self.text)
            cut = self._next_opening_of_the_same_kind(mark)
            if cut is not None:
                self.at = cut
                stop = self.marks.found[cut][1]
                return Span(self.index, start, inner, stop, stop, mark, closed=False)
            self.left_open = mark
            self.at = len(self.marks.found)
            return Span(self.index, start, inner, size, size, mark, closed=False)
        _, closing_start, closing_end = self.marks.found[closing]
        self.at = closing + 1
        return Span(self.index, start, inner, closing_start, closing_end, mark)

    def _next_opening_of_the_same_kind(self, mark: str) -> int | None:
        """Where the next quotation begins, if this one's closing mark was forgotten before it."""
        for position in range(self.at, len(self.marks.found)):
            other, start, end = self.marks.found[position]
            if other in SINGLE or other == PRIME:
                continue
            if (
                self.marks.opens(other, start, end)
                and closing_mark(self.marks, other, position + 1) is not None
            ):
                return position
        return None
