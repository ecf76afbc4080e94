"""Joins quotations that an attribution interrupts, and adjusts their punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ....text.patterns import lazy_compile
from .punctuation import CLOSERS, OPEN_ENDS, TERMINAL, WORD, finish
from .reporting_clauses import without_reporting_clause

_JOINED_BY_COMMA = lazy_compile(
    r"(?:and|but|or|so|yet|nor|not|although|though|which|who|whose|where|aber|sondern|denn|weil|dass|doch|mais|car|"
    r"pero|sino|но|а|что|потому|чтобы|котор\w+)\b",
    re.IGNORECASE,
)
"""How a clause begins that a comma parts from the one before it."""


@dataclass(slots=True)
class Recorded:
    """Words of one paragraph as they can be printed by themselves."""

    text: str
    first: int
    """Which of the paragraph's quotations it begins with."""


def record(texts: Sequence[str], joined: Sequence[bool], language: str | None) -> list[Recorded]:
    """The quotations of a paragraph, each a whole.

    ``joined`` says of each whether it is of the same speaker as the one before. What an attribution cuts in
    the middle of a sentence is put together again, and what stands in it is taken out.

    >>> parts = ["The threat is real,", "and it grows.", "We act,"]
    >>> [item.text for item in record(parts, [False, True, True], "en")]
    ['The threat is real, and it grows.', 'We act.']
    """
    found: list[Recorded] = []
    for position, printed in enumerate(texts):
        text = without_reporting_clause(printed, language)
        before = found[-1].text if found and joined[position] else ""
        if before and before.rstrip(CLOSERS + " ")[-1:] not in TERMINAL and _first_letter(text).islower():
            found[-1].text = _rejoin(before, text)
        else:
            found.append(Recorded(text, position))
    for item in found:
        item.text = _finished_alone(item.text, language)
    return found


def _rejoin(before: str, after: str) -> str:
    """The two parts of a sentence that an attribution stood between. Its comma may be that one's alone.

    >>> _rejoin("The first pier,", "will stand soon."), _rejoin("Wir warten", "aber nicht lange.")
    ('The first pier will stand soon.', 'Wir warten, aber nicht lange.')
    """
    comma = "," if _JOINED_BY_COMMA.match(after) else ""
    return f"{before.rstrip(', ')}{comma} {after}"


def _finished_alone(text: str, language: str | None) -> str:
    """A part of somebody's sentence gets no stop that would make it a whole one."""
    if text.rstrip(CLOSERS + " ")[-1:] in OPEN_ENDS and _first_letter(text).islower():
        bare = text.rstrip(CLOSERS + " ")
        return bare.rstrip(OPEN_ENDS + " ") + text[len(bare) :].strip()
    return finish(text, language, "" if _is_sentence(text) else None)


def _is_sentence(text: str) -> bool:
    first = _first_letter(text)
    return first.lower() != first.upper() and first.isupper() and len(WORD.findall(text)) > 2


def _first_letter(text: str) -> str:
    return next((character for character in text if character.isalpha()), "")
