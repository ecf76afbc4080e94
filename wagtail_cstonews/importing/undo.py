"""Takes back what a run did, document by document: pages that it made go, what it changed is as before.

What somebody edited since is left alone and said. Works in batches, each in one transaction: killed, the same
command goes on. Wagtail's log entries of the run's own changes go with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, ProtectedError, Q
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from ..compat import get_base_page_model
from ..models import (
    ImportChange,
    ImportedDocument,
    ImportedImage,
    ImportedImageAddress,
    ImportedObject,
    ImportRun,
    Person,
    PersonName,
    PersonRole,
)
from .ledger import BELONGING
from .snapshots import from_json, replace_rows, restore_page
from .tags import undo_tags

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
        if dry_run:
            yield from undo_documents(run, ids, dry_run, kept)
        else:
            with transaction.atomic():
                done = list(undo_documents(run, ids, dry_run, kept))
            yield from done
    if dry_run:
        return
    yield from undo_images(run, kept)
    with transaction.atomic():
        done = list(undo_people(run, kept))
        undo_redirects(run, kept)
        undo_tags(run)
        close(run)
    yield from done


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
    run.state = ImportRun.State.PARTLY_UNDONE if left else ImportRun.State.UNDONE
    when = f"{timezone.now():%Y-%m-%d %H:%M} UTC"
    run.message = f"Undone {when}." if not left else f"Undone {when}, but for {left} changes that were kept."
    run.save(update_fields=["state", "message"])


def undo_documents(run: ImportRun, ids: Sequence[int], dry_run: bool, kept: list[int]) -> Iterator[Undone]:
    """Takes back the run's changes of some documents, in the order given."""
    changes: dict[int, list[ImportChange]] = {pk: [] for pk in ids}
    for change in run.changes.filter(document__in=ids).order_by("-pk"):
        changes[change.document_id].append(change)
    records = ImportedDocument.objects.defer("original", "article").in_bulk(ids)
    pages = lock_pages([change.page_id for group in changes.values() for change in group], dry_run)
    later = later_runs(run, changes)
    for pk in ids:
        record, group = records[pk], changes[pk]
        page = next((pages[change.page_id] for change in group if change.page_id in pages), None)
        if reason := later.get(pk) or obstacle(group, page, run):
            kept += [page.pk] if page is not None else []
            yield Undone(record.source, "kept", reason, page.pk if page is not None else None)
            continue
        outcome = describe(record, group, page)
        if not dry_run:
            for change in group:
                undo_change(change, record, page)
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
    elif not Revision.objects.filter(pk=oldest.revision_before).exists():
        return "The version before the run was purged from its page's history, so it cannot be restored."
    return ""


def was_moved(page: Any, run: ImportRun) -> bool:
    """Whether the page is neither in the run's section nor in a translation of it."""
    section = run.section
    return section is not None and page.get_parent().translation_key != section.translation_key


def describe(record: ImportedDocument, group: list[ImportChange], page: Any) -> Undone:
    """What undoing does to the document."""
    oldest = group[-1]
    state = "removed" if oldest.record_before is None else "restored"
    wrote = any(change.action != _Action.NOTED for change in group)
    message = "Its page was deleted since; only its record is undone." if wrote and page is None else ""
    return Undone(record.source, state, message, page.pk if page is not None else None)


# ------------------------------------------------------------------ one document


def undo_change(change: ImportChange, record: ImportedDocument, page: Any) -> None:
    """Takes one change back: the page, the record, the note itself."""
    if page is not None and change.action == _Action.MADE:
        remove_page(page)
    elif page is not None and change.page_before:
        undo_page(change, page)
    if change.action != _Action.LINKED or change.record_before:
        restore_record(record, change.record_before)
    if record.pk:
        change.delete()


def remove_page(page: Any) -> None:
    """Deletes a page with its history, and tells those who listen that it is not public any more."""
    pk = page.pk
    get_base_page_model()._default_manager.filter(pk=pk).delete()
    PageLogEntry.objects.filter(page=pk).delete()


def undo_page(change: ImportChange, page: Any) -> None:
    """Has the page be what it was before the change: its rows, its history, its index entries."""
    was_live = page.live
    specific = page.specific
    revisions = Revision.page_revisions.filter(object_id=str(page.pk))
    newer = Q(pk__lte=change.revision_after) & Q(pk__gt=change.revision_before)
    made = list(revisions.filter(newer).values_list("pk", flat=True))
    restore_page(specific, change.page_before or {})
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


def restore_record(record: ImportedDocument, before: dict[str, Any] | None) -> None:
    """Has the record be what it was, with its proposal and what else belongs to it; deletes a new one."""
    if before is None:
        record.delete()
        return
    values = from_json(ImportedDocument, before["record"])
    rows = ImportedDocument.objects.filter(pk=record.pk)
    rows.update(**values)
    for model in BELONGING:
        now = model.objects.filter(document=record.pk)
        replace_rows(model, now, before.get("rows", {}).get(model.__name__, []))


# ------------------------------------------------------------------ people


def undo_people(run: ImportRun, kept: Sequence[int]) -> Iterator[Undone]:
    """Removes the people whom only this run made, and the offices and spellings that it noted.

    Somebody whom another page names, another run uses or an editor edited stays.
    """
    objects: dict[str, set[int]] = {}
    for kind, pk in run.objects_made.filter(made=True).values_list("kind", "object_id"):
        objects.setdefault(kind, set()).add(pk)
    edited = people_edited(run)
    named = people_named(kept)
    roles = PersonRole.objects.filter(pk__in=objects.get("role", ()))
    spellings = PersonName.objects.filter(pk__in=objects.get("spelling", ()))
    for person in Person.objects.filter(pk__in=objects.get("person", ())).order_by("pk"):
        reason = why_needed(person, run, edited, named, roles, spellings)
        if reason:
            yield Undone(person.name, "kept", reason)
        else:
            delete_with_log(person)
            yield Undone(person.name, "removed", "Only this run named them.")
    free = {"person__in": edited | named}
    undo_dates(run, free)
    roles.exclude(**free).delete()
    for spelling in spellings.exclude(**free):
        spelling.delete()


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


def undo_redirects(run: ImportRun, kept: Sequence[int]) -> None:
    """Removes the redirects that the run made, but for those to pages that were kept."""
    notes = run.objects_made.filter(kind=ImportedObject.Kind.REDIRECT)
    ids = list(notes.values_list("object_id", flat=True))
    if ids and apps.is_installed("wagtail.contrib.redirects"):
        redirects = apps.get_model("wagtailredirects", "Redirect")._default_manager
        for redirect in redirects.filter(pk__in=ids).exclude(redirect_page__in=kept):
            redirect.delete()


def people_edited(run: ImportRun) -> set[int]:
    """The people whom somebody edited in the admin since the run began."""
    return edited_since(run, Person)


def edited_since(run: ImportRun, model: Any) -> set[int]:
    """The objects of a model that Wagtail's log tells of since the run began, but for having been made."""
    entries = ModelLogEntry.objects.get_for_model(model).filter(timestamp__gte=run.started_at)
    return {int(pk) for pk in entries.exclude(action="wagtail.create").values_list("object_id", flat=True)}


def people_named(pages: Sequence[int]) -> set[int]:
    """The people whom the pages' latest revisions name."""
    return named_in_drafts(get_base_page_model()._default_manager.filter(pk__in=pages), Person)


def named_in_drafts(pages: Any, model: Any) -> set[int]:
    """The objects that the pages' latest revisions name: the reference index knows only what is published."""
    content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    found: set[int] = set()
    for page in pages.specific().iterator(chunk_size=BATCH):
        latest = page.get_latest_revision_as_object()
        for type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(latest):
            if type_id == content_type.pk:
                found.add(int(object_id))
    return found


# ------------------------------------------------------------------ images


def undo_images(run: ImportRun, kept: Sequence[int]) -> Iterator[Undone]:
    """Removes the images that the run made, with their files, unless they are used or were edited since."""
    model = get_image_model()
    made = run.objects_made.filter(kind=ImportedObject.Kind.IMAGE, made=True)
    ids = list(made.order_by("object_id").values_list("object_id", flat=True))
    if ids:
        pages = get_base_page_model()._default_manager
        drafts = pages.filter(Q(pk__in=kept) | Q(live=True, has_unpublished_changes=True))
        edited = edited_since(run, model)
        named = named_in_drafts(drafts.filter(latest_revision__created_at__gte=run.started_at), model)
        for start in range(0, len(ids), BATCH):
            with transaction.atomic():
                images = model._default_manager.filter(pk__in=ids[start : start + BATCH]).order_by("pk")
                done = [undo_image(image, run, edited, named) for image in images]
            yield from done
    with transaction.atomic():
        forget_images(run)


def undo_image(image: Any, run: ImportRun, edited: set[int], named: set[int]) -> Undone:
    """Removes the image, or says why it stays."""
    source = f"Image {image.title}"
    content = ImportedImage.objects.filter(image=image).values_list("file_hash", flat=True).first()
    if image.pk in edited or content != image.file_hash:
        return Undone(source, "kept", "Edited in the admin since, and left as it is.")
    if image.pk in named or ReferenceIndex.get_references_to(image).exists():
        inherit_image(image, run)
        return Undone(source, "kept", "It is used elsewhere.")
    try:
        with transaction.atomic():
            delete_with_log(image)
    except ProtectedError:
        return Undone(source, "kept", "It is used elsewhere.")
    return Undone(source, "removed", "Only this run used it.")


def inherit_image(image: Any, run: ImportRun) -> None:
    """Has the first other run that uses the image count as having made it: undoing that one removes it."""
    notes = ImportedObject.objects.filter(kind=ImportedObject.Kind.IMAGE, object_id=image.pk)
    other = notes.exclude(run=run).order_by("pk").first()
    if other is not None:
        other.made = True
        other.save(update_fields=["made"])
        notes.filter(run=run).delete()


def forget_images(run: ImportRun) -> None:
    """Forgets the addresses that the run learnt, but for those of images that imported pages still use."""
    used = ImportedObject.objects.filter(kind=ImportedObject.Kind.IMAGE).exclude(run=run)
    others = used.values("object_id")
    ImportedImageAddress.objects.filter(run=run).exclude(image__image__in=others).delete()
    learnt = ImportedImage.objects.filter(run=run, image__isnull=False).exclude(image__in=others)
    learnt.filter(addresses__isnull=True).delete()


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
