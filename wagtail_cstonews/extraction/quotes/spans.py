"""Quotation marks: where quoted spans begin and end, paragraph by paragraph.

    >>> text = "“We are ‘ready’,” said the man, 6' tall."
    >>> [span.inner(text) for span in scan_paragraphs([text])]
    ['We are ‘ready’,']

The scanner knows which mark opens and which closes from the mark and from what stands around it, keeps
nested marks inside the outer span, carries a quotation over to the next paragraph where that one opens with
a mark again, and ends one whose closing mark was forgotten with its paragraph. Whether a span is somebody's
speech is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..languages.registry import words_of
from ..languages.speech_verbs import is_verb

# Two apostrophes close what ``…'' opened; without that they are passed over, as one mark.
# (A list of single characters, not a set: then the engine skips quickly to the next of them.)
_MARK = re.compile(r"``|''|‘‘|’’|‚‚|,,(?=\w)|" + "|".join("“”„‟«»\"‘’'‚‹›＂″"))
# Nothing but these may open a quotation: ``’`` and ``'`` behind a letter do not.
_MAY_OPEN = re.compile(r"``|’’|'(?<!\w')|,,(?=\w)|" + "|".join('“”„‟«»"‘‚‹＂'))
_DOUBLE_OPENING = frozenset({"“", "„", "‟", "``", "‘‘", "‚‚", ",,"})
_DOUBLE_CLOSING = frozenset({"”", "’’", "''"})
_DOUBLE_STRAIGHT = frozenset({'"', "＂"})
_SINGLE = frozenset({"‘", "’", "'", "‚", "‹", "›"})
_GUILLEMETS = frozenset({"«", "»"})

_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f\u200b([{—–-―−/:…|>*\u2028：，。、；（")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f\u200b)]},.;:!?—–-―−/…|<*'’”\"»\u2028，。、；：！？）،؛؟")
_ENDS_SPEECH = frozenset(",.?!…;:—–-)]，。！？；،؟")
_ELISIONS = re.compile(r"(?:em|cause|til|tis|twas|n|round|bout|cos|\d0s)\b", re.IGNORECASE)
MOST_MARKS = 1000
"""A paragraph with more marks than this is no prose, and is passed over."""
_LABEL = re.compile(r"(?:[A-Z][A-Z .’'-]{2,30}|Q|A|Question|Answer):\s")
_ATTRIBUTION = re.compile(r"(?:\s?[—–-]\s?|[ \u00a0])?([^\W\d_]{2,20})[ \u00a0]([^\W\d_]{1,20})")
"""The two words behind a mark: ``said Masadykov``, ``he said``."""
_CONTINUED = re.compile(r"\s*[“„‟\"«»‘]")


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
        if not carried and not _MAY_OPEN.search(text):
            continue
        scanner = _Paragraph(index, text, carried, language)
        if len(scanner.marks) > MOST_MARKS:
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
        return (mark in _SINGLE) == (text.lstrip()[0] in _SINGLE)
    return mark not in _SINGLE and _closes_before_opening(text)


def _closes_before_opening(text: str) -> bool:
    """Whether the first double mark of the text is one that closes, well inside it."""
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in _SINGLE or mark == "''":
            continue
        return (
            mark not in _DOUBLE_OPENING
            and not _could_open(text, match.start(), match.end())
            and _could_close(text, match.start(), match.end())
        )
    return False


def _could_open(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before in _BEFORE_OPENING or before in "“„\"‘'«(") and not after.isspace()


def _could_close(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before == " " and start > 1 and text[start - 2] in "'’":
        # The outer mark stands apart from the nested one: ``'outreach,' " he said``.
        before = "'"
    return not before.isspace() and (after in _AFTER_CLOSING or after.isspace() or before in _ENDS_SPEECH)


def _is_apostrophe(text: str, start: int, end: int) -> bool:
    """Whether a single mark stands inside a word (``don't``) or for letters left out (``'90s``)."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() and after.isalnum():
        return True
    return not before.isalnum() and _ELISIONS.match(text, end) is not None


class _Paragraph:
    """The scan of one paragraph."""

    def __init__(self, index: int, text: str, carried: str, language: str | None) -> None:
        self.index = index
        self.language = language
        self.text = text
        self.marks = [
            (match.group(), match.start(), match.end())
            for match in _MARK.finditer(text)
            if match.group() != "''" or "``" in text
        ]
        self.carried = carried
        self.left_open = ""
        self.at = 0

    def scan(self) -> list[Span]:
        spans: list[Span] = []
        if self.carried:
            spans.append(self._carried_span())
        while self.at < len(self.marks):
            mark, start, end = self.marks[self.at]
            self.at += 1
            if self._opens(mark, start, end):
                span = self._read(mark, start, end)
                if span is not None:
                    spans.append(span)
        return spans

    def _carried_span(self) -> Span:
        """The stretch that belongs to a quotation opened in an earlier paragraph."""
        start = inner = 0
        mark = self.carried
        if _CONTINUED.match(self.text):
            mark, start, inner = self.marks[0]
            self.at = 1
        span = self._read(mark, start, inner)
        if span is None:
            span = Span(self.index, start, inner, len(self.text), len(self.text), mark, closed=False)
        span.continues = True
        return span

    def _opens(self, mark: str, start: int, end: int) -> bool:
        text = self.text
        if mark == "″":
            return False
        if mark in _DOUBLE_STRAIGHT:
            return _could_open(text, start, end) and not self._is_measure(start)
        if mark in _DOUBLE_OPENING:
            return _could_open(text, start, end) or not _could_close(text, start, end)
        if mark in _DOUBLE_CLOSING:
            return _could_open(text, start, end) and not _could_close(text, start, end)
        if mark == "«":
            return (
                not _could_close(text, start, end)
                or _could_open(text, start, end)
                or text[end : end + 1].isspace()
            )
        if mark == "»":
            return _could_open(text, start, end) and not _could_close(text, start, end)
        if mark in ("’", "›"):
            return False
        return _could_open(text, start, end) and not _is_apostrophe(text, start, end)

    def _is_measure(self, start: int) -> bool:
        """Whether a straight mark stands for inches or seconds: ``a 12" wall``."""
        return start > 0 and self.text[start - 1].isdigit()

    def _read(self, mark: str, start: int, inner: int) -> Span | None:
        """From the opening mark to the one that closes it."""
        if mark in _SINGLE:
            closing = self._single_closing(mark)
            if closing is None:
                return None
        else:
            closing = self._double_closing(mark)
        if closing is None:
            size = len(self.text)
            cut = self._next_opening_of_the_same_kind(mark)
            if cut is not None:
                self.at = cut
                stop = self.marks[cut][1]
                return Span(self.index, start, inner, stop, stop, mark, closed=False)
            self.left_open = mark
            self.at = len(self.marks)
            return Span(self.index, start, inner, size, size, mark, closed=False)
        position = closing
        _, closing_start, closing_end = self.marks[position]
        self.at = position + 1
        return Span(self.index, start, inner, closing_start, closing_end, mark)

    def _next_opening_of_the_same_kind(self, mark: str) -> int | None:
        """Where the next quotation begins, if this one's closing mark was forgotten before it."""
        for position in range(self.at, len(self.marks)):
            other, start, end = self.marks[position]
            if other in _SINGLE or other == "″":
                continue
            if self._opens(other, start, end) and self._double_closing_from(other, position + 1) is not None:
                return position
        return None

    def _double_closing(self, mark: str) -> int | None:
        return self._double_closing_from(mark, self.at)

    def _double_closing_from(self, mark: str, first: int) -> int | None:
        """The index of the mark that closes what the double ``mark`` opened; None if it was forgotten."""
        depth = 0
        nested: list[str] = []
        for position in range(first, len(self.marks)):
            other, start, end = self.marks[position]
            if other in _SINGLE or other == "″":
                continue
            if nested:
                if self._closes(nested[-1], other, start, end):
                    nested.pop()
                    continue
            elif self._closes(mark, other, start, end):
                return position
            if self._opens(other, start, end):
                if not self._is_nested(mark, other, position):
                    return None
                nested.append(other)
                depth += 1
                if depth > 8:
                    return None
        return None

    def _is_nested(self, mark: str, other: str, position: int) -> bool:
        """Whether a mark that opens inside an open quotation is nested in it, not a new quotation."""
        if other == mark and mark not in ("«", "»"):
            # “... “title” ...”: only where both are closed before another one opens.
            return mark not in _DOUBLE_STRAIGHT and self._closings_follow(position + 1, 2)
        if mark in _DOUBLE_STRAIGHT or other in _DOUBLE_STRAIGHT:
            return self._inner_then_outer(mark, other, position + 1)
        return True

    def _inner_then_outer(self, mark: str, other: str, first: int) -> bool:
        inner_closed = False
        for position in range(first, len(self.marks)):
            candidate, start, end = self.marks[position]
            if candidate in _SINGLE:
                continue
            if not inner_closed:
                inner_closed = self._closes(other, candidate, start, end)
            elif self._closes(mark, candidate, start, end):
                return True
            elif self._opens(candidate, start, end):
                return False
        return False

    def _closings_follow(self, first: int, wanted: int) -> bool:
        for position in range(first, len(self.marks)):
            candidate, start, end = self.marks[position]
            if candidate in _SINGLE:
                continue
            if candidate in _DOUBLE_CLOSING or (candidate == "“" and not _could_open(self.text, start, end)):
                wanted -= 1
                if not wanted:
                    return True
            else:
                return False
        return False

    def _closes(self, mark: str, other: str, start: int, end: int) -> bool:
        text = self.text
        if mark in _GUILLEMETS:
            return other == ("»" if mark == "«" else "«")
        if other in _DOUBLE_CLOSING:
            return True
        if mark not in _SINGLE and self._is_before_a_verb(start, end):
            return True
        if other == "“":
            return mark in ("„", "‚‚", ",,", "»") or (
                _could_close(text, start, end) and not _could_open(text, start, end)
            )
        if other in _DOUBLE_STRAIGHT:
            if self._is_measure(start) and self._measure_inside(start, end):
                return False
            return _could_close(text, start, end) and not (
                _could_open(text, start, end)
                and text[start - 1 : start] not in ("—", "–", "-", "…")
                and text[start - 2 : start] not in ("' ", "’ ")
            )
        return False

    def _is_before_a_verb(self, start: int, end: int) -> bool:
        """Whether a mark inside a quotation that its spaces would have open another one closes it: it stands
        right before who says so. ``"That is clear, "said Masadykov.``
        """
        text = self.text
        if not text[start - 1 : start].isspace() or text[: start - 1].rstrip()[-1:] not in _ENDS_SPEECH:
            return False
        words = _ATTRIBUTION.match(text, end)
        if words is None:
            return False
        first, second = words.groups()
        return is_verb(second if first in words_of(self.language).pronouns else first, self.language)

    def _measure_inside(self, start: int, end: int) -> bool:
        """Whether a mark after a digit is a measure inside a quotation: a word follows, and another mark
        could close.
        """
        after = self.text[end : end + 2]
        if not (after[:1].isspace() and after[1:2].islower()):
            return False
        following = [(m, s, e) for m, s, e in self.marks if s > start and m in _DOUBLE_STRAIGHT]
        return len(following) % 2 == 1 and _could_close(self.text, following[0][1], following[0][2])

    def _single_closing(self, mark: str) -> int | None:
        """The mark that closes a single quotation; None where the mark turns out to be an apostrophe."""
        closers = (
            ("›",) if mark == "‹" else ("'",) if mark == "'" else ("’", "‘", "'") if mark == "‚" else ("’",)
        )
        fallback: int | None = None
        for position in range(self.at, len(self.marks)):
            other, start, end = self.marks[position]
            if other not in closers:
                if other not in _SINGLE and self._opens(other, start, end) and fallback is not None:
                    return fallback
                continue
            if _is_apostrophe(self.text, start, end) or not _could_close(self.text, start, end):
                continue
            if self.text[start - 1] in _ENDS_SPEECH:
                return position
            after = self.text[end : end + 1]
            plural = self.text[start - 1] in "sSxz" and after.isspace()
            if not plural:
                return position
            if fallback is None:
                fallback = position
        return fallback
