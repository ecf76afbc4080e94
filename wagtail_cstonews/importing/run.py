"""An import in one process: it plans, writes and records batch by batch.

Documents are streamed: only one batch is in memory. A dry run ends with the plan of each batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from .. import __version__, conf
from ..documents import RawDocument
from ..extraction.article.article import Article
from ..models import ImportRun
from ..sources import Item
from .audit import EXTRACTED_AGAIN, log_run, logged_as
from .building.person_linker import PersonLinker
from .closing import close_run, tidy_up
from .databases.sqlite import bulk_settings
from .entries.entry import Entry, Extracted, Outcome, outcome_of
from .entries.failures import SectionGoneError
from .files import FileBook
from .garbage import rare_collection
from .heartbeat import Heartbeat, mark_interrupted, this_process
from .images import ImageBook
from .options import ImportOptions
from .planner import Planner
from .reading.batching import in_batches, limited
from .reading.extracting import extract_document
from .reading.prefetch import Submit, prefetched
from .reporting.accumulator import Accumulator
from .reporting.result import Result
from .writing.batches import write_batch
from .writing.journal import Target
from .writing.orphans import adopt_orphans
from .writing.records import needs_record
from .writing.redirects import write_redirects
from .writing.table_statistics import TableStatistics


def new_run(section: int | None, *, user: Any, command: str, options: Mapping[str, Any]) -> ImportRun:
    """The record of a run that this process has begun, into the section with this primary key."""
    return ImportRun.objects.create(
        user=user,
        owner=this_process(),
        heartbeat_at=timezone.now(),
        command=command,
        section_id=section,
        options=dict(options),
        version=__version__,
    )


class ImportRunner:
    """Imports documents under one page.

    ``parent`` is the parent of new pages, and sets their locale. With ``publish`` in the options, drafts that
    earlier imports created from unchanged documents are published, too.
    ``user`` is the owner of new pages, and the user in their history.
    ``images`` loads the images that articles name, ``files`` the files that they link to; by default only
    from beside the documents.
    ``batch_size`` is the number of documents that are written in one transaction (default: the setting).
    ``command`` and ``record`` are stored on the run, as its command and its options.
    ``on_outcome`` is called with each outcome, ``on_article`` with each document and its article.
    ``extractor`` extracts an article in this process; ``submit`` prefetches the next batches in other
    processes (see :mod:`.reading.prefetch`).
    """

    def __init__(
        self,
        parent: Any,
        options: ImportOptions | None = None,
        *,
        user: Any = None,
        images: ImageBook | None = None,
        files: FileBook | None = None,
        batch_size: int | None = None,
        command: str = "",
        record: Mapping[str, Any] | None = None,
        on_outcome: Callable[[Outcome], None] | None = None,
        on_article: Callable[[RawDocument, Article], None] | None = None,
        extractor: Callable[[RawDocument], Extracted] = extract_document,
        submit: Submit | None = None,
    ) -> None:
        self.parent = parent
        self.options = options or ImportOptions()
        self.user = user
        self.batch_size = batch_size or conf.get_int("BATCH_SIZE")
        self.command = command
        self.on_record = dict(self.options.to_record() if record is None else record)
        self.on_outcome = on_outcome
        self.submit = submit
        self.stopping = False
        self.site = parent.get_site() if self.options.redirects else None
        self.planner = Planner(
            parent,
            self.options,
            images=images or ImageBook(user=user),
            files=files or FileBook(user=user),
            extractor=extractor,
            on_article=on_article,
        )
        self.planner.stopping = self.is_stopping

    def stop(self) -> None:
        """Request the run to stop after the current batch."""
        self.stopping = True

    def is_stopping(self) -> bool:
        return self.stopping

    # ------------------------------------------------------------------ the run

    def run(self, items: Iterable[Item]) -> Result:
        """Import the documents. The caller closes the result.

        An interrupt (Ctrl-C) ends the run: what was written stays, and the same call goes on from there.
        """
        result = Result(None if self.options.dry_run else self.open_run())
        self.planner.run = result.run
        with (
            rare_collection(),
            bulk_settings(),
            logged_as(result.run, self.user),
            self._recorded(result) as writer,
        ):
            for entries in self.batches(items):
                people = self.planner.plan(entries)
                if writer is not None:
                    writer.write(entries, people)
                self._note(entries, result)
            if writer is not None:
                tidy_up(writer.run, self.parent.pk, self.site, self.is_stopping)
        return result

    def open_run(self) -> ImportRun:
        """Create the run's record."""
        mark_interrupted()
        run = new_run(self.parent.pk, user=self.user, command=self.command, options=self.on_record)
        if self.options.again is not None:
            first = ImportRun.objects.filter(pk=self.options.again).first()
            if first is not None:
                log_run(first, EXTRACTED_AGAIN, self.user, run=run.pk)
        return run

    @contextmanager
    def _recorded(self, result: Result) -> Iterator[Writer | None]:
        """The run's writer; None in a dry run. The record is closed however the run ends."""
        started = time.perf_counter()
        accumulator = Accumulator(result.run, result.findings) if result.run else None
        state = str(ImportRun.State.FAILED)
        try:
            yield Writer(self, accumulator) if accumulator else None
            state = str(ImportRun.State.STOPPED if self.stopping else ImportRun.State.FINISHED)
            result.is_whole = True
        except KeyboardInterrupt:
            self.stopping = True
            state = str(ImportRun.State.STOPPED)
        except SectionGoneError as error:
            result.error = str(error)
            if result.run is not None:
                adopt_orphans(result.run, None)
            raise
        except Exception as error:
            result.error = f"{type(error).__name__}: {error}"
            raise
        finally:
            self.planner.close()
            result.stopped = self.stopping
            result.seconds = time.perf_counter() - started
            if accumulator is not None:
                close_run(result, state, accumulator)

    def batches(self, items: Iterable[Item]) -> Iterator[list[Entry]]:
        """The items in batches, prefetched if there are other processes."""
        batches = in_batches(self.limited(items), self.batch_size)
        if self.submit is None:
            return batches
        return prefetched(batches, self.submit, self.planner.policy, self.is_stopping)

    def limited(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items to import, until a stop is requested."""
        return limited(items, self.options.limit, self.is_stopping)

    def _note(self, entries: Sequence[Entry], result: Result) -> None:
        """Record the outcome of each document."""
        for entry in entries:
            if entry.state == "failed" and entry.content_hash:
                self.planner.seen.forget_content(entry.content_hash)
            outcome = outcome_of(entry)
            result.add(outcome)
            if self.on_outcome:
                self.on_outcome(outcome)


class Writer:
    """Writes the batches of a run in one process, and sends its heartbeats."""

    def __init__(self, runner: ImportRunner, accumulator: Accumulator) -> None:
        self.run = accumulator.run
        self.accumulator = accumulator
        self.redirects = runner.options.redirects
        self.site = runner.site
        self.planner = runner.planner
        self.heartbeat = Heartbeat(accumulator, runner.stop)
        self.statistics = TableStatistics()
        self.target = Target(
            runner.parent.pk,
            accumulator.run,
            runner.user,
            runner.options.publish,
            accumulator,
            runner.planner.plan_again,
        )

    def write(self, entries: Sequence[Entry], people: PersonLinker) -> None:
        """Write a planned batch, and store its findings."""
        self.heartbeat.touch()
        kept = [entry for entry in entries if needs_record(entry)]
        self.accumulator.leave(entry for entry in entries if not needs_record(entry))
        write_batch(kept, people, self.target, self.planner.build_again)
        if self.redirects:
            write_redirects(entries, self.run, self.site)
        if kept:
            self.statistics.note()


def run_import(
    items: Iterable[Item],
    parent: Any,
    options: ImportOptions | Mapping[str, Any] | None = None,
    *,
    near_duplicates: bool = True,
    keep: Iterable[str] = (),
    by_language: bool = True,
    **given: Any,
) -> Result:
    """Import the documents under ``parent`` and return the result, which the caller closes.

    The options are an :class:`ImportOptions`, or its fields as keyword arguments; then ``options`` may be a
    mapping that the run's record keeps as its options. Near-duplicates are linked to their originals unless
    ``near_duplicates`` is false or ``keep`` names them. Pages are placed under the section's translation into
    their language unless ``by_language`` is false. All other arguments are those of :class:`ImportRunner`.

    Raises :exc:`ValueError` for an invalid value of an option, and :exc:`TypeError` for an unknown option.
    """
    names = ImportOptions.arguments().keys() - {"user"}
    wanted = {name: given.pop(name) for name in names & given.keys()}
    if isinstance(options, ImportOptions):
        if wanted:
            raise TypeError(f"Give options as one ImportOptions, or by name, not both: {', '.join(wanted)}")
        return ImportRunner(parent, options, **given).run(items)
    if not near_duplicates or keep:
        wanted["keep_near_duplicates"] = [*keep, *([] if near_duplicates else [None])]
    if not by_language:
        wanted["locale"] = parent.locale.language_code
    return ImportRunner(parent, ImportOptions.from_command(wanted), record=options, **given).run(items)
