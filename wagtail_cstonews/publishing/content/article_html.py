"""An article's text as HTML that reads without a stylesheet: for feeds, and for Markdown to be made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from django.utils.html import linebreaks
from wagtail import blocks

from ... import blocks as news_blocks
from ...web import host_of, safe_url
from ..api.representation import SpeakerDict
from ..text_language import label
from ..text_links import link_words
from .plain import one_line, shortened, xml_text
from .references import References
from .rich_text import plain_text, rich_text_html, sanitised
from .speakers import Speakers
from .stored import children, items, struct, table_rows

_COST_OF_A_TEXT = 10
"""Characters that every text counts beside its own, so that a million empty ones are bounded, too."""


class ArticleHTML:
    """Writes one article, from its stored data, without queries for the app's own blocks.

    A site's own blocks are rendered by their templates, and sanitised.
    """

    def __init__(self, article: Any, references: References, address: str, longest: int) -> None:
        self.article, self.references, self.address = article, references, address
        self.speakers = Speakers(article, references)
        self._left = longest
        self.is_cut = False
        """Whether the text was longer than ``longest`` characters, and its rest is left out."""

    def write(self) -> str:
        """What stands below the title: subtitle, people, lead, image, body, source."""
        article = self.article
        subtitle = self._lines(article.subtitle)
        pieces = [
            f"<p><em>{subtitle}</em></p>" if subtitle else "",
            self._people(),
            self._plain(article.lead),
            self._figure(
                article.lead_image_id,
                article.lead_image_alt,
                self._line(article.lead_image_caption),
                self._line(article.lead_image_credit),
            ),
            *self._blocks(),
        ]
        if self.is_cut:
            pieces.append(f'<p>… <a href="{escape(self.address)}">{escape(self.address)}</a></p>')
        return xml_text("\n".join(filter(None, [*pieces, self._source()])))

    def _blocks(self) -> Iterator[str]:
        stream = self.article.body.stream_block
        for number, (kind, value) in enumerate(children(self.article.body.raw_data)):
            if self._left <= 0:
                self.is_cut = True
                return
            block = stream.child_blocks[kind]
            write = self._writer_of(block)
            yield write(value) if write else self._rendered(number)

    def _rendered(self, number: int) -> str:
        """A block of the site's own, by its template."""
        html = self.article.body[number].render(context={"page": self.article})
        return sanitised(self._clipped(str(html)), self.address)

    def _writer_of(self, block: Any) -> Callable[[Any], str] | None:
        return next((write for kind, write in self._writers() if isinstance(block, kind)), None)

    def _writers(self) -> list[tuple[Any, Callable[[Any], str]]]:
        return [
            (news_blocks.QuotedBlock, self._quote),
            (news_blocks.ExchangeBlock, self._exchange),
            (news_blocks.ImageBlock, self._image),
            (news_blocks.ItemListBlock, self._list),
            (news_blocks.TableBlock, self._table),
            (news_blocks.EmbedBlock, self._embed),
            (news_blocks.LinkedHeadingBlock, self._linked_heading),
            (news_blocks.HeadingBlock, self._heading),
            (news_blocks.PreformattedBlock, self._preformatted),
            (blocks.RichTextBlock, self._rich),
        ]

    def _clipped(self, text: Any) -> str:
        """As much of a text as there is room for."""
        text = xml_text(text) if isinstance(text, str) else ""
        if len(text) > self._left:
            self.is_cut = True
            text = text[: max(self._left, 0)]
        self._left -= len(text) + _COST_OF_A_TEXT
        return text

    def _line(self, text: Any) -> str:
        """Plain text as one line."""
        return escape(one_line(self._clipped(text)), quote=False) if text else ""

    def _lines(self, text: Any) -> str:
        """Plain text with its line breaks."""
        lines = self._clipped(text).splitlines() if text else []
        return "<br>".join(escape(line, quote=False) for line in lines)

    def _plain(self, text: Any) -> str:
        """Plain text with its paragraphs and line breaks."""
        return linebreaks(self._clipped(text), autoescape=True) if text else ""

    def _rich(self, source: Any) -> str:
        # Cut within a tag, the parser leaves that out and closes what is open.
        return rich_text_html(self._clipped(source), self.references, self.address) if source else ""

    def _linked(self, text: Any, links: Any) -> str:
        """Plain text as HTML, with its links."""
        targets = [(one_line(link.get("text")), self._target(link)) for link in map(struct, items(links))]
        return link_words(self._clipped(text), [target for target in targets if all(target)])

    def _target(self, link: Any) -> str:
        return self.references.page(struct(link).get("page")) or safe_url(struct(link).get("url"))

    def _heading(self, text: Any) -> str:
        return f"<h2>{self._line(text)}</h2>" if text else ""

    def _linked_heading(self, value: Any) -> str:
        return f"<h2>{self._linked(one_line(struct(value).get('text')), struct(value).get('links'))}</h2>"

    def _preformatted(self, text: Any) -> str:
        return f"<pre>{escape(self._clipped(text), quote=False)}</pre>" if text else ""

    def _quote(self, value: Any) -> str:
        quote = struct(value)
        speaker = self.speakers.of_quote(quote)
        attribution = quote.get("attribution") or ""
        source = safe_url(quote.get("source_url"))
        cite = f' cite="{escape(source)}"' if source else ""
        # An attribution that names the speaker in full gives the role as well.
        named = self._linked_name(speaker, with_role=speaker["name"] not in attribution) if speaker else ""
        caption = ", ".join(filter(None, [named, self._line(attribution)]))
        words = f"<blockquote{cite}>{self._plain(quote.get('quote'))}</blockquote>"
        return f"<figure>{words}<figcaption>— {caption}</figcaption></figure>" if caption else words

    def _exchange(self, value: Any) -> str:
        exchange = struct(value)
        asks, answers = (self.speakers.of_exchange(exchange, who) for who in ("questioner", "answerer"))
        question = self._linked(exchange.get("question"), exchange.get("question_links"))
        asked = f"{self._name_before(asks)} {question}".strip()
        paragraphs = (" ".join(part.split()) for part in asked.split("\n\n"))
        answer = "\n".join(self._answer(exchange.get("answer")))
        return "\n".join(
            [
                *(f"<p><strong>{part}</strong></p>" for part in paragraphs if part),
                _beginning_with(self._name_before(answers), answer),
            ]
        )

    def _answer(self, raw: Any) -> Iterator[str]:
        for kind, value in children(raw):
            if kind == "quote":
                yield self._quote(value)
            elif kind == "paragraph":
                yield self._rich(value)

    def _people(self) -> str:
        """The interviewee and the interviewer, with their offices."""
        lines = []
        for side in ("interviewee", "interviewer"):
            if speaker := self.speakers.of_page(side):
                self.speakers.meet(speaker)
                lines.append(f"{escape(self._label(side))}: {self._linked_name(speaker)}")
        return f"<p>{'<br>'.join(lines)}</p>" if lines else ""

    def _name_before(self, speaker: SpeakerDict | None) -> str:
        """The name before what somebody says; the first time with the role."""
        if speaker is None:
            return ""
        role = self._line(speaker["role"]) if self.speakers.meet(speaker) else ""
        return f"{', '.join(filter(None, [self._line(speaker['name']), role]))}:"

    def _linked_name(self, speaker: SpeakerDict, *, with_role: bool = True) -> str:
        name, role = self._line(speaker["name"]), self._line(speaker["role"]) if with_role else ""
        if speaker["url"]:
            name = f'<a href="{escape(self.references.absolute(speaker["url"]))}">{name}</a>'
        return ", ".join(filter(None, [name, role]))

    def _image(self, value: Any) -> str:
        image = struct(value)
        caption, credit = (
            self._linked(one_line(image.get(name)), image.get("caption_links"))
            for name in ("caption", "credit")
        )
        return self._figure(
            image.get("image"), image.get("alt_text"), caption, credit, self._target(image.get("link"))
        )

    def _figure(self, pk: Any, alt: Any, caption: str, credit: str, address: str = "") -> str:
        rendition = self.references.image(pk)
        if rendition is None:
            return ""
        text = escape(one_line(alt or rendition.image.default_alt_text))
        source = escape(self.references.absolute(rendition.url))
        html = f'<img src="{source}" alt="{text}" width="{rendition.width}" height="{rendition.height}">'
        html = f'<a href="{escape(address)}">{html}</a>' if address else html
        below = " ".join(filter(None, [caption, credit and f"<small>{credit}</small>"]))
        return f"<figure>{html}{below and f'<figcaption>{below}</figcaption>'}</figure>"

    def _list(self, value: Any) -> str:
        tag = "ol" if struct(value).get("ordered") else "ul"
        entries = [self._lines(entry) for entry in items(struct(value).get("entries"))]
        written = "".join(f"<li>{entry}</li>" for entry in entries if entry)
        return f"<{tag}>{written}</{tag}>" if written else ""

    def _table(self, value: Any) -> str:
        table = struct(value)
        caption = self._line(table.get("caption"))
        headings = [self._line(struct(column).get("heading")) for column in table.get("columns") or ()]
        head = "".join(f"<th>{heading}</th>" for heading in headings)
        return "".join(
            [
                "<table>",
                f"<caption>{caption}</caption>" if caption else "",
                f"<thead><tr>{head}</tr></thead>" if any(headings) else "",
                f"<tbody>{''.join(self._rows(table))}</tbody></table>",
            ]
        )

    def _rows(self, table: dict[str, Any]) -> Iterator[str]:
        for row in table_rows(table):
            if self._left <= 0:
                return
            cells = (self._rich(cell) if kind == "rich_text" else self._lines(cell) for kind, cell in row)
            yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def _embed(self, value: Any) -> str:
        address = escape(safe_url(value))
        return f'<p><a href="{address}">{address}</a></p>' if address else ""

    def _source(self) -> str:
        address = self.article.safe_source_url
        if not address:
            return ""
        outlet = escape(one_line(self.article.outlet) or host_of(address), quote=False)
        return f'<p>{escape(self._label("original"))}: <a href="{escape(address)}">{outlet}</a></p>'

    def _label(self, name: str) -> str:
        return label(name, self.article.text_language)


def _beginning_with(name: str, html: str) -> str:
    """The HTML with a bold name before its first words."""
    if not name:
        return html
    bold = f"<strong>{name}</strong>"
    if html.startswith("<p>"):
        return html.replace("<p>", f"<p>{bold} ", 1)
    return f"<p>{bold}</p>\n{html}"


def summary_of(article: Any, longest: int = 500) -> str:
    """What an article says, in plain text: its lead, description or subtitle, else its first paragraph."""
    given = article.lead or getattr(article, "search_description", "") or article.subtitle or ""
    enough = longest * 20
    if not given.strip():
        paragraphs = (value for kind, value in children(article.body.raw_data) if kind == "paragraph")
        first = next(paragraphs, "")
        given = plain_text(first[:enough]) if isinstance(first, str) else ""
    return shortened(one_line(given[:enough]), longest)
