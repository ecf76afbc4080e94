"""``manage.py import_news PATH... --to /news/``: scraped text becomes pages."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import IO, Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from tqdm import tqdm

from wagtail_cstonews import conf
from wagtail_cstonews.documents import RawDocument, named_key
from wagtail_cstonews.extraction.processes.pool import Pool, PoolError
from wagtail_cstonews.importing.building.sections import SectionError, find_section
from wagtail_cstonews.importing.entries.entry import BY_HAND, Outcome
from wagtail_cstonews.importing.entries.failures import DiskFullError, SectionGoneError, is_disk_full
from wagtail_cstonews.importing.entries.reimport import by_section, stored_items
from wagtail_cstonews.importing.entries.selection import Selection, add_selection, documents_of, positive
from wagtail_cstonews.importing.files import FileBook
from wagtail_cstonews.importing.images import CollectionError, ImageBook, find_collection
from wagtail_cstonews.importing.matching.match import ON_CONFLICT, UNPUBLISHED, Policy
from wagtail_cstonews.importing.matching.not_articles import CODE, KEPT_BACK, UNSURE
from wagtail_cstonews.importing.queue.chunks import hand_out, resume, unfinished
from wagtail_cstonews.importing.queue.enqueuing import queue_problem
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook, census_of
from wagtail_cstonews.importing.reporting.report_page import write_page
from wagtail_cstonews.importing.reporting.result import Result
from wagtail_cstonews.importing.reporting.status import chunk_line, made_by, made_line
from wagtail_cstonews.importing.reporting.summary import Table, counted, printable, summary, write_report
from wagtail_cstonews.importing.run import ImportRunner, kept_duplicates, wishes
from wagtail_cstonews.importing.writing import redirects
from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.sources import (
    FORMATS,
    PREFERENCES,
    BadDocument,
    Item,
    Rereading,
    Skipped,
    SourceError,
    cut_short,
    read,
)

from .news_import_status import find_run, fraction, opened_report

INTERRUPTED = 130
"""The exit status of a run that was stopped, as shells have it."""

REPORTED = {0: {"failed"}, 1: {"failed", "edited", "skipped", "not_an_article"}}
"""The states of which every document is named, by verbosity. From 1 on near-duplicates are, from 2 on all."""

FULL = (
    "The disk is full ({error}). What was written before stays. Once there is room, the same command goes on."
)

NO_PATHS = "Give the paths to read and --to SECTION; or --again RUN, or --all."


class Command(BaseCommand):
    help = (
        "Imports articles as pages: text, HTML, JSON Lines, CSV, WordPress exports, feeds, folders and "
        "archives of those, or - for standard input. Pages are drafts unless --publish. The same command "
        "again makes only what is new or changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", metavar="PATH", help="A file, a folder, an archive, or - for standard input."
        )
        parser.add_argument("--to", metavar="SECTION", help="The section's address (/news/) or page id.")
        parser.add_argument(
            "--again",
            type=int,
            metavar="RUN",
            help="Extract the stored originals of a run again, without the files: extraction has improved.",
        )
        parser.add_argument(
            "--all", action="store_true", help="Extract all stored originals again, without the files."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Print what would be done and why; write nothing."
        )
        parser.add_argument("--publish", action="store_true", help="Publish the pages; drafts otherwise.")
        parser.add_argument(
            "--publish-above",
            type=fraction,
            metavar="CONFIDENCE",
            help="With --publish: leave as drafts the pages of which extraction is less sure, from 0 to 1 "
            "(default: the setting PUBLISH_ABOVE, 0.5).",
        )
        add_selection(parser, "Read only the first N documents.")
        parser.add_argument(
            "--format", choices=FORMATS, default="auto", help="What the files hold, whatever their names."
        )
        parser.add_argument(
            "--prefer",
            choices=PREFERENCES,
            default="html",
            help="Which one to use of rows that hold both HTML and text (default: html).",
        )
        parser.add_argument(
            "--status",
            action="append",
            default=[],
            metavar="STATUS",
            help="Read only what has this status in a WordPress export: publish, draft, pending, future, "
            "private, protected (by a password) or any; by default the first four. May be repeated. All but "
            "what is published there stays a draft, even with --publish.",
        )
        parser.add_argument(
            "--type",
            action="append",
            default=[],
            metavar="TYPE",
            help="Read only items of this type of a WordPress export, or any (default: post and page). "
            "May be repeated.",
        )
        parser.add_argument(
            "--locale", metavar="CODE", help="Import everything into the section's translation."
        )
        parser.add_argument(
            "--user", metavar="NAME", help="Who the pages and their history name as the author."
        )
        parser.add_argument(
            "--recreate",
            action="store_true",
            help="Make pages again that were deleted since their import.",
        )
        parser.add_argument(
            "--site",
            type=site_named,
            metavar="NAME",
            help="The site of documents without an address (default: the folder, archive or file of rows "
            "that they come in).",
        )
        parser.add_argument(
            "--site-profiles",
            action=BooleanOptionalAction,
            help="Learn first what the documents of each site have in common, where there are three or more "
            "(default, by the setting SITE_PROFILES); --no-site-profiles reads each document by itself.",
        )
        parser.add_argument(
            "--on-conflict",
            choices=ON_CONFLICT,
            default="propose",
            help="What to do where a document changed and its page was edited by hand (default: propose).",
        )
        parser.add_argument(
            "--keep-near-duplicates",
            action="append",
            nargs="?",
            default=[],
            metavar="KEY",
            help="Make a page of the document of this address, id or source, though it says nearly the same "
            "as another one. May be repeated; without KEY, of all such documents (write it after the paths).",
        )
        parser.add_argument(
            "--keep-lists",
            action="store_true",
            help="Make drafts of what is no article, too: lists of articles, home pages, search results.",
        )
        parser.add_argument(
            "--redirects",
            action="store_true",
            help="Have the documents' addresses lead to the pages (wagtail.contrib.redirects).",
        )
        parser.add_argument(
            "--workers",
            type=partial(positive, of="processes"),
            metavar="N",
            help="Extract in so many processes; one more writes (default: the setting WORKERS, else 1).",
        )
        parser.add_argument(
            "--document-seconds",
            type=partial(positive, of="seconds"),
            metavar="N",
            help="The most processor time that extracting one document may take (default: the setting "
            "DOCUMENT_SECONDS); one that takes longer fails, and the import goes on.",
        )
        parser.add_argument(
            "--enqueue",
            action="store_true",
            help="Hand the documents to the task queue (TASKS in the settings), for any number of workers.",
        )
        parser.add_argument(
            "--fetch-images",
            action="store_true",
            help="Fetch the images that articles name from the web, those missing from earlier imports, too.",
        )
        parser.add_argument(
            "--image-collection",
            metavar="COLLECTION",
            help="The collection, by name or id, that images go into (default: the root).",
        )
        parser.add_argument(
            "--fetch-files",
            action="store_true",
            help="Fetch the PDFs and office files that articles link to from the web, those missing from "
            "earlier imports, too. They become documents of Wagtail.",
        )
        parser.add_argument(
            "--file-collection",
            metavar="COLLECTION",
            help="The collection, by name or id, that linked files go into (default: the root).",
        )
        parser.add_argument(
            "--report", metavar="FILE", help="Write what became of each document: JSON, or .html to look at."
        )

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        if options["publish_above"] is not None and not options["publish"]:
            raise CommandError("--publish-above is for --publish: without it, all pages are drafts.")
        user = self.user(options["user"])
        selection = Selection(options["ids"])
        kept = Selection(kept_duplicates(options["keep_near_duplicates"])["keep"])
        if options["redirects"] and not redirects.is_installed():
            raise CommandError("--redirects needs 'wagtail.contrib.redirects' in INSTALLED_APPS.")
        if options["enqueue"]:
            self.check_queue(options)
        profiles = ProfileBook(
            store=not options["dry_run"],
            wanted=options["site_profiles"],
            seconds=options["document_seconds"],
        )
        self.images: ImageBook = self.book(ImageBook, "image", user, options)
        self.files: FileBook = self.book(FileBook, "file", user, options)
        with self.pool(options["workers"], profiles.seconds) as pool:
            for section, items in self.jobs(options, profiles, pool):
                picked = kept.note(selection.pick(items))
                self.import_into(section, picked, user, profiles, pool, options)
        for name, chosen in (("id", selection), ("keep-near-duplicates", kept)):
            if chosen.missing and options["limit"] is None:
                raise CommandError(
                    printable(f"--{name} {chosen.missing[0]}: no document goes by that. Reports name them.")
                )

    def check_queue(self, options: dict[str, Any]) -> None:
        """Raises :exc:`CommandError` where what is asked for cannot be handed to a queue."""
        for name in ("dry_run", "report", "workers"):
            if options[name]:
                raise CommandError(
                    f"--{name.replace('_', '-')} is for an import in this process, not with --enqueue. "
                    "news_import_status shows what becomes of the documents; news_import_status RUN "
                    "--report FILE writes the report."
                )
        if problem := queue_problem():
            raise CommandError(f"--enqueue: {problem}")
        if (run := unfinished(command_line(options))) is not None:
            again = counted(resume(run), "waiting chunk was", "waiting chunks were")
            raise CommandError(
                f"Run {run.pk} of the same command is at it: {chunk_line(run)}. "
                f"{again} handed to the queue once more; nothing is done twice. "
                f"To begin anew, stop it first: stop_news_import {run.pk}."
            )

    @contextmanager
    def pool(self, workers: int | None, seconds: int) -> Iterator[Pool | None]:
        """The processes to extract in; None where this one does."""
        number = workers or conf.get_int("WORKERS")
        if number == 1:
            yield None
            return
        with Pool(number, seconds=seconds) as pool:
            try:
                yield pool
            except PoolError as error:
                raise CommandError(f"{error} What was written before stays.") from error

    def jobs(
        self, options: dict[str, Any], profiles: ProfileBook, pool: Pool | None
    ) -> Iterator[tuple[Any, Iterator[Item]]]:
        """What to import, and where: one section, or those from which stored originals come."""
        again = options["again"] is not None or options["all"]
        if again and options["paths"]:
            raise CommandError("Give either paths, or --again RUN or --all, which need none.")
        if not again:
            if not options["paths"] or options["to"] is None:
                raise CommandError(NO_PATHS + hint_of_key(options))
            section = self.section(options["to"], options["locale"])
            sources = [self.checked(path, options) for path in options["paths"]]
            with Rereading(sources, partial(documents, options=options)) as found:
                self.learn(profiles, found.beforehand, pool, options)
                for sentence in cut_short(found):
                    self.stderr.write(printable(sentence), self.style.WARNING)
                yield section, found.whole()
            return
        run = None if options["all"] else find_run(options["again"])
        self.learn(profiles, lambda: originals(documents_of(run), options), pool, options)
        for section, found in by_section(run):
            place = self.section(options["to"], options["locale"]) if options["to"] else section
            if place is None:
                raise CommandError("The import's section is gone. Say with --to where new pages belong.")
            yield place.specific, originals(found, options)

    def import_into(
        self,
        section: Any,
        items: Iterator[Item],
        user: Any,
        profiles: ProfileBook,
        pool: Pool | None,
        options: dict[str, Any],
    ) -> None:
        with opened_report(options["report"]) as report:
            runner = ImportRunner(
                section,
                user=user,
                dry_run=options["dry_run"],
                images=self.images,
                files=self.files,
                limit=options["limit"],
                command=command_line(options),
                options={name: options[name] for name in RECORDED},
                extractor=profiles.extract,
                submit=partial(profiles.submit, pool) if pool else None,
                on_article=profiles.note,
                **wishes(options),
            )
            if options["enqueue"]:
                self.hand_out(runner, items)
                return
            with self.watched(runner, options):
                result = self.run_it(runner, items)
            with result:
                self.report(report, result, section, options)
                self.conclude(result, section, profiles, options)

    def hand_out(self, runner: ImportRunner, items: Iterator[Item]) -> None:
        """Gives the documents to the task queue, and says how to follow them."""
        with interruptible(runner, self.announce_end_of_reading):
            try:
                run = hand_out(runner, items)
            except Error as error:
                raise CommandError(
                    f"The database failed ({error}). The same command begins again."
                ) from error
        if self.verbosity:
            self.stdout.write(f"Run {run.pk}: {chunk_line(run)}. Follow it with: news_import_status {run.pk}")
        if runner.stopping:
            raise CommandError(
                "Stopped. What was written stays, and what workers are at is finished; the same command goes "
                "on from there.",
                returncode=INTERRUPTED,
            )

    def announce_end_of_reading(self) -> None:
        self.stderr.write("Stopping after this chunk; Ctrl-C again stops at once.", self.style.WARNING)

    def run_it(self, runner: ImportRunner, items: Iterator[Item]) -> Result:
        try:
            return runner.run(items)
        except SectionGoneError as error:
            raise CommandError(f"{error} The pages that the run made went with it.") from error
        except Error as error:
            if is_disk_full(error):
                raise CommandError(FULL.format(error=error)) from error
            raise CommandError(
                f"The database failed ({error}). What was written before stays. Once the database is there "
                "again, the same command goes on."
            ) from error
        except (DiskFullError, OSError) as error:
            if not is_disk_full(error):
                raise
            raise CommandError(FULL.format(error=error)) from error

    # ------------------------------------------------------------------ what was asked for

    def section(self, place: str, locale: str | None) -> Any:
        try:
            return find_section(place, locale)
        except SectionError as error:
            raise CommandError(f"--to {place}: {error}") from error

    def user(self, name: str | None) -> Any:
        if name is None:
            return None
        model = get_user_model()
        try:
            return model._default_manager.get(**{model.USERNAME_FIELD: name})
        except model.DoesNotExist:
            raise CommandError(
                f"--user {name}: there is no such user. Give the {model.USERNAME_FIELD} of one."
            ) from None

    def book(self, kind: Any, name: str, user: Any, options: dict[str, Any]) -> Any:
        """What loads images, or linked files. Raises :exc:`CommandError` where none can be made."""
        place, fetch = options[f"{name}_collection"], options[f"fetch_{name}s"]
        try:
            collection = find_collection(place)
        except CollectionError as error:
            raise CommandError(f"--{name}-collection {place}: {error}") from None
        book = kind(fetch=fetch, collection=collection, user=user)
        if fetch and (problem := book.store.problem()):
            made = book.kind.made
            raise CommandError(f"--fetch-{name}s: no {made} can be made; {problem}.")
        return book

    def checked(self, path: str, options: dict[str, Any]) -> str:
        """The path, once its beginning could be read. What comes through a pipe is read only once, later."""
        try:
            items = read(path, **reading(options))
            if os.path.isfile(path):
                next(items, None)
                items.close()  # type: ignore[attr-defined]
        except SourceError as error:
            raise CommandError(printable(str(error))) from error
        return path

    def report(self, files: list[IO[str]], result: Result, section: Any, options: dict[str, Any]) -> None:
        """Writes the report: as JSON, and as a page before it if one is asked for."""
        if files:
            write_report(files[-1], result, about(section, options))
        if len(files) > 1:
            write_page(files[0], result, about(section, options), os.path.basename(files[1].name))

    def learn(
        self,
        profiles: ProfileBook,
        items: Callable[[], Iterator[Item]],
        pool: Pool | None,
        options: dict[str, Any],
    ) -> None:
        """What the documents of each site have in common: counts the documents and, if something is to be
        learnt, reads them once more.
        """
        if not profiles.is_on:
            return
        policy = Policy(options["recreate"], options["on_conflict"])
        chosen = Selection(options["ids"]) if options["ids"] else None
        try:
            with self.reading(items, " documents counted", options) as found:
                census = census_of(found, policy, chosen.has if chosen else None)
            if not census.decide():
                return
            with self.reading(items, " documents learnt from", options) as found:
                learnt = profiles.learn(found, pool, census)
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped while the sites were being learnt. No page was written.", returncode=INTERRUPTED
            ) from None
        except Error as error:
            raise CommandError(f"The database failed ({error}). No page was written.") from error
        if self.verbosity > 1 or (self.verbosity and options["enqueue"]):
            sites = counted(len(profiles.learnt), "site", "sites")
            self.stdout.write(f"Learnt from {counted(learnt, 'new document', 'new documents')} of {sites}.")

    @contextmanager
    def reading(
        self, items: Callable[[], Iterator[Item]], unit: str, options: dict[str, Any]
    ) -> Iterator[Iterator[Item]]:
        """The documents that the import will read, with a bar that shows how far it is."""
        shown = self.verbosity > 0 and sys.stderr.isatty()
        with tqdm(limited(items(), options["limit"]), unit=unit, disable=not shown, leave=False) as bar:
            yield iter(bar)

    # ------------------------------------------------------------------ while it runs

    @contextmanager
    def watched(self, runner: ImportRunner, options: dict[str, Any]) -> Iterator[None]:
        """Shows each outcome and the progress, and lets Ctrl-C end the run after its batch."""
        table = None
        if options["dry_run"] and self.verbosity:
            table = Table(shutil.get_terminal_size((120, 24)).columns, options["publish"])
            self.stdout.write(table.header())
        shown = self.verbosity > 0 and table is None and sys.stderr.isatty()
        with tqdm(total=options["limit"], unit=" documents", disable=not shown, leave=False) as bar:

            def show(outcome: Outcome) -> None:
                if table:
                    self.stdout.write(table.line(outcome))
                elif outcome.message and self.is_named(outcome):
                    bar.clear()
                    self.name(outcome)
                bar.update()

            runner.on_outcome = show
            with interruptible(runner, self.announce_stop):
                yield

    def is_named(self, outcome: Outcome) -> bool:
        states = REPORTED.get(self.verbosity)
        is_near = self.verbosity > 0 and outcome.taken_for is not None
        stays_draft = self.verbosity > 0 and outcome.message == UNPUBLISHED
        return states is None or is_near or stays_draft or outcome.state in states

    def name(self, outcome: Outcome) -> None:
        line = printable(f"{outcome.source}: {outcome.message}")
        self.stderr.write(line, self.style.ERROR if outcome.state == "failed" else self.style.WARNING)

    def announce_stop(self) -> None:
        self.stderr.write("Stopping after this batch; Ctrl-C again stops at once.", self.style.WARNING)

    # ------------------------------------------------------------------ at the end

    def conclude(self, result: Result, section: Any, profiles: ProfileBook, options: dict[str, Any]) -> None:
        """The summary. Raises :exc:`CommandError`, for the exit status, where a document failed."""
        if self.verbosity:
            self.stdout.write(summary(result))
            if line := made_line(made_by(result.run)):
                self.stdout.write(line)
            for sentence in profiles.told():
                self.stdout.write(printable(sentence))
            for line in advice(result, section, options):
                self.stdout.write(line)
        if result.stopped:
            raise CommandError(
                "Stopped. What was written stays; the same command goes on from there.",
                returncode=INTERRUPTED,
            )
        if failed := result.counts["failed"]:
            raise CommandError(f"{counted(failed, 'document', 'documents')} failed; they are named above.")


def site_named(value: str) -> str:
    """A name for a site, for the command line."""
    if not value.strip():
        raise ArgumentTypeError("give the site a name")
    return value


RECORDED = (
    *(
        "paths",
        "again",
        "all",
        "to",
        "publish",
        "publish_above",
        "ids",
        "limit",
        "format",
        "prefer",
        "status",
        "type",
        "locale",
    ),
    *("recreate", "site", "site_profiles", "redirects", "on_conflict", "keep_near_duplicates", "keep_lists"),
    *("fetch_images", "image_collection", "fetch_files", "file_collection", "enqueue", "document_seconds"),
)


FLAGS = (
    *("publish", "recreate", "site-profiles", "redirects", "keep-lists"),
    *("fetch-images", "fetch-files", "enqueue"),
)


def command_line(options: dict[str, Any]) -> str:
    """The command as it could be given again."""
    parts = ["import_news", *options["paths"], *(["--all"] if options["all"] else [])]
    for name, default in (
        ("again", None),
        ("to", None),
        ("format", "auto"),
        ("prefer", "html"),
        ("limit", None),
        ("on-conflict", "propose"),
        ("locale", None),
        ("site", None),
        ("user", None),
        ("workers", None),
        ("document-seconds", None),
        ("image-collection", None),
        ("file-collection", None),
        ("publish-above", None),
    ):
        value = options[name.replace("-", "_")]
        if value != default:
            parts += [f"--{name}", str(value)]
    for option, names in (("id", options["ids"]), ("status", options["status"]), ("type", options["type"])):
        parts += [part for name in names for part in (f"--{option}", name)]
    kept = kept_duplicates(options["keep_near_duplicates"])
    parts += [f"--keep-near-duplicates={name}" for name in kept["keep"]]
    parts += [] if kept["near_duplicates"] else ["--keep-near-duplicates"]
    parts += [f"--{name}" for name in FLAGS if options[name.replace("-", "_")]]
    parts += ["--no-site-profiles"] if options["site_profiles"] is False else []
    return printable(shlex.join(parts))


def hint_of_key(options: dict[str, Any]) -> str:
    """What to do where a path stood behind ``--keep-near-duplicates``, and was taken for its key."""
    keys = kept_duplicates(options["keep_near_duplicates"])["keep"]
    taken = next((key for key in keys if os.path.exists(key)), None)
    return "" if taken is None else f" {taken} was read as the key of --keep-near-duplicates."


def reading(options: dict[str, Any]) -> dict[str, Any]:
    """How the paths are to be read."""
    chosen = {"statuses": listed(options["status"]), "types": listed(options["type"])}
    return {
        "format": options["format"],
        "prefer": options["prefer"],
        **{name: values for name, values in chosen.items() if values},
    }


def listed(values: list[str]) -> list[str]:
    """What was given with or without commas.

    >>> listed(["publish, draft", "private"])
    ['publish', 'draft', 'private']
    """
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def documents(path: str, options: dict[str, Any]) -> Iterator[Item]:
    """The documents at a path; one that can no longer be read is a document that fails."""
    try:
        yield from of_named_site(read(path, **reading(options)), options)
    except SourceError as error:
        yield BadDocument(error.source or path, error.message, key=f"path:{path}")


def originals(records: Any, options: dict[str, Any]) -> Iterator[Item]:
    """The documents whose originals are on record."""
    return of_named_site(stored_items(records), options)


def of_named_site(items: Iterator[Item], options: dict[str, Any]) -> Iterator[Item]:
    """The items, of the site that was named if one was."""
    key = named_key(options["site"]) if options["site"] else None
    for item in items:
        if key and isinstance(item, RawDocument):
            item.site = key
        yield item


def limited(items: Iterator[Item], limit: int | None) -> Iterator[Item]:
    """As many documents as the import itself will read."""
    wanted = (item for item in items if not isinstance(item, Skipped))
    return islice(wanted, limit)


def about(section: Any, options: dict[str, Any]) -> dict[str, Any]:
    """What the report says of the call."""
    return {
        "command": command_line(options),
        "dry_run": options["dry_run"],
        "section": {"id": section.pk, "title": section.title, "url": section.get_url()},
    }


def advice(result: Result, section: Any, options: dict[str, Any]) -> Iterator[str]:
    """What to do next."""
    if options["dry_run"]:
        yield "Nothing was written: this was a dry run."
        return
    if near := result.findings.near_total:
        which = counted(near, "duplicate is", "duplicates are")
        yield f"{which} nearly the same as another document, and named above."
    where = f"{section.title} ({section.get_url() or section.pk})"
    if options["publish"]:
        yield from advice_on_publishing(result, where, options)
    elif written := result.counts["new"] + result.counts["changed"]:
        pages = counted(written, "page", "pages")
        yield f"{pages} saved as drafts in {where}, {result.seconds:.1f} seconds."


def advice_on_publishing(result: Result, where: str, options: dict[str, Any]) -> Iterator[str]:
    """What was published, and what was not."""
    written = result.counts["new"] + result.counts["changed"]
    found, left = result.findings.warnings, result.held
    saved = {code: found[code] - left[code] for code in (CODE, UNSURE, KEPT_BACK)}
    saved[CODE] = saved[CODE] if options["keep_lists"] else 0
    drafts = min(written, sum(saved.values()))
    if written or result.counts["published"]:
        kept = f"; {counted(drafts, 'draft', 'drafts')} saved ({reasons(saved)})" if drafts else ""
        pages = counted(written - drafts + result.counts["published"], "page", "pages")
        yield f"{pages} published in {where}{kept}, {result.seconds:.1f} seconds."
    if total := sum(left.values()):
        yield f"{counted(total, 'draft', 'drafts')} of earlier imports not published ({reasons(left)})."
    if found[UNSURE] and (drafts or left[UNSURE]):
        yield "The report and news_import_status --waiting name what was too unsure to be published."


def reasons(drafts: Mapping[str, int]) -> str:
    """Why drafts are not published, in numbers.

    >>> reasons({"not_an_article": 1, "unsure": 2, "kept_back": 0, "by_hand": 3})
    '1 no article, 2 too unsure, 3 edited or held by hand'
    """
    lists = drafts.get(CODE, 0)
    words = {UNSURE: "too unsure", KEPT_BACK: "as in their source", BY_HAND: "edited or held by hand"}
    parts = [counted(lists, "no article", "no articles")] if lists else []
    return ", ".join(
        [*parts, *(f"{drafts[code]:,} {said}" for code, said in words.items() if drafts.get(code))]
    )


@contextmanager
def interruptible(runner: ImportRunner, announce: Any) -> Iterator[None]:
    """Makes the first Ctrl-C end the run after its batch, and the second one at once."""

    def stop(signum: int, frame: Any) -> None:
        if runner.stopping:
            raise KeyboardInterrupt
        runner.stop()
        announce()

    before = None
    # Only the main thread may say what a signal does.
    with suppress(ValueError):
        before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
