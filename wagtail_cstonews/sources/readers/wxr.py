"""The reader of WordPress exports (WXR, WordPress eXtended RSS): posts and pages.

The content is rendered to HTML. References by id (featured images, galleries, synced patterns) may point at
items after the post, and are resolved only if the file can be read twice, which a pipe cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote, urlsplit

from ...documents import RawDocument
from ...text.patterns import lazy_compile
from ..common.addresses import is_web_address, web_address
from ..common.dates import moment, zoned
from ..common.items import Item, Skipped
from ..common.markup import article_html, plain_text, with_paragraphs
from ..common.options import ANY, PROTECTED, STATUSES, TYPES, Options
from ..common.origins import Origin
from ..common.registry import Reader, XmlHead
from ..common.streams import Readable, Rejoined
from ..xml.elements import Element, XmlDamageError, damaged, made_or_failed, too_long_item
from ..xml.namespaces import WORDPRESS
from ..xml.parser import ItemParser
from ..xml.repair import xml_encoding
from .attachments import IGNORED, PATTERN_TYPE, Attachments
from .fields import distinct, joined
from .wordpress import Library, content_html, without_shortcodes

_NOT_CONTENT = frozenset({"trash", "auto-draft", "inherit"})
"""Statuses that ``any`` does not include."""

_MOST_AUTHORS = 100_000
"""Authors kept in memory: more than any newsroom has had."""

_WANTED = frozenset({"item", "wp:author", "wp:base_blog_url", "title"})

_TAXONOMIES = ("category", "post_tag")
_UNCATEGORISED = "uncategorized"
"""The slug of WordPress's default category."""

_SEO_TITLES = (
    "_yoast_wpseo_title",
    "rank_math_title",
    "_seopress_titles_title",
    "_aioseo_title",
    "_genesis_title",
)

_SEO_TEXTS = (
    *("_yoast_wpseo_metadesc", "rank_math_description", "_seopress_titles_desc", "_aioseo_description"),
    *("_aioseop_description", "_genesis_description"),
)
"""Custom fields in which Yoast SEO, Rank Math, SEOPress, All in One SEO and Genesis store titles and
descriptions for search engines."""

_VARIABLE = lazy_compile(r"%%?([a-z_]{2,40})%%?|#([a-z_]{2,40})")
"""A variable in such a text: ``%%title%%``, ``%title%`` or ``#post_title``, by plugin."""


@dataclass
class Site:
    """Data of an export about the site as a whole."""

    attachments: Attachments
    address: str = ""
    title: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    """The authors' display names by login name."""

    def learn(self, element: Element) -> None:
        """Stores the data of an element of the export's head."""
        if element.name == "wp:base_blog_url":
            self.address = element.text.strip()
        elif element.name == "title":
            self.title = self.title or plain_text(element.text)
        elif len(self.authors) < _MOST_AUTHORS:
            login = element.first("wp:author_login")
            self.authors[login] = plain_text(element.first("wp:author_display_name")) or login


def _read_wxr(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """Yields the posts and pages of an export; other items are skipped."""
    file = Rejoined.begun(file)
    site = Site(Attachments())
    encoding = xml_encoding(file.beginning)
    if file.rewind():
        left = options.budget.left
        site.attachments.find(file)
        if site.attachments.has_references and file.rewind():
            site.attachments.find_patterns(file, encoding, options)
        # The first pass does not count towards the budget.
        options.budget.left = left
        file.rewind()
    parser = ItemParser(_WANTED, options.limits, IGNORED)
    try:
        for element in parser.read(file, encoding):
            if element.name == "item":
                yield made_or_failed(partial(item_of, element, site, origin, options), element, origin)
            else:
                site.learn(element)
    except XmlDamageError as error:
        yield damaged(error, origin)
    finally:
        site.attachments.close()


def item_of(item: Element, site: Site, origin: Origin, options: Options) -> Item:
    """An item of the export as a document, or the reason for skipping it."""
    place = f"{origin.source}:{item.line}"
    if item.too_long:
        return too_long_item(item, origin, options.limits)
    if skipped := _why_not(item, place, options):
        return skipped
    id, link = item.first("wp:post_id"), item.first("link")
    url = link if is_web_address(link) else None
    meta = _metadata(item)
    terms = [term for term in item.all("category") if term.text.strip()]
    language, group = _translation(terms, meta)
    title, content, lead = plain_text(item.first("title")), _content_of(item, meta, site), _lead_of(item)
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
        date=_date_of(item),
        author=_authors(item, terms, site),
        language=language,
        tags=_tags(terms),
        image_url=web_address(site.attachments.url(meta.get("_thumbnail_id", "")), url),
        translation_group=f"{site.address} {group}".strip() if group else None,
        fragment=True,
        draft=_status_of(item) != "publish",
        slug=_slug_of(item, url),
        lead=lead,
        seo_title=_seo_text(_SEO_TITLES, meta, title, site),
        description=_seo_text(_SEO_TEXTS, meta, title, site),
    )


def _status_of(item: Element) -> str:
    """The item's status; ``protected`` if it needs a password."""
    return PROTECTED if item.first("wp:post_password") else item.first("wp:status") or "publish"


_NAMES_OF_TYPES = {
    "attachment": "files of WordPress's library",
    "nav_menu_item": "entries of menus",
    "revision": "revisions",
    PATTERN_TYPE: "synced patterns, which stand in the posts that show them",
}

_NAMES_OF_STATUSES = {
    "private": "private posts",
    PROTECTED: "posts that a password protects",
    "trash": "deleted posts",
}


def _why_not(item: Element, place: str, options: Options) -> Skipped | None:
    """The reason for skipping an item; None if it is read."""
    kind, status = item.first("wp:post_type") or "post", _status_of(item)[:40]
    if kind not in options.types and (ANY not in options.types or kind in _NAMES_OF_TYPES):
        wanted = "neither a post nor a page" if options.types == frozenset(TYPES) else "not asked for"
        reason = f"of the type {kind[:40]} and {wanted}"
        if kind not in _NAMES_OF_TYPES:
            reason += f"; --type {kind[:40]} imports it"
        return Skipped(place, reason, _NAMES_OF_TYPES.get(kind, f"items of WordPress's type {kind[:40]}"))
    if status in options.statuses or (ANY in options.statuses and status not in _NOT_CONTENT):
        return None
    name = _NAMES_OF_STATUSES.get(status, f"items with WordPress's status {status}")
    if status == PROTECTED:
        reason = "protected by a password in WordPress; --status protected makes a draft of it"
    elif status in STATUSES:
        reason = f"not asked for (its status is {status})"
    else:
        reason = f"not published in WordPress (its status is {status}); --status {status} makes a draft of it"
    return Skipped(place, reason, name)


def _metadata(item: Element) -> dict[str, str]:
    """The post's custom fields."""
    return {
        field.first("wp:meta_key"): field.first("wp:meta_value")
        for field in item.all("wp:postmeta")
        if field.first("wp:meta_key")
    }


def _content_of(item: Element, meta: dict[str, str], site: Site) -> str:
    """The content, rendered as WordPress would show it."""
    id, files = item.first("wp:post_id"), site.attachments
    library = Library(files.file, lambda: files.own(id), files.pattern, meta.get("footnotes", ""))
    return content_html(item.first("content:encoded"), library)


def _lead_of(item: Element) -> str | None:
    """The excerpt written by the author."""
    return plain_text(without_shortcodes(item.first("excerpt:encoded"))) or None


def _slug_of(item: Element, url: str | None) -> str | None:
    """The post's slug, percent-decoded: WordPress stores letters beyond ASCII percent-encoded."""
    found = item.first("wp:post_name")
    if not found and url and not urlsplit(url).query:
        found = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return unquote(found)[:255] or None


def _seo_text(names: tuple[str, ...], meta: dict[str, str], title: str, site: Site) -> str | None:
    """An SEO plugin's title or description with its variables filled in; None if one of them is unknown.

    >>> _seo_text(("t",), {"t": "%%title%% %%sep%% %%sitename%%"}, "Water", Site(None, title="The Valley"))
    'Water - The Valley'
    """
    known = {"title": title, "post_title": title, "sitename": site.title, "site_title": site.title}
    known |= {"sep": "-", "separator_sa": "-", "page": "", "sitetitle": site.title}
    for name in names:
        text = plain_text(meta.get(name, ""))
        variables = (
            [found[1] or found[2] for found in _VARIABLE.finditer(text)] if "%" in text or "#" in text else []
        )
        if "%" in text or any(variable in known for variable in variables):
            if any(found[1] and found[1] not in known for found in _VARIABLE.finditer(text)):
                continue
            text = _VARIABLE.sub(lambda found: known.get(found[1] or found[2], found[0]), text)
        if text := " ".join(text.split()).strip(" -"):
            return text
    return None


def _date_of(item: Element) -> str | None:
    """The date of publication, in the site's local time if it is known."""
    utc, local = _when(item, "wp:post_date_gmt"), _when(item, "wp:post_date")
    if utc:
        return (zoned(local, utc) if local else None) or f"{utc}+00:00"
    if _status_of(item) in ("draft", "pending", "auto-draft"):
        # A draft that was never published has the date of its last change there.
        return None
    return local or moment(item.first("pubDate")) or None


def _when(item: Element, name: str) -> str:
    date = item.first(name)
    is_known = re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", date) and not date.startswith("0000")
    return date.replace(" ", "T") if is_known else ""


def _authors(item: Element, terms: list[Element], site: Site) -> str | None:
    """The authors' display names; those of the plugin Co-Authors Plus, if there are any."""
    logins = [term.text.strip() for term in terms if term.attributes.get("domain") == "author"]
    logins = logins or [creator.text.strip() for creator in item.all("dc:creator")]
    return joined(distinct(site.authors.get(login) or plain_text(login) for login in logins))


def _tags(terms: list[Element]) -> tuple[str, ...]:
    """The names of categories and tags; other taxonomies belong to plugins."""
    return distinct(
        plain_text(term.text)
        for term in terms
        if term.attributes.get("domain") in _TAXONOMIES and term.attributes.get("nicename") != _UNCATEGORISED
    )


def _translation(terms: list[Element], meta: dict[str, str]) -> tuple[str | None, str | None]:
    """The language and the identifier of the translations, from Polylang or WPML Export and Import."""
    named = {term.attributes.get("domain", ""): term.attributes.get("nicename", "") for term in terms}
    language = named.get("language") or meta.get("_wpml_import_language_code")
    group = named.get("post_translations") or meta.get("_wpml_import_translation_group")
    return language or None, group or None


def is_export(head: XmlHead) -> bool:
    """Whether an XML file is an export of WordPress. The namespace may be declared on the channel."""
    return head.root == "rss" and WORDPRESS.search(head.text) is not None


WORDPRESS_EXPORT = Reader("wxr", _read_wxr, suffixes=(".wxr",), matches_xml=is_export)
