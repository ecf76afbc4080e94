"""The body before its quotations are known (:class:`Draft`), and after (:class:`Body`)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from ..article.article import QuotedSpeech
from ..article.blocks import Block
from ..article.line import Labels

LONGEST_PROSE = 20_000
"""Characters. No real paragraph is longer, and the search for quotes in a longer text takes too much time."""


@dataclass(slots=True)
class Prose:
    """A paragraph to search for quotes."""

    text: str
    block: int | None
    """Index of its block; None for the lead, which has no block."""
    may_be_quote: bool = False
    """Whether it becomes a quote block if it consists of a quotation."""


@dataclass(slots=True)
class Attributed:
    """The blocks of one ``<blockquote>``, and its attribution line."""

    blocks: list[int]
    text: str
    stays: bool = False
    """Whether its blocks stay paragraphs."""


@dataclass(slots=True)
class Draft:
    """The blocks built from the lines, and the paragraphs to search for quotes."""

    blocks: list[Block]
    places: dict[int, int]
    """Block index by line number."""
    prose: list[Prose]
    attributed: list[Attributed]
    quotes: Set[int] = frozenset()
    """The blocks that become quotes whatever their words are: an editor said so."""

    def texts(self) -> list[str]:
        """The paragraphs to search for quotes, in order."""
        return [paragraph.text for paragraph in self.prose]

    def naming(self) -> list[str]:
        """All texts that may name people: the paragraphs, and the attribution lines."""
        return [*self.texts(), *(item.text for item in self.attributed)]


@dataclass(slots=True)
class Body:
    """The blocks of an article, its quotes, and the block of each line."""

    blocks: list[Block] = field(default_factory=list)
    quotes: list[QuotedSpeech] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    """Block index by line number."""
    labels: Labels = field(default_factory=dict)
    """The label ``quote``, by line number, for paragraphs that consist of a quotation."""

    def rearranged(self, blocks: list[Block], moved: Sequence[int]) -> Body:
        """The body with other blocks; ``moved`` maps each old block index to its new one."""
        quotes = [
            quote if quote.block is None else replace(quote, block=moved[quote.block])
            for quote in self.quotes
        ]
        places = {number: moved[block] for number, block in self.places.items()}
        return Body(blocks, quotes, places, self.labels)
