"""The reference index and the search index of many pages at once.

Wagtail computes both from the page as the database holds it, and so does this module: from a *view* of the
page that has nothing but its stored values. What blocks and foreign keys of all views point at is fetched
together.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models import Avg, Count, prefetch_related_objects
from django.db.models.base import ModelState
from django.db.models.functions import Length
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_search_backends_with_name
from modelsearch.utils import get_content_type_pk
from wagtail.blocks import RichTextBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from ..compat import untested_for_bulk
from .page_types import PageType, is_known
from .sql import Row, Table

logger = logging.getLogger(__name__)


# ---------------------------------------------------------------------- views


def view_of(page: Any, kind: PageType, texts: Mapping[str, str], using: str) -> Any:
    """The page as if it were read from the database; its children are those that it has in memory.

    ``texts`` are the stored values of its StreamFields.
    """
    view = kind.model.__new__(kind.model)
    attributes = page.__dict__
    view.__dict__.update({name: attributes[name] for name in kind.attnames})
    view._state = ModelState()
    view._state.adding, view._state.db = False, using
    if children := attributes.get("_cluster_related_objects"):
        view._cluster_related_objects = children
    for field in kind.streams:
        view.__dict__[field.attname] = field.to_python(json.loads(texts[field.attname]))
    return view


def bind(views: Sequence[Any]) -> None:
    """Makes the blocks of all StreamFields, and fetches what they and the foreign keys point at.

    One ``bulk_to_python`` a block type and field instead of one a page.
    """
    by_kind: defaultdict[PageType, list[Any]] = defaultdict(list)
    for view in views:
        by_kind[PageType.of(view)].append(view)
    for kind, same in by_kind.items():
        for field in kind.streams:
            bind_streams([view.__dict__[field.attname] for view in same])
        for field in kind.own_foreign_keys:
            having = [view for view in same if getattr(view, field.attname) is not None]
            if having:
                prefetch_related_objects(having, field.name)
        for field in kind.model.get_search_fields():
            if isinstance(field, RelatedFields) and is_read_apart(field, kind):
                prefetch_related_objects(same, field.field_name)


def is_read_apart(field: Any, kind: PageType) -> bool:
    """Whether the related objects are neither children in memory nor fetched already."""
    name = field.field_name
    if any(relation.name == name for relation in kind.relations):
        return False
    if any(many.name == name for many in kind.many_to_many):
        return False
    related = kind.model._meta.get_field(name)
    return (
        related.is_relation and not hasattr(related, "through_defaults") and related not in kind.foreign_keys
    )


def bind_streams(streams: Iterable[StreamValue]) -> None:
    waiting: defaultdict[str, list[tuple[StreamValue, int]]] = defaultdict(list)
    block: Any = None
    for stream in streams:
        block = stream.stream_block
        for position, raw in enumerate(stream._raw_data):
            if stream._bound_blocks[position] is None:
                waiting[raw["type"]].append((stream, position))
    for name, places in waiting.items():
        child = block.child_blocks[name]
        values = child.bulk_to_python([stream._raw_data[position]["value"] for stream, position in places])
        for (stream, position), value in zip(places, values, strict=True):
            id = stream._raw_data[position].get("id")
            stream._bound_blocks[position] = StreamValue.StreamChild(child, value, id=id)


# ---------------------------------------------------------------------- references


def content_type_id(model: Any) -> int:
    return ContentType.objects.get_for_model(model, for_concrete_model=False).pk


def types_of_children(view: Any, kind: PageType) -> dict[str, int]:
    """The content type that the references of each relation count for, where it is not the page's own.

    Whenever a child is saved that can refer to something, Wagtail indexes the page as the class that the
    child's parental key names, which may be a parent of the page's own class: with all its children saved so
    far.
    """
    found: dict[str, int] = {}
    later: list[Any] = []
    for relation in reversed(kind.relations):
        parent = relation.parent_model
        if relation.model in ReferenceIndex.tracked_models and ReferenceIndex.is_indexed(parent):
            if getattr(view, relation.name).all():
                later.insert(0, parent)
            seen_by: Any = parent
        else:
            seen_by = next((other for other in later if issubclass(other, parent)), kind.model)
        if seen_by is not kind.model:
            found[relation.name] = content_type_id(seen_by)
    return found


class References:
    """The rows of the reference index."""

    def __init__(self, connection: Any) -> None:
        self.table = Table(ReferenceIndex, connection)

    def of(self, view: Any) -> dict[tuple[Any, ...], int]:
        """Target type and id, model and content path of each reference, with the type it counts for."""
        model = type(view)
        if not ReferenceIndex.is_indexed(model):
            return {}
        own = content_type_id(model)
        types = types_of_children(view, PageType.of(model))
        return {
            reference: types.get(reference[2].partition(".")[0], own) if types else own
            for reference in ReferenceIndex._extract_references_from_object(view)
        }

    def rows(self, view: Any, references: Mapping[tuple[Any, ...], int]) -> list[Row]:
        base = ReferenceIndex._get_base_content_type(view).pk
        key = str(view.pk)
        return [
            self.table.row(
                {
                    "content_type_id": content_type,
                    "base_content_type_id": base,
                    "object_id": key,
                    "to_content_type_id": to_type,
                    "to_object_id": str(to_id),
                    "model_path": model_path,
                    "content_path": content_path,
                    "content_path_hash": ReferenceIndex._get_content_path_hash(content_path),
                }
            )
            for (to_type, to_id, model_path, content_path), content_type in references.items()
        ]

    def add(self, views: Iterable[Any]) -> None:
        """Indexes pages that are new."""
        self.table.insert([row for view in views for row in self.rows(view, self.of(view))])

    def update(self, views: Sequence[Any]) -> None:
        """Indexes pages that are indexed already: as Wagtail, page by page, but with three queries."""
        if not views:
            return
        base = ReferenceIndex._get_base_content_type(views[0])
        entries = ReferenceIndex.objects.using(self.table.connection.alias)
        columns = ("object_id", "pk", "content_type", "to_content_type", "to_object_id", "model_path")
        known: defaultdict[str, list[Any]] = defaultdict(list)
        keys = [str(view.pk) for view in views]
        for row in entries.filter(base_content_type=base, object_id__in=keys).values_list(
            *columns, "content_path"
        ):
            known[row[0]].append(row[1:])
        gone, rows = [], []
        for view in views:
            references = self.of(view)
            there = {row[2:] for row in known[str(view.pk)]}
            types = {content_type_id(model) for model in (type(view), *view._meta.get_parent_list())}
            same = {(to_type, str(to_id), *paths): of for (to_type, to_id, *paths), of in references.items()}
            gone += [pk for pk, of, *row in known[str(view.pk)] if tuple(row) not in same and of in types]
            rows += self.rows(view, {row: of for row, of in same.items() if row not in there})
        self.table.insert(rows)
        if gone:
            entries.filter(pk__in=gone).delete()


# ---------------------------------------------------------------------- search


def index_for_search(views: Sequence[Any], connection: Any) -> None:
    """Adds the pages to every search backend that is kept up to date.

    A backend outside of the database is told after the transaction; what goes wrong there is logged.
    """
    by_model: defaultdict[Any, list[Any]] = defaultdict(list)
    for view in views:
        if getattr(view, "search_auto_update", True) and type(view).get_search_fields():
            by_model[type(view)].append(view)
    for model, same in by_model.items():
        indexed = indexable(model, same)
        for name, backend in get_search_backends_with_name(with_auto_update=True):
            entries = entries_of(backend, connection)
            if entries is not None:
                entries.add(model, indexed)
            elif backend.catch_indexing_errors:
                tell_later(backend, name, model, indexed, connection.alias)
            else:
                backend.add_bulk(model, indexed)


def indexable(model: Any, views: list[Any]) -> list[Any]:
    """The pages that the type wants to have found."""
    if getattr(model.get_indexed_objects, "__module__", "").startswith(("modelsearch.", "wagtail.")):
        return views
    wanted = set(
        model.get_indexed_objects().filter(pk__in=[view.pk for view in views]).values_list("pk", flat=True)
    )
    return [view for view in views if view.pk in wanted]


def tell_later(backend: Any, name: str, model: Any, views: list[Any], using: str) -> None:
    def tell() -> None:
        try:
            backend.add_bulk(model, views)
        except Exception:
            logger.exception("%d pages could not be added to the '%s' search backend", len(views), name)

    transaction.on_commit(tell, using=using)


def entries_of(backend: Any, connection: Any) -> Entries | None:
    """The writer for one of the database backends as they are; None for any other, or an untested Wagtail."""
    if untested_for_bulk():
        return None
    index = backend.get_index_for_model(None)
    module = type(index).__module__
    places = {
        "modelsearch.backends.database.sqlite.sqlite": TextEntries,
        "modelsearch.backends.database.mysql.mysql": TextEntries,
        "modelsearch.backends.database.postgres.postgres": VectorEntries,
    }
    entries = places.get(module)
    if entries is None or index.write_connection.alias != connection.alias:
        return None
    return entries(index, sys.modules[module])


class Average:
    """The average length of titles in the index, by which the weight of a title is reckoned.

    Wagtail reads the whole index for it at every save. Here it is read again only when it is old or the index
    may have doubled.
    """

    SECONDS = 600

    def __init__(self) -> None:
        self.known: dict[str, tuple[float, int, int, float]] = {}

    def of(self, entries: Any, adding: int) -> float | None:
        """The average over the entries; None where there are none."""
        value, count, added, when = self.known.get(entries.db, (0.0, 0, 0, -self.SECONDS))
        if not count or added > count or time.monotonic() - when > self.SECONDS:
            with_length = entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
            found = with_length.aggregate(value=Avg("title_length"), count=Count("pk"))
            value, count, added, when = found["value"] or 0.0, found["count"], 0, time.monotonic()
        self.known[entries.db] = (value, count, added + adding, when)
        return value or None


average = Average()


@cache
def is_plain_text(model: Any, search_field: Any) -> bool:
    """Whether what is indexed is the attribute itself."""
    if type(search_field) not in (SearchField, AutocompleteField):
        return False
    try:
        field = model._meta.get_field(search_field.field_name)
    except FieldDoesNotExist:
        return False
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not hasattr(field, "get_searchable_content")
        and type(field).value_from_object is models.Field.value_from_object
    )


@cache
def is_plain_stream(model: Any, search_field: Any) -> bool:
    """Whether what is indexed is what the blocks of a StreamField say of themselves, one after the other."""
    if type(search_field) is not SearchField:
        return False
    try:
        field = model._meta.get_field(search_field.field_name)
    except FieldDoesNotExist:
        return False
    return (
        isinstance(field, StreamField)
        and is_known(type(field).get_searchable_content)
        and is_known(type(field.stream_block).get_searchable_content)
        and getattr(field.stream_block, "search_index", True)
    )


def stream_text(stream: StreamValue) -> list[str]:
    """The stream's ``get_searchable_content()``."""
    found: list[str] = []
    for child in stream:
        block = child.block
        if type(block).get_searchable_content is RichTextBlock.get_searchable_content and block.search_index:
            found.append(rich_text(child.value.source))
        else:
            found += block.get_searchable_content(child.value)
    return found


_PLAIN_TAGS = re.compile(r"</?(?:p|b|i|h[2-6]|li|ul|ol|strong|em)>|<[bh]r/>")
_AFTER = re.compile(r"</(?:p|h\d|li)>|<[bh]r/>")
_MARKUP = re.compile("[<>&]")


def rich_text(source: str) -> str:
    """Wagtail's text of rich text for the index; without its parser where there are but the plainest tags.

    >>> rich_text("<p>One <b>two</b></p><p>three</p>")
    'One two three'
    """
    text = _PLAIN_TAGS.sub("", _AFTER.sub(" ", source))
    # What is left of "<<p>b>" has a mark in it, too.
    if not _MARKUP.search(text):
        return text.strip()
    return get_text_for_indexing(source)


class Entries:
    """The rows of the search index in the database."""

    def __init__(self, index: Any, module: Any) -> None:
        self.index = index
        self.module = module
        self.entries = index.entries.using(index.write_connection.alias)
        self.connection = index.write_connection

    def parts(self, view: Any) -> tuple[list[Any], list[Any], list[Any]]:
        """What the indexer finds of title, other fields and completion, each field read once."""
        indexer = self.module.ObjectIndexer(view, self.index.backend)
        title: list[Any] = []
        body: list[Any] = []
        autocomplete: list[Any] = []
        for field in indexer.search_fields:
            if not isinstance(field, (SearchField, AutocompleteField, RelatedFields)):
                continue
            for found, *value in self.found(indexer, view, field):
                if isinstance(found, AutocompleteField):
                    autocomplete.append(value)
                elif found.field_name == "title":
                    title.append(value)
                else:
                    body.append(value)
        return title, body, autocomplete

    def found(self, indexer: Any, view: Any, field: Any) -> Iterable[Any]:
        """What the indexer finds of one field. Text and streams of text need none of its questions."""
        model: Any = type(view)
        if is_plain_text(model, field) and type(value := view.__dict__.get(field.field_name)) is str:
            return [self.plain(field, value)]
        if is_plain_stream(model, field):
            return [self.plain(field, indexer.prepare_value(stream_text(view.__dict__[field.field_name])))]
        return indexer.prepare_field(view, field)

    def plain(self, field: Any, text: str) -> tuple[Any, ...]:
        """The indexer's answer for a text."""
        return field, text

    def add(self, model: Any, views: Sequence[Any]) -> None:
        raise NotImplementedError


class TextEntries(Entries):
    """SQLite and MySQL: plain text, which the database indexes."""

    def add(self, model: Any, views: Sequence[Any]) -> None:
        table = Table(self.module.IndexEntry, self.connection)
        content_type = get_content_type_pk(model)
        texts = [[" ".join(value for (value,) in part) for part in self.parts(view)] for view in views]
        lengths = [len(title) for title, _, _ in texts if title]
        mean = average.of(self.entries, len(views)) or (sum(lengths) / len(lengths) if lengths else 1.0)
        rows = [
            table.row(
                {
                    "content_type_id": content_type,
                    "object_id": str(view.pk),
                    "title": title,
                    "body": body,
                    "autocomplete": autocomplete,
                    "title_norm": mean / len(title) if title else 1.0,
                }
            )
            for view, (title, body, autocomplete) in zip(views, texts, strict=True)
        ]
        table.upsert(rows, ("content_type_id", "object_id"))


class VectorEntries(Entries):
    """PostgreSQL: vectors of words with their places and weights."""

    def plain(self, field: Any, text: str) -> tuple[Any, ...]:
        weight = "D" if isinstance(field, AutocompleteField) else self.module.get_weight(field.boost)
        return field, weight, text

    def add(self, model: Any, views: Sequence[Any]) -> None:
        mean = average.of(self.entries, len(views))
        content_type = get_content_type_pk(model)
        for start in range(0, len(views), 500):
            self.add_some(content_type, views[start : start + 500], mean)
        if mean is None:
            self.index._refresh_title_norms()

    def add_some(self, content_type: int, views: Sequence[Any], mean: float | None) -> None:
        backend = self.index.backend
        marks: list[str] = []
        values: list[Any] = []
        for view in views:
            # The indexer gives weight and text.
            title, body, autocomplete = self.parts(view)
            vectors = []
            values += [str(view.pk)]
            for part, config in (
                (title, backend.config),
                (autocomplete, backend.autocomplete_config),
                (body, backend.config),
            ):
                sql, found = vector(part, config)
                vectors.append(sql)
                values += found
            values += [" ".join(filter(None, (text.strip() for _, text in part))) for part in (title, body)]
            marks.append(f"(%s, {', '.join(vectors)}, %s, %s)")
        norm = "1.0" if mean is None else "COALESCE(%s / NULLIF(length(v.title), 0), 1.0)"
        names = "object_id, title, autocomplete, body, title_text, body_text"
        changes = ", ".join(
            f"{name} = EXCLUDED.{name}"
            for name in ("title", "title_norm", "autocomplete", "body", "title_text", "body_text")
        )
        statement = (
            f"INSERT INTO {self.module.IndexEntry._meta.db_table} "  # noqa: S608
            f"(content_type_id, title_norm, {names}) "
            f"SELECT %s, {norm}, {names} FROM (VALUES {', '.join(marks)}) AS v ({names}) "
            f"ON CONFLICT (content_type_id, object_id) DO UPDATE SET {changes}"
        )
        first = [content_type] if mean is None else [content_type, mean]
        with self.connection.cursor() as cursor:
            cursor.execute(statement, [*first, *values])


def vector(parts: Sequence[Any], config: str | None) -> tuple[str, list[Any]]:
    """SQL and values for the words of the texts, one vector after the other as Wagtail adds them."""
    sql: list[str] = []
    values: list[Any] = []
    for weight, text in parts:
        if text := text.strip():
            regconfig = "%s::regconfig, " if config else ""
            sql.append(f"setweight(to_tsvector({regconfig}%s), %s)")
            values += [config, text, weight] if config else [text, weight]
    return (" || ".join(sql), values) if sql else ("to_tsvector('')", [])
