"""The journal for undo: a batch's changes, recorded in the transaction that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils import timezone
from wagtail.models import ModelLogEntry

from ...bulk_pages import insert_objects
from ...compat import get_base_page_model
from ...models import (
    ImportChange,
    ImportedDocument,
    ImportedObject,
    ImportLink,
    ImportProposal,
    ImportRun,
    ImportSketch,
    Person,
    PersonName,
    PersonRole,
)
from ..building.person_linker import PersonLinker
from ..building.tags import note_tags
from ..entries.entry import Entry
from ..files.storing import FILES
from ..images.storing import IMAGES
from ..matching.near_duplicates import sketch_of
from ..reporting.accumulator import Accumulator
from .proposals import write_proposals
from .records import is_news
from .relinking import waiting_links
from .snapshots import rows_of_pages, values_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class Target:
    """The run, section and settings with which pages are written."""

    parent_id: int
    run: ImportRun
    user: AbstractBaseUser | None = None
    publish: bool = False
    accumulator: Accumulator | None = None
    """Stores the findings in the writing transaction; None where the caller stores them."""
    replan: Callable[[Sequence[Entry]], PersonLinker] | None = None
    """Plans entries again after another import or an undo changed the same documents; None where the plan is
    made under the section's lock.
    """
    paths: dict[int, str] = field(default_factory=dict)
    """The tree path of the section at the last batch."""


_Action = ImportChange.Action


LONG_FIELDS = ("original", "article")
"""Long fields of a record, which are read only if they are about to be replaced."""


SHORT_FIELDS = [
    field
    for field in ImportedDocument._meta.concrete_fields
    if not field.primary_key and field.name not in (*LONG_FIELDS, "key", "key_hash", "created_at")
]


BELONGING: tuple[Any, ...] = (ImportProposal, ImportSketch, ImportLink)
"""The models whose rows belong to a record."""


CHILDREN: tuple[tuple[str, Any], ...] = (("role", PersonRole), ("spelling", PersonName))
"""The models whose rows belong to a person, by kind of :class:`ImportedObject`."""


class Journal:
    """The journal of one batch: created before anything is written, closed when everything is.

    Costs a query for the notes, one for the pages' revisions, and one or two more each for records whose
    text is replaced, for pages that are changed, and for people.
    """

    def __init__(self, entries: Sequence[Entry], people: PersonLinker, target: Target) -> None:
        self.entries = [entry for entry in entries if entry.remember]
        self.people = people
        self.target = target
        self.records = records_before(self.entries)
        self.pages = pages_before(self.entries)
        self.newest = {kind: model.objects.aggregate(Max("pk"))["pk__max"] or 0 for kind, model in CHILDREN}
        """The greatest primary keys before the batch, by kind."""

    def people_of_batch(self) -> set[int]:
        """The people whom the batch's pages name and who exist already."""
        slots = (slot for entry in self.entries if entry.built for slot in entry.built.slots)
        found = (self.people.find_for(slot) for slot in slots)
        return {pk for pk in found if pk is not None}

    def close(self) -> None:
        """Write the notes, and the rows that belong to records."""
        write_proposals(self.entries, self.target.run)
        write_sketches(self.entries)
        write_links(self.entries)
        pages = [entry.page.pk for entry in self.entries if entry.built and entry.page]
        revisions = {
            pk: (latest, live)
            for pk, latest, live in get_base_page_model()
            ._default_manager.filter(pk__in=pages)
            .values_list("pk", "latest_revision_id", "live_revision_id")
        }
        insert_objects([self.change(entry, revisions) for entry in self.entries if entry.record])
        self.note_people()
        built = [entry for entry in self.entries if entry.built]
        IMAGES.note_use((pk for entry in built for pk in entry.images.values()), self.target.run)
        FILES.note_use((pk for entry in built for pk in entry.files.values()), self.target.run)

    def change(self, entry: Entry, revisions: dict[int, tuple[int | None, int | None]]) -> ImportChange:
        change = ImportChange(
            run=self.target.run,
            document=entry.record,
            action=_Action.NOTED,
            record_before=self.records.get(entry.record.pk) if entry.record else None,
        )
        if entry.built and entry.page:
            change.action = _Action.CHANGED if entry.built.exists else _Action.MADE
            change.page_id = entry.page.pk
            change.revision_after, change.live_revision_after = revisions[entry.page.pk]
            if before := self.pages.get(entry.page.pk):
                change.page_before = before
                change.revision_before = before["revision"]
        return change

    def note_people(self) -> None:
        """Record which people the batch's pages name, which of them the run created, and its tags."""
        used = self.people_of_batch()
        made = set(self.people.made)
        notes = [self.made("person", pk, pk in made) for pk in sorted(used | made)]
        for kind, model in CHILDREN:
            new = model.objects.filter(person__in=used | made, pk__gt=self.newest[kind])
            notes += [self.made(kind, pk) for pk in sorted(new.values_list("pk", flat=True))]
        for pk, date in sorted(self.people.redated.items()):
            notes.append(self.made("role", pk, made=False))
            notes[-1].before = {"start": date.isoformat()}
        notes += note_tags(self.target.run, self.people.tags.made)
        if notes:
            # People of earlier batches are recorded already, as created if this run created them.
            insert_objects(notes, unique=("run_id", "kind", "object_id"))
        if made:
            log_people(made, self.target.run, self.target.user)

    def made(self, kind: str, pk: int, made: bool = True) -> ImportedObject:
        return ImportedObject(run=self.target.run, kind=kind, object_id=pk, made=made)


def log_people(made: Iterable[int], run: ImportRun, user: AbstractBaseUser | None) -> None:
    """Log the creation of people in Wagtail's log, as for people added by hand."""
    people = Person.objects.in_bulk(made)
    content_type = ContentType.objects.get_for_model(Person)
    now = timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(pk),
            label=str(person),
            action="wagtail.create",
            # Without the run's uuid: of entries that share one, a person's history shows only the last.
            data={"run": run.pk},
            timestamp=now,
            user=user,
            content_changed=True,
        )
        for pk, person in sorted(people.items())
    )


def write_sketches(entries: Iterable[Entry]) -> None:
    """Index the articles of pages for the detection of near-duplicates."""
    made = [entry for entry in entries if entry.built and entry.extracted and entry.record]
    for entry in made:
        entry.sketch = entry.sketch or sketch_of(entry)
    changed = {entry.record.pk for entry in made if entry.built and entry.built.exists and entry.record}
    had: dict[int, list[int]] = {}
    if changed:
        for pk, value in ImportSketch.objects.filter(document__in=changed).values_list("document", "value"):
            had.setdefault(pk, []).append(value)
    new = [
        entry
        for entry in made
        if entry.record and sorted(had.get(entry.record.pk, [])) != sorted(entry.sketch)
    ]
    if outdated := [entry.record.pk for entry in new if entry.record and entry.record.pk in had]:
        ImportSketch.objects.filter(document__in=outdated).delete()
    rows = [ImportSketch(document=entry.record, value=value) for entry in new for value in entry.sketch]
    insert_objects(rows)


def write_links(entries: Iterable[Entry]) -> None:
    """Store the links of the batch's pages whose targets are not on record yet."""
    made = [entry for entry in entries if entry.built and entry.record]
    changed = [entry.record.pk for entry in made if entry.built and entry.built.exists and entry.record]
    if changed:
        ImportLink.objects.filter(document__in=changed).delete()
    links = [waiting_links(entry.record, entry.built.page) for entry in made if entry.built and entry.record]
    insert_objects([link for found in links for link in found])


def records_before(entries: Iterable[Entry]) -> dict[int, dict[str, Any]]:
    """The existing records by id: the fields that the batch may change."""
    known = {entry.record.pk: entry for entry in entries if entry.record and entry.record.pk}
    before: dict[int, dict[str, Any]] = {
        pk: {"record": values_of(entry.record, SHORT_FIELDS)} for pk, entry in known.items()
    }
    whole = [
        pk
        for pk, entry in known.items()
        if entry.record and (entry.warnings_now is not None or is_news(entry, entry.record))
    ]
    if whole:
        rows = ImportedDocument.objects.filter(pk__in=whole).values("pk", *LONG_FIELDS)
        for row in rows:
            before[row.pop("pk")]["record"].update(row)
    if known:
        for model in BELONGING:
            for row in model.objects.filter(document__in=known).order_by("pk"):
                rows_of = before[row.document_id].setdefault("rows", {})
                rows_of.setdefault(model.__name__, []).append(values_of(row, model._meta.concrete_fields))
    return before


def pages_before(entries: Iterable[Entry]) -> dict[int, dict[str, Any]]:
    """The rows of existing pages that will be changed, by id."""
    ids = [entry.page.pk for entry in entries if entry.built and entry.built.exists]
    if not ids:
        return {}
    pages = get_base_page_model()._default_manager.filter(pk__in=ids).specific()
    return rows_of_pages(pages)
