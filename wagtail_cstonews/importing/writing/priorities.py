"""How urgently a document needs a person to look at it: set wherever its record is written."""

from __future__ import annotations

from ... import conf
from ...models import ImportedDocument, ImportProposal, Trouble
from ...models.imports.troubles import troubles_of
from ..entries.entry import Entry
from ..matching.match import WAITS


def worst_of(record: ImportedDocument, *, waits: bool = False, is_near: bool = False) -> int:
    """The number of the worst trouble of what is on record; 0 for none. No query."""
    troubles = troubles_of(
        state=record.state,
        confidence=record.confidence,
        codes=record.warning_codes.split(),
        least=conf.get_share("PUBLISH_ABOVE"),
        waits=waits,
        is_near=is_near,
    )
    return int(troubles[0]) if troubles else 0


def prioritise(record: ImportedDocument, before: int, entry: Entry, whole: bool) -> None:
    """Set the priority of a record that was just brought up to date; ``before`` is what it was of itself.

    Whoever has reviewed it has seen it as it was. So it comes up again if its article is another one now, if
    it got worse, or if a proposal is new.
    """
    waits = entry.state == "edited" and entry.message in WAITS
    priority = worst_of(record, waits=waits, is_near=bool(entry.nearly))
    if record.reviewed_at is not None:
        is_other = whole and entry.state not in ("unchanged", "published")
        if not is_other and priority <= before:
            record.review_priority = Trouble.PROPOSAL if entry.is_proposed else 0
            return
        record.reviewed_at, record.reviewed_by = None, None
    record.review_priority = priority


def refresh_priority(record: ImportedDocument) -> None:
    """Set and store the priority by what is on record, after an editor decided something or a run was undone.

    What somebody has reviewed needs nobody, unless a proposal waits. Three queries at most.
    """
    waits = ImportProposal.objects.filter(document=record.pk, state=ImportProposal.State.WAITING).exists()
    if record.reviewed_at is not None:
        record.review_priority = Trouble.PROPOSAL if waits else 0
    else:
        first = record.duplicate_of if record.state == ImportedDocument.State.DUPLICATE else None
        is_near = first is not None and first.content_hash != record.content_hash
        record.review_priority = worst_of(record, waits=waits, is_near=is_near)
    ImportedDocument.objects.filter(pk=record.pk).update(review_priority=record.review_priority)
