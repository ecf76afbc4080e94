"""The reader of feeds: RSS 2.0 and earlier versions, RSS 1.0 (RDF), and Atom."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain

from ...documents import RawDocument
from ...text.patterns import lazy_compile
from ..common.addresses import first_address, web_address
from ..common.dates import moment
from ..common.items import BadDocument, Item, Skipped, SourceError
from ..common.markup import BLOCK_START, article_html, is_fragment, plain_text, with_paragraphs
from ..common.options import Options
from ..common.origins import Origin
from ..common.registry import Reader
from ..common.streams import Readable, Rejoined
from ..xml.elements import Element, XmlDamageError, damaged, made_or_failed, too_long_item
from ..xml.parser import ItemParser
from ..xml.repair import xml_encoding
from . import wxr
from .attachments import Attachments
from .fields import distinct, joined
from .wxr import Site

_WANTED = frozenset({"item", "atom:entry"})
_ROOTS = ("rss", "rdf", "feed")
"""Names of the root element, in lower case and without a prefix."""

_BLOGGER_KIND = "schemas.google.com/g/2005#kind"

_TEXTS = (
    *("content:encoded", "xhtml:body", "xhtml:div", "body", "atom:content", "description", "atom:summary"),
    *("dc:description", "itunes:summary", "media:description", "summary"),
)
"""Elements with an item's text: full text before summaries."""

_DATES = (
    *("pubDate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created"),
    *("atom:updated", "atom:modified"),
)
"""Elements with an item's date: publication before modification."""

_LONGEST_NAME = 500
"""Characters of an author's name that are read: longer values are not names."""
_MAIL = lazy_compile(r"^[^\s()@]+@[^\s()@]+\s*\((.+)\)$")
"""``desk@example.org (A. Writer)``: RSS specifies an email address there."""

_PICTURE = lazy_compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


def _read_feed(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """Yields the items of a feed. Raises :exc:`SourceError` if the XML is not a feed."""
    file = Rejoined.begun(file)
    parser = ItemParser(_WANTED, options.limits)
    exported: Site | None = None
    try:
        for item in parser.read(file, xml_encoding(file.beginning)):
            if _is_of_wordpress(item):
                # A WordPress export under another namespace prefix: unlike feeds, it has drafts.
                exported = exported or Site(Attachments())
                read = partial(wxr.item_of, _as_exported(item), exported, origin, options)
            else:
                read = partial(_item_of, item, origin, options)
            yield made_or_failed(read, item, origin)
    except XmlDamageError as error:
        yield damaged(error, origin)
        return
    if parser.root.rpartition(":")[2].lower() not in _ROOTS:
        raise SourceError(
            f"its root is <{parser.root[:40]}>, and that is no feed. Give RSS or Atom, or say with --format "
            "what it is.",
            origin.source,
        )


def _is_of_wordpress(item: Element) -> bool:
    """Whether an item is from a WordPress export: only these have a publication status."""
    names = {child.name.rpartition(":")[2] for child in item.children if ":" in child.name}
    return "status" in names and ("post_type" in names or "post_id" in names)


def _as_exported(item: Element) -> Element:
    """The item with the usual namespace prefixes of a WordPress export."""
    for child in item.children:
        prefix, colon, local = child.name.rpartition(":")
        if colon and prefix not in _KNOWN_PREFIXES:
            child.name = f"wp:{local}"
            for inner in child.children:
                inner.name = f"wp:{inner.name.rpartition(':')[2]}"
    return item


_KNOWN_PREFIXES = frozenset({"content", "excerpt", "dc", "atom", "media", "dcterms", "wfw"})


def _item_of(item: Element, origin: Origin, options: Options) -> Item:
    """An item as a document."""
    if item.too_long:
        return too_long_item(item, origin, options.limits)
    place = f"{origin.source}:{item.line}"
    if reason := _why_not(item):
        return Skipped(place, reason)
    id, url = item.first("guid", "atom:id"), _address(item)
    content, heading = _content_of(item), _title(item)
    key = url or origin.row_key(id, item.line, content)
    if not content:
        message = (
            "the item has no text, neither content nor a summary. Give the page that it points to, or leave "
            "it out."
        )
        return BadDocument(place, message, item.line, key)
    return RawDocument(
        id=id or url or str(item.line),
        content=article_html(heading, content),
        source=place,
        key=key,
        media_type="html",
        url=url,
        title=heading or None,
        date=moment(item.first(*_DATES)) or None,
        author=_authors(item),
        language=item.attributes.get("xml:lang") or item.first("dc:language") or None,
        tags=_tags(item),
        image_url=web_address(_image(item), url),
        translation_group=first_address(_translations(item, url)),
        fragment=is_fragment(content),
    )


def _why_not(item: Element) -> str:
    """Why an entry of a Blogger export is not an article; empty for articles and for other feeds."""
    kinds = [
        category.attributes.get("term", "").rpartition("#")[2]
        for category in item.all("atom:category")
        if category.attributes.get("scheme", "").endswith(_BLOGGER_KIND)
    ]
    kind = (kinds[0] if kinds else item.first("blogger:type")).lower()
    if kind and kind not in ("post", "page"):
        return f"a {kind[:40]} of a Blogger export is not read"
    control = next(item.all("app:control"), None)
    is_draft = control is not None and control.first("app:draft").lower() == "yes"
    status = item.first("blogger:status").lower()
    if is_draft or status not in ("", "live"):
        return f"not published ({status[:40] or 'draft'})"
    return ""


def _address(item: Element) -> str | None:
    """The address of the item's page."""
    found = [item.first("feedburner:origLink"), *_alternates(item), item.first("link"), _permalink(item)]
    found.append(item.attributes.get("rdf:about", ""))
    return next(filter(None, map(web_address, found)), None)


def _alternates(item: Element) -> list[str]:
    """The alternate links of an Atom entry, that of its own language first."""
    own = item.attributes.get("xml:lang")
    links = [link for link in item.all("atom:link") if link.attributes.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda link: link.attributes.get("hreflang") not in (None, own))
    return [link.attributes.get("href", "").strip() for link in links]


def _translations(item: Element, url: str | None) -> list[str]:
    """The addresses of the article's translations, if the item names more than one."""
    links = (link.attributes for link in item.all("atom:link"))
    found = [
        link.get("href", "")
        for link in links
        if link.get("hreflang") and link.get("rel") in (None, "alternate")
    ]
    return [*found, url or ""] if found else []


def _permalink(item: Element) -> str:
    guid = next(item.all("guid"), None)
    if guid is None or guid.attributes.get("isPermaLink", "true").lower() == "false":
        return ""
    return guid.text.strip()


def _content_of(item: Element) -> str:
    """The item's text as HTML."""
    groups = [item, *item.all("media:group", "media:content")]
    for name in _TEXTS:
        for element in chain.from_iterable(group.all(name) for group in groups):
            text = _text_of(element)
            if not text:
                continue
            if name.startswith("atom:") and _is_text(element):
                text = html.escape(text, quote=False)
            return text if BLOCK_START.search(text) else with_paragraphs(text)
    return ""


def _text_of(element: Element) -> str:
    """The content of an element, decoded if Atom stores it as base64; empty if it is not text.

    Base64 is declared by the mode (Atom 0.3), or by a media type that is neither text nor XML (Atom 1.0).
    """
    text = element.text.strip()
    type = element.attributes.get("type", "").lower()
    is_binary = "/" in type and not type.startswith("text/") and not type.endswith(("xml", "html"))
    if element.attributes.get("mode", "").lower() != "base64" and not (
        is_binary and element.name == "atom:content" and "mode" not in element.attributes
    ):
        return text
    try:
        return base64.b64decode(text, validate=False).decode("utf-8").strip()
    except ValueError:
        return ""


def _is_text(element: Element) -> bool:
    """Whether an Atom element holds plain text, which is the default of its ``type``."""
    return element.attributes.get("type", "text").lower() in ("text", "text/plain")


def _title(item: Element) -> str:
    for element in item.all("title", "atom:title", "media:title", "dc:title"):
        text = _text_of(element)
        if element.name == "atom:title" and _is_text(element):
            text = html.escape(text, quote=False)
        if found := plain_text(text):
            return found
    return ""


def _authors(item: Element) -> str | None:
    """The authors' names."""
    found = [creator.text for creator in item.all("dc:creator")]
    found = found or [author.first("atom:name") for author in item.all("atom:author")]
    found = found or [author.text for author in item.all("author", "itunes:author")]
    return joined(distinct(plain_text(_MAIL.sub(r"\1", name.strip()[:_LONGEST_NAME])) for name in found))


def _tags(item: Element) -> tuple[str, ...]:
    """Categories, subjects and keywords."""
    found = [element.text for element in item.all("category", "dc:subject")]
    found += [
        element.attributes.get("label") or element.attributes.get("term", "")
        for element in item.all("atom:category")
    ]
    for element in item.all("media:keywords"):
        found += element.text.split(",")
    return distinct(map(plain_text, found))


def _image(item: Element) -> str | None:
    """The address of the item's image: from Media RSS, an enclosure or a link."""
    media = [*item.all("media:content", "enclosure"), *_enclosures(item)]
    for group in item.all("media:group"):
        media += group.all("media:content")
    addresses = [
        attributes.get("url") or attributes.get("href") or ""
        for attributes in (element.attributes for element in media)
        if _is_picture(attributes)
    ]
    groups = [item, *item.all("media:group", "media:content")]
    addresses += [
        thumbnail.attributes.get("url", "") for group in groups for thumbnail in group.all("media:thumbnail")
    ]
    addresses += [element.first("url") for element in item.all("image")]
    return next(filter(None, addresses), None)


def _enclosures(item: Element) -> Iterator[Element]:
    return (link for link in item.all("atom:link") if link.attributes.get("rel") == "enclosure")


def _is_picture(attributes: dict[str, str]) -> bool:
    """Whether a medium is an image: by its declared type, else by its file name."""
    said = attributes.get("medium") or attributes.get("type")
    if said:
        return said.lower().startswith("image")
    return bool(_PICTURE.search(attributes.get("url") or attributes.get("href") or ""))


FEED = Reader(
    "feed",
    _read_feed,
    suffixes=(".rss", ".atom", ".rdf"),
    matches_xml=lambda head: head.root in _ROOTS and not wxr.is_export(head),
)
