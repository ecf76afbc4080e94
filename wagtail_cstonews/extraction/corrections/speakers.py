"""The speakers that an editor named, for quotes outside of an interview's turns."""

from __future__ import annotations

from collections.abc import Sequence

from ..article.article import QuotedSpeech
from ..article.blocks import Block, ChosenSpeaker, Exchange, ListBlock, Quote
from ..article.line import Line
from ..body.draft import Body
from .edits import Edits, lost_correction

_SURE = 1.0
"""The confidence in an editor's word."""


def name_speakers(edits: Edits, lines: Sequence[Line], body: Body) -> None:
    """Set the speakers of quotes. A line in which nobody is quoted gives a warning.

    ``lines`` are the logical lines. In a list, only the quotes of the line itself get the speaker.
    """
    for number, speaker in edits.speakers.items():
        line = _line_with(lines, number)
        place = body.places.get(line.number)
        block = None if place is None else body.blocks[place]
        if isinstance(block, Exchange):
            continue
        found = [quote for quote in body.quotes if quote.block == place and _is_in(quote, block, line)]
        if isinstance(block, Quote):
            block.speaker = speaker
        elif not found:
            edits.warnings.append(lost_correction(line.clean, line.number))
        for quote in found:
            _set(quote, speaker)


def _set(quote: QuotedSpeech, speaker: ChosenSpeaker) -> None:
    quote.speaker, quote.confidence, quote.guesses = speaker, _SURE, []


def _is_in(quote: QuotedSpeech, block: Block | None, line: Line) -> bool:
    if block is None:
        return line.label == "lead"
    return not isinstance(block, ListBlock) or quote.text in line.clean


def _line_with(lines: Sequence[Line], number: int) -> Line:
    """The logical line that a line is in: the last that does not begin below it."""
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if lines[middle].number <= number else (low, middle)
    return lines[low]
