"""Splits plain text into lines, and joins the lines of paragraphs that were wrapped by hand.

>>> [line.text for line in split_lines("The lock\\nis closed.")]
['The lock', 'is closed.']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...text.patterns import lazy_compile
from ..article.line import Line

_SENTENCE_END = lazy_compile(r"[.!?…:;。！？。]['\"”’»)\]]*$")
_NEW_PARAGRAPH = lazy_compile(r"[-–—•·*●▪◦]\s|\d{1,2}[.)]\s|[QA][.:]\s|[«“\"„]?[A-ZА-ЯЁ][\w.]{0,20}:\s")
_WIDEST_WRAP = 110
"""The longest line, in characters, of hand-wrapped text; mail and typewriters wrap at 60 to 80."""
_ENOUGH_BREAKS = 3
"""Line breaks inside sentences that are evidence of hand wrapping."""
_NARROWEST_WRAP = 30
"""The narrowest wrap width, in characters; shorter lines are verse or a list."""


def normalise_breaks(text: str) -> str:
    """Replace ``\\r\\n`` and ``\\r`` with ``\\n``; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split_lines(text: str) -> list[Line]:
    """Split a text into lines, numbered from 1, at ``\\n`` only (call :func:`normalise_breaks` first).

    ``"\\n".join(line.text for line in split_lines(text))`` restores the text exactly. Form feeds, vertical
    tabs and Unicode line separators stay inside their line: most of them are debris, not line ends.
    """
    return [Line(number, part) for number, part in enumerate(normalise_breaks(text).split("\n"), start=1)]


@dataclass(slots=True)
class Passage:
    """A logical line: one line, or all lines of a hand-wrapped paragraph."""

    line: Line
    """The line itself, or a new line with the joined text and the number of the first one."""
    members: list[Line]


def passages(lines: Sequence[Line]) -> list[Passage]:
    """Group lines into passages, joining hand-wrapped paragraphs. Blank lines are passages of their own."""
    width = wrap_width(lines)
    if width is None:
        return [Passage(line, [line]) for line in lines]
    return [Passage(joined_line(group), group) for group in _wrapped_groups(lines, width)]


def logical_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Passage]]:
    """The logical lines, and the passages that were joined from several lines."""
    if wrap_width(lines) is None:
        return list(lines), []
    read = passages(lines)
    return [passage.line for passage in read], [passage for passage in read if len(passage.members) > 1]


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width, in characters, at which the text was wrapped by hand; None if it was not wrapped.

    The evidence: lines break inside sentences, the next line continues in lower case, and nearly all lines
    with such a break are about as long as the longest.
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
    """Whether the next line continues the paragraph: its first word would not have fitted on this line."""
    if len(text) > width + 10 or _NEW_PARAGRAPH.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    full = len(text) + 1 + len(first_word) > width - 2
    return full or (following[0].islower() and not _SENTENCE_END.search(text) and len(text) > width // 2)


def joined_line(group: list[Line]) -> Line:
    """The logical line of a group: the line itself, or a new one."""
    return group[0] if len(group) == 1 else Line(group[0].number, joined_text(line.clean for line in group))


def joined_text(texts: Iterable[str]) -> str:
    """Texts of lines as one. A hyphen at the end of a line may belong to the word: it is kept, but no space
    is added.

    >>> joined_text(["The lock is well-", "known in", "Kamenz."])
    'The lock is well-known in Kamenz.'
    """
    whole = ""
    for text in texts:
        divided = whole.endswith(("-", "‐")) and whole[-2:-1].isalpha()
        whole += text if divided or not whole else " " + text
    return whole
