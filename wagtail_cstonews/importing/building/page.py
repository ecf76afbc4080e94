"""An article as an unsaved page of the site's own types, with the people it needs.

Nothing is fetched here. An image that the site does not have becomes an image block without one, with its
caption and its address, so that an editor can put the image there: visitors see nothing of it. One without a
caption stays on the imported document alone, and a warning says so.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from itertools import groupby, pairwise, zip_longest
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import slugify
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from ... import conf
from ...documents import RawDocument
from ...extraction.article.article import Article, LeadImage, QuotedSpeech
from ...extraction.article.blocks import (
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
from ...extraction.article.warnings import ArticleWarning
from ...extraction.languages.dates import find_date
from ...extraction.quotes.blocks import set_apart
from ...extraction.quotes.find import FoundQuote
from ...extraction.quotes.printing.joining import record
from ...models import InterviewPageMixin
from ...names.keys import spelling_key
from ...publishing.text_language import base_language, is_language
from ...publishing.text_links import places_of
from ...text.sentences import shorten
from ...web import safe_url
from ..entries.built import BuiltPage, Slot
from ..matching.not_articles import KEPT_BACK, KEPT_BACK_WHY
from .links import LONGEST_ADDRESS, teaser_address
from .person_linker import PersonLinker, full_name, full_names
from .rich_text import (
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
from .wanted_images import is_same_picture, lead_image_of

TITLE_FROM_TEXT = 80
"""How much of the first text becomes the title of an article that has none."""


NO_IMAGES: Mapping[str, int] = {}


NO_FILES: Mapping[str, int] = {}


NAMESPACE = uuid.UUID("6f1b0a52-9c53-4d0e-8c0c-5f2f4d3f7f10")


# Set by Wagtail or by the writer, and not there yet when a page is checked.
NOT_CHECKED = frozenset({"path", "depth", "numchild", "url_path", "slug", "locale", "content_type", "owner"})


PERSON_FIELDS = (
    ("speaker", "speaker_name"),
    ("questioner", "questioner_name"),
    ("answerer", "answerer_name"),
    ("person", "name"),
)
"""The blocks' fields that hold a person, each with the one for the name as printed."""


LONGEST_SLUG = 200
"""Numbers behind a slug come on top; Wagtail's field holds 255."""


MOST_LINKS_ON_WORDS = 50
"""Of a heading, a question or a caption: each is looked for among all others, and is a form of its own."""


ALWAYS_THERE = frozenset(("exchange", "image"))
"""Blocks of every body."""


QUOTE_MARKS = "\"'“”„‟«»‹›‘’‚‛「」『』`"


class BlockMaker:
    """The blocks of one article as StreamField's stored values.

    A block keeps its id as long as its text stays the same, so that editors compare revisions block by block.
    """

    def __init__(
        self,
        article: Article,
        seed: str,
        url: str,
        people: PersonLinker,
        date: datetime.date | None,
        images: Mapping[str, int] = NO_IMAGES,
        lead: LeadImage | None = None,
        types: Collection[str] = ("embed", "preformatted", "linked_heading"),
        files: Mapping[str, int] = NO_FILES,
    ) -> None:
        self.article = article
        self.types = types
        """The names of the blocks that the page's body takes: a site's own body may have fewer."""
        self.images = images
        self.files = files
        self.lead = lead
        self.seed = seed
        self.url = url
        self.people = people
        self.date = date
        self.named = full_names(article)
        self.slots: list[Slot] = []
        self.warnings: list[ArticleWarning] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        self.bare_images = 0
        self.links_lost = 0
        self.in_blocks: set[int] = set()
        """The article's quotations (by id) that a quote block holds."""

    def block(self, type: str, value: Any, text: str) -> dict[str, Any]:
        """A block of a stream; ``text`` tells it from others."""
        self.seen[type, text] += 1
        id = uuid.uuid5(NAMESPACE, f"{self.seed}/{type}/{self.seen[type, text]}/{text}")
        return {"type": type, "value": value, "id": str(id)}

    def speaker(self, values: Any, field: str, speaker: Speaker | None, make: bool = True) -> tuple[str, str]:
        """The name and role of a speaker as printed; the person goes into ``values[field]`` later."""
        if speaker is None:
            return "", ""
        name, role = full_name(speaker.name, self.article), one_line(speaker.role)
        if self.people.is_ambiguous(name):
            message = f"Several people are called {name}. Choose the right one on the page."
            if all(warning.message != message for warning in self.warnings):
                self.warnings.append(ArticleWarning("ambiguous_person", message))
        self.slots.append(Slot(values, field, name, role, self.date, make, self.named))
        return name, role

    def body(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        for number, block in enumerate(self.article.body):
            blocks += self.one(number, block)
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

    def one(self, number: int, block: Block) -> Iterable[dict[str, Any]]:
        """What one block of the article becomes: mostly one block, none where it is empty."""
        if isinstance(block, Quote):
            return self.quote(block)
        if isinstance(block, Exchange):
            return self.exchange(number, block)
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, Image):
            return self.image(block)
        if isinstance(block, ListBlock):
            return self.items(block)
        if isinstance(block, TableBlock):
            return self.table(block)
        if isinstance(block, Embed):
            return self.embed(block)
        if isinstance(block, Paragraph) and block.preformatted:
            return self.preformatted(block.text)
        html = block.html if isinstance(block, Paragraph) else None
        return self.paragraph(block.text, html)

    def paragraph(self, text: str, html: str | None = None) -> list[dict[str, Any]]:
        inside = inline_html(html, self.url or None, self.files) if html else ""
        inside = inside or inline_text(text)
        return [self.block("paragraph", f"<p>{inside}</p>", text)] if inside else []

    def heading(self, block: Heading) -> list[dict[str, Any]]:
        text = one_line(block.text)
        links = self.links(block.linked_html, text, is_held=self.holds("linked_heading", "links"))
        if links and text:
            return [self.block("linked_heading", {"text": text, "links": links}, text)]
        return [self.block("heading", text, text)] if text else []

    def links(self, html: str | None, text: str, *, is_held: bool = True) -> list[dict[str, Any]]:
        """The links in mark-up as those on words of its plain text. What cannot be one is counted."""
        if not html:
            return []
        whole = links_on_words(html, self.url or None)
        found = whole[:MOST_LINKS_ON_WORDS]
        places = places_of(text, [words for words, _ in found])
        usable = [
            link
            for link, place in zip(found, places, strict=True)
            if is_held and place and self.target(link[1])
        ]
        self.links_lost += len(whole) - len(usable)
        return [
            self.block("item", {"text": words, **self.target(address)}, f"{text} {words} {address}")
            for words, address in usable
        ]

    def holds(self, type: str, name: str) -> bool:
        """Whether the page's body takes a block with this field: a site's own body may have others."""
        if not isinstance(self.types, Mapping):
            return type in self.types or type in ALWAYS_THERE
        return name in getattr(self.types.get(type), "child_blocks", ())

    def target(self, address: str) -> dict[str, Any]:
        """Where a link leads, as its block holds it; empty for what that does not take."""
        url = safe_url(address)
        return {"page": None, "url": url} if url and len(url) <= LONGEST_ADDRESS else {}

    def preformatted(self, text: str) -> list[dict[str, Any]]:
        inside = CONTROLS.sub("", text.replace("\r", "")).strip("\n").rstrip()
        if not inside or "preformatted" not in self.types:
            return self.paragraph(text)
        return [self.block("preformatted", inside, inside)]

    def embed(self, block: Embed) -> list[dict[str, Any]]:
        """The embed, and its caption as a paragraph below. Nothing is fetched before the page is shown."""
        address = safe_url(block.url)
        caption = self.caption_below(block.caption, block.linked_html)
        if not address:
            return [*self.paragraph(block.text), *caption]
        if "embed" not in self.types:
            text = one_line(block.text) or address
            link = self.block("paragraph", f"<p>{link_html(address, text)}</p>", f"{address} {text}")
            return [link, *caption]
        return [self.block("embed", address, address), *caption]

    def caption_below(self, caption: str, html: str | None) -> list[dict[str, Any]]:
        """A caption as a paragraph of its own."""
        return self.paragraph(caption, f"<em>{html or inline_text(caption)}</em>") if caption else []

    def quote(self, block: Quote) -> list[dict[str, Any]]:
        if not any(character.isalnum() for character in block.quote):
            return self.paragraph(block.text)
        return [self.quote_block(block.quote, block.attribution, block.speaker)]

    def quote_block(self, quote: str, attribution: str | None, speaker: Speaker | None) -> dict[str, Any]:
        values: dict[str, Any] = {"quote": clean_text(quote), "speaker": None}
        values["speaker_name"], values["role"] = self.speaker(values, "speaker", speaker)
        values["attribution"] = clean_text(attribution)
        values["source_url"] = self.url
        return self.block("quote", values, quote)

    def exchange(self, number: int, block: Exchange) -> list[dict[str, Any]]:
        question = clean_text(block.question.text)
        answer = self.answer(number, block)
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

    def answer(self, number: int, block: Exchange) -> list[dict[str, Any]]:
        """The answer's paragraphs; one that consists of the words of somebody else is a quote."""
        answerer = block.answer.speaker
        others = [
            quote
            for quote in self.article.quotes
            if quote.block == number
            and quote.speaker
            and (answerer is None or spelling_key(quote.speaker.name) != spelling_key(answerer.name))
        ]
        blocks: list[dict[str, Any]] = []
        for paragraph, html in paragraphs_of(block.answer):
            found = [(quote, place) for quote in others if (place := locate(paragraph, quote))]
            places = [place for _, place in found]
            standing = set_apart(paragraph, places, self.article.language, html)
            if standing:
                blocks.append(self.quote_block(standing.words, standing.attribution, found[0][0].speaker))
                self.in_blocks.update(id(quote) for quote, _ in found)
            else:
                blocks += self.paragraph(paragraph, html)
        return blocks

    def marked_up(self, turn: Turn) -> str:
        """A turn's paragraphs in one, with their mark-up."""
        found = (
            (inline_html(html, self.url or None) if html else "") or inline_text(text)
            for text, html in paragraphs_of(turn)
        )
        return "<br/>".join(found)

    def image(self, block: Image) -> list[dict[str, Any]]:
        if self.lead and block.url and is_same_picture(block.url, self.lead.url):
            # It stands at the head of the page.
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
                return self.paragraph(words, block.linked_html + escape(credit))
            return [self.block("paragraph", text_html(words), words)]
        # Nothing of it is shown; the editor sees what belongs there, and where it was.
        values["source_url"] = address
        self.add_links_of(block, values)
        return [self.block("image", values, f"{block.url} {caption}")]

    def add_links_of(self, block: Image, values: dict[str, Any]) -> None:
        """The links of an image and of its caption. Blocks without any are as they always were."""
        if links := self.links(
            block.linked_html, values["caption"], is_held=self.holds("image", "caption_links")
        ):
            values["caption_links"] = links
        if block.link:
            target = self.target(link_address(block.link, self.url or None))
            target = target if self.holds("image", "link") else {}
            self.links_lost += not target
            values |= {"link": target} if target else {}

    def items(self, block: ListBlock) -> list[dict[str, Any]]:
        items = [clean_text(item) for item in block.items if clean_text(item)]
        if not items:
            return self.paragraph(block.text)
        if any(block.items_html):
            return self.marked_up_list(block)
        entries = [self.block("item", item, item) for item in items]
        return [self.block("list", {"entries": entries, "ordered": block.ordered}, "\n".join(items))]

    def marked_up_list(self, block: ListBlock) -> list[dict[str, Any]]:
        """A list with links or emphasis: running text holds these, the block for lists only plain text."""
        marked = [*block.items_html, *[None] * (len(block.items) - len(block.items_html))]
        items = []
        for text, html in zip(block.items, marked, strict=False):
            inside = (inline_html(html, self.url or None, self.files) if html else "") or inline_text(text)
            items += [f"<li>{inside}</li>"] if inside else []
        tag = "ol" if block.ordered else "ul"
        return [self.block("paragraph", f"<{tag}>{''.join(items)}</{tag}>", "\n".join(block.items))]

    def table(self, block: TableBlock) -> list[dict[str, Any]]:
        rows = [[clean_text(cell) for cell in row] for row in block.rows]
        width = max(map(len, rows), default=0)
        if not width:
            return self.paragraph(block.text)
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
        # A caption holds no links.
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

    def authors(self) -> list[dict[str, Any]]:
        blocks = []
        for name in map(one_line, self.article.authors):
            if name:
                values: dict[str, Any] = {"name": name, "person": None}
                self.slots.append(Slot(values, "person", name, make=False))
                blocks.append(self.block("author", values, name))
        return blocks

    def quotes(self) -> list[dict[str, Any]]:
        """What is said in the lead and in paragraphs. Quote blocks and answers say themselves who speaks."""
        spoken = [quote for quote in self.article.quotes if self._is_in_prose(quote)]
        blocks = []
        for _, same_block in groupby(spoken, key=lambda quote: quote.block):
            quotes = list(same_block)
            joined = [False, *(one.speaker == other.speaker for one, other in pairwise(quotes))]
            for whole in record([quote.text for quote in quotes], joined, self.article.language):
                words = clean_text(whole.text)
                values: dict[str, Any] = {"quote": words, "speaker": None}
                speaker = quotes[whole.first].speaker
                values["speaker_name"], values["role"] = self.speaker(values, "speaker", speaker)
                blocks.append(self.block("quote", values, words))
        return [block for block in blocks if any(map(str.isalnum, block["value"]["quote"]))]

    def _is_in_prose(self, quote: QuotedSpeech) -> bool:
        if quote.block is None:
            return True
        block = self.article.body[quote.block] if quote.block < len(self.article.body) else None
        if isinstance(block, Exchange):
            # What is quoted without a name in an answer, or in a question, is whose that is.
            sides = {
                spelling_key(turn.speaker.name) for turn in (block.question, block.answer) if turn.speaker
            }
            is_others = quote.speaker is not None and spelling_key(quote.speaker.name) not in sides
            return is_others and id(quote) not in self.in_blocks
        return block is not None and not isinstance(block, Quote)

    def related(self) -> list[dict[str, Any]]:
        blocks = []
        for line, link in zip_longest(map(one_line, self.article.related), self.article.related_links):
            if line:
                day, text = split_leading_date(line, self.article.language)
                url = teaser_address(link, self.url or None) if link else ""
                blocks.append(
                    self.block("teaser", {"text": text, "date": day, "page": None, "url": url}, line)
                )
        return blocks


def paragraphs_of(turn: Turn) -> Iterator[tuple[str, str | None]]:
    """The paragraphs of a turn, each with its mark-up where a link is in it."""
    paragraphs = turn.text.splitlines()
    return zip(paragraphs, [*turn.linked_html, *[None] * len(paragraphs)], strict=False)


def split_leading_date(text: str, language: str | None) -> tuple[str | None, str]:
    """The day that a summary opens with, as ISO 8601, and the rest.

    >>> split_leading_date("25.07.2024 The bridge is open again", "en")
    ('2024-07-25', 'The bridge is open again')
    >>> split_leading_date("On 25.07.2024 the bridge was opened", "en")
    (None, 'On 25.07.2024 the bridge was opened')
    """
    found = find_date(text, language)
    if found is None or found[1] > 0 or not (rest := text[found[2] :].lstrip(" ,.:|–—-")):
        return None, text
    return found[0][: len("2024-07-25")], rest


def locate(paragraph: str, quote: QuotedSpeech) -> FoundQuote | None:
    """Where the words stand in a paragraph, their marks included; None where they do not."""
    start = paragraph.find(quote.text) if quote.text else -1
    if start < 0:
        return None
    end = start + len(quote.text)
    start -= paragraph[start - 1 : start] in QUOTE_MARKS and start > 0
    end += end < len(paragraph) and paragraph[end] in QUOTE_MARKS
    return FoundQuote(0, start, end, quote.text, cue=quote.cue, speaker=quote.speaker)


def page_model(article: Article) -> Any:
    """The page type that the article becomes. Raises :exc:`ImproperlyConfigured`."""
    return conf.get_interview_page_model() if article.kind == "interview" else conf.get_news_page_model()


def build_page(
    article: Article,
    document: RawDocument,
    seed: str,
    people: PersonLinker,
    parent: Any,
    images: Mapping[str, int] = NO_IMAGES,
    files: Mapping[str, int] = NO_FILES,
) -> BuiltPage:
    """A new, unsaved page. Raises :exc:`ValidationError` where its type refuses what the article holds.

    ``images`` and ``files`` are the site's images and documents by the addresses under which the article
    names them.
    """
    page = page_model(article)(live=False, locale=parent.locale)
    return check(fill_page(BuiltPage(page), article, document, seed, people, images, files=files))


def rebuild_page(
    article: Article,
    document: RawDocument,
    seed: str,
    people: PersonLinker,
    page: Any,
    images: Mapping[str, int] = NO_IMAGES,
    tags_before: Collection[str] = (),
    files: Mapping[str, int] = NO_FILES,
) -> BuiltPage:
    """The article on the page that an earlier import made: its specific object, as of its latest revision.

    ``tags_before`` are those that the document had then. Raises :exc:`ValidationError`.
    """
    built = BuiltPage(page, exists=True)
    fill_page(built, article, document, seed, people, images, tags_before, files)
    if article.kind == "interview" and not isinstance(page, InterviewPageMixin):
        built.warnings.append(
            ArticleWarning(
                "page_type",
                "The text reads as an interview now, but its page is a news article and stays one. Delete "
                "the page and import with --recreate to change that.",
            )
        )
    return check(built)


def fill_page(
    built: BuiltPage,
    article: Article,
    document: RawDocument,
    seed: str,
    people: PersonLinker,
    images: Mapping[str, int] = NO_IMAGES,
    tags_before: Collection[str] = (),
    files: Mapping[str, int] = NO_FILES,
) -> BuiltPage:
    """Sets the mixins' fields. All other fields stay as they are."""
    page = built.page
    before = choices_on(page) if built.exists else {}
    url = source_address(page, article.canonical_url or document.url, built.warnings)
    moment, date_only = published(article, built.warnings)
    date = datetime.date.fromisoformat(article.published_at[:10]) if moment and article.published_at else None
    lead = fill_lead_image(page, article, document, images)
    types = page._meta.get_field("body").stream_block.child_blocks
    maker = BlockMaker(article, seed, url, people, date, images, lead, types, files)

    title, subtitle = headline(article, document, page, built.warnings)
    page.title = page.draft_title = title
    page.subtitle = subtitle
    page.lead = clean_text(article.lead)
    page.published_at, page.published_is_date_only = moment, date_only
    page.dateline = fitting(page, "dateline", article.dateline, built.warnings)
    page.outlet = fitting(page, "outlet", article.outlet, built.warnings)
    page.source_url = url
    page.language = foreign_language(article, page)
    if isinstance(page, InterviewPageMixin):
        for side, speaker in (("interviewee", article.interviewee), ("interviewer", article.interviewer)):
            setattr(page, side, None)
            name, role = maker.speaker(page, side, speaker, make=side == "interviewee")
            setattr(page, f"{side}_name", fitting(page, f"{side}_name", name, built.warnings))
            setattr(page, f"{side}_role", role)
    streams = {
        # What the body's blocks hold is not recorded beside it, so the body is made first.
        "body": maker.body(),
        "quotes": maker.quotes(),
        "authors": maker.authors(),
        "related": maker.related(),
    }
    for name, blocks in streams.items():
        setattr(page, name, stream(page, name, blocks))
    fill_for_search_engines(page, document)
    if document.draft:
        built.warnings.append(ArticleWarning(KEPT_BACK, KEPT_BACK_WHY))
    if not built.exists:
        page.slug = slug_of(document)
        if moment and document.date and not document.draft:
            # Wagtail would have it published today.
            page.first_published_at = aware(moment)
    built.warnings += people.tags.fill(page, document.tags, tags_before)
    built.slots += maker.slots
    keep_choices(built, before)
    built.warnings += maker.warnings
    return built


def fill_for_search_engines(page: Any, document: RawDocument) -> None:
    """Sets Wagtail's own fields for search engines; what is not said leaves them as they are. A base page of
    the site's own may lack them.
    """
    fields = {field.name for field in page._meta.concrete_fields}
    for name, text in (("seo_title", document.seo_title), ("search_description", document.description)):
        if name in fields and (text := one_line(text)):
            longest = page._meta.get_field(name).max_length
            setattr(page, name, shorten(text, longest) if longest else text)


def slug_of(document: RawDocument) -> str:
    """The slug that the source has, as Wagtail takes it; empty where it has none, or a mere number."""
    text = document.slug or ""
    slug = slugify(text, allow_unicode=True)
    if not getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True):
        slug = slugify(anyascii(text))
    slug = slug[:LONGEST_SLUG].strip("-_")
    return "" if slug.isdigit() else slug


def aware(moment: datetime.datetime) -> datetime.datetime:
    """The moment as a database field with a zone takes it, if the site keeps zones."""
    return timezone.make_aware(moment) if settings.USE_TZ and timezone.is_naive(moment) else moment


def fill_lead_image(
    page: Any, article: Article, document: RawDocument, images: Mapping[str, int]
) -> LeadImage | None:
    """Sets the lead image, and gives it; None where the site does not have it, and the page's own stays."""
    lead = lead_image_of(article, document)
    image = images.get(lead.url) if lead else None
    if lead is None or image is None:
        return None
    same = [
        block
        for block in article.body
        if isinstance(block, Image) and block.url and is_same_picture(block.url, lead.url)
    ]
    caption = clean_text(next((block.text for block in same if block.text), lead.caption))
    credit = one_line(next((block.credit for block in same if block.credit), lead.credit))
    page.lead_image_id = image
    page.lead_image_caption = " — ".join(filter(None, [caption, credit if credit not in caption else ""]))
    return lead


Choice = tuple[dict[str, Any], str, str]
"""A struct's raw values, the field of a person, and the field of the name as printed."""


def choosers(blocks: Iterable[Any]) -> Iterator[tuple[tuple[str, str], Choice]]:
    """Every place for a person in stored stream data, by the block's id and the field."""
    for block in blocks:
        value = block["value"]
        if not isinstance(value, dict):
            continue
        for field_name, printed in PERSON_FIELDS:
            if field_name in value:
                yield (block["id"], field_name), (value, field_name, printed)
        yield from choosers(value.get("answer") or ())


def choices_on(page: Any) -> dict[tuple[str, str], tuple[int, str]]:
    """Who stands where on a page, and under which name."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for name in ("body", "quotes", "authors"):
        for place, (value, field_name, printed) in choosers(getattr(page, name).raw_data):
            if value[field_name]:
                found[place] = (value[field_name], value.get(printed) or "")
    for side in ("interviewee", "interviewer"):
        if pk := getattr(page, f"{side}_id", None):
            found["", side] = (pk, getattr(page, f"{side}_name"))
    return found


def keep_choices(built: BuiltPage, before: dict[tuple[str, str], tuple[int, str]]) -> None:
    """Has whoever stood in a place stay there as long as the name there is the same.

    Editors merge and split people; nobody but an editor takes that back.
    """
    if not before:
        return
    slots = {(id(slot.container), slot.name): slot for slot in built.slots}
    places: list[tuple[tuple[str, str], Choice]] = []
    for name in ("body", "quotes", "authors"):
        places += choosers(getattr(built.page, name).raw_data)
    found = {place: (id(value), value.get(printed) or "") for place, (value, _, printed) in places}
    for side in ("interviewee", "interviewer"):
        found["", side] = (id(built.page), getattr(built.page, f"{side}_name", ""))
    for place, (pk, printed_before) in before.items():
        container, printed_now = found.get(place, (0, ""))
        slot = slots.get((container, place[1]))
        if slot is not None and printed_now == printed_before:
            slot.before = pk


def stream(page: Any, name: str, blocks: list[dict[str, Any]]) -> StreamValue:
    """Stored values as the value of a StreamField, without making an object of each block."""
    return StreamValue(page._meta.get_field(name).stream_block, blocks, is_lazy=True)


def check(built: BuiltPage) -> BuiltPage:
    """Validates the page, but for its place in the tree. Raises :exc:`ValidationError`."""
    built.page.full_clean(exclude=NOT_CHECKED, validate_unique=False, validate_constraints=False)
    return built


def explain(error: ValidationError) -> str:
    """A validation error as one message, with the remedy."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    parts = []
    for name, messages in error.message_dict.items():
        where = "" if name == NON_FIELD_ERRORS else f"{name}: "
        parts.append(where + " ".join(str(message) for message in messages))
    return f"The page type refuses it: {'; '.join(parts)} Give the field a default, or allow what is missing."


def headline(
    article: Article, document: RawDocument, page: Any, warnings: list[ArticleWarning]
) -> tuple[str, str]:
    """Title and subtitle. A title that is too long is cut, and stands whole in the subtitle."""
    title, subtitle = one_line(article.title), clean_text(article.subtitle)
    longest = page._meta.get_field("title").max_length
    if not title:
        text = one_line(
            article.lead or next((block.text for block in article.body if one_line(block.text)), "")
        )
        title = shorten(text or one_line(document.id) or "Untitled", TITLE_FROM_TEXT)
        warnings.append(
            ArticleWarning("title_from_text", "There is no title; the first words stand in for it.")
        )
    elif len(title) > longest:
        subtitle = "\n".join(filter(None, [title, subtitle]))
        title = shorten(title, longest)
        message = f"The title is longer than {longest} characters; the whole of it is in the subtitle."
        warnings.append(ArticleWarning("title_cut", message))
    return title, subtitle


def foreign_language(article: Article, page: Any) -> str:
    """The article's language, if it is another than that of the page's place in the site; else empty."""
    code = article.language or ""
    same = base_language(code) == base_language(page.locale.language_code)
    return "" if same or not is_language(code) else code


def source_address(page: Any, address: str | None, warnings: list[ArticleWarning]) -> str:
    """The document's address, if it may become a link and fits the field; else it stays on record alone."""
    url = safe_url(address)
    try:
        return page._meta.get_field("source_url").clean(url, page)
    except ValidationError:
        message = f"The address {shorten(url, TITLE_FROM_TEXT)} cannot be linked to and is not on the page."
        warnings.append(ArticleWarning("source_url", message))
        return ""


def fitting(page: Any, name: str, value: str | None, warnings: list[ArticleWarning]) -> str:
    """One line that fits the field; what is cut stays on the imported document."""
    text = one_line(value)
    longest = page._meta.get_field(name).max_length
    if longest and len(text) > longest:
        message = f"The {name.replace('_', ' ')} is longer than {longest} characters and was cut."
        warnings.append(ArticleWarning("text_cut", message))
        text = shorten(text, longest)
    return text


def published(article: Article, warnings: list[ArticleWarning]) -> tuple[datetime.datetime | None, bool]:
    """When the article appeared, and whether only the day is known: midnight by the site's clock then."""
    text = article.published_at
    if not text:
        return None, False
    try:
        moment = datetime.datetime.fromisoformat(text)
        if settings.USE_TZ:
            if timezone.is_naive(moment):
                moment = timezone.make_aware(moment, timezone.get_default_timezone())
            moment = moment.astimezone(datetime.UTC)
        elif timezone.is_aware(moment):
            moment = timezone.make_naive(moment, timezone.get_default_timezone())
    except (ValueError, OverflowError):
        warnings.append(ArticleWarning("unread_date", f"The date {text[:40]!r} cannot be used."))
        return None, False
    return moment, len(text) <= len("2024-05-01")


def contents_of(page: Any) -> dict[str, Any]:
    """What a revision of the page would hold, in a form that can be compared."""
    data = page.serializable_data()
    streams = (field.name for field in page._meta.get_fields() if isinstance(field, StreamField))
    return {**data, **{name: json.loads(data[name]) for name in streams}}
