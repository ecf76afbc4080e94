"""Undo the images and linked files that a run stored, and the addresses that it recorded for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q, RestrictedError
from wagtail.models import ReferenceIndex

from ...compat import get_base_page_model
from ...models import ImportedObject, ImportRun
from ..loading.kinds import Kind
from .needed import BATCH, Needed, delete_with_log, edited_since, inherit
from .outcome import Undone


def undo_loaded(run: ImportRun, needed: Needed, kind: Kind) -> Iterator[Undone]:
    """Delete the images or documents that the run created, with their files, unless they are in use or were
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
    """Delete the image or document; if that is impossible, say why it stays."""
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


def forget(kind: Kind, run: ImportRun) -> None:
    """Delete the addresses that the run recorded, except for objects that other runs' pages use."""
    used = ImportedObject.objects.filter(kind=kind.name).exclude(run=run)
    others = used.values("object_id")
    addresses = kind.addresses.objects.filter(run=run)
    addresses.exclude(**{f"{kind.content}__{kind.held}__in": others}).delete()
    learnt = kind.contents.objects.filter(run=run, **{f"{kind.held}__isnull": False})
    learnt.exclude(**{f"{kind.held}__in": others}).filter(addresses__isnull=True).delete()
