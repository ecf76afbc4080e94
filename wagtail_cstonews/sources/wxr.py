"""WordPress's export (WXR): its published posts and pages.

The text becomes HTML with paragraphs. Featured images are named where the file can be read twice, which a
pipe cannot: attachments may come after the posts that show them.
"""

from __future__ import annotations

import html
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from ..extraction.article import RawDocument
from .base import Item, Options, Origin, Skipped, SourceError, is_web_address, web_address
from .markup import article_html, moment, plain_text, with_paragraphs, without_shortcodes
from .rows import distinct, joined
from .streams import CHUNK, Rejoined
from .xml_items import Element, ItemParser, XmlDamageError, damaged, made, too_long_item, xml_encoding

TYPES = ("post", "page")
MOST_AUTHORS = 100_000

WANTED = frozenset({"item", "wp:author", "wp:base_blog_url"})
IGNORED = frozenset({"wp:comment"})

PIECE = re.compile(
    rb"<wp:post_id>\s*(?:<!\[CDATA\[)?\s*(\d{1,20})"
    rb"|<wp:attachment_url>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})"
)
LONGEST_PIECE = 4096

TAXONOMIES = ("category", "post_tag")
UNCATEGORISED = "uncategorized"


class Attachments:
    """The addresses of a site's files by their ids: on disk, since there may be millions."""

    def __init__(self) -> None:
        self.table = sqlite3.connect("")
        self.table.execute("CREATE TABLE file (id INTEGER PRIMARY KEY, url TEXT)")

    def find(self, file: Rejoined) -> None:
        """Notes what a first reading of the export finds. Its errors are for the second one to tell."""
        with suppress(SourceError, OSError, EOFError, zlib.error):
            self.table.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", attachments(file))

    def url(self, id: str) -> str | None:
        if not re.fullmatch(r"\d{1,18}", id):
            return None
        row = self.table.execute("SELECT url FROM file WHERE id = ?", (int(id),)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self.table.close()


def attachments(file: Rejoined) -> Iterator[tuple[int, str]]:
    """The ids and addresses of the attachments, found without reading the XML as such: that is the quicker
    by far, and a wrong one is only a wrong image.
    """
    id, held = 0, b""
    while True:
        data = file.read(CHUNK)
        held += data
        # What may be cut in two waits for its rest.
        rest = max(len(held) - LONGEST_PIECE, 0) if data else len(held)
        for piece in PIECE.finditer(held):
            if piece.end() > rest:
                rest = min(rest, piece.start())
                break
            if piece[1]:
                id = int(piece[1])
            elif id < 1 << 63:
                yield id, html.unescape(piece[2].decode("utf-8", "replace"))
        if not data:
            return
        held = held[rest:]


@dataclass
class Site:
    """What the export says of the site as a whole."""

    attachments: Attachments
    address: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    """How they call themselves, by the names that they log in with."""

    def learn(self, element: Element) -> None:
        if element.name == "wp:base_blog_url":
            self.address = element.text.strip()
        elif len(self.authors) < MOST_AUTHORS:
            login = element.first("wp:author_login")
            self.authors[login] = plain_text(element.first("wp:author_display_name")) or login


def read_wxr(file: Rejoined, origin: Origin, options: Options) -> Iterator[Item]:
    """The posts and pages of an export; what else is in it is skipped."""
    site = Site(Attachments())
    encoding = xml_encoding(file.beginning)
    if file.rewind():
        left = options.budget.left
        site.attachments.find(file)
        # What is read twice comes out once.
        options.budget.left = left
        file.rewind()
    parser = ItemParser(WANTED, options.limits, IGNORED)
    try:
        for element in parser.read(file, encoding):
            if element.name == "item":
                yield made(partial(item_of, element, site, origin, options), element, origin)
            else:
                site.learn(element)
    except XmlDamageError as error:
        yield damaged(error, origin)
    finally:
        site.attachments.close()


def item_of(item: Element, site: Site, origin: Origin, options: Options) -> Item:
    """An item of the export as a document, if it is one to import."""
    place = f"{origin.source}:{item.line}"
    if item.too_long:
        return too_long_item(item, origin, options.limits)
    if reason := why_not(item):
        return Skipped(place, reason)
    id, link = item.first("wp:post_id"), item.first("link")
    url = link if is_web_address(link) else None
    meta = metadata(item)
    terms = [term for term in item.all("category") if term.text.strip()]
    language, group = translation(terms, meta)
    title, content = plain_text(item.first("title")), content_of(item)
    return RawDocument(
        id=id or link or str(item.line),
        content=article_html(title, content),
        source=place,
        key=url or origin.row_key(id, item.line, content),
        media_type="html",
        url=url,
        title=title or None,
        date=date_of(item),
        author=authors(item, terms, site),
        language=language,
        tags=tags(terms),
        image_url=web_address(site.attachments.url(meta.get("_thumbnail_id", "")), url),
        translation_group=f"{site.address} {group}".strip() if group else None,
    )


def why_not(item: Element) -> str | None:
    """Why an item is not imported; None where nothing speaks against it."""
    kind, status = item.first("wp:post_type") or "post", item.first("wp:status") or "publish"
    if kind not in TYPES:
        return f"of the type {kind[:40]} and neither a post nor a page"
    if status != "publish":
        return f"not published in WordPress (its status is {status[:40]}); publish it there and export again"
    if item.first("wp:post_password"):
        return "protected by a password in WordPress; take that off and export again"
    return None


def metadata(item: Element) -> dict[str, str]:
    """The post's custom fields."""
    return {
        field.first("wp:meta_key"): field.first("wp:meta_value")
        for field in item.all("wp:postmeta")
        if field.first("wp:meta_key")
    }


def content_of(item: Element) -> str:
    """The text, after the excerpt that somebody wrote for it, unless the text holds that already."""
    text = without_shortcodes(item.first("content:encoded"))
    # The block editor marks its paragraphs; what was written before has blank lines between them.
    text = text if "<!-- wp:" in text else with_paragraphs(text)
    excerpt = item.first("excerpt:encoded")
    if excerpt and plain_text(excerpt) not in plain_text(text):
        text = f"{with_paragraphs(without_shortcodes(excerpt))}\n{text}"
    return text


def date_of(item: Element) -> str | None:
    """When it was published, with the zone where that is known."""
    for name, zone in (("wp:post_date_gmt", "+00:00"), ("wp:post_date", "")):
        date = item.first(name)
        if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", date) and not date.startswith("0000"):
            return date.replace(" ", "T") + zone
    return moment(item.first("pubDate")) or None


def authors(item: Element, terms: list[Element], site: Site) -> str | None:
    """The authors by the names that they show; those of the plugin Co-Authors Plus, where there are any."""
    logins = [term.text.strip() for term in terms if term.attributes.get("domain") == "author"]
    logins = logins or [creator.text.strip() for creator in item.all("dc:creator")]
    return joined(distinct(site.authors.get(login) or plain_text(login) for login in logins))


def tags(terms: list[Element]) -> tuple[str, ...]:
    """The names of categories and tags; other taxonomies belong to plugins."""
    return distinct(
        plain_text(term.text)
        for term in terms
        if term.attributes.get("domain") in TAXONOMIES and term.attributes.get("nicename") != UNCATEGORISED
    )


def translation(terms: list[Element], meta: dict[str, str]) -> tuple[str | None, str | None]:
    """The language, and what the translations have in common, by Polylang or WPML Export and Import."""
    named = {term.attributes.get("domain", ""): term.attributes.get("nicename", "") for term in terms}
    language = named.get("language") or meta.get("_wpml_import_language_code")
    group = named.get("post_translations") or meta.get("_wpml_import_translation_group")
    return language or None, group or None
