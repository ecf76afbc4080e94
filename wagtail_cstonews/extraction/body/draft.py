"""The blocks of a body before its quotations are known, and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..article.article import QuotedSpeech
from ..article.blocks import Block
from ..article.line import Labels

LONGEST_PROSE = 20_000
"""Characters; no paragraph is longer, and in what is, quotes would be looked for at length and in vain."""


@dataclass(slots=True)
class Prose:
    """A paragraph in which quotes are looked for."""

    text: str
    block: int | None
    """Index of its block; None for the lead, which has none."""
    may_be_quote: bool = False
    """Whether it becomes a quote block if it is nothing but a quotation."""


@dataclass(slots=True)
class Attributed:
    """Blocks of one ``<blockquote>``, and the line in it that says whose words they are."""

    blocks: list[int]
    text: str
    stays: bool = False
    """Whether all of it stays as paragraphs."""


@dataclass(slots=True)
class Draft:
    """The blocks as the lines make them, with what quotes are looked for in."""

    blocks: list[Block]
    places: dict[int, int]
    """The index of the block that took a line in, by the line's number."""
    prose: list[Prose]
    attributed: list[Attributed]

    def texts(self) -> list[str]:
        """The paragraphs in which quotes are looked for, in order."""
        return [paragraph.text for paragraph in self.prose]

    def naming(self) -> list[str]:
        """All texts that name people: the paragraphs, and the lines under quotations."""
        return [*self.texts(), *(item.text for item in self.attributed)]


@dataclass(slots=True)
class Body:
    """The blocks of an article, what is quoted in them, and where its lines went."""

    blocks: list[Block] = field(default_factory=list)
    quotes: list[QuotedSpeech] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    """The index of the block that took a line in, by the line's number."""
    labels: Labels = field(default_factory=dict)
    """``quote``, by number, for the lines of paragraphs that are nothing but a quotation."""

    def rearranged(self, blocks: list[Block], moved: Sequence[int]) -> Body:
        """The body with other blocks; ``moved`` has the new index of each that was there before."""
        quotes = [
            quote if quote.block is None else replace(quote, block=moved[quote.block])
            for quote in self.quotes
        ]
        places = {number: moved[block] for number, block in self.places.items()}
        return Body(blocks, quotes, places, self.labels)
