"""Stored originals as documents to import again: for when extraction, not the archive, has improved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...documents import FIELDS, RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportedDocument, ImportRun
from .entry import Extracted
from .selection import documents_of
from .stored import stored_document

CHUNK = 20
"""Records that are read together: each may hold a whole book."""

OF_DECODING = "undecodable_bytes"
"""The warning that only the bytes could give, and that is kept."""


@dataclass(slots=True)
class StoredItem(RawDocument):
    """A document on record: its decoded original, and what is known of it that the text does not say."""

    content_hash: str = ""
    read_as: str = ""
    """The character set that its bytes were read in."""
    article: dict[str, Any] = field(default_factory=dict)

    def complete(self, extracted: Extracted) -> None:
        """Adds to what extraction found what it could not see: how the bytes were read."""
        extracted.encoding = self.read_as
        lost = [warning for warning in self.article.get("warnings", ()) if warning["code"] == OF_DECODING]
        extracted.article.warnings += [ArticleWarning(**warning) for warning in lost]

    def is_same(self, article: Article) -> bool:
        """Whether extraction says what it said before, each line and number; warnings of pages aside."""
        now = json.loads(json.dumps(article.to_dict()))
        before = dict(self.article)
        now.pop("warnings", None)
        before.pop("warnings", None)
        return now == before


def stored_item(record: ImportedDocument) -> StoredItem:
    document = stored_document(record)
    return StoredItem(
        **{name: getattr(document, name) for name in FIELDS},
        content_hash=record.content_hash,
        read_as=record.encoding,
        article=record.article,
    )


def stored_items(documents: Any) -> Iterator[StoredItem]:
    """The documents whose originals are on record, in the order in which they first came."""
    last = 0
    while records := list(documents.filter(pk__gt=last).exclude(original="").order_by("pk")[:CHUNK]):
        last = records[-1].pk
        yield from map(stored_item, records)


def by_section(run: ImportRun | None) -> Iterator[tuple[Any, Any]]:
    """The sections with the documents that were imported into them: of one run, or of all."""
    documents = documents_of(run)
    if run is not None:
        yield run.section, documents
        return
    sections = documents.order_by().values_list("run__section", flat=True).distinct()
    for section in sorted(sections, key=lambda pk: pk or 0):
        found = documents.filter(run__section=section)
        last = ImportRun.objects.filter(section=section).select_related("section").first()
        yield last.section if last and section else None, found
