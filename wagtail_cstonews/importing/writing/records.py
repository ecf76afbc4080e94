"""The record of a document: its original, article, origin and state."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import Any

from ...bulk_pages.sql import ReadyJSON
from ...documents import LONGEST_HOST, RawDocument, given_of, site_key
from ...extraction.reading import decode
from ...models import ImportedDocument, ImportRun
from ...models.imports.troubles import codes_as_text
from ..entries.corrected import corrections_of
from ..entries.entry import MADE, Entry, Extracted
from ..entries.keys import hash_key, hash_url
from .priorities import prioritise, worst_of


def storable(value: Any) -> Any:
    """The value without the character that PostgreSQL can store in no text: NUL becomes U+FFFD.

    >>> storable({"a": ["One\\x00"]})
    {'a': ['One�']}
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, dict | list) and "\\u0000" not in json.dumps(value):
        return value
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value


def needs_record(entry: Entry) -> bool:
    """Whether the record would change: an import without changes writes nothing."""
    if not entry.remember:
        return False
    record = entry.record
    if record is None or entry.state in MADE or says_more(entry):
        return True
    return is_news(entry, record) or (record.state, record.message) != (entry.state, entry.message)


def says_more(entry: Entry) -> bool:
    """Whether the entry brings an article, or other warnings for it."""
    return entry.extracted is not None or entry.warnings_now is not None


def is_news(entry: Entry, record: ImportedDocument) -> bool:
    """Whether the record takes over the new content; not if its page cannot follow."""
    if not isinstance(entry.item, RawDocument):
        return False
    if entry.state in ("edited", "failed", "not_an_article") and record.imported_revision_id is not None:
        return False
    return entry.extracted is not None or record.content_hash != entry.content_hash


def record_of(entry: Entry, run: ImportRun, now: datetime.datetime) -> tuple[ImportedDocument, bool]:
    """The entry's record, new or updated, unsaved; and whether more than its state changes."""
    item = entry.item
    record = entry.record
    if record is None:
        key = getattr(item, "key", "") or item.source
        record = ImportedDocument(key_hash=hash_key(key), key=storable(key))
    before = worst_of(record)
    record.run, record.state, record.message = run, entry.state, storable(entry.message)
    record.source = storable(item.source)
    record.updated_at = now
    if (corrections := corrections_of(item)) is not None:
        record.corrections = storable(corrections)
    whole = is_news(entry, record)
    if whole:
        describe(record, entry)
    elif entry.state == "published":
        record.imported_revision_id = entry.page.latest_revision_id
    if entry.warnings_now is not None and not whole:
        warn(record, entry.warnings_now)
    prioritise(record, before, entry, whole)
    return record, whole


def warn(record: ImportedDocument, warnings: list[dict[str, Any]]) -> None:
    """Set the warnings of the recorded article."""
    record.article = {**record.article, "warnings": warnings}
    note_warnings(record, [str(warning.get("code")) for warning in warnings])


def describe(record: ImportedDocument, entry: Entry) -> None:
    """Set the record's document, article if there is one, and page or original."""
    document = entry.document
    record.url = storable(document.url or "")
    record.url_hash = hash_url(document.url or "")
    record.site = storable(site_key(document))[:LONGEST_HOST]
    record.given = storable(given_of(document))
    record.media_type = document.media_type
    record.content_hash = entry.content_hash
    if entry.extracted is not None:
        describe_article(record, entry.extracted)
        record.images_missing, record.files_missing = entry.images_missing, entry.files_missing
    else:
        decoded = decode(document)
        record.original, record.encoding = storable(decoded.text), decoded.encoding
        record.title = storable(document.title or "")
    if entry.state in MADE:
        record.page = entry.page
        record.imported_revision_id = entry.page.latest_revision_id
    first = entry.first.record if isinstance(entry.first, Entry) else entry.first
    record.duplicate_of = first if entry.state == "duplicate" else None


def describe_article(record: ImportedDocument, extracted: Extracted) -> None:
    article = extracted.article
    record.original, record.encoding = storable(extracted.original), extracted.encoding
    record.article = article_to_store(extracted, is_new=record.pk is None)
    record.kind = article.kind
    record.title = storable(article.title or "")
    record.language = (article.language or "")[:20]
    record.confidence = article.confidence
    note_warnings(record, [warning.code for warning in article.warnings])


def article_to_store(extracted: Extracted, *, is_new: bool) -> Any:
    """The article as a record keeps it; for a new record as JSON, which is made once and written as it is."""
    if is_new and "\\u0000" not in (text := extracted.article.to_json(extracted.packed)):
        return ReadyJSON(text)
    return storable(extracted.article.to_dict())


def note_warnings(record: ImportedDocument, codes: Sequence[str]) -> None:
    """Set what the record knows of its warnings beside their texts."""
    record.warnings_count = len(codes)
    record.doubt = doubt_of(codes)
    record.warning_codes = storable(codes_as_text(codes))


def doubt_of(codes: Iterable[str]) -> str:
    """The gravest warning that makes a document need review; empty for none."""
    found = set(codes)
    return next((doubt for doubt in ImportedDocument.Doubt.values if doubt in found), "")
