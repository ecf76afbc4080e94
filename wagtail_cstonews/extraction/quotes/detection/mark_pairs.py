"""Pairs opening and closing quotation marks of a paragraph, including nested ones.

>>> closing_mark(QuotationMarks("“We saw “Lear”,” he said."), "“", 1)
3
"""

from __future__ import annotations

from .quotation_marks import (
    DOUBLE_CLOSING,
    DOUBLE_STRAIGHT,
    ENDS_SPEECH,
    PRIME,
    SINGLE,
    QuotationMarks,
    could_close,
    could_open,
    is_apostrophe,
)

MOST_NESTED = 8
"""Maximum number of nested quotations: if there seem to be more, a closing mark is missing."""


def closing_mark(marks: QuotationMarks, mark: str, first: int) -> int | None:
    """The index of the mark that closes what ``mark`` opened, from index ``first`` on; None where it was
    forgotten, or a single mark turns out to be an apostrophe.
    """
    return (_closing_single if mark in SINGLE else _closing_double)(marks, mark, first)


def _closing_single(marks: QuotationMarks, mark: str, first: int) -> int | None:
    """The mark that closes a single quotation; None where the mark turns out to be an apostrophe."""
    closers = ("›",) if mark == "‹" else ("'",) if mark == "'" else ("’", "‘", "'") if mark == "‚" else ("’",)
    fallback: int | None = None
    for position in range(first, len(marks.found)):
        other, start, end = marks.found[position]
        if other not in closers:
            if other not in SINGLE and marks.opens(other, start, end) and fallback is not None:
                return fallback
            continue
        if is_apostrophe(marks.text, start, end) or not could_close(marks.text, start, end):
            continue
        if marks.text[start - 1] in ENDS_SPEECH:
            return position
        after = marks.text[end : end + 1]
        plural = marks.text[start - 1] in "sSxz" and after.isspace()
        if not plural:
            return position
        if fallback is None:
            fallback = position
    return fallback


def _closing_double(marks: QuotationMarks, mark: str, first: int) -> int | None:
    """The index of the mark that closes what the double ``mark`` opened; None if it is missing."""
    depth = 0
    nested: list[str] = []
    for position in range(first, len(marks.found)):
        other, start, end = marks.found[position]
        if other in SINGLE or other == PRIME:
            continue
        if nested:
            if marks.closes(nested[-1], other, start, end):
                nested.pop()
                continue
        elif marks.closes(mark, other, start, end):
            return position
        if marks.opens(other, start, end):
            if not _is_nested(marks, mark, other, position):
                return None
            nested.append(other)
            depth += 1
            if depth > MOST_NESTED:
                return None
    return None


def _is_nested(marks: QuotationMarks, mark: str, other: str, position: int) -> bool:
    """Whether a mark that opens inside an open quotation is nested in it, not a new quotation."""
    if other == mark and mark not in ("«", "»"):
        # “... “title” ...”: only where both are closed before another one opens.
        return mark not in DOUBLE_STRAIGHT and _closings_follow(marks, position + 1, 2)
    if mark in DOUBLE_STRAIGHT or other in DOUBLE_STRAIGHT:
        return _inner_then_outer(marks, mark, other, position + 1)
    return True


def _inner_then_outer(marks: QuotationMarks, mark: str, other: str, first: int) -> bool:
    """Whether the nested quotation is closed, and then the outer one, before another one opens."""
    inner_closed = False
    for position in range(first, len(marks.found)):
        candidate, start, end = marks.found[position]
        if candidate in SINGLE:
            continue
        if not inner_closed:
            inner_closed = marks.closes(other, candidate, start, end)
        elif marks.closes(mark, candidate, start, end):
            return True
        elif marks.opens(candidate, start, end):
            return False
    return False


def _closings_follow(marks: QuotationMarks, first: int, wanted: int) -> bool:
    """Whether the next double marks are as many closing ones as wanted."""
    for position in range(first, len(marks.found)):
        candidate, start, end = marks.found[position]
        if candidate in SINGLE:
            continue
        if candidate in DOUBLE_CLOSING or (candidate == "“" and not could_open(marks.text, start, end)):
            wanted -= 1
            if not wanted:
                return True
        else:
            return False
    return False
