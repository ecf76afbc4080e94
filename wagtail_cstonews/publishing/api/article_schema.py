"""The shape of an article in the APIs: what version 3 documents, and what tests hold both versions to."""

from __future__ import annotations

from typing import Any, NotRequired, Required

# Not typing's: pydantic, which builds Wagtail 8's API schema, refuses that one before Python 3.12.
from typing_extensions import TypedDict

from .representation import ImageDict, SpeakerDict


class LinkedPageDict(TypedDict):
    id: int
    meta: dict[str, Any]
    title: str


class ArticleMetaDict(TypedDict, total=False):
    type: Required[str]
    """The page type, such as ``cstonews_pages.InterviewPage``."""
    detail_url: Required[str]
    html_url: str | None
    """The full address of the page on the site."""
    slug: str
    show_in_menus: bool
    seo_title: str
    search_description: str
    first_published_at: str | None
    alias_of: LinkedPageDict | None
    parent: LinkedPageDict | None
    """Only in the details."""
    locale: str


class BlockDict(TypedDict):
    type: str
    value: Any
    id: str


class RelatedDict(TypedDict):
    text: str
    date: str | None
    page: int | None
    """The id of a page of this site."""
    url: str | None
    full_url: str | None


class ArticleDict(TypedDict, total=False):
    """An article or interview; what is not asked for is left out, and a site may add fields of its own."""

    id: Required[int]
    meta: ArticleMetaDict
    title: str
    subtitle: str
    language: str
    published_at: str | None
    published_is_date_only: bool
    dateline: str
    lead: str
    authors: list[BlockDict]
    outlet: str
    source_url: str | None
    lead_image: ImageDict | None
    lead_image_caption: str
    lead_image_credit: str
    body: list[BlockDict]
    quotes: list[BlockDict]
    related: list[RelatedDict]
    interviewee: NotRequired[SpeakerDict | None]
    """Only of interviews."""
    interviewer: NotRequired[SpeakerDict | None]
    tags: list[str]
    head: dict[str, Any] | None
    """What belongs in the page's ``<head>``."""
