"""Text to lines, and the paragraphs that several lines make where the text was wrapped by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..article.line import Line

_SENTENCE_END = re.compile(r"[.!?…:;。！？。]['\"”’»)\]]*$")
_NEW_PARAGRAPH = re.compile(r"[-–—•·*●▪◦]\s|\d{1,2}[.)]\s|[QA][.:]\s|[«“\"„]?[A-ZА-ЯЁ][\w.]{0,20}:\s")
_WIDEST_WRAP = 110
"""Characters of a line that may have been wrapped by hand; mail and typewriters have 60 to 80."""
_ENOUGH_BREAKS = 3
"""Breaks inside sentences that tell of wrapping."""
_NARROWEST_WRAP = 30
"""Characters; narrower is verse or a list."""


def normalise_breaks(text: str) -> str:
    """``\\r\\n`` and ``\\r`` become ``\\n``; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split_lines(text: str) -> list[Line]:
    """The lines of a text, numbered from 1. Only ``\\n`` divides (after :func:`normalise_breaks`).

    ``"\\n".join(line.text for line in split_lines(text))`` is the text again, to the letter. Form feeds,
    vertical tabs and Unicode's line separators stay inside their line: most of them are debris, not ends
    of lines.
    """
    return [Line(number, part) for number, part in enumerate(normalise_breaks(text).split("\n"), start=1)]


@dataclass(slots=True)
class Passage:
    """What is one line to a reader: a line, or the lines that a paragraph was wrapped into."""

    line: Line
    """The line itself, or a stand-in with the joined text and the number of the first line."""
    members: list[Line]


def passages(lines: Sequence[Line]) -> list[Passage]:
    """The lines, those of hand-wrapped paragraphs joined. Blank lines are passages of their own."""
    width = wrap_width(lines)
    if width is None:
        return [Passage(line, [line]) for line in lines]
    return [Passage(_joined(group), group) for group in _wrapped_groups(lines, width)]


def logical_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Passage]]:
    """The lines of :func:`passages`, and those of the passages that have several members."""
    if wrap_width(lines) is None:
        return list(lines), []
    read = passages(lines)
    return [passage.line for passage in read], [passage for passage in read if len(passage.members) > 1]


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width in characters at which the text was wrapped by hand; None if it was not.

    The signs: lines break inside sentences, the next goes on with a small letter, and nearly all lines that
    break so are about as long as the longest.
    """
    texts = [line.clean for line in lines]
    pairs = [(text, following) for text, following in pairwise(texts) if text and following]
    too_long = sum([len(text) > _WIDEST_WRAP for text, _ in pairs])
    if too_long * 10 > len(pairs):
        return None
    broken = [text for text, following in pairs if following[0].islower() and len(text) <= _WIDEST_WRAP]
    lengths = sorted([len(text) for text in broken if not _SENTENCE_END.search(text)])
    if len(lengths) < _ENOUGH_BREAKS or len(lengths) * 4 < len(pairs):
        return None
    width = lengths[-1]
    near = sum(length >= 0.75 * width for length in lengths)
    return width if width >= _NARROWEST_WRAP and near >= 0.8 * len(lengths) else None


def _wrapped_groups(lines: Sequence[Line], width: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    previous = ""
    for line in lines:
        text = line.clean
        if group and not (previous and text and _goes_on(previous, text, width)):
            yield group
            group = []
        group.append(line)
        previous = text
    if group:
        yield group


def _goes_on(text: str, following: str, width: int) -> bool:
    """Whether the next line belongs to the same paragraph: its first word did not fit on this one."""
    if len(text) > width + 10 or _NEW_PARAGRAPH.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    full = len(text) + 1 + len(first_word) > width - 2
    return full or (following[0].islower() and not _SENTENCE_END.search(text) and len(text) > width // 2)


def _joined(group: list[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    text = group[0].clean
    for line in group[1:]:
        # A hyphen at the end of a line may be part of the word: it stays, but without a gap after it.
        divided = text.endswith(("-", "‐")) and text[-2:-1].isalpha()
        text += line.clean if divided else " " + line.clean
    return Line(group[0].number, text)
