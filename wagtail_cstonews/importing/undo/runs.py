"""Undo a run, document by document: created pages are deleted, and changed ones are restored.

A page that somebody edited since stays unchanged and is reported. Each batch is one transaction: after a
kill, the same command resumes. A batch that the database refuses is undone document by document, so that
undoing always ends. Wagtail's log entries of the run's own changes go with them.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F, Max
from django.utils import timezone

from ...bulk_pages import lock_parent
from ...compat import get_base_page_model
from ...models import ImportedDocument, ImportRun
from ..audit import UNDONE, log_run
from ..building.tags import undo_tags
from ..entries.failures import give_up_if_lost
from ..files.storing import FILES
from ..files.storing import is_installed as has_files
from ..images.storing import IMAGES
from .documents import undo_documents
from .loaded import undo_loaded
from .needed import Needed
from .outcome import Undone
from .people import undo_people
from .redirects import undo_redirects

logger = logging.getLogger(__name__)


BATCH = 50
"""Documents in one transaction: few enough that editors do not wait long for its locks."""


def undo_run(run: ImportRun, *, dry_run: bool = False) -> Iterator[Undone]:
    """Undo the run, the last document first, and yield what became of each.

    With ``dry_run`` nothing is written. The run's state says in the end whether all of it is undone.
    """
    counts: Counter[str] = Counter()
    for undone in _all_of(run, dry_run):
        counts[undone.state] += 1
        yield undone
    if not dry_run:
        log_run(run, UNDONE, state=str(run.state), counts=dict(counts))


def _all_of(run: ImportRun, dry_run: bool) -> Iterator[Undone]:
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
    """Undo what the run created beside pages, then set the run's state."""
    try:
        with transaction.atomic():
            lock(run)
            done = [*undo_people(run, needed), *undo_redirects(run, needed.kept)]
            undo_tags(run)
            close(run)
    except IntegrityError:
        # Somebody used one of them just now. The second attempt finds it in use.
        if attempts == 1:
            raise
        return undo_rest(run, needed, attempts - 1)
    return done


def undo_batch(run: ImportRun, ids: Sequence[int], kept: list[int]) -> Iterator[Undone]:
    """Undo the run's changes of some documents: together or, if that fails, one by one."""
    try:
        yield from undo_together(run, ids, kept)
        return
    except OperationalError:
        # A fault of the database, not of the document: the same command resumes.
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
    """The outcome for a document that the database refused to undo."""
    record = ImportedDocument.objects.filter(pk=pk).only("source", "page").first()
    page = record.page_id if record else None
    kept += [page] if page is not None else []
    message = f"It could not be undone ({type(error).__name__}: {error}), and is left as it is."
    return Undone(record.source if record else f"Document {pk}", "kept", message, page)


def lock(run: ImportRun, documents: Sequence[int] = ()) -> None:
    """Lock the run against other undo commands, and the sections of the documents' pages against imports.

    The rows are written, which is the only lock in SQLite. Imports lock in the same order.
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
    """The next documents to undo with their last changes, most recent first."""
    changes = run.changes.order_by().values_list("document").annotate(last=Max("pk"))
    if before is not None:
        changes = changes.filter(last__lt=before)
    return list(changes.order_by("-last")[:BATCH])


def close(run: ImportRun) -> None:
    """Set the run's state: undone, or what stays."""
    left = run.changes.count()
    if not left:
        run.objects_made.all().delete()
        run.chunks.all().delete()
    run.state = ImportRun.State.PARTLY_UNDONE if left else ImportRun.State.UNDONE
    when = f"{timezone.now():%Y-%m-%d %H:%M} UTC"
    run.message = f"Undone {when}." if not left else f"Undone {when}, but for {left} changes that were kept."
    run.save(update_fields=["state", "message"])
