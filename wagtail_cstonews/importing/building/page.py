"""Convert an article to an unsaved page of the site's own types.

Nothing is fetched here. An image that the site does not have becomes an image block without one, with its
caption and its address, so that an editor can put the image there: visitors see nothing of it. One without a
caption stays on the imported document alone, and a warning says so.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from ... import conf
from ...documents import RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...models import InterviewPageMixin
from ..entries.built import BuiltPage
from ..matching.not_articles import KEPT_BACK, KEPT_BACK_WHY
from .blocks.base import NOTHING_LOADED
from .blocks.beside_body import authors_of, quotes_of, related_of
from .blocks.chosen import block_builder
from .blocks.person_choices import choices_on, keep_choices
from .markup.rich_text import clean_text
from .page_fields import (
    aware,
    fill_for_search_engines,
    fill_lead_image,
    fitting,
    foreign_language,
    headline,
    published,
    slug_of,
    source_address,
)
from .person_linker import PersonLinker

if TYPE_CHECKING:
    from wagtail.models import Page


# Set by Wagtail or by the writer, and not there yet when a page is checked.
NOT_CHECKED = frozenset({"path", "depth", "numchild", "url_path", "slug", "locale", "content_type", "owner"})


def page_model(article: Article) -> type[Page]:
    """The page type that the article becomes. Raises :exc:`ImproperlyConfigured`."""
    return conf.get_interview_page_model() if article.kind == "interview" else conf.get_news_page_model()


def build_page(
    article: Article,
    document: RawDocument,
    seed: str,
    people: PersonLinker,
    parent: Page,
    images: Mapping[str, int] = NOTHING_LOADED,
    files: Mapping[str, int] = NOTHING_LOADED,
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
    page: Page,
    images: Mapping[str, int] = NOTHING_LOADED,
    tags_before: Collection[str] = (),
    files: Mapping[str, int] = NOTHING_LOADED,
) -> BuiltPage:
    """Put the article on the page of an earlier import. ``page`` is the specific object of its latest
    revision.

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
    images: Mapping[str, int] = NOTHING_LOADED,
    tags_before: Collection[str] = (),
    files: Mapping[str, int] = NOTHING_LOADED,
) -> BuiltPage:
    """Set the mixins' fields. All other fields stay unchanged."""
    page = built.page
    before = choices_on(page) if built.exists else {}
    url = source_address(page, article.canonical_url or document.url, built.warnings)
    moment, date_only = published(article, built.warnings)
    date = datetime.date.fromisoformat(article.published_at[:10]) if moment and article.published_at else None
    lead = fill_lead_image(page, article, document, images, built.warnings)
    types = page._meta.get_field("body").stream_block.child_blocks
    builder = block_builder()(article, seed, url, people, date, images, lead, types, files)

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
            name, role = builder.speaker(page, side, speaker, make=side == "interviewee")
            setattr(page, f"{side}_name", fitting(page, f"{side}_name", name, built.warnings))
            setattr(page, f"{side}_role", role)
    streams = {
        # The streams beside the body leave out what its blocks hold, so the body is built first.
        "body": builder.body(),
        "quotes": quotes_of(builder),
        "authors": authors_of(builder),
        "related": related_of(builder),
    }
    for name, blocks in streams.items():
        setattr(page, name, stream(page, name, blocks))
    builder.fill_own_fields(page, document)
    fill_for_search_engines(page, document)
    if document.draft:
        built.warnings.append(ArticleWarning(KEPT_BACK, KEPT_BACK_WHY))
    if not built.exists:
        page.slug = slug_of(document)
        if moment and document.date and not document.draft:
            # Wagtail would have it published today.
            page.first_published_at = aware(moment)
    built.warnings += people.tags.fill(page, document.tags, tags_before)
    built.slots += builder.slots
    built.places = builder.places
    keep_choices(built, before)
    built.warnings += builder.warnings
    return built


def stream(page: Page, name: str, blocks: list[dict[str, Any]]) -> StreamValue:
    """Stored values as a StreamField's value, without building an object for each block.

    Raises :exc:`ValidationError` where the page type has no block of such a name.
    """
    there = page._meta.get_field(name).stream_block.child_blocks
    if missing := sorted({block["type"] for block in blocks} - there.keys()):
        raise ValidationError({name: f"There is no block {', '.join(map(repr, missing))}."})
    return StreamValue(page._meta.get_field(name).stream_block, blocks, is_lazy=True)


def check(built: BuiltPage) -> BuiltPage:
    """Validate the page, except for its place in the tree. Raises :exc:`ValidationError`."""
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


def contents_of(page: Page) -> dict[str, Any]:
    """The content that a revision of the page would hold, in a comparable form."""
    data = page.serializable_data()
    streams = (field.name for field in page._meta.get_fields() if isinstance(field, StreamField))
    return {**data, **{name: json.loads(data[name]) for name in streams}}
