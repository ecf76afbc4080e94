"""Takes back what a run did, document by document: pages that it made go, what it changed is as before.

What somebody edited since is left alone and said. Works in batches, each in one transaction: killed, the same
command goes on. A batch that the database refuses is taken document by document, so that it always ends.
Wagtail's log entries of the run's own changes go with them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F, Max, ProtectedError, Q, RestrictedError
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from ...bulk_pages.tree import lock_parent
from ...compat import get_base_page_model
from ...models import (
    ImportChange,
    ImportedDocument,
    ImportedObject,
    ImportRun,
    Person,
    PersonName,
    PersonRole,
)
from ..building.tags import undo_tags
from ..entries.failures import give_up_if_lost
from ..files.storing import FILES
from ..files.storing import is_installed as has_files
from ..images.storing import IMAGES
from ..loading.kinds import Kind
from ..writing.journal import BELONGING
from ..writing.redirects import as_made
from ..writing.snapshots import from_json, replace_rows, restorable, restore_page

logger = logging.getLogger(__name__)

BATCH = 50

_Action = ImportChange.Action


@dataclass
class Undone:
    """What became of one document, or of a person, of the run."""

    source: str
    state: str
    """``removed``, ``restored`` or ``kept``."""
    message: str = ""
    page: int | None = None

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.message else self.source


def undo_run(run: ImportRun, *, dry_run: bool = False) -> Iterator[Undone]:
    """Takes the run back, the last document first, and says what became of each.

    With ``dry_run`` nothing is written. The run's state says in the end whether all of it is undone.
    """
    kept: list[int] = []
    last = None
    while documents := next_documents(run, last):
        last = documents[-1][1]
        ids = [pk for pk, _ in documents]
        yield from undo_documents(run, ids, dry_run, kept) if dry_run else undo_batch(run, ids, kept)
    if dry_run:
        return
    needed = Needed(run, kept)
    yield from undo_loaded(run, needed, IMAGES)
    if has_files():
        yield from undo_loaded(run, needed, FILES)
    yield from undo_rest(run, needed)


def undo_rest(run: ImportRun, needed: Needed, attempts: int = 3) -> list[Undone]:
    """Takes back what the run made beside pages and images, and closes it."""
    try:
        with transaction.atomic():
            lock(run)
            done = [*undo_people(run, needed), *undo_redirects(run, needed.kept)]
            undo_tags(run)
            close(run)
    except IntegrityError:
        # Somebody took one of them into use just now. The next time they are seen.
        if attempts == 1:
            raise
        return undo_rest(run, needed, attempts - 1)
    return done


def undo_batch(run: ImportRun, ids: Sequence[int], kept: list[int]) -> Iterator[Undone]:
    """Takes back the run's changes of some documents: together or, where that fails, one by one."""
    try:
        yield from undo_together(run, ids, kept)
        return
    except OperationalError:
        # The database's trouble, not the document's: the same command goes on.
        raise
    except Exception as error:
        give_up_if_lost(error)
        if len(ids) > 1:
            logger.info("%d documents are undone one by one: %s", len(ids), error)
            one_by_one = [[pk] for pk in ids]
        else:
            logger.warning("Document %s could not be undone", ids[0], exc_info=error)
            yield refused(ids[0], error, kept)
            return
    for one in one_by_one:
        yield from undo_batch(run, one, kept)


def undo_together(run: ImportRun, ids: Sequence[int], kept: list[int]) -> list[Undone]:
    more: list[int] = []
    with transaction.atomic():
        lock(run, ids)
        done = list(undo_documents(run, ids, False, more))
    kept += more
    return done


def refused(pk: int, error: Exception, kept: list[int]) -> Undone:
    """What is said of a document that the database would not have undone."""
    record = ImportedDocument.objects.filter(pk=pk).only("source", "page").first()
    page = record.page_id if record else None
    kept += [page] if page is not None else []
    message = f"It could not be undone ({type(error).__name__}: {error}), and is left as it is."
    return Undone(record.source if record else f"Document {pk}", "kept", message, page)


def lock(run: ImportRun, documents: Sequence[int] = ()) -> None:
    """Keeps other undoers from the run, and imports from the sections that the documents' pages are in.

    The rows are written, not only read: SQLite knows no other lock. Imports lock in the same order.
    """
    ImportRun.objects.filter(pk=run.pk).update(state=F("state"))
    model = get_base_page_model()
    pages = model._default_manager
    changes = run.changes.filter(document__in=documents, page__isnull=False)
    paths = pages.filter(pk__in=changes.values("page")).values_list("path", flat=True)
    parents = {path[: -model.steplen] for path in paths}
    places = set(pages.filter(path__in=parents).values_list("pk", flat=True))
    if run.section_id is not None and documents:
        places.add(run.section_id)
    for place in sorted(places):
        with suppress(model.DoesNotExist):
            lock_parent(place)


def next_documents(run: ImportRun, before: int | None) -> list[tuple[int, int]]:
    """The next documents to undo with their last changes, the last changed first."""
    changes = run.changes.order_by().values_list("document").annotate(last=Max("pk"))
    if before is not None:
        changes = changes.filter(last__lt=before)
    return list(changes.order_by("-last")[:BATCH])


def close(run: ImportRun) -> None:
    """Sets the run's state: undone, or what was kept."""
    left = run.changes.count()
    if not left:
        run.objects_made.all().delete()
        run.chunks.all().delete()
    run.state = ImportRun.State.PARTLY_UNDONE if left else ImportRun.State.UNDONE
    when = f"{timezone.now():%Y-%m-%d %H:%M} UTC"
    run.message = f"Undone {when}." if not left else f"Undone {when}, but for {left} changes that were kept."
    run.save(update_fields=["state", "message"])


def undo_documents(run: ImportRun, ids: Sequence[int], dry_run: bool, kept: list[int]) -> Iterator[Undone]:
    """Takes back the run's changes of some documents, in the order given."""
    changes: dict[int, list[ImportChange]] = {pk: [] for pk in ids}
    for change in run.changes.filter(document__in=ids).order_by("-pk"):
        changes[change.document_id].append(change)
    documents = ImportedDocument.objects.defer("original", "article")
    records = (documents if dry_run else documents.select_for_update().order_by("pk")).in_bulk(ids)
    pages = lock_pages([change.page_id for group in changes.values() for change in group], dry_run)
    later = later_runs(run, changes)
    for pk in ids:
        # Somebody who undoes the same run may have been there.
        if pk not in records or not changes[pk]:
            continue
        record, group = records[pk], changes[pk]
        page = next((pages[change.page_id] for change in group if change.page_id in pages), None)
        if reason := later.get(pk) or obstacle(group, page, run):
            kept += [page.pk] if page is not None else []
            yield Undone(record.source, "kept", reason, page.pk if page is not None else None)
            continue
        outcome = describe(record, group, page)
        lost: set[str] = set()
        if not dry_run:
            for change in group:
                lost |= undo_change(change, record, page)
        if lost:
            outcome.message += f" Not restored, because it was deleted since: {', '.join(sorted(lost))}."
            outcome.message = outcome.message.strip()
        yield outcome


def lock_pages(ids: Iterable[int | None], dry_run: bool) -> dict[int, Any]:
    """The pages as they are, by id; locked where they are about to change."""
    pages = get_base_page_model()._default_manager.filter(pk__in=set(ids) - {None}).order_by("path")
    return {page.pk: page for page in (pages if dry_run else pages.select_for_update())}


def later_runs(run: ImportRun, changes: dict[int, list[ImportChange]]) -> dict[int, str]:
    """The documents that another run changed since, with what to do."""
    found = {}
    lasts = {pk: group[0].pk for pk, group in changes.items() if group}
    others = ImportChange.objects.filter(document__in=changes).exclude(run=run).order_by("pk")
    for document, pk, other in others.values_list("document", "pk", "run"):
        if pk > lasts.get(document, pk):
            found[document] = f"Run {other} changed it since. Undo run {other} first."
    return found


def obstacle(group: list[ImportChange], page: Any, run: ImportRun) -> str:
    """Why the page is left alone; empty where it is what the run left."""
    written = [change for change in group if change.action != _Action.NOTED]
    if not written or page is None:
        return ""
    newest, oldest = written[0], written[-1]
    if page.latest_revision_id != newest.revision_after:
        return "Its page was edited since, and is left as it is."
    if page.live_revision_id != newest.live_revision_after:
        return "Its page was published or unpublished since, and is left as it is."
    if oldest.action == _Action.MADE:
        if page.numchild:
            return "There are pages below its page. Move or delete them first."
        if was_moved(page, run):
            return "Its page was moved since, and is left as it is."
        if page.locked:
            return "Its page was locked by hand, and is left as it is. Unlock it to have it removed."
    elif not Revision.objects.filter(pk=oldest.revision_before).exists():
        return "The version before the run was purged from its page's history, so it cannot be restored."
    return ""


def was_moved(page: Any, run: ImportRun) -> bool:
    """Whether the page is neither in the run's section nor in a translation of it."""
    section = run.section
    above = page.path[: -page.steplen]
    parent = get_base_page_model()._default_manager.filter(path=above).first()
    return section is not None and parent is not None and parent.translation_key != section.translation_key


def describe(record: ImportedDocument, group: list[ImportChange], page: Any) -> Undone:
    """What undoing does to the document."""
    oldest = group[-1]
    state = "removed" if oldest.record_before is None else "restored"
    wrote = any(change.action != _Action.NOTED for change in group)
    message = "Its page was deleted since; only its record is undone." if wrote and page is None else ""
    if oldest.page_before and page is not None:
        message = stays(page, oldest.page_before)
    return Undone(record.source, state, message, page.pk if page is not None else None)


def stays(page: Any, before: dict[str, Any]) -> str:
    """What a restored page keeps that was given to it by hand."""
    rows: dict[str, Any] = {}
    for table in before.get("tables", {}).values():
        rows |= table
    hands = []
    if page.locked and not rows.get("locked"):
        hands.append("the lock")
    if "owner_id" in rows and page.owner_id is not None and str(page.owner_id) != str(rows["owner_id"]):
        hands.append("the owner")
    return f"What its page was given since stays: {' and '.join(hands)}." if hands else ""


# ------------------------------------------------------------------ one document


def undo_change(change: ImportChange, record: ImportedDocument, page: Any) -> set[str]:
    """Takes one change back: the page, the record, the note itself. Gives what it could not restore."""
    lost: set[str] = set()
    if page is not None and change.action == _Action.MADE:
        remove_page(page)
    elif page is not None and change.page_before:
        lost |= undo_page(change, page)
    if change.action != _Action.LINKED or change.record_before:
        restore_record(record, change.record_before, only_noted=change.action == _Action.LINKED)
    if record.pk:
        change.delete()
    return lost


def remove_page(page: Any) -> None:
    """Deletes a page with its history, and tells those who listen that it is not public any more."""
    pk = page.pk
    get_base_page_model()._default_manager.filter(pk=pk).delete()
    PageLogEntry.objects.filter(page=pk).delete()


def undo_page(change: ImportChange, page: Any) -> set[str]:
    """Has the page be what it was before the change: its rows, its history, its index entries."""
    was_live = page.live
    specific = page.specific
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    newer = Q(pk__lte=change.revision_after) & Q(pk__gt=change.revision_before)
    made = list(revisions.filter(newer).values_list("pk", flat=True))
    lost = restore_page(specific, change.page_before or {})
    revisions.filter(pk__in=made).delete()
    PageLogEntry.objects.filter(page=page.pk, revision__in=made).delete()
    restored = get_base_page_model()._default_manager.get(pk=page.pk).specific
    page.refresh_from_db()
    index.insert_or_update_object(restored)
    if restored.live:
        send = partial(
            page_published.send, type(restored), instance=restored, revision=restored.live_revision
        )
        transaction.on_commit(send)
    elif was_live:
        transaction.on_commit(partial(page_unpublished.send, type(restored), instance=restored))
    return lost


def restore_record(
    record: ImportedDocument, before: dict[str, Any] | None, *, only_noted: bool = False
) -> None:
    """Has the record be what it was, with its proposal and what else belongs to it; deletes a new one.

    Links that were settled are noted alone (``only_noted``): nothing else of the record was touched.
    """
    if before is None:
        record.delete()
        return
    # A run, page or document that it named and that is gone would have left nothing there either.
    lost: set[str] = set()
    for values in restorable(ImportedDocument, [before["record"]], lost):
        ImportedDocument.objects.filter(pk=record.pk).update(**from_json(ImportedDocument, values))
    rows = before.get("rows", {})
    for model in BELONGING:
        if only_noted and model.__name__ not in rows:
            continue
        now = model.objects.filter(document=record.pk)
        replace_rows(model, now, rows.get(model.__name__, []), lost)


# ------------------------------------------------------------------ what is needed


class Needed:
    """What stays although the run made it: what the pages that were kept name, in their latest revisions or
    in what undoing another run would bring back.
    """

    def __init__(self, run: ImportRun, kept: Sequence[int]) -> None:
        self.kept = kept
        documents = run.changes.order_by().values("document")
        self.changes = ImportChange.objects.filter(document__in=documents, page_before__isnull=False)

    def of(self, model: Any, pages: Any = None) -> set[int]:
        """The objects of that model; those that some pages' latest revisions name as well."""
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
    """The objects that the pages' latest revisions name: the reference index knows only what is published."""
    type_id = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
    found: set[int] = set()
    for page in pages.specific().iterator(chunk_size=BATCH):
        found |= references_to(type_id, page.get_latest_revision_as_object())
    return found


def references_to(type_id: int, item: Any) -> set[int]:
    """The objects of a content type that an object refers to."""
    references = ReferenceIndex._extract_references_from_object(item)
    return {int(object_id) for found, object_id, *_ in references if found == type_id}


# ------------------------------------------------------------------ people


def undo_people(run: ImportRun, needed: Needed) -> Iterator[Undone]:
    """Removes the people whom only this run made, and the offices and spellings that it noted.

    Somebody whom another page names, another run uses or an editor edited stays.
    """
    objects: dict[str, set[int]] = {}
    for kind, pk in run.objects_made.filter(made=True).values_list("kind", "object_id"):
        objects.setdefault(kind, set()).add(pk)
    edited = people_edited(run)
    named = needed.of(Person)
    roles = PersonRole.objects.filter(pk__in=objects.get("role", ()))
    spellings = PersonName.objects.filter(pk__in=objects.get("spelling", ()))
    # Locked: an import that is about to name them waits, and makes them anew.
    people = Person.objects.select_for_update().order_by("pk")
    for person in people.filter(pk__in=objects.get("person", ())):
        reason = why_needed(person, run, edited, named, roles, spellings)
        if not reason:
            reason = delete_person(person)
        if reason:
            if person.pk not in edited:
                inherit("person", person.pk, run)
            yield Undone(person.name, "kept", reason)
        else:
            yield Undone(person.name, "removed", "Only this run named them.")
    free = {"person__in": edited | named}
    undo_dates(run, free)
    roles.exclude(**free).delete()
    for spelling in spellings.exclude(**free):
        spelling.delete()


def delete_person(person: Person) -> str:
    """Removes a person; why not, where something of the site's own holds them."""
    try:
        with transaction.atomic():
            delete_with_log(person)
    except (ProtectedError, RestrictedError, IntegrityError):
        return "They are used elsewhere."
    return ""


def delete_with_log(instance: Any) -> None:
    """Removes an object, and what Wagtail's log has of it."""
    entries = list(ModelLogEntry.objects.for_instance(instance).values_list("pk", flat=True))
    instance.delete()
    ModelLogEntry.objects.filter(pk__in=entries).delete()


def undo_dates(run: ImportRun, free: dict[str, Any]) -> None:
    """Gives offices the dates back that the run had moved. One that a later run moved on is what that one
    goes back to.
    """
    for note in run.objects_made.filter(kind=ImportedObject.Kind.ROLE, before__isnull=False):
        later = ImportedObject.objects.filter(
            kind=note.kind, object_id=note.object_id, run__gt=run.pk, before__isnull=False
        )
        if following := later.order_by("run").first():
            following.before = note.before
            following.save(update_fields=["before"])
        else:
            roles = PersonRole.objects.filter(pk=note.object_id).exclude(**free)
            roles.update(start=note.before["start"])


def undo_redirects(run: ImportRun, kept: Sequence[int]) -> Iterator[Undone]:
    """Removes the redirects that the run made, but for those to pages that were kept, and those that
    somebody had lead elsewhere.
    """
    notes = run.objects_made.filter(kind=ImportedObject.Kind.REDIRECT)
    made = dict(notes.values_list("object_id", "made_as"))
    if not made or not apps.is_installed("wagtail.contrib.redirects"):
        return
    model = apps.get_model("wagtailredirects", "Redirect")
    edited = edited_since(run, model)
    for redirect in model._default_manager.filter(pk__in=made):
        made_as = made[redirect.pk]
        if redirect.pk in edited or (made_as and made_as != as_made(redirect)):
            what = f"Redirect from {redirect.old_path}"
            yield Undone(what, "kept", "It was changed by hand since, and is left as it is.")
        elif redirect.redirect_page_id not in kept:
            redirect.delete()


def people_edited(run: ImportRun) -> set[int]:
    """The people whom somebody edited in the admin since the run began."""
    return edited_since(run, Person)


def edited_since(run: ImportRun, model: Any) -> set[int]:
    """The objects of a model that Wagtail's log tells of since the run began, but for having been made."""
    entries = ModelLogEntry.objects.get_for_model(model).filter(timestamp__gte=run.started_at)
    return {int(pk) for pk in entries.exclude(action="wagtail.create").values_list("object_id", flat=True)}


# ------------------------------------------------------------------ images and files


def undo_loaded(run: ImportRun, needed: Needed, kind: Kind) -> Iterator[Undone]:
    """Removes the images or documents that the run made, with their files, unless they are used or were
    edited since.
    """
    model = kind.model()
    made = run.objects_made.filter(kind=kind.name, made=True)
    ids = list(made.order_by("object_id").values_list("object_id", flat=True))
    if ids:
        pages = get_base_page_model()._default_manager
        drafts = pages.filter(Q(pk__in=needed.kept) | Q(live=True, has_unpublished_changes=True))
        edited = edited_since(run, model)
        named = needed.of(model, drafts.filter(latest_revision__created_at__gte=run.started_at))
        for start in range(0, len(ids), BATCH):
            with transaction.atomic():
                items = model._default_manager.filter(pk__in=ids[start : start + BATCH]).order_by("pk")
                done = [undo_one(kind, item, run, edited, named) for item in items]
            yield from done
    with transaction.atomic():
        forget(kind, run)


def undo_one(kind: Kind, item: Any, run: ImportRun, edited: set[int], named: set[int]) -> Undone:
    """Removes the image or document, or says why it stays."""
    source = f"{kind.noun} {item.title}"
    contents = kind.contents.objects.filter(**{kind.held: item.pk})
    content = contents.values_list("file_hash", flat=True).first()
    if item.pk in edited or content != item.file_hash:
        return Undone(source, "kept", "Edited in the admin since, and left as it is.")
    if item.pk in named or ReferenceIndex.get_references_to(item).exists():
        inherit(kind.name, item.pk, run)
        return Undone(source, "kept", "It is used elsewhere.")
    pk = item.pk
    try:
        with transaction.atomic():
            delete_with_log(item)
            kind.contents.objects.filter(**{kind.held: pk}).delete()
    except (ProtectedError, RestrictedError, IntegrityError):
        return Undone(source, "kept", "It is used elsewhere.")
    return Undone(source, "removed", "Only this run used it.")


def inherit(kind: str, pk: int, run: ImportRun) -> None:
    """Has the first other run that uses an object count as having made it, too: the last that is undone
    removes it.
    """
    notes = ImportedObject.objects.filter(kind=kind, object_id=pk)
    other = notes.exclude(run=run).order_by("pk").first()
    if other is not None:
        other.made = True
        other.save(update_fields=["made"])


def forget(kind: Kind, run: ImportRun) -> None:
    """Forgets the addresses that the run learnt, but for those of what imported pages still use."""
    used = ImportedObject.objects.filter(kind=kind.name).exclude(run=run)
    others = used.values("object_id")
    addresses = kind.addresses.objects.filter(run=run)
    addresses.exclude(**{f"{kind.content}__{kind.held}__in": others}).delete()
    learnt = kind.contents.objects.filter(run=run, **{f"{kind.held}__isnull": False})
    learnt.exclude(**{f"{kind.held}__in": others}).filter(addresses__isnull=True).delete()


# ------------------------------------------------------------------ who and what is needed


def why_needed(
    person: Person, run: ImportRun, edited: set[int], named: set[int], roles: Any, spellings: Any
) -> str:
    """Why a person of the run stays; empty where nobody needs them."""
    if person.pk in edited:
        return "Edited in the admin since, and left as they are."
    if person.pk in named or ReferenceIndex.get_references_to(person).exists():
        return "Other pages name them."
    others = ImportedObject.objects.filter(kind=ImportedObject.Kind.PERSON, object_id=person.pk).exclude(
        run=run
    )
    if others.exists():
        return "Another run names them, too."
    own = person.roles.exclude(pk__in=roles.values("pk")), person.names.exclude(pk__in=spellings.values("pk"))
    if any(rows.exists() for rows in own):
        return "They have offices or spellings that are not of this run."
    return ""
