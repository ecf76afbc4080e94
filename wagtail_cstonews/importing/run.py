"""A run: plan, write, record.

Documents come as an iterator and leave as outcomes; in between there is never more than one batch of them.
The plan of a batch says what would happen, and a dry run ends there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.utils import timezone
from wagtail.models import Locale

from .. import __version__, conf
from ..compat import get_base_page_model
from ..documents import RawDocument
from ..extraction.article.article import Article
from ..extraction.article.errors import ExtractionError
from ..extraction.article.warnings import ArticleWarning
from ..extraction.processes.pool import PoolError, ProcessDiedError
from ..models import ImportRun
from ..sources import Item, Skipped
from .building.languages import Languages
from .building.links import LinkedPages
from .building.page import build_page, contents_of, explain, rebuild_page
from .building.person_linker import PersonLinker
from .entries.entry import WRITTEN, Entry, Extracted, Outcome, outcome_of
from .entries.failures import SectionGoneError, give_up_if_lost
from .entries.reimport import StoredItem
from .entries.stored import same_article
from .files import FileBook
from .heartbeat import Heartbeat, mark_interrupted, this_process
from .images import ImageBook
from .matching.match import OnConflict, Policy, Seen, match
from .matching.near_duplicates import Known, find_near
from .matching.not_articles import is_no_article, leave_out, unsure
from .reading.extracting import extract_document
from .reading.prefetch import Submit, prefetched
from .reporting.accumulator import Accumulator, add_up
from .reporting.result import ENDINGS, Result
from .reporting.wording import printable
from .writing.batches import write_batch
from .writing.drafts import Threshold, publish_drafts, rebuild
from .writing.journal import Target
from .writing.orphans import adopt_orphans
from .writing.records import needs_record, storable
from .writing.redirects import warn_of_addresses, write_missing, write_redirects
from .writing.relinking import settle_waiting
from .writing.table_statistics import TableStatistics

logger = logging.getLogger(__name__)


BATCH_BYTES = 1 << 25
"""A batch ends when its documents have this many bytes or characters, however few they are."""


FIRST_BATCH = 25
"""Documents of the first batch: so that something is written, or turns out to be wrong, within seconds."""


NOTHING_FOUND = (
    "No article was found in it: neither title nor paragraph. Look at the source, or leave it out."
)


def kept_duplicates(keys: Iterable[str | None] | bool) -> dict[str, Any]:
    """What ``--keep-near-duplicates`` asks for: some documents, or all; earlier versions knew only of all.

    >>> kept_duplicates(["a"]), kept_duplicates([None])
    ({'near_duplicates': True, 'keep': ['a']}, {'near_duplicates': False, 'keep': []})
    """
    keys = [None] * keys if isinstance(keys, bool) else list(keys)
    return {"near_duplicates": None not in keys, "keep": [key for key in keys if key is not None]}


def wishes(options: Mapping[str, Any]) -> dict[str, Any]:
    """What :class:`ImportRunner` takes of the options of ``import_news``, as given or on record."""
    return {
        "publish": options["publish"],
        # Runs on record from before it could be given published everything.
        "publish_above": options.get("publish_above", 0.0),
        "recreate": options["recreate"],
        "on_conflict": options["on_conflict"],
        **kept_duplicates(options["keep_near_duplicates"]),
        "keep_lists": options.get("keep_lists", False),
        "redirects": options["redirects"],
        "by_language": options["locale"] is None,
    }


class ImportRunner:
    """Imports documents under one page.

    ``parent`` is the page that the new ones go under, in its locale. Pages are drafts unless ``publish``, and
    those of which extraction is less sure than ``publish_above`` (default: the setting) in any case. With
    ``publish``, drafts that earlier imports made of unchanged documents are published, too.
    With ``dry_run`` nothing is written. ``recreate`` makes the pages again that were deleted since they were
    imported. ``on_conflict`` says what becomes of changed documents whose pages were edited by hand.
    Documents that say nearly the same as another one are linked to it unless ``near_duplicates`` is false, or
    ``keep`` has what they go by. With ``keep_lists``, drafts are made of what is no article.
    With ``redirects``, the documents' addresses lead to the pages.
    On a site in several languages, documents that name one go under the section's translation into it, and
    translations are linked, unless ``by_language`` is false.
    ``images`` loads the images that articles name, ``files`` the files that they link to; by default those
    beside the documents.
    ``limit`` is the number of documents after which the run ends. ``on_outcome`` is called with each outcome,
    ``on_article`` with each document and what was found in it.
    ``command`` and ``options`` are for the record.
    ``extractor`` makes an article in this process; with ``submit``, others are at those of the next batches
    while one is written (see :mod:`.prefetch`).
    """

    def __init__(
        self,
        parent: Any,
        *,
        user: Any = None,
        publish: bool = False,
        publish_above: float | None = None,
        dry_run: bool = False,
        recreate: bool = False,
        on_conflict: OnConflict = "propose",
        near_duplicates: bool = True,
        keep: Iterable[str] = (),
        keep_lists: bool = False,
        redirects: bool = False,
        by_language: bool = True,
        images: ImageBook | None = None,
        files: FileBook | None = None,
        limit: int | None = None,
        batch_size: int | None = None,
        command: str = "",
        options: dict[str, Any] | None = None,
        on_outcome: Callable[[Outcome], None] | None = None,
        on_article: Callable[[RawDocument, Article], None] | None = None,
        extractor: Callable[[RawDocument], Extracted] = extract_document,
        submit: Submit | None = None,
    ) -> None:
        self.parent = parent
        self.user = user
        self.publish = publish
        self.publish_above = conf.get_share("PUBLISH_ABOVE") if publish_above is None else publish_above
        self.threshold = Threshold(self.publish_above, publish_above is not None)
        self.dry_run = dry_run
        self.limit = limit
        self.batch_size = batch_size or conf.get_int("BATCH_SIZE")
        self.command = command
        self.options = options or {}
        self.on_outcome = on_outcome
        self.on_article = on_article
        self.extractor = extractor
        self.submit = submit
        self.stopping = False
        self.near_duplicates = near_duplicates
        self.redirects = redirects
        self.site = parent.get_site() if redirects else None
        self.images = images or ImageBook(user=user)
        self.files = files or FileBook(user=user)
        self.policy = Policy(
            recreate,
            on_conflict,
            near_duplicates,
            missing_images=self.images.fetch,
            missing_files=self.files.fetch,
            keep=frozenset(keep),
            keep_lists=keep_lists,
        )
        self.languages = Languages(parent, is_on=by_language)
        self.on_record: ImportRun | None = None
        self.seen = Seen()
        self.linked = LinkedPages()
        self.paths: dict[int, str] = {}
        self.known = Known() if dry_run else None

    def stop(self) -> None:
        """Asks the run to end after the batch that it is at."""
        self.stopping = True

    def run(self, items: Iterable[Item]) -> Result:
        """Imports the documents. The result is the caller's to close.

        An interrupt (Ctrl-C) ends the run: what was written stays, and the same call goes on from there.
        """
        started = time.perf_counter()
        result = Result(None if self.dry_run else self.open_run())
        self.on_record = result.run
        accumulator = Accumulator(result.run, result.findings) if result.run else None
        state = str(ImportRun.State.FAILED)
        try:
            for outcome in self.record(self.write(self.plan(items), accumulator)):
                result.add(outcome)
                if self.on_outcome:
                    self.on_outcome(outcome)
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
            self.close_books()
            result.stopped = self.stopping
            result.seconds = time.perf_counter() - started
            if accumulator is not None:
                close_run(result, state, accumulator)
        return result

    # ------------------------------------------------------------------ plan

    def load(self, entries: Sequence[Entry]) -> None:
        """Loads what the articles name: images, and files that they link to."""
        for book in (self.images, self.files):
            book.load(entries, self.on_record, lambda: self.stopping)

    def close_books(self) -> None:
        self.images.close()
        self.files.close()

    def plan(self, items: Iterable[Item]) -> Iterator[tuple[list[Entry], PersonLinker]]:
        """Batches of entries of which it is known what would become of them. Nothing is written."""
        for entries in self.batches(self.limited(items)):
            yield entries, self.plan_batch(entries)

    def plan_batch(self, entries: list[Entry], *, has_images: bool = False) -> PersonLinker:
        """Sets what would become of each document, and gives the people whom they name.

        With ``has_images`` the entries know their images and files already.
        """
        match(entries, self.seen, self.policy)
        for entry in entries:
            if entry.is_extracted:
                self.extract(entry)
        leave_out(entries, self.policy)
        if self.near_duplicates:
            find_near(entries, self.policy, self.known)
        if not has_images:
            self.load(entries)
        people = PersonLinker.load(entry.extracted.article for entry in entries if entry.extracted)
        people.tags.load(tag for entry in entries if entry.extracted for tag in entry.tags)
        pages = self.pages_of(entries)
        self.linked = LinkedPages.of(entries)
        self.languages.load(entries)
        for entry in entries:
            if entry.state in WRITTEN:
                self.build(entry, people, pages)
            entry.follow()
        if self.publish:
            publish_drafts(entries, self.threshold)
        if self.redirects:
            warn_of_addresses(entries)
        return people

    def replan(self, entries: Sequence[Entry]) -> PersonLinker:
        """Plans documents once more, under the section's lock: somebody else was at them since."""
        for entry in entries:
            self.seen.forget(entry)
            entry.begin_again()
        people = self.plan_batch(list(entries), has_images=True)
        for entry in entries:
            entry.remember = needs_record(entry)
        return people

    def batches(self, items: Iterable[Item]) -> Iterator[list[Entry]]:
        """The items by batches; where there are other processes, these are at the next ones already."""
        batches = self.cut(items)
        if self.submit is None:
            return batches
        return prefetched(batches, self.submit, self.policy, lambda: self.stopping)

    def cut(self, items: Iterable[Item], most: int | None = None) -> Iterator[list[Entry]]:
        """The items by batches, smaller ones where documents are long."""
        batch: list[Entry] = []
        size, count = 0, min(FIRST_BATCH, self.batch_size)
        for item in items:
            batch.append(Entry(item))
            size += len(item.content) if isinstance(item, RawDocument) else 0
            if len(batch) >= count or size >= (most or BATCH_BYTES):
                yield batch
                batch, size, count = [], 0, self.batch_size
        if batch:
            yield batch

    def limited(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items up to the limit, or until somebody stops the run."""
        count = 0
        for item in items:
            if self.stopping or (self.limit is not None and count >= self.limit):
                return
            yield item
            count += not isinstance(item, Skipped)
            if self.limit is not None and count >= self.limit:
                return

    def extract(self, entry: Entry) -> None:
        """Finds the article, or says why there is none."""
        started = time.perf_counter()
        promise, entry.promise = entry.promise, None
        known = entry.extracted
        try:
            extracted = known or (promise.result() if promise else self.extractor(entry.document))
        except (ExtractionError, ProcessDiedError) as error:
            entry.fail(str(error).removeprefix(f"{entry.item.source}: "))
        except PoolError:
            raise
        except Exception as error:
            # One document must not end a run of thousands, whatever is wrong with it.
            logger.exception("%s could not be extracted", printable(entry.item.source))
            entry.fail(
                f"Extraction failed ({type(error).__name__}: {error}). Please report it, with the document."
            )
        else:
            entry.extracted = extracted
            article = extracted.article
            if self.on_article and known is None:
                self.on_article(entry.document, article)
            is_empty = not (article.title or article.lead or article.body)
            if is_empty and (self.policy.keep_lists or not is_no_article(article)):
                entry.fail(NOTHING_FOUND)
            elif isinstance(entry.item, StoredItem):
                if known is None:
                    entry.item.complete(extracted)
                self.extracted_again(entry, entry.item, extracted)
        entry.seconds += promise.seconds if promise else time.perf_counter() - started

    def extracted_again(self, entry: Entry, stored: StoredItem, extracted: Extracted) -> None:
        """Of an original on record, nothing new is nothing to propose."""
        if entry.state == "edited" and same_article(extracted.article.to_dict(), stored.article):
            entry.state, entry.message, entry.proposes, entry.remember = "unchanged", "", False, False

    def pages_of(self, entries: Iterable[Entry]) -> dict[int, Any]:
        """The specific pages of changed documents, as their latest revisions have them."""
        ids = [entry.page.pk for entry in entries if entry.state == "changed"]
        if not ids:
            return {}
        pages = get_base_page_model()._default_manager.filter(pk__in=ids).specific()
        latest = [page.get_latest_revision_as_object() for page in pages]
        locales = Locale.objects.in_bulk({page.locale_id for page in latest})
        for page in latest:
            page.locale = locales[page.locale_id]
        return {page.pk: page for page in latest}

    def build(self, entry: Entry, people: PersonLinker, pages: dict[int, Any] | None = None) -> None:
        """Makes the page that would be written, and notices where it is what it was before."""
        if entry.state == "published":
            rebuild(entry)
            return
        if entry.extracted is None or entry.state not in WRITTEN:
            return
        started = time.perf_counter()
        article, document = entry.extracted.article, entry.document
        try:
            if entry.state == "changed":
                page = (self.pages_of([entry]) if pages is None else pages)[entry.page.pk]
                before = contents_of(page)
                entry.built = rebuild_page(
                    article,
                    document,
                    entry.key_hash,
                    people,
                    page,
                    entry.images,
                    entry.tags_before,
                    entry.files,
                )
                self.linked.replace_in(entry.built.page)
                for slot in entry.built.slots:
                    slot.fill(people.find_for(slot))
                if contents_of(page) == before and not self.may_go_online(entry):
                    self.unchanged(entry, article)
            else:
                if pages is None:
                    self.languages.load([entry])
                parent = self.languages.parent_of(document)
                entry.built = build_page(
                    article, document, entry.key_hash, people, parent, entry.images, entry.files
                )
                self.languages.settle(entry.built, entry)
                self.linked.replace_in(entry.built.page)
        except ValidationError as error:
            entry.fail(explain(error))
        except Error:
            raise
        except Exception as error:
            logger.exception("No page could be made of %s", printable(entry.item.source))
            entry.fail(f"No page could be made of it ({type(error).__name__}: {error}). Please report it.")
        if entry.built is not None:
            add_warnings(article.warnings, entry.built.warnings)
            if self.publish and article.confidence < self.publish_above:
                add_warnings(article.warnings, [unsure(article.confidence, self.publish_above)])
        entry.seconds += time.perf_counter() - started

    def may_go_online(self, entry: Entry) -> bool:
        """Whether the source lets the public see what it kept back at the last import."""
        was_kept_back = entry.record is not None and entry.record.given.get("draft", False)
        return self.publish and was_kept_back and not entry.document.draft

    def unchanged(self, entry: Entry, article: Article) -> None:
        """The page is what it was. The record follows, unless it has nothing to follow."""
        entry.state, entry.built = "unchanged", None
        record = entry.record
        if isinstance(entry.item, StoredItem):
            entry.message, entry.remember = "", not entry.item.is_same(article)
        elif record is not None and record.content_hash == entry.content_hash:
            # It was taken up for its images or files, and they are still missing.
            missing = (entry.images_missing, entry.files_missing)
            entry.message = ""
            entry.remember = (record.images_missing, record.files_missing) != missing
        else:
            entry.message = "The document changed, but its article did not."

    # ------------------------------------------------------------------ write

    def write(
        self, batches: Iterable[tuple[list[Entry], PersonLinker]], accumulator: Accumulator | None
    ) -> Iterator[list[Entry]]:
        """Writes the batches, unless nothing is to be written."""
        heartbeat = Heartbeat(accumulator) if accumulator is not None else None
        statistics = TableStatistics()
        for entries, people in batches:
            if heartbeat is not None and accumulator is not None:
                heartbeat.touch()
                target = Target(
                    self.parent.pk,
                    accumulator.run,
                    self.user,
                    self.publish,
                    accumulator,
                    self.replan,
                    self.paths,
                )
                kept = [entry for entry in entries if needs_record(entry)]
                accumulator.leave(entry for entry in entries if not needs_record(entry))
                write_batch(kept, people, target, self.build)
                if self.redirects:
                    write_redirects(entries, accumulator.run, self.site)
                if kept:
                    statistics.note()
            yield entries
        if accumulator is not None:
            tidy_up(accumulator.run, self.parent.pk, self.site, lambda: self.stopping)

    # ------------------------------------------------------------------ record

    def record(self, batches: Iterable[list[Entry]]) -> Iterator[Outcome]:
        """What became of each document."""
        for entries in batches:
            for entry in entries:
                if entry.state == "failed" and entry.content_hash:
                    self.seen.forget_content(entry.content_hash)
                yield outcome_of(entry)

    def open_run(self) -> ImportRun:
        mark_interrupted()
        return ImportRun.objects.create(
            user=self.user,
            owner=this_process(),
            heartbeat_at=timezone.now(),
            command=self.command,
            section_id=self.parent.pk,
            options=self.options,
            version=__version__,
        )


def tidy_up(
    run: ImportRun, section_id: int | None, site: Any = None, stopping: Callable[[], bool] = lambda: False
) -> None:
    """What a run does once all its documents are written: its pages have their parents, links between
    articles lead to pages and, where a site is given, old addresses do. A step that fails is logged, and
    costs no other.
    """
    steps: list[Callable[[], Any]] = [
        partial(adopt_orphans, run, section_id),
        partial(settle_waiting, run, run.user, stopping=stopping),
    ]
    if site is not None:
        steps.append(partial(write_missing, run, site, stopping=stopping))
    for step in steps:
        try:
            step()
        except Exception as error:
            give_up_if_lost(error)
            logger.exception("Run %s could not do all at its end", run.pk)


def close_run(result: Result, state: str, accumulator: Accumulator) -> None:
    """Records how the run ended, if the database is there."""
    run = accumulator.run
    run.state = state
    run.finished_at = run.heartbeat_at = timezone.now()
    run.message = ENDINGS.get(state, "").format(error=storable(result.error))
    try:
        save_end(accumulator, result.is_whole)
    except Error as error:
        # The database is gone; the error that ended the run says so, and the next run sees it.
        logger.warning("The end of run %s could not be recorded: %s", run.pk, error)


def save_end(accumulator: Accumulator, is_whole: bool) -> None:
    """Saves how a run ended, over a new connection where the old one broke. Raises :exc:`django.db.Error`."""
    try:
        save_end_once(accumulator, is_whole)
    except Error:
        if connection.in_atomic_block:
            raise
        connection.close()
        save_end_once(accumulator, is_whole)


def save_end_once(accumulator: Accumulator, is_whole: bool) -> None:
    run = accumulator.run
    changes = {name: getattr(run, name) for name in ("state", "finished_at", "heartbeat_at", "message")}
    with transaction.atomic():
        if not is_whole:
            # Of the last batch, some may be written.
            accumulator.total = add_up(run, accumulator.waiting)
        accumulator.settle(**changes)


def add_warnings(warnings: list[ArticleWarning], more: Iterable[ArticleWarning]) -> None:
    """Adds those that are not there yet: a page that is built twice warns once."""
    warnings += [warning for warning in more if warning not in warnings]


def run_import(items: Iterable[Item], parent: Any, **options: Any) -> Result:
    """Imports the documents under ``parent``; the options are those of :class:`ImportRunner`."""
    return ImportRunner(parent, **options).run(items)
