"""What the representation of many pages needs, loaded for all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, prefetch_related_objects
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model

from wagtail_cstonews.blocks.choosers import choosing_from
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.publishing.api.context import ApiContext, attach
from wagtail_cstonews.publishing.api.representation import load_images
from wagtail_cstonews.publishing.api.rich_text import STORED, referred
from wagtail_cstonews.publishing.head.images import SOCIAL_IMAGE_FILTER
from wagtail_cstonews.publishing.head.relatives import keep_relatives

from ...people import Person

BIG_FIELDS = ("body", "quotes", "related", "authors")
"""Fields that a list that does not show them leaves in the database."""


def prefetch_details(page: Any, context: ApiContext) -> None:
    """Load what the details of one page show: all of its fields, its parent, its language and its head."""
    prefetch_for_api([page], context, filters=[SOCIAL_IMAGE_FILTER])
    keep_relatives(page, context.request)


def prefetch_for_api(
    pages: Sequence[Any],
    context: ApiContext,
    names: Iterable[str] | None = None,
    filters: Iterable[str] = (),
) -> None:
    """Load what the fields of the pages refer to: people, images with renditions, tags, pages and documents.

    The number of queries is the same for any number of pages. The pages are then to be read only, since they
    share what they refer to. Without ``names`` it is done for all fields. ``filters`` are the specifications
    of renditions that are wanted beside those of the APIs.
    """
    wanted = None if names is None else set(names)
    for page in pages:
        attach(page, context)
    streams = [stream for page in pages for stream in _streams(page, wanted)]
    needed = _needed(pages, streams, wanted, with_links=context.rich_text_format != STORED)
    _load(needed, context, filters)
    _fill_foreign_keys(pages, context, wanted)
    _fill_streams(streams, context, needed)
    if wanted is None or "tags" in wanted:
        _prefetch_tags(pages)


class _Stream:
    """The value of a StreamField of one page, as it is stored."""

    def __init__(self, page: Any, field: StreamField) -> None:
        self.page = page
        self.field = field
        self.block = field.stream_block
        self.raw = list(getattr(page, field.name).raw_data)


def _streams(page: Any, wanted: set[str] | None) -> Iterator[_Stream]:
    deferred = page.get_deferred_fields()
    for field in page._meta.get_fields():
        if (
            isinstance(field, StreamField)
            and (wanted is None or field.name in wanted)
            and field.attname not in deferred
        ):
            yield _Stream(page, field)


def _needed(
    pages: Iterable[Any], streams: Iterable[_Stream], wanted: set[str] | None, *, with_links: bool
) -> dict[Any, set[int]]:
    """The primary keys of the people, images, pages and documents that pages refer to."""
    needed: dict[Any, set[int]] = defaultdict(set)
    for page in pages:
        for name, model in _foreign_keys(page, wanted):
            if (pk := getattr(page, f"{name}_id")) is not None:
                needed[model].add(pk)
    texts: list[str] = []
    for stream in streams:
        for block, value in _leaves(stream.block, stream.raw):
            if isinstance(block, blocks.ChooserBlock):
                needed[block.model_class].add(value)
            elif with_links:
                texts.append(value)
    linked = referred(texts)
    needed[get_base_page_model()] |= linked["page"]
    needed[get_image_model()] |= linked["image"]
    needed["documents"] |= linked["document"]
    return needed


def _leaves(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """The chosen keys and the rich texts in a stored value, each with its block."""
    if isinstance(block, blocks.ChooserBlock):
        if isinstance(value, int):
            yield block, value
    elif isinstance(block, blocks.RichTextBlock):
        if isinstance(value, str):
            yield block, value
    elif isinstance(value, list):
        yield from _leaves_of_list(block, value)
    elif isinstance(value, dict):
        yield from _leaves_of_dict(block, value)


def _leaves_of_list(block: Any, values: list[Any]) -> Iterator[tuple[Any, Any]]:
    is_stream = isinstance(block, blocks.BaseStreamBlock)
    if not (is_stream or isinstance(block, blocks.ListBlock)):
        return
    for item in values:
        in_a_block = isinstance(item, dict) and "type" in item and "value" in item
        child = block.child_blocks.get(item["type"]) if is_stream and in_a_block else None
        if child is not None:
            yield from _leaves(child, item["value"])
        elif not is_stream:
            yield from _leaves(block.child_block, item["value"] if in_a_block else item)


def _leaves_of_dict(block: Any, value: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, value.get(name))
    elif isinstance(block, BaseTypedTableBlock):
        for number, column in enumerate(value.get("columns") or ()):
            child = block.child_blocks.get(column.get("type"))
            for row in value.get("rows") or ():
                yield from _leaves(child, row["values"][number])


def _load(needed: dict[Any, set[int]], context: ApiContext, filters: Iterable[str]) -> None:
    people = Person.objects.defer("biography", "search_words", "key", "block")
    context.load(Person, needed[Person], people)
    load_images(context, needed[get_image_model()], filters)
    context.load(get_base_page_model(), needed[get_base_page_model()])
    context.documents(needed["documents"])


def _foreign_keys(page: Any, wanted: set[str] | None) -> Iterator[tuple[str, type[Model]]]:
    """The foreign keys of an article to people and images."""
    for name, model in (
        ("lead_image", get_image_model()),
        ("interviewee", Person),
        ("interviewer", Person),
    ):
        # The body names the interviewee and the interviewer, too.
        if hasattr(page, f"{name}_id") and (wanted is None or wanted & {name, "body"}):
            yield name, model


def _fill_foreign_keys(pages: Iterable[Any], context: ApiContext, wanted: set[str] | None) -> None:
    for page in pages:
        for name, model in _foreign_keys(page, wanted):
            pk = getattr(page, f"{name}_id")
            if pk is None or pk in context.kept(model):
                page._state.fields_cache[name] = context.kept(model).get(pk)


def _fill_streams(streams: Iterable[_Stream], context: ApiContext, needed: dict[Any, set[int]]) -> None:
    """Make the blocks of all pages at once, one type of block after the other."""
    alike: dict[Any, list[_Stream]] = defaultdict(list)
    for stream in streams:
        alike[stream.field].append(stream)
    models = (Person, get_image_model(), get_base_page_model())
    with choosing_from({model: {**dict.fromkeys(needed[model]), **context.kept(model)} for model in models}):
        for group in alike.values():
            values = group[0].block.bulk_to_python([stream.raw for stream in group])
            for stream, value in zip(group, values, strict=True):
                setattr(stream.page, stream.field.name, value)


def _prefetch_tags(pages: Iterable[Any]) -> None:
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for page in pages:
        if hasattr(page, "tags"):
            # An interview's tags are those of the news page that it is.
            by_model[page._meta.get_field("tags").model].append(page)
    for same in by_model.values():
        prefetch_related_objects(same, "tags")
