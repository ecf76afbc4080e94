"""Stores the proposals of a batch."""

from __future__ import annotations

from collections.abc import Sequence

from ...documents import given_of
from ...models import ImportProposal, ImportRun
from ..entries.entry import Entry
from .records import storable

SETTLED = frozenset({"new", "changed", "published", "unchanged"})
"""The states of documents with nothing left to propose."""


def write_proposals(entries: Sequence[Entry], run: ImportRun) -> None:
    """Store the proposals of a batch, and delete obsolete ones. Call it in the batch's transaction."""
    proposed = [entry for entry in entries if entry.is_proposed]
    settled = [
        entry.record.pk for entry in entries if entry.record and entry.had_proposal and entry.state in SETTLED
    ]
    replaced = [entry.record.pk for entry in proposed if entry.record and entry.had_proposal]
    if settled or replaced:
        ImportProposal.objects.filter(document__in=settled + replaced).delete()
    if proposed:
        ImportProposal.objects.bulk_create([proposal_of(entry, run) for entry in proposed])


def proposal_of(entry: Entry, run: ImportRun) -> ImportProposal:
    document = entry.document
    if entry.extracted is None:
        raise ValueError("Nothing was extracted.")
    return ImportProposal(
        document=entry.record,
        run=run,
        content_hash=entry.content_hash,
        media_type=document.media_type,
        encoding=entry.extracted.encoding,
        url=storable(document.url or ""),
        given=storable(given_of(document)),
        original=storable(entry.extracted.original),
        article=storable(entry.extracted.article.to_dict()),
    )
