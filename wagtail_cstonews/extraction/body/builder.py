"""Builds blocks from labelled lines, in the order of the document; adjacent lines of one block are joined."""

from __future__ import annotations

from collections.abc import Container, Sequence

from ..article.blocks import Block, Embed, Heading, Image, ListBlock, Paragraph, TableBlock
from ..article.line import Line
from ..html.linked import joined, markup_of
from ..interviews.interview import FoundTurn
from ..quotes.blocks import has_link
from .draft import LONGEST_PROSE, Attributed, Draft, Prose
from .exchanges import ExchangeBuilder, linked_html

CELL_SEPARATOR = "\t"
"""Separates the cells of a table row on its line."""


def build_blocks(
    lines: Sequence[Line],
    turns: Sequence[FoundTurn] = (),
    *,
    lead: str | None = None,
    opening: tuple[int, str] | None = None,
    kept: Container[int] = (),
    quotes: Container[int] = (),
) -> Draft:
    """Build the blocks of labelled lines. The lines are not changed.

    ``turns`` are the turns of an interview. ``lead`` gets no block, but quotes are looked for in it.
    ``opening`` is the number of the first body line, and its text without date and dateline. An editor's
    word: the lines numbered in ``kept`` stay paragraphs, those in ``quotes`` become quote blocks.

    >>> lines = [Line(1, "The lock", label="heading"), Line(2, "It is closed until May.", label="paragraph")]
    >>> draft = build_blocks(lines)
    >>> [block.type for block in draft.blocks], draft.places
    (['heading', 'paragraph'], {1: 0, 2: 1})
    """
    builder = _Builder(turns, opening, kept, quotes)
    for line in lines:
        if line.label in _MAKERS or line.number in builder.turns:
            builder.add(line)
    builder.finish()
    prose = ([Prose(lead, None)] if lead else []) + builder.prose
    prose = [paragraph for paragraph in prose if len(paragraph.text) <= LONGEST_PROSE]
    return Draft(builder.blocks, builder.places, prose, builder.attributed, builder.quotes)


class _Builder(ExchangeBuilder):
    """Takes lines in order, and joins those that belong to one block."""

    def __init__(
        self,
        turns: Sequence[FoundTurn],
        opening: tuple[int, str] | None,
        kept: Container[int],
        quotes: Container[int],
    ) -> None:
        super().__init__(turns)
        self.opening = opening
        self.kept, self.to_quote = kept, quotes
        self.quotes: set[int] = set()
        """The blocks that become quotes."""
        self.last_label = ""
        self.blockquote: list[int] = []
        self.attributed: list[Attributed] = []
        self.table_captions: list[Line] = []
        self.last_number = 0

    def add(self, line: Line) -> None:
        """Add one line; lines that do not belong to the body are skipped."""
        if self.table_captions and line.label != "table":
            self._keep_captions()
        if line.number in self.turns:
            self.add_turn(line)
        elif make := _MAKERS.get(line.label):
            self.close_exchange()
            make(self, line)
        else:
            return
        if not _in_blockquote(line):
            self.blockquote = []
        self.last_label, self.last_number = line.label, line.number

    def finish(self) -> None:
        """Close the open exchange and the open captions."""
        self._keep_captions()
        self.close_exchange()

    def _append(self, block: Block, line: Line) -> None:
        self.blocks.append(block)
        self.take_in(line)

    def _text(self, line: Line) -> str:
        return self.opening[1] if self.opening and self.opening[0] == line.number else line.clean

    def _add_paragraph(self, line: Line) -> None:
        is_quote = line.number in self.to_quote
        if line.hints is not None and line.hints.role in ("pre", "more pre") and not is_quote:
            self._add_preformatted(line)
            return
        text = self._text(line)
        linked = linked_html(line)
        if text == line.clean:
            html = (line.hints.html if line.hints else None) or linked
        else:
            html = markup_of(linked, text)
        self._append(Paragraph(text, html), line)
        is_kept = line.number in self.kept
        self.prose.append(Prose(text, self.places[line.number], may_be_quote=not is_kept))
        if is_quote:
            self.quotes.add(self.places[line.number])
        if _in_blockquote(line) and not is_kept:
            self.blockquote.append(len(self.blocks) - 1)

    def _add_preformatted(self, line: Line) -> None:
        """Add a preformatted line, with the blank lines between it and the previous one."""
        text = (line.text if line.repaired is None else line.repaired).rstrip()
        last = self.blocks[-1] if self.blocks else None
        goes_on = line.hints is not None and line.hints.role == "more pre"
        if goes_on and isinstance(last, Paragraph) and last.preformatted:
            last.text += "\n" * (line.number - self.last_number) + text
            self.take_in(line)
        else:
            self._append(Paragraph(text, preformatted=True), line)

    def _add_attribution(self, line: Line) -> None:
        """Add the attribution under a quotation; with no quotation above, it becomes a paragraph.

        It also stays a paragraph where a quote block would lose a link; the speaker is recorded all the same.
        """
        is_behind = bool(self.blockquote) and self.blockquote[-1] == len(self.blocks) - 1
        if not is_behind or line.number in self.to_quote:
            self._add_paragraph(line)
            return
        stays = has_link(line.hints.html if line.hints else None) or has_link(linked_html(line))
        stays = stays or self._has_links()
        self.attributed.append(Attributed(self.blockquote, line.clean, stays))
        if stays:
            self._append(
                Paragraph(line.clean, (line.hints.html if line.hints else None) or linked_html(line)), line
            )
        else:
            self.places[line.number] = self.blockquote[-1]
        self.blockquote = []

    def _has_links(self) -> bool:
        quoted = (self.blocks[block] for block in self.blockquote)
        return any(isinstance(block, Paragraph) and has_link(block.html) for block in quoted)

    def _add_heading(self, line: Line) -> None:
        text = self._text(line)
        self._append(Heading(text, markup_of(linked_html(line), text)), line)

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
        image = Image(line.clean, url=url, alt=alt, linked_html=linked_html(line))
        image.link = line.hints.image_link if line.hints and url else None
        self._append(image, line)

    def _add_to_block(self, line: Line) -> None:
        """Add the caption under a table, an embed or an image; under anything else, it is a paragraph."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, Embed | TableBlock | Image):
            self._add_paragraph(line)
            return
        before = last.text if isinstance(last, Image) else last.caption
        above = [(before, last.linked_html)] if before else []
        last.linked_html = joined([*above, (line.clean, linked_html(line))])
        if isinstance(last, Image):
            last.text = f"{last.text}\n{line.clean}".strip()
        else:
            last.caption = f"{last.caption}\n{line.clean}".strip()
        self.take_in(line)

    def _keep_captions(self) -> None:
        """Turn pending captions that no table followed into paragraphs."""
        lines, self.table_captions = self.table_captions, []
        for line in lines:
            self._add_paragraph(line)

    def _add_item(self, line: Line) -> None:
        is_authored = line.hints is not None and line.hints.role == "text"
        if line.hints is not None and is_authored:
            # In a list of the mark-up, a number at the beginning of an item is part of its text.
            lists = [tag for tag in line.hints.path.split() if tag in ("ol", "ul")]
            ordered, item = lists[-1:] == ["ol"], line.clean
        else:
            ordered = bool(line.hints and line.hints.path.split()[-1:] == ["ol"]) or line.clean[:1].isdigit()
            item = _without_bullet(line.clean)
        last = self.blocks[-1] if self.blocks else None
        if self.last_label == "list_item" and isinstance(last, ListBlock) and last.ordered == ordered:
            last.items.append(item)
            last.text += "\n" + line.clean
            self.take_in(line)
        else:
            last = ListBlock(line.clean, [item], ordered)
            self._append(last, line)
        html = line.hints.html if line.hints is not None and is_authored else None
        html = html or markup_of(linked_html(line), item)
        if html or last.items_html:
            # One entry per item, once the first item has mark-up.
            last.items_html += [None] * (len(last.items) - 1 - len(last.items_html)) + [html]
        self.prose.append(Prose(item, self.places[line.number]))

    def _add_row(self, line: Line) -> None:
        cells = [cell.strip() for cell in line.text.split(CELL_SEPARATOR)]
        is_header = bool(line.hints and line.hints.tag == "th")
        last = self.blocks[-1] if self.blocks else None
        if self.last_label == "table" and isinstance(last, TableBlock):
            last.rows.append(cells)
            last.text += "\n" + line.clean
            self.take_in(line)
        else:
            self._append(TableBlock(line.clean, [cells], is_header), line)
            for caption in self.table_captions:
                self._add_to_block(caption)
            self.table_captions = []
        self._add_links_of_row(line)

    def _add_links_of_row(self, line: Line) -> None:
        """Add the mark-up of a row's cells, from the first row of the table that has a link."""
        linked = linked_html(line)
        table = self.blocks[-1]
        if not isinstance(table, TableBlock) or not (linked or table.cells_html):
            return
        cells: list[str | None] = [None] * len(table.rows[-1])
        if linked:
            found = [html if "<" in html else None for html in linked.split(CELL_SEPARATOR)]
            cells = (found + cells)[: len(cells)]
        above: list[list[str | None]] = [[None] * len(row) for row in table.rows[len(table.cells_html) : -1]]
        table.cells_html += [*above, cells]


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


def _without_bullet(text: str) -> str:
    head, _, rest = text.partition(" ")
    is_bullet = len(head) <= 3 and (not head[:1].isalnum() or head[-1:] in ".)")
    return rest.strip() if rest and is_bullet else text.lstrip("•●▪◦·*‣ ")


def _in_blockquote(line: Line) -> bool:
    return line.hints is not None and "blockquote" in (line.hints.tag, *line.hints.path.split())
