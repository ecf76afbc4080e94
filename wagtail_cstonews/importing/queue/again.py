"""Extract a run's documents again from the admin: first what would change, in pieces, then the import.

The import is a run of the task queue. Where no worker is there to do it, its chunks wait for requests that
work on one each: see :func:`work_on_next`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction

from ...documents import RawDocument
from ...extraction.article.article import Article
from ...models import ImportRun
from ..audit import EXTRACTED_AGAIN, log_run
from ..entries.entry import Outcome
from ..entries.reimport import StoredItem, stored_item
from ..entries.selection import documents_of
from ..options import ImportOptions
from ..reading.batching import in_batches
from ..reading.site_profiles import ProfileBook
from ..run import ImportRunner, new_run
from .chunks import add_all, next_waiting, requeue_lost
from .enqueuing import enqueue_chunk, has_workers
from .packing import pack
from .worker import work_on

PREVIEWED = 10
"""Documents that are extracted for one piece of the preview, at most."""

PREVIEW_SECONDS = 1.0
"""After so long a piece of the preview ends."""

BY_REQUEST, BY_WORKER = 10, 50
"""Documents in a chunk that a request works on, and in one that a worker does."""


@dataclass
class Difference:
    """What extracting a document again would change."""

    document: int
    source: str
    state: str
    message: str = ""
    title: str = ""
    title_before: str = ""
    confidence: float | None = None
    confidence_before: float | None = None
    lines: int = 0
    """How many of its lines would have another label, or other text."""
    page: int | None = None

    @property
    def is_change(self) -> bool:
        return self.state not in ("unchanged", "skipped", "edited")


@dataclass
class Piece:
    """A piece of the preview."""

    differences: list[Difference] = field(default_factory=list)
    following: int | None = None
    """Where the next piece begins; None at the end."""


def stored_documents(run: ImportRun) -> Any:
    """The run's documents of which the originals are stored, in the order of their first import."""
    return documents_of(run).exclude(original="").order_by("pk")


def preview(run: ImportRun, after: int = 0, seconds: float = PREVIEW_SECONDS) -> Piece:
    """What extracting the next documents again would change; nothing is written."""
    ends_at = time.monotonic() + seconds
    piece = Piece()
    profiles = ProfileBook(store=False)
    for record in stored_documents(run).filter(pk__gt=after)[:PREVIEWED]:
        piece.differences.append(_difference(run, record, profiles))
        after = record.pk
        if time.monotonic() > ends_at:
            break
    if stored_documents(run).filter(pk__gt=after).exists():
        piece.following = after
    return piece


def _difference(run: ImportRun, record: Any, profiles: ProfileBook) -> Difference:
    """A dry run of one document."""
    outcomes: list[Outcome] = []
    articles: list[Article] = []

    def note(document: RawDocument, article: Article) -> None:
        articles.append(article)

    assert run.section is not None  # noqa: S101 - the caller asks for the section first
    runner = ImportRunner(
        run.section.specific,
        ImportOptions(again=run.pk, dry_run=True),
        extractor=profiles.extract,
        on_article=note,
        on_outcome=outcomes.append,
    )
    item = stored_item(record)
    with runner.run([item]):
        pass
    found = Difference(
        record.pk,
        record.source,
        outcomes[0].state if outcomes else "skipped",
        outcomes[0].message if outcomes else "",
        title=record.title,
        title_before=record.title,
        confidence=record.confidence,
        confidence_before=record.confidence,
        page=record.page_id,
    )
    if articles:
        found.title, found.confidence = articles[0].title or "", articles[0].confidence
        found.lines = _lines_changed(item, articles[0])
    return found


def _lines_changed(item: StoredItem, article: Article) -> int:
    """The number of lines that would have another label or other text."""
    before = [(line.get("label"), line.get("text")) for line in item.article.get("lines", ())]
    now = [(line.label, line.text) for line in article.lines]
    if len(before) == len(now):
        return sum(was != one for was, one in zip(before, now, strict=True))
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return sum(max(b - a, d - c) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")


# ------------------------------------------------------------------ doing it


def begin_again(run: ImportRun, user: Any, *, publish: bool = False) -> ImportRun | None:
    """Begin to extract all documents of the run again, as a new run; None where that is going on already."""
    options = ImportOptions(again=run.pk, publish=publish, enqueue=True)
    command = options.command_line()
    by_worker = has_workers()
    size = BY_WORKER if by_worker else BY_REQUEST
    with transaction.atomic():
        # Locked, so that of two requests one begins.
        ImportRun.objects.select_for_update().filter(pk=run.pk).first()
        if ImportRun.objects.filter(state=ImportRun.State.RUNNING, command=command).exists():
            return None
        new = new_run(run.section_id, user=user, command=command, options=options.to_record())
        # A chunk keeps only the keys of stored originals.
        rows = stored_documents(run).values_list("key", "source")
        items = (StoredItem(key, "", source, key) for key, source in rows.iterator())
        batches = in_batches(items, size)
        count = add_all(new, ((len(some), pack(entry.item for entry in some)) for some in batches))
        log_run(run, EXTRACTED_AGAIN, user, run=new.pk)
    if by_worker:
        for pk in new.chunks.order_by("number").values_list("pk", flat=True):
            enqueue_chunk(pk)
    if not count:
        requeue_lost()
    new.refresh_from_db()
    return new


def waits_for_requests(run: ImportRun) -> bool:
    """Whether the run has chunks that no worker will take."""
    return (
        run.state == ImportRun.State.RUNNING
        and bool(run.options.get("enqueue"))
        and run.chunk_count is not None
        and not has_workers()
    )


def work_on_next(run: ImportRun) -> bool:
    """Work on the run's next chunk in this process. Returns whether the run is at its end."""
    if (pk := next_waiting(run)) is not None:
        work_on(pk)
    else:
        requeue_lost()
    run.refresh_from_db()
    return run.state != ImportRun.State.RUNNING
