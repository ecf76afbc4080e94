"""Objects that a run created and that undoing it must keep: others use them, or somebody edited them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from ...compat import get_base_page_model
from ...models import ImportChange, ImportedObject, ImportRun

BATCH = 50
"""Pages or objects in memory at a time."""


class Needed:
    """Objects to keep although the run created them: the remaining pages refer to them in their latest
    revisions, or in the state that undoing another run would restore.
    """

    def __init__(self, run: ImportRun, kept: Sequence[int]) -> None:
        self.kept = kept
        documents = run.changes.order_by().values("document")
        self.changes = ImportChange.objects.filter(document__in=documents, page_before__isnull=False)

    def of(self, model: Any, pages: Any = None) -> set[int]:
        """The objects of a model to keep; ``pages`` are those whose latest revisions count as well."""
        if pages is None:
            pages = get_base_page_model()._default_manager.filter(pk__in=self.kept)
        return named_in_drafts(pages, model) | self.to_be_restored(model)

    def to_be_restored(self, model: Any) -> set[int]:
        type_id = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
        found: set[int] = set()
        revisions = []
        for references, revision in self.changes.values_list("page_before__references", "revision_before"):
            found.update(
                int(row["to_object_id"]) for row in references or () if row["to_content_type_id"] == type_id
            )
            revisions.append(revision)
        for start in range(0, len(revisions), BATCH):
            for revision in Revision.objects.filter(pk__in=revisions[start : start + BATCH]):
                found |= references_to(type_id, revision.as_object())
        return found


def named_in_drafts(pages: Any, model: Any) -> set[int]:
    """The objects that the pages' latest revisions refer to: the reference index covers only published
    content.
    """
    type_id = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
    found: set[int] = set()
    for page in pages.specific().iterator(chunk_size=BATCH):
        found |= references_to(type_id, page.get_latest_revision_as_object())
    return found


def references_to(type_id: int, item: Any) -> set[int]:
    """The objects of a content type that an object refers to."""
    references = ReferenceIndex._extract_references_from_object(item)
    return {int(object_id) for found, object_id, *_ in references if found == type_id}


def edited_since(run: ImportRun, model: Any) -> set[int]:
    """The objects of a model with entries in Wagtail's log since the run began, other than their creation."""
    entries = ModelLogEntry.objects.get_for_model(model).filter(timestamp__gte=run.started_at)
    return {int(pk) for pk in entries.exclude(action="wagtail.create").values_list("object_id", flat=True)}


def inherit(kind: str, pk: int, run: ImportRun) -> None:
    """Record another run that uses an object as its creator, too: undoing the last such run deletes the
    object.
    """
    notes = ImportedObject.objects.filter(kind=kind, object_id=pk)
    other = notes.exclude(run=run).order_by("pk").first()
    if other is not None:
        other.made = True
        other.save(update_fields=["made"])


def delete_with_log(instance: Any) -> None:
    """Delete an object and its entries in Wagtail's log."""
    entries = list(ModelLogEntry.objects.for_instance(instance).values_list("pk", flat=True))
    instance.delete()
    ModelLogEntry.objects.filter(pk__in=entries).delete()
