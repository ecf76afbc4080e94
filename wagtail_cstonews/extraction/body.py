"""Labelled lines to the blocks of the body, with the quotes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .article.article import QuotedSpeech
from .article.blocks import (
    Block,
    Embed,
    Exchange,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Speaker,
    TableBlock,
    Turn,
)
from .article.line import Line
from .html.linked import joined, markup_of
from .interviews.interview import FoundTurn, Interview
from .people.entities import People
from .quotes.blocks import Standing, has_link, set_apart
from .quotes.find import FoundQuote, find_quotes
from .quotes.printing.attribution_line import left_of_signature
from .quotes.printing.punctuation import finish

CELL_SEPARATOR = "\t"
"""Between the cells of a table's row on its line."""


LONGEST_PROSE = 20_000
"""Characters; no paragraph is longer, and in what is, quotes would be looked for at length and in vain."""


@dataclass(slots=True)
class Body:
    """The blocks, and what was said in them."""

    blocks: list[Block] = field(default_factory=list)
    quotes: list[QuotedSpeech] = field(default_factory=list)
    people: People = field(default_factory=People)


@dataclass(slots=True)
class _Prose:
    """A paragraph in which quotes are looked for."""

    text: str
    block: int | None
    may_be_quote: bool = False


@dataclass(slots=True)
class _Attributed:
    """Blocks of one ``<blockquote>``, and the line in it that says whose words they are."""

    blocks: list[int]
    text: str
    stays: bool = False
    """Whether all of it stays as paragraphs."""


def build_body(
    lines: Sequence[Line],
    *,
    interview: Interview,
    headings: Sequence[str | None],
    lead: str | None,
    opening: tuple[int, str] | None = None,
    language: str | None = None,
) -> Body:
    """The blocks of the body, from lines that are labelled. Sets ``line.block``, and the label ``quote``.

    ``headings`` are title and subtitle: they name people too. ``opening`` is the number of the first body
    line and its text without date and dateline.
    """
    builder = _Builder(interview, opening)
    for line in lines:
        if line.label in _MAKERS or line.number in builder.turns:
            builder.add(line)
    builder.finish()
    prose = ([_Prose(lead, None)] if lead else []) + builder.prose
    prose = [paragraph for paragraph in prose if len(paragraph.text) <= LONGEST_PROSE]
    texts = [*headings, *(paragraph.text for paragraph in prose)]
    people = People.from_texts([*texts, *(item.text for item in builder.attributed)], language)
    found = find_quotes([paragraph.text for paragraph in prose], people, language)
    quotes = _Quotes(builder, prose, found, people, language)
    blocks, places = quotes.blocks()
    for line in lines:
        if line.block is not None:
            line.block = places[line.block]
            if line.label == "paragraph" and isinstance(blocks[line.block], Quote):
                line.label = "quote"
    return Body(blocks, quotes.speech(places), people)


class _Builder:
    """Takes lines in order, and joins those that make one block."""

    def __init__(self, interview: Interview, opening: tuple[int, str] | None) -> None:
        self.blocks: list[Block] = []
        self.prose: list[_Prose] = []
        self.opening = opening
        self.turns: dict[int, list[int]] = {}
        self.found_turns = interview.turns
        for index, turn in enumerate(interview.turns):
            for number in turn.lines:
                self.turns.setdefault(number, []).append(index)
        self.last_label = ""
        self.exchange_turns: list[int] = []
        self.exchange_lines: list[Line] = []
        self.blockquote: list[int] = []
        self.attributed: list[_Attributed] = []
        self.table_captions: list[Line] = []
        self.last_number = 0

    def add(self, line: Line) -> None:
        """Take in one line; what does not belong in the body is passed over."""
        if self.table_captions and line.label != "table":
            self._keep_captions()
        if line.number in self.turns:
            self._add_turn(line)
        elif make := _MAKERS.get(line.label):
            self._close_exchange()
            make(self, line)
        else:
            return
        if not _in_blockquote(line):
            self.blockquote = []
        self.last_label, self.last_number = line.label, line.number

    def finish(self) -> None:
        """Close what is open."""
        self._keep_captions()
        self._close_exchange()

    def _append(self, block: Block, line: Line) -> None:
        self.blocks.append(block)
        line.block = len(self.blocks) - 1

    def _text(self, line: Line) -> str:
        return self.opening[1] if self.opening and self.opening[0] == line.number else line.clean

    def _add_paragraph(self, line: Line) -> None:
        if line.hints is not None and line.hints.role in ("pre", "more pre"):
            self._add_preformatted(line)
            return
        text = self._text(line)
        linked = _linked(line)
        if text == line.clean:
            html = (line.hints.html if line.hints else None) or linked
        else:
            html = markup_of(linked, text)
        self._append(Paragraph(text, html), line)
        self.prose.append(_Prose(text, line.block, may_be_quote=True))
        if _in_blockquote(line):
            self.blockquote.append(len(self.blocks) - 1)

    def _add_preformatted(self, line: Line) -> None:
        """A line whose spaces count; blank ones between it and the one before have no label of their own."""
        text = (line.text if line.repaired is None else line.repaired).rstrip()
        last = self.blocks[-1] if self.blocks else None
        goes_on = line.hints is not None and line.hints.role == "more pre"
        if goes_on and isinstance(last, Paragraph) and last.preformatted:
            last.text += "\n" * (line.number - self.last_number) + text
            line.block = len(self.blocks) - 1
        else:
            self._append(Paragraph(text, preformatted=True), line)

    def _add_attribution(self, line: Line) -> None:
        """The line under a quotation that says whose words it is; without one it is a paragraph.

        It is one as well where a quote block would lose a link; whose words they are is known all the same.
        """
        is_behind = bool(self.blockquote) and self.blockquote[-1] == len(self.blocks) - 1
        if not is_behind:
            self._add_paragraph(line)
            return
        stays = has_link(line.hints.html if line.hints else None) or has_link(_linked(line))
        stays = stays or self._has_links()
        self.attributed.append(_Attributed(self.blockquote, line.clean, stays))
        if stays:
            self._append(
                Paragraph(line.clean, (line.hints.html if line.hints else None) or _linked(line)), line
            )
        else:
            line.block = self.blockquote[-1]
        self.blockquote = []

    def _has_links(self) -> bool:
        quoted = (self.blocks[block] for block in self.blockquote)
        return any(isinstance(block, Paragraph) and has_link(block.html) for block in quoted)

    def _add_heading(self, line: Line) -> None:
        text = self._text(line)
        self._append(Heading(text, markup_of(_linked(line), text)), line)

    def _add_caption(self, line: Line) -> None:
        role = line.hints.role if line.hints else ""
        if line.hints and role == "embed":
            self._append(Embed(line.clean, url=line.hints.embed or ""), line)
            return
        if role in ("caption", "more"):
            self._add_to_block(line)
            return
        if line.hints and line.hints.tag == "caption":
            self.table_captions.append(line)
            return
        url, alt = (line.hints.image if line.hints else None) or ("", "")
        image = Image(line.clean, url=url, alt=alt, linked_html=_linked(line))
        image.link = line.hints.image_link if line.hints and url else None
        self._append(image, line)

    def _add_to_block(self, line: Line) -> None:
        """What stands under a table, an embed or an image; a paragraph where none of them is above."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, Embed | TableBlock | Image):
            self._add_paragraph(line)
            return
        before = last.text if isinstance(last, Image) else last.caption
        above = [(before, last.linked_html)] if before else []
        last.linked_html = joined([*above, (line.clean, _linked(line))])
        if isinstance(last, Image):
            last.text = f"{last.text}\n{line.clean}".strip()
        else:
            last.caption = f"{last.caption}\n{line.clean}".strip()
        line.block = len(self.blocks) - 1

    def _keep_captions(self) -> None:
        """Captions that no table followed are paragraphs."""
        lines, self.table_captions = self.table_captions, []
        for line in lines:
            self._add_paragraph(line)

    def _add_item(self, line: Line) -> None:
        is_authored = line.hints is not None and line.hints.role == "text"
        if line.hints is not None and is_authored:
            # The mark-up says all: a number that an item begins with is its own.
            lists = [tag for tag in line.hints.path.split() if tag in ("ol", "ul")]
            ordered, item = lists[-1:] == ["ol"], line.clean
        else:
            ordered = bool(line.hints and line.hints.path.split()[-1:] == ["ol"]) or line.clean[:1].isdigit()
            item = _without_bullet(line.clean)
        last = self.blocks[-1] if self.blocks else None
        if self.last_label == "list_item" and isinstance(last, ListBlock) and last.ordered == ordered:
            last.items.append(item)
            last.text += "\n" + line.clean
            line.block = len(self.blocks) - 1
        else:
            last = ListBlock(line.clean, [item], ordered)
            self._append(last, line)
        html = line.hints.html if line.hints is not None and is_authored else None
        html = html or markup_of(_linked(line), item)
        if html or last.items_html:
            # One entry an item, from the first one that has any.
            last.items_html += [None] * (len(last.items) - 1 - len(last.items_html)) + [html]
        self.prose.append(_Prose(item, line.block))

    def _add_row(self, line: Line) -> None:
        cells = [cell.strip() for cell in line.text.split(CELL_SEPARATOR)]
        is_header = bool(line.hints and line.hints.tag == "th")
        last = self.blocks[-1] if self.blocks else None
        if self.last_label == "table" and isinstance(last, TableBlock):
            last.rows.append(cells)
            last.text += "\n" + line.clean
            line.block = len(self.blocks) - 1
        else:
            self._append(TableBlock(line.clean, [cells], is_header), line)
            for caption in self.table_captions:
                self._add_to_block(caption)
            self.table_captions = []
        self._add_links_of_row(line)

    def _add_links_of_row(self, line: Line) -> None:
        """The mark-up of a row's cells, from the first row of the table on that has a link."""
        linked = _linked(line)
        table = self.blocks[-1]
        if not isinstance(table, TableBlock) or not (linked or table.cells_html):
            return
        cells: list[str | None] = [None] * len(table.rows[-1])
        if linked:
            found = [html if "<" in html else None for html in linked.split(CELL_SEPARATOR)]
            cells = (found + cells)[: len(cells)]
        above: list[list[str | None]] = [[None] * len(row) for row in table.rows[len(table.cells_html) : -1]]
        table.cells_html += [*above, cells]

    # ------------------------------------------------------------------ exchanges

    def _add_turn(self, line: Line) -> None:
        for index in self.turns[line.number]:
            if index in self.exchange_turns:
                continue
            if self.exchange_turns and self._begins_exchange(index):
                self._close_exchange()
            if not self.exchange_turns:
                self.blocks.append(Exchange(""))
            self.exchange_turns.append(index)
        line.block = len(self.blocks) - 1
        self.exchange_lines.append(line)

    def _begins_exchange(self, index: int) -> bool:
        """A question opens an exchange unless only questions have come so far."""
        kinds = [self.found_turns[turn].kind for turn in self.exchange_turns]
        return self.found_turns[index].kind == "question" and "answer" in kinds

    def _close_exchange(self) -> None:
        if not self.exchange_turns:
            return
        turns = [self.found_turns[index] for index in self.exchange_turns]
        block = len(self.blocks) - 1
        questions = [turn for turn in turns if turn.kind == "question"]
        answers = [turn for turn in turns if turn.kind == "answer"]
        text = "\n".join(line.clean for line in self.exchange_lines)
        lines = {line.number: line for line in self.exchange_lines}
        if not any(map(_linked, self.exchange_lines)):
            lines = {}
        self.blocks[block] = Exchange(text, _turn(questions, lines), _turn(answers, lines))
        for turn in turns:
            self.prose += [_Prose(text, block) for text in turn.text.split("\n") if text.strip()]
        self.exchange_turns, self.exchange_lines = [], []


def _turn(turns: Sequence[FoundTurn], lines: Mapping[int, Line]) -> Turn:
    """One side of an exchange; ``lines`` are those of the exchange by number, if a link is in any."""
    speaker = next((turn.speaker for turn in turns if turn.speaker), None)
    whole = Turn("\n".join(turn.text for turn in turns), speaker)
    found = [html for turn in turns for html in _markup_of_turn(turn, lines)] if lines else []
    whole.linked_html = found if any(found) else []
    return whole


_LINES_AHEAD = 3
"""How far from the line of one paragraph that of the next is looked for."""


def _markup_of_turn(turn: FoundTurn, lines: Mapping[int, Line]) -> Iterator[str | None]:
    """The mark-up of a turn's paragraphs, each from its line."""
    place = 0
    for paragraph in turn.text.splitlines() or [""]:
        html = None
        for ahead, number in enumerate(turn.lines[place : place + _LINES_AHEAD], start=1):
            line = lines.get(number)
            if line is not None and paragraph in line.clean:
                html = markup_of(_linked(line), paragraph)
                place += ahead
                break
        yield html


_MAKERS = {
    "paragraph": _Builder._add_paragraph,
    "quote": _Builder._add_attribution,
    "question": _Builder._add_paragraph,
    "answer": _Builder._add_paragraph,
    "signoff": _Builder._add_paragraph,
    "heading": _Builder._add_heading,
    "caption": _Builder._add_caption,
    "list_item": _Builder._add_item,
    "table": _Builder._add_row,
}


def _linked(line: Line) -> str | None:
    return line.hints.linked if line.hints else None


def _without_bullet(text: str) -> str:
    head, _, rest = text.partition(" ")
    is_bullet = len(head) <= 3 and (not head[:1].isalnum() or head[-1:] in ".)")
    return rest.strip() if rest and is_bullet else text.lstrip("•●▪◦·*‣ ")


def _in_blockquote(line: Line) -> bool:
    return line.hints is not None and "blockquote" in (line.hints.tag, *line.hints.path.split())


# --------------------------------------------------------------------------- quotes

SIGNED = 0.95
"""How sure the name below a quotation that stands apart is. Not measured: the annotated sets have none."""

_OUTER_MARKS = re.compile(r"\s*[\"“”„«»‟]+\s*([^\"“”„«»‟]*?)\s*[\"“”«»]+([.!?…]?)\s*")
_NAME = re.compile(r"[^\W\d_a-zа-яё][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){0,4}")


def _speech(item: FoundQuote, signed: Speaker | None, block: int | None) -> QuotedSpeech:
    """A quotation, said by whoever signed the block that it stands in, else by whom it was found to be."""
    if signed is not None:
        return QuotedSpeech(item.text, signed, item.cue, block, SIGNED)
    return QuotedSpeech(
        item.text, item.speaker, item.cue, block, round(item.confidence, 3), list(item.guesses)
    )


def _without_outer_marks(text: str) -> str:
    """A text without the marks around all of it."""
    match = _OUTER_MARKS.fullmatch(text)
    return match.group(1) + match.group(2) if match else text.strip()


class _Quotes:
    """Turns paragraphs that consist of a quotation into quote blocks."""

    def __init__(
        self,
        builder: _Builder,
        prose: Sequence[_Prose],
        found: Sequence[FoundQuote],
        people: People,
        language: str | None,
    ) -> None:
        self.old = builder.blocks
        self.language = language
        self.prose = prose
        self.people = people
        self.found: dict[int, list[FoundQuote]] = {}
        for quote in found:
            self.found.setdefault(quote.paragraph, []).append(quote)
        self.prose_of = {
            paragraph.block: index
            for index, paragraph in enumerate(prose)
            if paragraph.block is not None and paragraph.may_be_quote
        }
        self.attributed = {block: item for item in builder.attributed for block in item.blocks}
        self.speakers = {id(item): _named(item.text, people) for item in builder.attributed}
        self.standing = self._standing()

    def blocks(self) -> tuple[list[Block], list[int]]:
        """The blocks, and for each of the old ones its index among them."""
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
        """Everything that is quoted, in order."""
        spoken: list[QuotedSpeech] = []
        for index, paragraph in enumerate(self.prose):
            block = None if paragraph.block is None else places[paragraph.block]
            speaker = self._attributed_speaker(paragraph)
            quotes = self.found.get(index, [])
            spoken += [_speech(item, speaker, block) for item in quotes]
            if not quotes and paragraph.block in self.attributed:
                text = _without_outer_marks(paragraph.text)
                spoken.append(QuotedSpeech(text, speaker, None, block, SIGNED if speaker else 0.0))
        return spoken

    def _attributed_speaker(self, paragraph: _Prose) -> Speaker | None:
        item = None if paragraph.block is None else self.attributed.get(paragraph.block)
        return self.speakers[id(item)] if item else None

    def _standing(self) -> dict[int, Standing]:
        """The quotation in each block that consists of one."""
        found = {}
        for block, index in self.prose_of.items():
            if quotes := self.found.get(index):
                old = self.old[block]
                html = old.html if isinstance(old, Paragraph) else None
                if standing := set_apart(old.text, quotes, self.language, html):
                    found[block] = standing
        return found

    def _groups(self) -> dict[int, list[int]]:
        """For each block that becomes (part of) a quote, the blocks that make this quote."""
        groups = {block: item.blocks for block, item in self.attributed.items() if not item.stays}
        for index, paragraph in enumerate(self.prose):
            block = paragraph.block
            if (
                block is None
                or block in groups
                or block in self.attributed
                or not paragraph.may_be_quote
                or block not in self.standing
            ):
                continue
            quotes = self.found[index]
            before = groups.get(block - 1)
            if before and quotes[0].continues and block - 1 not in self.attributed:
                before.append(block)
                groups[block] = before
            else:
                groups[block] = [block]
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
        """A paragraph of a block quotation: its words, with the marks around all of them taken off."""
        return Standing(finish(_without_outer_marks(self.old[block].text), self.language), None)


def _named(attribution: str, people: People) -> Speaker | None:
    """Whom the line under a quotation names: ``— Anna Brandt, deputy minister``."""
    name, _, office = attribution.strip(" —–-").partition(",")
    match = _NAME.match(name.strip())
    if match is None:
        return None
    known = people.resolve(match.group())
    if known is not None and known.name.split()[-1] in match.group():
        return Speaker(known.name, known.role or office.strip() or None)
    whole = match.group() == name.strip()
    return Speaker(match.group(), office.strip() or None) if whole and " " in match.group() else None
