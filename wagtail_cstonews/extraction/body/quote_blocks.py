"""Turns paragraphs that consist of a quotation into quote blocks, and lists all quotes of the article."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.patterns import lazy_compile
from ..article.article import QuotedSpeech
from ..article.blocks import Block, Paragraph, Quote, Speaker
from ..article.line import Label, Line
from ..people.entities import People
from ..quotes.blocks import Standing, set_apart
from ..quotes.find import FoundQuote
from ..quotes.printing.attribution_line import left_of_signature
from ..quotes.printing.punctuation import finish
from .draft import Body, Draft, Prose

SIGNED = 0.95
"""Confidence in the name under a block quotation. Set by hand: the annotated corpora contain none."""

_OUTER_MARKS = lazy_compile(r"\s*[\"“”„«»‟]+\s*([^\"“”„«»‟]*?)\s*[\"“”«»]+([.!?…]?)\s*")

_NAME = lazy_compile(r"[^\W\d_a-zа-яё][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){0,4}")


def set_quotes_apart(
    draft: Draft,
    lines: Sequence[Line],
    found: Sequence[FoundQuote],
    people: People,
    language: str | None = None,
) -> Body:
    """The body of a draft, with the quotations found in it. The lines are not changed."""
    quotes = _Quotes(draft, found, people, language)
    blocks, moved = quotes.blocks()
    places = {number: moved[block] for number, block in draft.places.items()}
    labels = {
        line.number: Label("quote", line.reason)
        for line in lines
        if line.label == "paragraph"
        and (place := places.get(line.number)) is not None
        and isinstance(blocks[place], Quote)
    }
    return Body(blocks, quotes.speech(moved), places, labels)


def _speech(item: FoundQuote, signed: Speaker | None, block: int | None) -> QuotedSpeech:
    """A quotation and its speaker: the one who signs its block, else the one that attribution found."""
    if signed is not None:
        return QuotedSpeech(item.text, signed, item.cue, block, SIGNED)
    return QuotedSpeech(
        item.text, item.speaker, item.cue, block, round(item.confidence, 3), list(item.guesses)
    )


def _without_outer_marks(text: str) -> str:
    """The text without quotation marks that enclose all of it."""
    match = _OUTER_MARKS.fullmatch(text)
    return match.group(1) + match.group(2) if match else text.strip()


class _Quotes:
    """Builds quote blocks from the paragraphs that consist of a quotation."""

    def __init__(
        self,
        draft: Draft,
        found: Sequence[FoundQuote],
        people: People,
        language: str | None,
    ) -> None:
        self.old = draft.blocks
        self.language = language
        self.prose = draft.prose
        self.people = people
        self.found: dict[int, list[FoundQuote]] = {}
        for quote in found:
            self.found.setdefault(quote.paragraph, []).append(quote)
        self.prose_of = {
            paragraph.block: index
            for index, paragraph in enumerate(draft.prose)
            if paragraph.block is not None and paragraph.may_be_quote
        }
        self.attributed = {block: item for item in draft.attributed for block in item.blocks}
        self.speakers = {id(item): _named(item.text, people) for item in draft.attributed}
        self.standing = self._standing()
        self.chosen = draft.quotes

    def blocks(self) -> tuple[list[Block], list[int]]:
        """The new blocks, and the new index of each old block."""
        groups = self._groups()
        blocks: list[Block] = []
        places: list[int] = []
        for number, block in enumerate(self.old):
            group = groups.get(number)
            if group is None:
                blocks.append(block)
            elif group[0] == number:
                blocks.append(self._quote_block(group))
            places.append(len(blocks) - 1)
        return blocks, places

    def speech(self, places: Sequence[int]) -> list[QuotedSpeech]:
        """All quotes of the article, in order."""
        spoken: list[QuotedSpeech] = []
        for index, paragraph in enumerate(self.prose):
            block = None if paragraph.block is None else places[paragraph.block]
            speaker = self._attributed_speaker(paragraph)
            quotes = self.found.get(index, [])
            spoken += [_speech(item, speaker, block) for item in quotes]
            if not quotes and (paragraph.block in self.attributed or paragraph.block in self.chosen):
                text = _without_outer_marks(paragraph.text)
                spoken.append(QuotedSpeech(text, speaker, None, block, SIGNED if speaker else 0.0))
        return spoken

    def _attributed_speaker(self, paragraph: Prose) -> Speaker | None:
        item = None if paragraph.block is None else self.attributed.get(paragraph.block)
        return self.speakers[id(item)] if item else None

    def _standing(self) -> dict[int, Standing]:
        """The quotation of each block that consists of one, by block index."""
        found = {}
        for block, index in self.prose_of.items():
            if quotes := self.found.get(index):
                old = self.old[block]
                html = old.html if isinstance(old, Paragraph) else None
                if standing := set_apart(old.text, quotes, self.language, html):
                    found[block] = standing
        return found

    def _groups(self) -> dict[int, list[int]]:
        """For each block that becomes (part of) a quote, the blocks that this quote is made of."""
        groups = {block: item.blocks for block, item in self.attributed.items() if not item.stays}
        for index, paragraph in enumerate(self.prose):
            block = paragraph.block
            if (
                block is None
                or block in groups
                or block in self.attributed
                or not paragraph.may_be_quote
                or (block not in self.standing and block not in self.chosen)
            ):
                continue
            quotes = self.found.get(index)
            before = groups.get(block - 1)
            if before and quotes and quotes[0].continues and block - 1 not in self.attributed:
                before.append(block)
                groups[block] = before
            else:
                groups[block] = [block]
        for block in self.chosen:
            # Where a block is too long to look for quotes in, too.
            groups.setdefault(block, [block])
        return groups

    def _quote_block(self, group: Sequence[int]) -> Quote:
        item = self.attributed.get(group[0])
        parts = [self.standing.get(block) or self._unmarked(block) for block in group]
        left = [part.attribution for part in parts if part.attribution]
        quotes = [quote for block in group for quote in self._quotes_in(block)]
        speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
        texts = [self.old[block].text for block in group]
        if item:
            speaker = self.speakers[id(item)] or speaker
            left.append(left_of_signature(item.text, speaker, self.language))
            texts.append(item.text)
        words = "\n".join(part.words for part in parts)
        return Quote("\n".join(texts), words, ", ".join(filter(None, left)) or None, speaker)

    def _quotes_in(self, block: int) -> list[FoundQuote]:
        return self.found.get(self.prose_of.get(block, -1), [])

    def _unmarked(self, block: int) -> Standing:
        """A paragraph of a block quotation, without the quotation marks that enclose all of it."""
        return Standing(finish(_without_outer_marks(self.old[block].text), self.language), None)


def _named(attribution: str, people: People) -> Speaker | None:
    """The speaker that an attribution line names: ``— Anna Brandt, deputy minister``."""
    name, _, office = attribution.strip(" —–-").partition(",")
    match = _NAME.match(name.strip())
    if match is None:
        return None
    known = people.resolve(match.group())
    if known is not None and known.name.split()[-1] in match.group():
        return Speaker(known.name, known.role or office.strip() or None)
    whole = match.group() == name.strip()
    return Speaker(match.group(), office.strip() or None) if whole and " " in match.group() else None
