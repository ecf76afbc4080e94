"""The fields of a page beside its streams: title, date, language, addresses, lead image."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from anyascii import anyascii
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from ...documents import RawDocument
from ...extraction.article.article import Article, LeadImage
from ...extraction.article.blocks import Image
from ...extraction.article.warnings import ArticleWarning
from ...publishing.text_language import base_language, is_language
from ...text.sentences import shorten
from ...web import safe_url
from .markup.rich_text import clean_text, one_line
from .markup.wanted_images import is_same_picture, lead_image_of

if TYPE_CHECKING:
    from wagtail.models import Page


TITLE_FROM_TEXT = 80
"""Characters of the first text that become the title of an article without one."""


LONGEST_SLUG = 200
"""Characters. Wagtail's field holds 255; the rest is for numbers that make a slug unique."""


def fill_for_search_engines(page: Page, document: RawDocument) -> None:
    """Set Wagtail's own fields for search engines where the source gives values. A site's own base page may
    lack the fields.
    """
    fields = {field.name for field in page._meta.concrete_fields}
    for name, text in (("seo_title", document.seo_title), ("search_description", document.description)):
        if name in fields and (text := one_line(text)):
            longest = page._meta.get_field(name).max_length
            setattr(page, name, shorten(text, longest) if longest else text)


def slug_of(document: RawDocument) -> str:
    """The source's slug, as Wagtail allows it; empty where there is none, or only a number."""
    text = document.slug or ""
    slug = slugify(text, allow_unicode=True)
    if not getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True):
        slug = slugify(anyascii(text))
    slug = slug[:LONGEST_SLUG].strip("-_")
    return "" if slug.isdigit() else slug


def aware(moment: datetime.datetime) -> datetime.datetime:
    """The moment as a time-zone-aware value, if the site uses time zones."""
    return timezone.make_aware(moment) if settings.USE_TZ and timezone.is_naive(moment) else moment


def fill_lead_image(
    page: Page,
    article: Article,
    document: RawDocument,
    images: Mapping[str, int],
    warnings: list[ArticleWarning],
) -> LeadImage | None:
    """Set the lead image with what the source says of it, and return it. Without it on the site, returns
    None and keeps the page's own image.
    """
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
    alt = next((block.alt for block in same if block.alt), lead.alt)
    page.lead_image_id = image
    page.lead_image_alt = fitting(page, "lead_image_alt", alt, warnings)
    page.lead_image_caption = caption
    page.lead_image_credit = fitting(
        page, "lead_image_credit", credit if credit not in caption else "", warnings
    )
    return lead


def headline(
    article: Article, document: RawDocument, page: Page, warnings: list[ArticleWarning]
) -> tuple[str, str]:
    """Title and subtitle. A title that is too long is cut, and the subtitle holds it in full."""
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


def foreign_language(article: Article, page: Page) -> str:
    """The article's language where it differs from that of the page's locale; else empty."""
    code = article.language or ""
    same = base_language(code) == base_language(page.locale.language_code)
    return "" if same or not is_language(code) else code


def source_address(page: Page, address: str | None, warnings: list[ArticleWarning]) -> str:
    """The document's address, if it is a safe link and fits the field; otherwise only the record keeps it."""
    url = safe_url(address)
    try:
        return page._meta.get_field("source_url").clean(url, page)
    except ValidationError:
        message = f"The address {shorten(url, TITLE_FROM_TEXT)} cannot be linked to and is not on the page."
        warnings.append(ArticleWarning("source_url", message))
        return ""


def fitting(page: Page, name: str, value: str | None, warnings: list[ArticleWarning]) -> str:
    """The text on one line, cut to fit the field; the imported document keeps the full text."""
    text = one_line(value)
    longest = page._meta.get_field(name).max_length
    if longest and len(text) > longest:
        message = f"The {name.replace('_', ' ')} is longer than {longest} characters and was cut."
        warnings.append(ArticleWarning("text_cut", message))
        text = shorten(text, longest)
    return text


def published(article: Article, warnings: list[ArticleWarning]) -> tuple[datetime.datetime | None, bool]:
    """The publication time, and whether only the day is known: then it is midnight in the site's time
    zone.
    """
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
