"""WordPress's export (WXR): its posts and pages.

The text becomes HTML with paragraphs. What a post refers to by number (featured images, galleries, synced
patterns) is found where the file can be read twice, which a pipe cannot: it may come after the post.
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
from urllib.parse import unquote, urlsplit

from ...documents import RawDocument
from ..common.base import (
    ANY,
    PROTECTED,
    STATUSES,
    TYPES,
    Item,
    Options,
    Origin,
    Skipped,
    SourceError,
    is_web_address,
    web_address,
)
from ..common.markup import article_html, moment, plain_text, with_paragraphs, zoned
from ..common.streams import CHUNK, Rejoined
from ..common.xml_items import Element, ItemParser, XmlDamageError, damaged, made, too_long_item, xml_encoding
from .rows import distinct, joined
from .wordpress import File, Library, content_html, without_shortcodes

PATTERN_TYPE = "wp_block"
NOT_CONTENT = frozenset({"trash", "auto-draft", "inherit"})
"""Statuses of what nobody wants: never read by ``any``."""

MOST_AUTHORS = 100_000

WANTED = frozenset({"item", "wp:author", "wp:base_blog_url", "title"})
IGNORED = frozenset({"wp:comment"})

PIECE = re.compile(
    rb"<[\w.-]{1,40}:post_id>\s*(?:<!\[CDATA\[)?\s*(?P<id>\d{1,20})"
    rb"|<[\w.-]{1,40}:post_parent>\s*(?:<!\[CDATA\[)?\s*(?P<parent>\d{1,20})"
    rb"|<[\w.-]{1,40}:attachment_url>\s*(?:<!\[CDATA\[)?\s*(?P<url>[^<\]\s]{1,2000})"
    rb"|<excerpt:encoded>\s*(?:<!\[CDATA\[)?(?P<caption>.{0,1500}?)(?:\]\]>|</)"
    rb"|_wp_attachment_image_alt(?:\]\]>)?</[\w.-]{1,40}:meta_key>\s*<[\w.-]{1,40}:meta_value>"
    rb"\s*(?:<!\[CDATA\[)?(?P<alt>.{0,1000}?)(?:\]\]>|</)"
    rb"|(?P<reference><!--\s+wp:(?:core/)?block\s+\{)",
    re.DOTALL,
)
LONGEST_PIECE = 4096
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp|tiff?)$", re.IGNORECASE)
MOST_OWN = 500
"""How many files uploaded to one post a gallery shows."""

TAXONOMIES = ("category", "post_tag")
UNCATEGORISED = "uncategorized"

SEO_TITLES = (
    "_yoast_wpseo_title",
    "rank_math_title",
    "_seopress_titles_title",
    "_aioseo_title",
    "_genesis_title",
)
SEO_TEXTS = (
    *("_yoast_wpseo_metadesc", "rank_math_description", "_seopress_titles_desc", "_aioseo_description"),
    *("_aioseop_description", "_genesis_description"),
)
VARIABLE = re.compile(r"%%?([a-z_]{2,40})%%?|#([a-z_]{2,40})")


class Attachments:
    """A site's files and synced patterns by their ids: on disk, since there may be millions."""

    def __init__(self) -> None:
        self.table = sqlite3.connect("")
        self.table.execute(
            "CREATE TABLE file "
            "(id INTEGER PRIMARY KEY, parent INTEGER, url TEXT, caption TEXT, alt TEXT DEFAULT '')"
        )
        self.table.execute("CREATE INDEX by_parent ON file (parent)")
        self.table.execute("CREATE TABLE pattern (id INTEGER PRIMARY KEY, content TEXT)")
        self.has_references = False

    def find(self, file: Rejoined) -> None:
        """Notes what a first reading of the export finds. Its errors are for the second one to tell."""
        with suppress(SourceError, OSError, EOFError, zlib.error):
            self.take(file)

    def take(self, file: Rejoined) -> None:
        """Finds the attachments without reading the XML as such: that is the quicker by far, and a wrong one
        is only a wrong image.
        """
        id, parent, last, caption = 0, 0, 0, ""
        for piece in pieces(file):
            if piece["id"]:
                id, parent, last = int(piece["id"]), 0, 0
            elif piece["parent"]:
                parent = int(piece["parent"])
            elif piece["caption"] is not None:
                caption = decoded(piece["caption"])
            elif piece["reference"]:
                self.has_references = True
            elif piece["url"] and id < 1 << 63:
                row = (id, min(parent, 1 << 62), decoded(piece["url"]), caption)
                self.table.execute(
                    "INSERT OR REPLACE INTO file (id, parent, url, caption) VALUES (?, ?, ?, ?)", row
                )
                last, caption = id, ""
            elif piece["alt"] and last:
                self.table.execute("UPDATE file SET alt = ? WHERE id = ?", (decoded(piece["alt"]), last))

    def find_patterns(self, file: Rejoined, encoding: str, options: Options) -> None:
        """Notes the synced patterns, where posts refer to some."""
        parser = ItemParser(frozenset({"item"}), options.limits, IGNORED)
        with suppress(SourceError, OSError, EOFError, zlib.error, XmlDamageError):
            for item in parser.read(file, encoding):
                id = item.first("wp:post_id")
                if item.first("wp:post_type") == PATTERN_TYPE and is_id(id):
                    row = (int(id), item.first("content:encoded"))
                    self.table.execute("INSERT OR REPLACE INTO pattern VALUES (?, ?)", row)

    def file(self, id: str) -> File | None:
        if not is_id(id):
            return None
        row = self.table.execute("SELECT url, caption, alt FROM file WHERE id = ?", (int(id),)).fetchone()
        return File(*row) if row else None

    def url(self, id: str) -> str | None:
        found = self.file(id)
        return found.url if found else None

    def own(self, id: str) -> list[File]:
        """The images that were uploaded to a post, as a gallery without a choice shows them."""
        if not is_id(id):
            return []
        found = self.table.execute(
            "SELECT url, caption, alt FROM file WHERE parent = ? ORDER BY id LIMIT ?", (int(id), MOST_OWN)
        )
        return [File(*row) for row in found if PICTURE.search(row[0].partition("?")[0])]

    def pattern(self, id: str) -> str | None:
        if not is_id(id):
            return None
        row = self.table.execute("SELECT content FROM pattern WHERE id = ?", (int(id),)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self.table.close()


def is_id(text: str) -> bool:
    return re.fullmatch(r"\d{1,18}", text, re.ASCII) is not None


def decoded(data: bytes) -> str:
    return html.unescape(data.decode("utf-8", "replace")).strip()


def pieces(file: Rejoined) -> Iterator[re.Match[bytes]]:
    """What is to be known of attachments, in the order of the file."""
    held = b""
    while True:
        data = file.read(CHUNK)
        held += data
        # What may be cut in two waits for its rest.
        rest = max(len(held) - LONGEST_PIECE, 0) if data else len(held)
        for piece in PIECE.finditer(held):
            if piece.end() > rest:
                rest = min(rest, piece.start())
                break
            yield piece
        if not data:
            return
        held = held[rest:]


@dataclass
class Site:
    """What the export says of the site as a whole."""

    attachments: Attachments
    address: str = ""
    title: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    """How they call themselves, by the names that they log in with."""

    def learn(self, element: Element) -> None:
        if element.name == "wp:base_blog_url":
            self.address = element.text.strip()
        elif element.name == "title":
            self.title = self.title or plain_text(element.text)
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
        if site.attachments.has_references and file.rewind():
            site.attachments.find_patterns(file, encoding, options)
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
    if skipped := why_not(item, place, options):
        return skipped
    id, link = item.first("wp:post_id"), item.first("link")
    url = link if is_web_address(link) else None
    meta = metadata(item)
    terms = [term for term in item.all("category") if term.text.strip()]
    language, group = translation(terms, meta)
    title, content, lead = plain_text(item.first("title")), content_of(item, meta, site), lead_of(item)
    if not content.strip() and lead:
        content, lead = with_paragraphs(without_shortcodes(item.first("excerpt:encoded"))), None
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
        fragment=True,
        draft=status_of(item) != "publish",
        slug=slug_of(item, url),
        lead=lead,
        seo_title=seo_text(SEO_TITLES, meta, title, site),
        description=seo_text(SEO_TEXTS, meta, title, site),
    )


def status_of(item: Element) -> str:
    """The status; what only a password opens has one of its own."""
    return PROTECTED if item.first("wp:post_password") else item.first("wp:status") or "publish"


NAMES_OF_TYPES = {
    "attachment": "files of WordPress's library",
    "nav_menu_item": "entries of menus",
    "revision": "revisions",
    PATTERN_TYPE: "synced patterns, which stand in the posts that show them",
}
NAMES_OF_STATUSES = {
    "private": "private posts",
    PROTECTED: "posts that a password protects",
    "trash": "deleted posts",
}


def why_not(item: Element, place: str, options: Options) -> Skipped | None:
    """Why an item is not imported; None where nothing speaks against it."""
    kind, status = item.first("wp:post_type") or "post", status_of(item)[:40]
    if kind not in options.types and (ANY not in options.types or kind in NAMES_OF_TYPES):
        wanted = "neither a post nor a page" if options.types == frozenset(TYPES) else "not asked for"
        reason = f"of the type {kind[:40]} and {wanted}"
        if kind not in NAMES_OF_TYPES:
            reason += f"; --type {kind[:40]} imports it"
        return Skipped(place, reason, NAMES_OF_TYPES.get(kind, f"items of WordPress's type {kind[:40]}"))
    if status in options.statuses or (ANY in options.statuses and status not in NOT_CONTENT):
        return None
    name = NAMES_OF_STATUSES.get(status, f"items with WordPress's status {status}")
    if status == PROTECTED:
        reason = "protected by a password in WordPress; --status protected makes a draft of it"
    elif status in STATUSES:
        reason = f"not asked for (its status is {status})"
    else:
        reason = f"not published in WordPress (its status is {status}); --status {status} makes a draft of it"
    return Skipped(place, reason, name)


def metadata(item: Element) -> dict[str, str]:
    """The post's custom fields."""
    return {
        field.first("wp:meta_key"): field.first("wp:meta_value")
        for field in item.all("wp:postmeta")
        if field.first("wp:meta_key")
    }


def content_of(item: Element, meta: dict[str, str], site: Site) -> str:
    """The text as WordPress would show it."""
    id, files = item.first("wp:post_id"), site.attachments
    library = Library(files.file, lambda: files.own(id), files.pattern, meta.get("footnotes", ""))
    return content_html(item.first("content:encoded"), library)


def lead_of(item: Element) -> str | None:
    """The excerpt that somebody wrote."""
    return plain_text(without_shortcodes(item.first("excerpt:encoded"))) or None


def slug_of(item: Element, url: str | None) -> str | None:
    """The post's name in its address; WordPress keeps letters beyond ASCII as they are in addresses."""
    found = item.first("wp:post_name")
    if not found and url and not urlsplit(url).query:
        found = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return unquote(found)[:255] or None


def seo_text(names: tuple[str, ...], meta: dict[str, str], title: str, site: Site) -> str | None:
    """What a plugin has for search engines, its variables filled in; None where one of them is not known.

    >>> seo_text(("t",), {"t": "%%title%% %%sep%% %%sitename%%"}, "Water", Site(None, title="The Valley"))
    'Water - The Valley'
    """
    known = {"title": title, "post_title": title, "sitename": site.title, "site_title": site.title}
    known |= {"sep": "-", "separator_sa": "-", "page": "", "sitetitle": site.title}
    for name in names:
        text = plain_text(meta.get(name, ""))
        variables = (
            [found[1] or found[2] for found in VARIABLE.finditer(text)] if "%" in text or "#" in text else []
        )
        if "%" in text or any(variable in known for variable in variables):
            if any(found[1] and found[1] not in known for found in VARIABLE.finditer(text)):
                continue
            text = VARIABLE.sub(lambda found: known.get(found[1] or found[2], found[0]), text)
        if text := " ".join(text.split()).strip(" -"):
            return text
    return None


def date_of(item: Element) -> str | None:
    """When it was published, by the clock of the place where that is known."""
    utc, local = when(item, "wp:post_date_gmt"), when(item, "wp:post_date")
    if utc:
        return (zoned(local, utc) if local else None) or f"{utc}+00:00"
    if status_of(item) in ("draft", "pending", "auto-draft"):
        # It was never published: its date is that of the last change.
        return None
    return local or moment(item.first("pubDate")) or None


def when(item: Element, name: str) -> str:
    date = item.first(name)
    is_known = re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", date) and not date.startswith("0000")
    return date.replace(" ", "T") if is_known else ""


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
