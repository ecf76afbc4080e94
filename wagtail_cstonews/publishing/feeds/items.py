"""What a feed says of an article, the same in all formats."""

from __future__ import annotations

import datetime
import mimetypes
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from ... import conf
from ..addresses import page_address
from ..content.article_html import ArticleHTML, summary_of
from ..content.plain import one_line
from ..content.references import References

_TYPES = {"avif": "image/avif", "webp": "image/webp", "svg": "image/svg+xml"}
"""What some versions of Python's own table do not know."""

_REMEMBERED = 30 * 24 * 3600
"""Seconds for which the size of a rendition is kept: it never changes under its name, and a remote storage
takes a request to tell it.
"""


@dataclass(frozen=True)
class FeedImage:
    url: str
    type: str
    length: int
    """Bytes; 0 where the storage does not tell."""
    width: int
    height: int
    text: str
    """The alternative text."""
    credit: str


@dataclass(frozen=True)
class FeedItem:
    """An article in a feed. All but :attr:`html` is plain text in one line."""

    id: str
    """A URN that stays when title, address or host change."""
    url: str
    title: str
    summary: str
    html: str
    published: datetime.datetime
    """In the site's own time zone. Where only the day is known, its first moment there."""
    updated: datetime.datetime
    language: str
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    image: FeedImage | None = None


def feed_items(articles: list[Any], request: HttpRequest) -> list[FeedItem]:
    """The articles, as :func:`~.loading.load_articles` gives them, with their texts; in four queries at most,
    however many they are.
    """
    references = References(articles, request)
    return [_item(article, references, request) for article in articles]


def _item(article: Any, references: References, request: HttpRequest) -> FeedItem:
    address = page_address(article, request)
    published = local(article.published_at)
    changed = article.last_published_at or article.latest_revision_created_at or article.published_at
    return FeedItem(
        id=urn_of(article),
        url=address,
        title=one_line(article.title),
        summary=summary_of(article),
        html=ArticleHTML(article, references, address, conf.get_int("FEED_CHARACTERS")).write(),
        published=published,
        updated=max(local(changed), published),
        language=article.text_language,
        authors=_lines(article.author_names) or _lines([article.outlet]),
        categories=_lines([article.section_title, *article.tag_names]),
        image=_image(article, references),
    )


def urn_of(page: Any, *more: str) -> str:
    """A page's lasting id: of its translation key and its locale, which together are no other page's.

    With ``more``, one of something that belongs to the page.
    """
    name = "/".join([page.locale.language_code, *more])
    return uuid.uuid5(page.translation_key, name).urn


def local(moment: datetime.datetime) -> datetime.datetime:
    """A stored moment in the site's own time zone, so that a day is the day that the site prints."""
    zone = timezone.get_default_timezone()
    return timezone.localtime(moment, zone) if settings.USE_TZ else timezone.make_aware(moment, zone)


def _lines(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(one_line, texts))))


def _image(article: Any, references: References) -> FeedImage | None:
    rendition = references.image(article.lead_image_id)
    if rendition is None:
        return None
    return FeedImage(
        url=references.absolute(rendition.url),
        type=_media_type(rendition.file.name),
        length=_length(rendition),
        width=rendition.width,
        height=rendition.height,
        text=one_line(article.lead_image_alt or rendition.image.default_alt_text),
        credit=one_line(article.lead_image_credit),
    )


def _media_type(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _length(rendition: Any) -> int:
    key = f"cstonews:rendition-size:{rendition.pk}"
    length = cache.get(key)
    if length is None:
        try:
            length = rendition.file.size
        except (OSError, ValueError, NotImplementedError):
            length = 0
        cache.set(key, length, _REMEMBERED)
    return int(length)
