"""The worker: extracts the documents of one chunk, and writes them under the section's lock.

Workers extract in parallel, but write one after the other, in the order of the documents. Planning happens
under the lock, too. So each chunk sees what the chunks before it wrote, as in a single process: a key in two
chunks gives one page, a person in two chunks is created once, and the links do not depend on the workers'
speed. A document's outcome is committed with its page, so a requeued chunk resumes after it.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import Error, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from ...documents import RawDocument
from ...extraction.processes.pool import ProcessDiedError
from ...models import ImportChunk, ImportRun
from ..audit import logged_as
from ..databases.sqlite import bulk_settings
from ..entries.entry import Entry, Extracted, State
from ..entries.failures import give_up_if_lost, traceback_of
from ..files import FileBook
from ..garbage import rare_collection
from ..heartbeat import BEAT_SECONDS, SILENCE, this_process
from ..images import ImageBook, find_collection
from ..matching.match import Seen
from ..matching.not_articles import leave_out
from ..options import ImportOptions
from ..planner import Planner
from ..reading.article_steps import apply_article_steps
from ..reading.extracting import make_ready
from ..reading.prefetch import begin
from ..reading.site_profiles import ProfileBook
from ..reporting.accumulator import found_of, keep
from ..reporting.wording import printable
from ..writing.batches import lock_places, reason, write_together
from ..writing.journal import Target
from ..writing.records import needs_record, storable
from ..writing.redirects import write_redirects
from ..writing.table_statistics import TableStatistics
from .chunks import OPEN, hand_out_again, is_lost, note_progress, owned, requeue_lost
from .packing import unpack

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""Attempts at a chunk that end with an error: enough for a passing fault of the database or network."""

MOST_LOSSES = 5
"""Attempts at a chunk whose workers die, in addition to one for each document that kills them."""

TURN_SECONDS = 0.05
"""The polling interval for the chunks before this worker's: until it looks again, nobody may be writing."""

GONE = "The section of the import is gone."


class TakenError(Exception):
    """Another worker owns the chunk now: this worker's heartbeat was too old."""


class WorkersLostError(Exception):
    """Too many workers died on the chunk."""


def work_on(pk: int) -> None:
    """Claim a chunk, import its documents, and close the run after the last chunk."""
    if (chunk := _claim(pk)) is not None:
        _work_through(chunk)


def _work_through(chunk: ImportChunk) -> None:
    """Import the documents of a claimed chunk."""
    try:
        if chunk.attempts > MOST_LOSSES + len(chunk.suspects):
            raise WorkersLostError(f"{chunk.attempts - 1} workers were lost over it")
        with rare_collection(), bulk_settings(), logged_as(chunk.run, chunk.run.user):
            ChunkWork(chunk).work()
    except TakenError:
        logger.warning("Chunk %s was taken over by another worker", chunk)
        return
    except Exception as error:
        # An interrupt ends this process, and the chunk is requeued like any lost one.
        _release(chunk, error)
        raise
    _finish(chunk.run)


def _claim(pk: int) -> ImportChunk | None:
    """Claim the first waiting chunk of the run: there are as many tasks as chunks, and they may start in any
    order. None where nothing waits, or the run was stopped.
    """
    run = ImportChunk.objects.filter(pk=pk).values_list("run", flat=True).first()
    waiting = ImportChunk.objects.filter(run=run, state=ImportChunk.State.WAITING).order_by("number")
    while (first := waiting.values_list("pk", flat=True).first()) is not None:
        if (chunk := _claim_one(first)) is not None:
            return chunk
    return _claim_one(pk)


def _claim_one(pk: int) -> ImportChunk | None:
    """Claim the chunk; None where another process owns it, it is done, or its run was stopped."""
    now = timezone.now()
    waiting = Q(state=ImportChunk.State.WAITING)
    lost = Q(state=ImportChunk.State.RUNNING, heartbeat_at__lt=now - SILENCE)
    free = ImportChunk.objects.filter(waiting | lost, pk=pk)
    owner = f"{this_process()}:{time.monotonic_ns()}"
    state = ImportChunk.State.RUNNING
    if not free.update(state=state, owner=owner, heartbeat_at=now, attempts=F("attempts") + 1):
        return None
    return ImportChunk.objects.select_related("run__user", "run__section").get(pk=pk)


def _release(chunk: ImportChunk, error: Exception) -> None:
    """Requeue a chunk that ended with an error, unless it has used up its attempts."""
    message = storable(f"{type(error).__name__}: {error}")
    try:
        if connection.connection is not None and not connection.is_usable():
            connection.close()
        if chunk.attempts < MOST_ATTEMPTS:
            hand_out_again(chunk, message)
        else:
            owned(chunk).update(state=ImportChunk.State.FAILED, message=message)
            _finish(chunk.run)
    except Error:
        # The database is gone. When the heartbeat is too old, another worker requeues the chunk.
        logger.exception("Chunk %s could not be released", chunk)


def _finish(run: ImportRun) -> None:
    """Requeue lost chunks, and close runs without remaining chunks."""
    note_progress(run)
    requeue_lost()


def planner_for(run: ImportRun, profiles: ProfileBook) -> Planner:
    """A planner with the run's options. Raises :exc:`LookupError` where the section was deleted."""
    if run.section is None:
        raise LookupError(GONE)
    options = ImportOptions.from_record(run.options)
    images = ImageBook(
        fetch=options.fetch_images, collection=find_collection(options.image_collection), user=run.user
    )
    files = FileBook(
        fetch=options.fetch_files, collection=find_collection(options.file_collection), user=run.user
    )
    planner = Planner(run.section.specific, options, images=images, files=files, extractor=profiles.extract)
    planner.run = run
    return planner


class Kept:
    """A completed future: an article that was extracted before the plan decided whether it is needed."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.extracted: Extracted | None = None
        self.error: Exception | None = None

    def result(self) -> Extracted:
        if self.error is not None:
            raise self.error
        assert self.extracted is not None  # noqa: S101 - one of them is set
        return self.extracted


class ChunkWork:
    """One attempt at a chunk."""

    def __init__(self, chunk: ImportChunk) -> None:
        self.chunk = chunk
        self.run = chunk.run
        options = ImportOptions.from_record(self.run.options)
        self.profiles = ProfileBook(
            store=False, wanted=options.site_profiles, seconds=options.document_seconds
        )
        self.planner = planner_for(self.run, self.profiles)
        parent = self.planner.parent
        self.site = parent.get_site() if options.redirects else None
        self.target = Target(parent.pk, self.run, self.run.user, options.publish)
        self.blamed = list(chunk.suspects)
        self.last_beat = time.monotonic()
        self.places: dict[int, int] = {}
        self.places_of_keys: dict[str, int] = {}
        """The places of documents by their keys: a corrected document is handed on as a copy."""
        self.unrecorded: list[Entry] = []
        """Documents whose failure could not even be recorded in the database."""

    def work(self) -> None:
        """Import the documents without a recorded outcome. Raises :exc:`TakenError`."""
        items = unpack(bytes(self.chunk.content))
        entries = {place: Entry(item) for place, item in enumerate(items) if str(place) not in self.written}
        self.places = {id(entry.item): place for place, entry in entries.items()}
        for place, entry in entries.items():
            self.places_of_keys.setdefault(getattr(entry.item, "key", "") or entry.item.source, place)
        try:
            ready = self.prepare(list(entries.values()))
            self.wait_for_turn()
            states = dict(self.written) | self.write(ready)
            TableStatistics().note()
        finally:
            self.planner.close()
        counts = Counter(states.values())
        done = {"state": ImportChunk.State.DONE, "counts": dict(counts), "content": b"", "message": ""}
        with transaction.atomic():
            if not owned(self.chunk).update(**done, heartbeat_at=timezone.now()):
                raise TakenError
            if self.unrecorded:
                keep(self.run, found_of(self.unrecorded))

    @property
    def written(self) -> dict[str, str]:
        """The outcomes of earlier attempts, by the document's position."""
        return self.chunk.written

    # ------------------------------------------------------------------ before the lock

    def prepare(self, entries: list[Entry]) -> list[Entry]:
        """Before the lock: extract the articles that will probably be needed, and load their images and
        files.
        """
        begin(entries, self.extract, self.planner.policy)
        self.touch(always=True)
        loaded = [entry for entry in entries if entry.promise is not None]
        for entry in loaded:
            entry.extracted = entry.promise.extracted if isinstance(entry.promise, Kept) else None
        leave_out(loaded, self.planner.policy)
        self.planner.load(loaded)
        for entry in loaded:
            entry.extracted = None
        self.touch(always=True)
        return entries

    def extract(self, documents: Sequence[RawDocument]) -> list[Kept]:
        return [self.extract_one(document) for document in documents]

    def extract_one(self, document: RawDocument) -> Kept:
        place = self.places.get(id(document))
        if place is None:
            place = self.places_of_keys[document.key or document.source]
        kept = Kept()
        if place in self.blamed:
            kept.error = ProcessDiedError()
            return kept
        self.touch(place)
        started = time.perf_counter()
        try:
            kept.extracted = self.profiles.extract(document)
            apply_article_steps(kept.extracted, document)
            make_ready(kept.extracted)
        except Exception as error:
            kept.error = error
        kept.seconds = time.perf_counter() - started
        return kept

    def touch(self, place: int | None = None, *, always: bool = False) -> None:
        """Send a heartbeat. In a repeated attempt it also records the current document, to find the one that
        kills workers.

        Raises :exc:`TakenError`.
        """
        changes: dict[str, Any] = {}
        if self.chunk.attempts > 1:
            changes["suspects"] = [*self.blamed, *([] if place is None else [place])]
        if changes or always or time.monotonic() - self.last_beat > BEAT_SECONDS:
            self.last_beat = time.monotonic()
            if not owned(self.chunk).update(heartbeat_at=timezone.now(), **changes):
                raise TakenError

    def wait_for_turn(self) -> None:
        """Wait until all chunks before this one are written: links, and which of two copies is the original,
        must not depend on the workers' speed. An unclaimed earlier chunk is processed here.
        """
        before = ImportChunk.objects.filter(run=self.run, number__lt=self.chunk.number, state__in=OPEN)
        before = before.order_by("number").defer("content")
        closed = 0
        while (earlier := before.filter(number__gt=closed).first()) is not None:
            closed = earlier.number - 1
            self.touch()
            if earlier.state == ImportChunk.State.RUNNING and not is_lost(earlier):
                time.sleep(TURN_SECONDS)
                continue
            if earlier.state == ImportChunk.State.RUNNING:
                hand_out_again(earlier)
            # Only that chunk and no later one, which would wait for this one.
            if (chunk := _claim_one(earlier.pk)) is None:
                continue
            try:
                _work_through(chunk)
            except Exception:
                logger.exception("Chunk %s could not be worked on", earlier)
            self.touch(always=True)

    # ------------------------------------------------------------------ under the lock

    def write(self, entries: list[Entry]) -> dict[str, State]:
        """Write the documents and return their states: in one transaction or, if that fails, in one each."""
        try:
            return self.write_together([entry.anew() for entry in entries])
        except TakenError:
            raise
        except Exception as error:
            give_up_if_lost(error)
            logger.info("Chunk %s is written one by one: %s", self.chunk, error)
        states: dict[str, State] = {}
        for entry in entries:
            states |= self.write_alone(entry)
            self.touch()
        return states

    def write_together(self, entries: list[Entry], failure: str = "") -> dict[str, State]:
        """Plan and write the documents in one transaction, together with their outcomes."""
        with transaction.atomic():
            lock_places([], self.target)
            if not owned(self.chunk).update(heartbeat_at=timezone.now()):
                raise TakenError
            self.planner.seen = Seen(run=self.run.pk)
            # Images and files were loaded before the lock was taken.
            people = self.planner.plan(entries, is_loaded=True)
            for entry in entries if failure else ():
                entry.fail(failure)
            kept = [entry for entry in entries if needs_record(entry)]
            if kept:
                write_together(kept, people, self.target)
            if self.planner.options.redirects:
                write_redirects(entries, self.run, self.site)
            states = {str(self.places[id(entry.item)]): entry.state for entry in entries}
            noted = {**self.written, **states}
            owned(self.chunk).update(written=noted)
            keep(self.run, found_of(entries))
        self.chunk.written = noted
        return states

    def write_alone(self, entry: Entry) -> dict[str, State]:
        """Write one document; if that fails, record its failure."""
        try:
            return self.write_together([entry.anew()])
        except TakenError:
            raise
        except Exception as error:
            give_up_if_lost(error)
            source = printable(entry.item.source)
            logger.warning("%s could not be written", source, exc_info=traceback_of(error))
            failure = reason(error)
        failed = entry.anew()
        try:
            return self.write_together([failed], failure)
        except TakenError:
            raise
        except Exception as error:
            give_up_if_lost(error)
            logger.error("%s could not be recorded", source, exc_info=traceback_of(error))
            failed.fail(failure)
            failed.record = None
            self.unrecorded.append(failed)
            return {str(self.places[id(entry.item)]): "failed"}
