"""Reimport: stored originals are extracted again, after extraction has improved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...documents import FIELDS
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportedDocument, ImportRun
from .corrected import CorrectedDocument
from .entry import Extracted
from .selection import documents_of
from .stored import stored_document

CHUNK = 20
"""Records in one query: each may hold the text of a whole book."""

OF_DECODING = "undecodable_bytes"
"""The warning code for undecodable bytes. It is kept, since the stored text cannot give it again."""


@dataclass(slots=True)
class StoredItem(CorrectedDocument):
    """A document on record: its decoded original and its metadata."""

    content_hash: str = ""
    read_as: str = ""
    """The character set with which its bytes were decoded."""
    article: dict[str, Any] = field(default_factory=dict)

    def complete(self, extracted: Extracted) -> None:
        """Add the warnings about decoding, which extraction from text cannot give."""
        extracted.encoding = self.read_as
        lost = [warning for warning in self.article.get("warnings", ()) if warning["code"] == OF_DECODING]
        extracted.article.warnings += [ArticleWarning(**warning) for warning in lost]

    def is_same(self, article: Article) -> bool:
        """Whether the extraction is the same as the stored one in all lines and numbers; warnings about pages
        are ignored.
        """
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
    """The documents whose originals are stored, in the order of their first import."""
    last = 0
    while records := list(documents.filter(pk__gt=last).exclude(original="").order_by("pk")[:CHUNK]):
        last = records[-1].pk
        yield from map(stored_item, records)


def by_section(run: ImportRun | None) -> Iterator[tuple[Any, Any]]:
    """The sections with the documents that one run, or all runs, imported into them."""
    documents = documents_of(run)
    if run is not None:
        yield run.section, documents
        return
    sections = documents.order_by().values_list("run__section", flat=True).distinct()
    for section in sorted(sections, key=lambda pk: pk or 0):
        found = documents.filter(run__section=section)
        last = ImportRun.objects.filter(section=section).select_related("section").first()
        yield last.section if last and section else None, found
