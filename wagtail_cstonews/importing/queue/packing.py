"""Serialises documents for a chunk that any process on any machine may work on."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from ...documents import RawDocument
from ...models import ImportedDocument, PlannedDocument
from ...sources import BadDocument, Item, Skipped
from ..entries.corrected import CorrectedDocument, corrected
from ..entries.keys import hash_key
from ..entries.reimport import StoredItem, stored_item

KINDS: dict[str, type[Item]] = {
    "corrected": CorrectedDocument,
    "document": RawDocument,
    "bad": BadDocument,
    "skipped": Skipped,
}


def pack(items: Iterable[Item]) -> bytes:
    """Serialise the items to compressed JSON. A stored original is kept as its key only, with the corrections
    that replace those on record.
    """
    return zlib.compress(json.dumps([_as_json(item) for item in items]).encode(), 6)


def pack_planned(keys: Iterable[int]) -> bytes:
    """Serialise documents of an upload as the ids of their rows, which stay until the run has ended."""
    return zlib.compress(json.dumps([{"kind": "planned", "pk": pk} for pk in keys]).encode(), 6)


def unpack(data: bytes) -> list[Item]:
    """Deserialise the items. One query if some are stored originals, one if some are documents of an upload;
    deleted ones become bad documents.
    """
    rows = json.loads(zlib.decompress(data))
    if planned := [row["pk"] for row in rows if row["kind"] == "planned"]:
        found = PlannedDocument.objects.in_bulk(planned)
        return [_planned(found.get(row["pk"])) for row in rows]
    keys = [hash_key(row["key"]) for row in rows if row["kind"] == "stored"]
    records = {}
    if keys:
        records = {record.key_hash: record for record in ImportedDocument.objects.filter(key_hash__in=keys)}
    return [_from_json(row, records) for row in rows]


def _planned(row: PlannedDocument | None) -> Item:
    """The document of an upload, with what the editor corrected."""
    if row is None:
        return BadDocument("upload", "It was deleted before it could be imported.")
    [item] = unpack(bytes(row.content))
    return corrected(item, row.corrections) if isinstance(item, RawDocument) else item


def _as_json(item: Item) -> dict[str, Any]:
    if isinstance(item, StoredItem):
        row = {"kind": "stored", "key": item.key, "source": item.source}
        return row if item.corrections is None else {**row, "corrections": item.corrections}
    kind = next(name for name, model in KINDS.items() if isinstance(item, model))
    row = {field.name: getattr(item, field.name) for field in fields(item)}
    if isinstance(content := row.get("content"), bytes):
        row["content"] = base64.b64encode(content).decode()
        row["is_bytes"] = True
    return {"kind": kind, **row}


def _from_json(row: dict[str, Any], records: dict[str, ImportedDocument]) -> Item:
    kind = row.pop("kind")
    if kind == "stored":
        record = records.get(hash_key(row["key"]))
        if record is None:
            return BadDocument(row["source"], "Its record was deleted since.", key=row["key"])
        item = stored_item(record)
        item.corrections = row.get("corrections")
        return item
    if row.pop("is_bytes", False):
        row["content"] = base64.b64decode(row["content"])
    # JSON has no tuples.
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return KINDS[kind](**values)
