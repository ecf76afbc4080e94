"""``{% load newsroom %}``: what the base template and the front page need."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from home.pictures import picture
from home.visible import homes, sections, translations
from wagtail_cstonews.publishing.formats import FEEDS

register = template.Library()


@register.simple_tag
def news_picture(image: Any, shape: str, alt: str = "", loading: str = "lazy", **attributes: Any) -> str:
    """The image in one of the site's shapes: ``{% news_picture article.lead_image "card" %}``."""
    if image is None:
        return ""
    if loading == "eager":
        attributes["fetchpriority"] = "high"
    html: str = picture(image, shape, alt=alt, loading=loading, **attributes).__html__()
    return html


@register.simple_tag(takes_context=True)
def site_map(context: dict[str, Any]) -> dict[str, Any]:
    """The front page of the active language, its sections, their feeds, the index of people, and the other
    languages.
    """
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return {"home": "/", "people": people_index()}
    known = homes(request, site, context.get("page"))
    home = known.get(get_language() or "", site.root_page)
    listed = [
        {"page": page, "title": page.title, "url": page.get_url(request)}
        for page in sections(request, site, home)
    ]
    return {
        "home": home.get_url(request),
        "sections": listed,
        "feeds": [feed for section in listed for feed in _feeds(section)],
        "people": people_index(),
        "languages": _languages(context.get("page"), known, request) if len(known) > 1 else [],
    }


def _feeds(section: dict[str, Any]) -> list[dict[str, str]]:
    """The feeds that a section has below its address."""
    there = getattr(section["page"].specific_class, "representations", {})
    return [
        {"title": f"{section['title']}: {title}", "url": f"{section['url']}feed.{ending}"}
        for ending, (_media_type, title) in FEEDS.items()
        if f"feed.{ending}" in there
    ]


def _languages(page: Any, known: dict[str, Page], request: HttpRequest) -> list[dict[str, Any]]:
    """The site's languages, each with the page's translation, or else its front page."""
    same: dict[str, Page] = {}
    if isinstance(page, Page) and page.pk and page.pk not in {home.pk for home in known.values()}:
        same = translations(request, page)
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": same.get(code, home).get_url(request),
            "active": code == get_language(),
        }
        for code, home in known.items()
    ]


def people_index() -> str:
    """The address of the index of people; empty where there is none."""
    try:
        return reverse("wagtail_cstonews:people")
    except NoReverseMatch:
        return ""
