"""The builder of the body: one ``make_`` method for each type of block of an article.

A site with blocks of its own derives from :class:`BlockBuilder`, overrides what it wants otherwise, and names
its class in ``WAGTAIL_CSTONEWS["BLOCK_BUILDER"]``.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from ....documents import RawDocument
from ....extraction.article.article import QuotedSpeech
from ....extraction.article.blocks import (
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
)
from ....extraction.article.warnings import ArticleWarning
from ....extraction.quotes.blocks import set_apart
from ....extraction.quotes.find import FoundQuote
from ....names.keys import spelling_key
from ....web import safe_url
from ..markup.addresses import LONGEST_ADDRESS
from ..markup.rich_text import (
    CONTROLS,
    clean_text,
    inline_html,
    inline_text,
    link_address,
    link_html,
    links_on_words,
    one_line,
    text_html,
)
from ..markup.wanted_images import is_same_picture
from .base import StoredBlock, StreamBuilder, paragraphs_of

if TYPE_CHECKING:
    from wagtail.models import Page

QUOTE_MARKS = "\"'“”„‟«»‹›‘’‚‛「」『』`"


class BlockBuilder(StreamBuilder):
    """Builds the body of one article.

    The stable interface for subclasses: the methods ``make_...``, which convert a block of the article to
    stored blocks (none, one or several); :meth:`running_text` and :meth:`quote_block`; :meth:`block`, which
    assigns a block's id; ``article``, ``url``, ``images`` and ``files``; and ``warnings``, to which it may
    append.
    """

    def fill_own_fields(self, page: Page, document: RawDocument) -> None:
        """Set the fields of a site's own page type. The mixins' fields and streams are already set."""

    def body(self) -> list[StoredBlock]:
        """All blocks of the body. Warns of parts of the article that the page cannot hold."""
        blocks: list[StoredBlock] = []
        for number, block in enumerate(self.article.body):
            self.number = number
            made = self.blocks_of(block)
            self.places.update((one["id"], number) for one in made if "id" in one)
            blocks += made
        if self.bare_images:
            self.warnings.append(
                ArticleWarning(
                    "image_without_caption",
                    "1 image without a caption is not on the page; its address is on the imported document."
                    if self.bare_images == 1
                    else f"{self.bare_images} images without a caption are not on the page; their addresses "
                    "are on the imported document.",
                )
            )
        if self.links_lost:
            message = "1 link has" if self.links_lost == 1 else f"{self.links_lost} links have"
            message += " no place on the page, such as those of column headings. Put them there by hand."
            self.warnings.append(ArticleWarning("links_lost", message))
        return blocks

    def blocks_of(self, block: Block) -> list[StoredBlock]:
        """The page's blocks for one block of the article: usually one, none for an empty block.

        The method that makes it is called ``make_`` and its type.
        """
        make: Callable[[Block], list[StoredBlock]] = getattr(self, f"make_{block.type}")
        return make(block)

    def make_paragraph(self, block: Paragraph) -> list[StoredBlock]:
        if block.preformatted:
            return self.preformatted(block.text)
        return self.running_text(block.text, block.html)

    def running_text(self, text: str, html: str | None = None) -> list[StoredBlock]:
        """A paragraph block, with the mark-up that it may hold; no block where no text is left."""
        inside = inline_html(html, self.url or None, self.files) if html else ""
        inside = inside or inline_text(text)
        return [self.block("paragraph", f"<p>{inside}</p>", text)] if inside else []

    def make_heading(self, block: Heading) -> list[StoredBlock]:
        text = one_line(block.text)
        links = self.links(block.linked_html, text, is_held=self.holds("linked_heading", "links"))
        if links and text:
            return [self.block("linked_heading", {"text": text, "links": links}, text)]
        return [self.block("heading", text, text)] if text else []

    def preformatted(self, text: str) -> list[StoredBlock]:
        inside = CONTROLS.sub("", text.replace("\r", "")).strip("\n").rstrip()
        if not inside or "preformatted" not in self.types:
            return self.running_text(text)
        return [self.block("preformatted", inside, inside)]

    def make_embed(self, block: Embed) -> list[StoredBlock]:
        """An embed block, and its caption as a paragraph below it. Nothing is fetched before the page is
        shown.
        """
        address = safe_url(block.url)
        caption = self.caption_below(block.caption, block.linked_html)
        if not address:
            return [*self.running_text(block.text), *caption]
        if "embed" not in self.types:
            text = one_line(block.text) or address
            link = self.block("paragraph", f"<p>{link_html(address, text)}</p>", f"{address} {text}")
            return [link, *caption]
        return [self.block("embed", address, address), *caption]

    def caption_below(self, caption: str, html: str | None) -> list[StoredBlock]:
        """A caption as a paragraph of its own."""
        return self.running_text(caption, f"<em>{html or inline_text(caption)}</em>") if caption else []

    def make_quote(self, block: Quote) -> list[StoredBlock]:
        if not any(character.isalnum() for character in block.quote):
            return self.running_text(block.text)
        return [self.quote_block(block.quote, block.attribution, block.speaker)]

    def quote_block(self, quote: str, attribution: str | None, speaker: Speaker | None) -> StoredBlock:
        values: dict[str, Any] = {"quote": clean_text(quote), "speaker": None}
        values["speaker_name"], values["role"] = self.speaker(values, "speaker", speaker)
        values["attribution"] = clean_text(attribution)
        values["source_url"] = self.url
        return self.block("quote", values, quote)

    def make_exchange(self, block: Exchange) -> list[StoredBlock]:
        question = clean_text(block.question.text)
        answer = self.answer(block)
        if not question:
            return answer
        if not answer:
            linked = any(block.question.linked_html) and self.marked_up(block.question)
            inside = linked or inline_text(question)
            return [self.block("paragraph", f"<p><b>{inside}</b></p>", question)]
        values: dict[str, Any] = {
            "question": question,
            "questioner": None,
            "answerer": None,
            "answer": answer,
        }
        asked = self.speaker(values, "questioner", block.question.speaker, make=False)
        answered = self.speaker(values, "answerer", block.answer.speaker)
        values["questioner_name"], values["questioner_role"] = asked
        values["answerer_name"], values["answerer_role"] = answered
        if any(block.question.linked_html):
            links = self.links(
                " ".join(filter(None, block.question.linked_html)),
                question,
                is_held=self.holds("exchange", "question_links"),
            )
            values |= {"question_links": links} if links else {}
        return [self.block("exchange", values, question)]

    def answer(self, block: Exchange) -> list[StoredBlock]:
        """The answer's paragraphs; one that only quotes somebody else becomes a quote."""
        answerer = block.answer.speaker
        others = [
            quote
            for quote in self.article.quotes
            if quote.block == self.number
            and quote.speaker
            and (answerer is None or spelling_key(quote.speaker.name) != spelling_key(answerer.name))
        ]
        blocks: list[StoredBlock] = []
        for paragraph, html in paragraphs_of(block.answer):
            found = [(quote, place) for quote in others if (place := locate(paragraph, quote))]
            places = [place for _, place in found]
            standing = set_apart(paragraph, places, self.article.language, html)
            if standing:
                blocks.append(self.quote_block(standing.words, standing.attribution, found[0][0].speaker))
                self.in_blocks.update(id(quote) for quote, _ in found)
            else:
                blocks += self.running_text(paragraph, html)
        return blocks

    def make_image(self, block: Image) -> list[StoredBlock]:
        if self.lead and block.url and is_same_picture(block.url, self.lead.url):
            # The page shows it as its lead image.
            self.links_lost += bool(block.link) + len(
                links_on_words(block.linked_html or "", self.url or None)
            )
            return []
        image = self.images.get(block.url)
        caption = clean_text(block.text)
        values = {
            "image": image,
            "alt_text": one_line(block.alt),
            "caption": caption,
            "credit": one_line(block.credit),
        }
        if image is not None:
            self.add_links_of(block, values)
            return [self.block("image", values, f"{block.url} {caption}")]
        words = " — ".join(filter(None, [one_line(block.text), one_line(block.credit)]))
        if not words:
            self.bare_images += 1
            return []
        address = safe_url(block.url)
        if not address or len(address) > LONGEST_ADDRESS:
            self.links_lost += bool(block.link)
            if block.linked_html:
                credit = f" — {one_line(block.credit)}" if block.credit else ""
                return self.running_text(words, block.linked_html + escape(credit))
            return [self.block("paragraph", text_html(words), words)]
        # Visitors see nothing of it; it shows editors which image is missing, and where.
        values["source_url"] = address
        self.add_links_of(block, values)
        return [self.block("image", values, f"{block.url} {caption}")]

    def add_links_of(self, block: Image, values: dict[str, Any]) -> None:
        """Add the links of an image and of its caption. Without links the stored block keeps its earlier
        form.
        """
        if links := self.links(
            block.linked_html, values["caption"], is_held=self.holds("image", "caption_links")
        ):
            values["caption_links"] = links
        if block.link:
            target = self.target(link_address(block.link, self.url or None))
            target = target if self.holds("image", "link") else {}
            self.links_lost += not target
            values |= {"link": target} if target else {}

    def make_list(self, block: ListBlock) -> list[StoredBlock]:
        items = [clean_text(item) for item in block.items if clean_text(item)]
        if not items:
            return self.running_text(block.text)
        if any(block.items_html):
            return self.marked_up_list(block)
        entries = [self.block("item", item, item) for item in items]
        return [self.block("list", {"entries": entries, "ordered": block.ordered}, "\n".join(items))]

    def marked_up_list(self, block: ListBlock) -> list[StoredBlock]:
        """A list with links or emphasis: running text holds these, the block for lists only plain text."""
        marked = [*block.items_html, *[None] * (len(block.items) - len(block.items_html))]
        items = []
        for text, html in zip(block.items, marked, strict=False):
            inside = (inline_html(html, self.url or None, self.files) if html else "") or inline_text(text)
            items += [f"<li>{inside}</li>"] if inside else []
        tag = "ol" if block.ordered else "ul"
        return [self.block("paragraph", f"<{tag}>{''.join(items)}</{tag}>", "\n".join(block.items))]

    def make_table(self, block: TableBlock) -> list[StoredBlock]:
        rows = [[clean_text(cell) for cell in row] for row in block.rows]
        width = max(map(len, rows), default=0)
        if not width:
            return self.running_text(block.text)
        rows = [row + [""] * (width - len(row)) for row in rows]
        has_headings = block.header and len(rows) > 1
        marked = [row[:width] + [None] * (width - len(row)) for row in block.cells_html]
        marked += [[None] * width] * (len(rows) - len(marked))
        headings = rows.pop(0) if has_headings else [""] * width
        if has_headings:
            self.links_lost += sum(
                len(links_on_words(html, self.url or None)) for html in marked.pop(0) if html
            )
        formatted = {place for row in marked for place, html in enumerate(row) if html}
        for row, row_html in zip(rows, marked, strict=True):
            for place in formatted:
                html = row_html[place]
                inside = (inline_html(html, self.url or None) if html else "") or inline_text(row[place])
                row[place] = f"<p>{inside}</p>" if inside else ""
        # Captions cannot hold links.
        below = self.caption_below(block.caption, block.linked_html) if block.linked_html else []
        value = {
            "caption": "" if below else one_line(block.caption),
            "columns": [
                {"type": "rich_text" if place in formatted else "text", "heading": one_line(heading)}
                for place, heading in enumerate(headings)
            ],
            "rows": [{"values": row} for row in rows],
        }
        return [self.block("table", value, block.text), *below]


def locate(paragraph: str, quote: QuotedSpeech) -> FoundQuote | None:
    """The span of the words in a paragraph, quotation marks included; None where they do not occur."""
    start = paragraph.find(quote.text) if quote.text else -1
    if start < 0:
        return None
    end = start + len(quote.text)
    start -= paragraph[start - 1 : start] in QUOTE_MARKS and start > 0
    end += end < len(paragraph) and paragraph[end] in QUOTE_MARKS
    return FoundQuote(0, start, end, quote.text, cue=quote.cue, speaker=quote.speaker)
