"""Bulk updates of the search index.

For Wagtail's database backends, this module writes the same rows as the backend would, in few statements. Any
other backend is called through its own ``add_bulk()``.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.db.models import Avg, Count
from django.db.models.functions import Length
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_search_backends_with_name
from modelsearch.utils import get_content_type_pk
from wagtail.blocks import RichTextBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.rich_text import get_text_for_indexing

from ..compat import untested_for_bulk
from .page_types import is_known
from .sql import Table

logger = logging.getLogger(__name__)

_ROWS_A_STATEMENT = 500
"""Entries per statement. Each contains all the page's words, which adds up to a few megabytes."""

_PLAIN_TAGS = re.compile(r"</?(?:p|b|i|h[2-6]|li|ul|ol|strong|em)>|<[bh]r/>")

_AFTER = re.compile(r"</(?:p|h\d|li)>|<[bh]r/>")

_MARKUP = re.compile("[<>&]")


class _Average:
    """The average length of titles in the index, which Wagtail uses to weight titles.

    Wagtail reads the whole index for it on every save. This class caches it until it expires, or until the
    index may have doubled.
    """

    SECONDS = 600
    """Lifetime of the cached average, in seconds: it changes slowly, and a weight need not be exact."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[float, int, int, float]] = {}

    def of(self, entries: Any, adding: int) -> float | None:
        """The average over the entries; None if there are none."""
        value, count, added, when = self.known.get(entries.db, (0.0, 0, 0, -self.SECONDS))
        if not count or added > count or time.monotonic() - when > self.SECONDS:
            with_length = entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
            found = with_length.aggregate(value=Avg("title_length"), count=Count("pk"))
            value, count, added, when = found["value"] or 0.0, found["count"], 0, time.monotonic()
        self.known[entries.db] = (value, count, added + adding, when)
        return value or None


average = _Average()


def index_for_search(views: Sequence[Any], connection: Any) -> None:
    """Adds the pages to every search backend with automatic updates.

    A backend outside the database is updated after the commit; its errors are logged.
    """
    by_model: defaultdict[Any, list[Any]] = defaultdict(list)
    for view in views:
        if getattr(view, "search_auto_update", True) and type(view).get_search_fields():
            by_model[type(view)].append(view)
    for model, same in by_model.items():
        indexed = _indexable(model, same)
        for name, backend in get_search_backends_with_name(with_auto_update=True):
            entries = entries_of(backend, connection)
            if entries is not None:
                entries.add(model, indexed)
            elif backend.catch_indexing_errors:
                _tell_later(backend, name, model, indexed, connection.alias)
            else:
                backend.add_bulk(model, indexed)


def _indexable(model: Any, views: list[Any]) -> list[Any]:
    """The pages that the model's ``get_indexed_objects()`` includes."""
    if getattr(model.get_indexed_objects, "__module__", "").startswith(("modelsearch.", "wagtail.")):
        return views
    wanted = set(
        model.get_indexed_objects().filter(pk__in=[view.pk for view in views]).values_list("pk", flat=True)
    )
    return [view for view in views if view.pk in wanted]


def _tell_later(backend: Any, name: str, model: Any, views: list[Any], using: str) -> None:
    def tell() -> None:
        try:
            backend.add_bulk(model, views)
        except Exception:
            logger.exception("%d pages could not be added to the '%s' search backend", len(views), name)

    transaction.on_commit(tell, using=using)


def entries_of(backend: Any, connection: Any) -> _Entries | None:
    """The writer for an unmodified database backend; None for any other backend, or an untested Wagtail."""
    if untested_for_bulk():
        return None
    index = backend.get_index_for_model(None)
    module = type(index).__module__
    places = {
        "modelsearch.backends.database.sqlite.sqlite": _TextEntries,
        "modelsearch.backends.database.mysql.mysql": _TextEntries,
        "modelsearch.backends.database.postgres.postgres": _VectorEntries,
    }
    entries = places.get(module)
    if entries is None or index.write_connection.alias != connection.alias:
        return None
    return entries(index, sys.modules[module])


def _field_of(model: Any, search_field: Any) -> Any:
    """The model's field that is indexed; None where it is another attribute."""
    try:
        return model._meta.get_field(search_field.field_name)
    except FieldDoesNotExist:
        return None


@cache
def _is_plain_text(model: Any, search_field: Any) -> bool:
    """Whether the indexed value is the attribute itself."""
    if type(search_field) not in (SearchField, AutocompleteField):
        return False
    field = _field_of(model, search_field)
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not hasattr(field, "get_searchable_content")
        and type(field).value_from_object is models.Field.value_from_object
    )


@cache
def _is_plain_stream(model: Any, search_field: Any) -> bool:
    """Whether the indexed value is the concatenated searchable content of a StreamField's blocks."""
    if type(search_field) is not SearchField:
        return False
    field = _field_of(model, search_field)
    return (
        isinstance(field, StreamField)
        and is_known(type(field).get_searchable_content)
        and is_known(type(field.stream_block).get_searchable_content)
        and getattr(field.stream_block, "search_index", True)
    )


def _stream_text(stream: StreamValue) -> list[str]:
    """The stream's ``get_searchable_content()``."""
    found: list[str] = []
    for child in stream:
        block = child.block
        if type(block).get_searchable_content is RichTextBlock.get_searchable_content and block.search_index:
            found.append(_rich_text(child.value.source))
        else:
            found += block.get_searchable_content(child.value)
    return found


def _rich_text(source: str) -> str:
    """Wagtail's searchable text of rich text. Skips the HTML parser if there are only simple tags.

    >>> _rich_text("<p>One <b>two</b></p><p>three</p>")
    'One two three'
    """
    text = _PLAIN_TAGS.sub("", _AFTER.sub(" ", source))
    # The remainder of malformed input such as "<<p>b>" still contains markup.
    if not _MARKUP.search(text):
        return text.strip()
    found: str = get_text_for_indexing(source)
    return found


class _Entries:
    """The rows of the search index in the database."""

    def __init__(self, index: Any, module: Any) -> None:
        self.index = index
        self.module = module
        self.entries = index.entries.using(index.write_connection.alias)
        self.connection = index.write_connection

    def parts(self, view: Any) -> tuple[list[Any], list[Any], list[Any]]:
        """The indexer's texts for title, body and autocomplete, each field read once."""
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
        """The indexer's values for one field, with a fast path for plain text and streams."""
        model: Any = type(view)
        if _is_plain_text(model, field) and type(value := view.__dict__.get(field.field_name)) is str:
            return [self.plain(field, value)]
        if _is_plain_stream(model, field):
            return [self.plain(field, indexer.prepare_value(_stream_text(view.__dict__[field.field_name])))]
        prepared: Iterable[Any] = indexer.prepare_field(view, field)
        return prepared

    def plain(self, field: Any, text: str) -> tuple[Any, ...]:
        """The indexer's value for a plain text."""
        return field, text

    def add(self, model: Any, views: Sequence[Any]) -> None:
        """Inserts or replaces the entries of pages of one type."""
        raise NotImplementedError


class _TextEntries(_Entries):
    """SQLite and MySQL: plain text, which the database's full-text index processes."""

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


class _VectorEntries(_Entries):
    """PostgreSQL: ``tsvector`` columns with positions and weights."""

    def plain(self, field: Any, text: str) -> tuple[Any, ...]:
        weight = "D" if isinstance(field, AutocompleteField) else self.module.get_weight(field.boost)
        return field, weight, text

    def add(self, model: Any, views: Sequence[Any]) -> None:
        mean = average.of(self.entries, len(views))
        content_type = get_content_type_pk(model)
        for start in range(0, len(views), _ROWS_A_STATEMENT):
            self.add_some(content_type, views[start : start + 500], mean)
        if mean is None:
            self.index._refresh_title_norms()

    def add_some(self, content_type: int, views: Sequence[Any], mean: float | None) -> None:
        """Writes the entries in one statement. ``mean`` is the average title length, or None."""
        backend = self.index.backend
        marks: list[str] = []
        values: list[Any] = []
        for view in views:
            # The indexer returns pairs of weight and text.
            title, body, autocomplete = self.parts(view)
            vectors = []
            values += [str(view.pk)]
            for part, config in (
                (title, backend.config),
                (autocomplete, backend.autocomplete_config),
                (body, backend.config),
            ):
                sql, found = _vector(part, config)
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


def _vector(parts: Sequence[Any], config: str | None) -> tuple[str, list[Any]]:
    """SQL and parameters for the concatenated ``tsvector`` of the texts, in Wagtail's order."""
    sql: list[str] = []
    values: list[Any] = []
    for weight, text in parts:
        if text := text.strip():
            regconfig = "%s::regconfig, " if config else ""
            sql.append(f"setweight(to_tsvector({regconfig}%s), %s)")
            values += [config, text, weight] if config else [text, weight]
    return (" || ".join(sql), values) if sql else ("to_tsvector('')", [])
