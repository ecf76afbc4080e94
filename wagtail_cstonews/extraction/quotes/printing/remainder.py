"""The text of an attribution of which what is understood is taken out, bit by bit.

>>> rest = Remainder("Masadykov said in Moscow")
>>> rest.remove_phrases(["Masadykov"], "en")
>>> rest.remove(10, 14)
>>> rest.of(0, 24), rest.stretches(0, 24)
('in Moscow', [(9, 10), (14, 24)])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....text.patterns import lazy_compile
from .attribution_words import NO_SPACES
from .punctuation import DASHES

PARTS = lazy_compile(r",\s+|[，、]|\s+[—–-]\s+|;\s+|:\s+|،\s*")
"""What parts the members of an attribution: commas, dashes, colons."""


class Remainder:
    """A text, and which of its characters were taken out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._gone = bytearray(len(text))

    def remove(self, start: int, end: int) -> None:
        self._gone[start:end] = b"\x01" * (end - start)

    def remove_phrases(self, phrases: Iterable[str], language: str | None) -> None:
        """Takes out phrases wherever they stand, the longest first, each with the article before it."""
        lower = caseless(self.text)
        for phrase in sorted(phrases, key=len, reverse=True):
            if caseless(phrase) not in lower:
                continue  # Mostly so; to make a pattern of it takes longer.
            article = (
                r"(?:(?:the|its|their|his|her|an?|der|die|le|la|el)\s+)?" if language not in NO_SPACES else ""
            )
            edge = r"\b" if language not in NO_SPACES else ""
            for match in re.finditer(
                rf"{edge}{article}{re.escape(phrase)}(?:['’]s)?{edge}", self.text, re.IGNORECASE
            ):
                self.remove(*match.span())

    def is_cut(self, start: int, end: int) -> bool:
        """Whether anything was taken out of a stretch."""
        return any(self._gone[start:end])

    def is_gone(self, at: int) -> bool:
        """Whether a character was taken out; False behind the end."""
        return self._gone[at : at + 1] == b"\x01"

    def parts(self) -> Iterator[tuple[int, int]]:
        """The stretches between commas, dashes and colons."""
        at = 0
        for match in PARTS.finditer(self.text):
            yield at, match.start()
            at = match.end()
        yield at, len(self.text)

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of a part that nothing was taken out of."""
        found: list[tuple[int, int]] = []
        at = start
        for position in range(start, end + 1):
            if position == end or self._gone[position]:
                if position > at:
                    found.append((at, position))
                at = position + 1
        return found

    def of(self, start: int, end: int) -> str:
        """What is left of a stretch."""
        rest = "".join(self.text[at] for at in range(start, end) if not self._gone[at])
        return " ".join(rest.split()).strip(f" ,;:{DASHES}")


def caseless(text: str) -> str:
    """A text in which all that a pattern without regard to case takes for the same is the same: each kind of
    ``i`` as well.
    """
    return text.casefold().replace("ı", "i").replace("\u0307", "")
