"""Every row of every table, in a form in which two ways of writing the same pages can be compared.

Ids become the rank of the row among those that are new in its table, wherever they stand: in foreign keys,
in columns that hold an id as text, in the JSON of revisions and in the paths of the reference index. Moments
of the last hour become ``now``.
"""

from __future__ import annotations

import datetime
import json
import re
import uuid
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex
from wagtail.search.models import IndexEntry

from wagtail_cstonews.compat import get_base_page_model

INDEX = IndexEntry._meta.db_table

EXEMPT = {(INDEX, "title_norm")}
"""Depends on what was in the index at the moment of each save: no two ways can agree on it."""

LEFT_OUT = {"django_migrations", "django_session", "sqlite_sequence"}
SHADOWS = re.compile(r"_fts_(config|content|data|docsize|idx)$")
DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
TEXT_IDS = {
    "wagtailcore_revision": ["object_id"],
    "wagtailcore_referenceindex": ["object_id", "to_object_id"],
    INDEX: ["object_id"],
}

Snapshot = dict[str, list[dict[str, Any]]]


def snapshot() -> Snapshot:
    """The rows of all tables by column."""
    found: Snapshot = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table in LEFT_OUT or SHADOWS.search(table):
                continue
            columns = "rowid, *" if table.endswith("_fts") else "*"
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            found[table] = [
                {name: row[name] for name in names if (table, name) not in EXEMPT} for row in rows
            ]
    return found


def difference(before: Snapshot, after: Snapshot) -> dict[str, list[str]]:
    """Per table, the rows that are not as they were, ids and moments made comparable, sorted."""
    reader = Reader(before, after)
    changes = {}
    for table, rows in after.items():
        old = [repr(sorted(row.items())) for row in before.get(table, [])]
        kept = set(old)
        lines = sorted(reader.line(table, row) for row in rows if repr(sorted(row.items())) not in kept)
        stays = {repr(sorted(row.items())) for row in rows}
        lines += [f"gone: {row}" for row in sorted(kept - stays) if not is_changed(row, rows)]
        if lines:
            changes[table] = lines
    return changes


def is_changed(old: str, rows: list[dict[str, Any]]) -> bool:
    """Whether the row is there still, with other values."""
    found = re.search(r"\('id', (\d+)\)", old)
    return bool(found) and any(str(row.get("id")) == found[1] for row in rows)


class Reader:
    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
        self.ranks: dict[str, dict[Any, str]] = {}
        for table, rows in after.items():
            key = self.key(table)
            if key is None or not rows or not isinstance(rows[0][key], int):
                continue
            old = {row[key] for row in before.get(table, [])}
            new = sorted(row[key] for row in rows if row[key] not in old)
            self.ranks[table] = {id: f"new {number}" for number, id in enumerate(new, 1)}
        self.pages = get_base_page_model()._meta.db_table
        self.children = {
            model: {
                relation.get_accessor_name(): relation.related_model._meta.db_table
                for relation in get_all_child_relations(model)
            }
            for model in apps.get_models()
            if issubclass(model, get_base_page_model())
        }
        """Of each page type, the tables of its children by their accessors."""

    def key(self, table: str) -> str | None:
        if table.endswith("_fts"):
            return "rowid"
        model = self.models.get(table)
        return model._meta.pk.column if model else None

    def rank(self, table: str, id: Any) -> Any:
        return self.ranks.get(table, {}).get(int(id) if str(id).isdigit() else id, id)

    def line(self, table: str, row: dict[str, Any]) -> str:
        """The row as text. Columns that say nothing are left out."""
        targets = self.targets(table)
        values = {}
        for column, value in row.items():
            if column == "content_path_hash":
                continue
            if column == self.key(table) and column not in targets:
                # A key that is no number may be made from the page's.
                value = self.rank(table, value) if isinstance(value, int) else "new"
                if table not in self.referred_to() and str(value).startswith("new"):
                    value = "new"
            elif column == "rowid":
                value = "new"
            elif column in targets:
                value = self.rank(targets[column], value)
            elif column in TEXT_IDS.get(table, ()):
                value = self.text_id(column, row)
            elif table == "wagtailcore_revision" and column == "content":
                value = self.content(row)
            elif column == "data":
                value = self.log_data(value)
            elif column == "content_path":
                value = self.path(row)
            else:
                value = self.plain(value)
            values[column] = value
        return " ".join(f"{column}={value!r}" for column, value in sorted(values.items()))

    def referred_to(self) -> set[str]:
        """The tables whose ids matter: pages, revisions, children."""
        return {
            self.pages,
            "wagtailcore_revision",
            *(t for tables in self.children.values() for t in tables.values()),
        }

    def targets(self, table: str) -> dict[str, str]:
        """The table that each foreign key points at in the end."""
        model = self.models.get(table)
        if model is None:
            return {}
        found = {}
        for field in model._meta.local_concrete_fields:
            target = field
            while target.remote_field is not None:
                target = target.target_field
            if target is not field:
                found[field.column] = target.model._meta.db_table
        return found

    def text_id(self, column: str, row: dict[str, Any]) -> Any:
        prefix = "to_" if column == "to_object_id" else ""
        type_id = row.get(f"{prefix}base_content_type_id") or row[f"{prefix}content_type_id"]
        model = ContentType.objects.get_for_id(type_id).model_class()
        table = self.pages if issubclass(model, get_base_page_model()) else model._meta.db_table
        return self.rank(table, row[column])

    def children_of(self, row: dict[str, Any]) -> dict[str, str]:
        """The tables of the children of the page that a row is about."""
        return self.children.get(ContentType.objects.get_for_id(row["content_type_id"]).model_class(), {})

    def path(self, row: dict[str, Any]) -> str:
        name, *rest = row["content_path"].split(".")
        table = self.children_of(row).get(name)
        if table and rest and rest[0].isdigit():
            rest[0] = self.rank(table, rest[0])
        return ".".join([name, *rest])

    def content(self, row: dict[str, Any]) -> str:
        value, children = row["content"], self.children_of(row)
        content = json.loads(value) if isinstance(value, str) else dict(value)
        content["pk"] = self.rank(self.pages, content["pk"])
        for name in ("latest_revision", "live_revision"):
            content[name] = self.rank("wagtailcore_revision", content[name])
        for name, table in children.items():
            for item in content.get(name, ()):
                item["pk"] = self.rank(table, item["pk"])
                for key in ("page", "content_object"):
                    if key in item:
                        item[key] = self.rank(self.pages, item[key])
                if "tag" in item:
                    item["tag"] = self.rank("taggit_tag", item["tag"])
        return json.dumps({name: self.plain(value) for name, value in content.items()}, sort_keys=True)

    def log_data(self, value: Any) -> str:
        data = json.loads(value) if isinstance(value, str) else value
        if revision := data.get("revision"):
            revision["id"] = self.rank("wagtailcore_revision", revision["id"])
            data["revision"] = {name: self.plain(value) for name, value in revision.items()}
        return json.dumps(data, sort_keys=True)

    def plain(self, value: Any) -> Any:
        """The value, or ``now`` for a moment of the last hour."""
        if isinstance(value, uuid.UUID):
            return value.hex
        text = value.isoformat() if isinstance(value, datetime.datetime) else value
        if isinstance(text, str) and DATE.fullmatch(text):
            moment = datetime.datetime.fromisoformat(text)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
            if abs(datetime.datetime.now(datetime.UTC) - moment) < datetime.timedelta(hours=1):
                return "now"
        return value


def wrong_hashes() -> list[str]:
    """The references whose hash is not that of their path."""
    return [
        path
        for path, hash in ReferenceIndex.objects.values_list("content_path", "content_path_hash")
        if ReferenceIndex._get_content_path_hash(path) != hash
    ]
