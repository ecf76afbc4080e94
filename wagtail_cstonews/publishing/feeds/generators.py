"""The formats of feeds, on Django's generators. What is added is said as ``item``, a :class:`.FeedItem`."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape

from .items import FeedItem

_LOOKS_LIKE_MARKUP = re.compile(r"[<>]|&#?\w+;")


class RSSFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text (``content:encoded``), authors (``dc:creator``) and ``media:content``."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        article: FeedItem = item["item"]
        super().add_item_elements(handler, {**item, "title": _as_rss_text(item["title"])})
        handler.addQuickElement("atom:updated", rfc3339_date(article.updated))
        handler.addQuickElement("dc:language", article.language)
        for author in article.authors:
            handler.addQuickElement("dc:creator", author)
        handler.addQuickElement("content:encoded", article.html)
        if image := article.image:
            _add_media(handler, image)


class AtomFeed(Atom1Feed):
    """Atom 1.0 with the whole text (``content``), any number of authors, and the language of each entry."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["item"].language}

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        article: FeedItem = item["item"]
        # A summary that Django writes is HTML; ours is plain text.
        super().add_item_elements(handler, {**item, "description": None})
        for author in article.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        if article.summary:
            handler.addQuickElement("summary", article.summary, {"type": "text"})
        handler.addQuickElement("content", article.html, {"type": "html"})
        if image := article.image:
            _add_media(handler, image)


class JSONFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed to ``outfile``, which takes text or bytes as Django's responses do."""
        given = self.feed
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": given["title"],
            "home_page_url": given["link"],
            "feed_url": given["feed_url"],
            "description": given["description"],
            "language": given["language"],
            "authors": [{"name": given["author_name"]}] if given["author_name"] else None,
            "items": [_json_item(item["item"]) for item in self.items],
        }
        outfile.write(json.dumps(_without_empty(feed), cls=DjangoJSONEncoder, ensure_ascii=False))


def _json_item(article: FeedItem) -> dict[str, Any]:
    image = article.image
    return _without_empty(
        {
            "id": article.id,
            "url": article.url,
            "title": article.title,
            "content_html": article.html or " ",
            "summary": article.summary,
            "image": image and image.url,
            "date_published": rfc3339_date(article.published),
            "date_modified": rfc3339_date(article.updated),
            "authors": [{"name": author} for author in article.authors],
            "tags": article.categories,
            "language": article.language,
            "attachments": image
            and [{"url": image.url, "mime_type": image.type, "size_in_bytes": image.length or None}],
        }
    )


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value or key == "items"}


def _add_media(handler: Any, image: Any) -> None:
    attributes = {
        "url": image.url,
        "type": image.type,
        "medium": "image",
        "width": str(image.width),
        "height": str(image.height),
    }
    if image.length:
        attributes["fileSize"] = str(image.length)
    handler.startElement("media:content", attributes)
    if image.text:
        handler.addQuickElement("media:description", image.text, {"type": "plain"})
    if image.credit:
        handler.addQuickElement("media:credit", image.credit)
    handler.endElement("media:content")


def _as_rss_text(text: str) -> str:
    """A title for RSS, of which readers do not know whether it is HTML: as it is, unless that matters."""
    return escape(text) if _LOOKS_LIKE_MARKUP.search(text) else text
