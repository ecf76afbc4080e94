"""``manage.py import_news PATH... --to /news/``: scraped text becomes pages."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from wagtail_cstonews import conf
from wagtail_cstonews.extraction.processes.pool import Pool, PoolError
from wagtail_cstonews.importing.entries.selection import Selection
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.reporting.advice import advice
from wagtail_cstonews.importing.reporting.result import Result
from wagtail_cstonews.importing.reporting.status import made_by, made_line
from wagtail_cstonews.importing.reporting.summary import summary
from wagtail_cstonews.importing.reporting.wording import counted, printable
from wagtail_cstonews.importing.run import ImportRunner
from wagtail_cstonews.importing.writing import redirects
from wagtail_cstonews.management.database import failed_import_told, failure_told
from wagtail_cstonews.management.enqueuing import check_queue, enqueue
from wagtail_cstonews.management.inputs import jobs
from wagtail_cstonews.management.learning import learn
from wagtail_cstonews.management.lookups import file_book, image_book, user_named
from wagtail_cstonews.management.progress import INTERRUPTED, announcing, interruptible, watched
from wagtail_cstonews.management.reports import opened_report, write_result
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.sources import Item


class Command(BaseCommand):
    help = (
        "Imports articles as pages: text, HTML, JSON Lines, CSV, WordPress exports, feeds, folders and "
        "archives of those, or - for standard input. Pages are drafts unless --publish. The same command "
        "again makes only what is new or changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        ImportOptions.add_to(parser)
        parser.add_argument(
            "--report", metavar="FILE", help="Write what became of each document: JSON, or .html to look at."
        )

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **given: Any) -> None:
        self.verbosity, self.report = given["verbosity"], given["report"]
        self.options = options = _checked(given)
        user = user_named(options.user)
        if options.redirects and not redirects.is_installed():
            raise CommandError(gettext("--redirects needs 'wagtail.contrib.redirects' in INSTALLED_APPS."))
        if options.enqueue:
            check_queue(options, self.report)
        self.profiles = ProfileBook(
            store=not options.dry_run, wanted=options.site_profiles, seconds=options.document_seconds
        )
        images, files = image_book(options, user), file_book(options, user)
        chosen, kept = Selection(options.ids), Selection(options.kept)
        with processes(options.workers, self.profiles.seconds) as pool:
            for section, items in jobs(options, partial(self.learn, pool=pool), self.warn):
                runner = ImportRunner(
                    section,
                    options,
                    user=user,
                    images=images,
                    files=files,
                    command=options.command_line(),
                    extractor=self.profiles.extract,
                    submit=partial(self.profiles.submit, pool) if pool else None,
                    on_article=self.profiles.note,
                )
                self.import_into(runner, kept.note(chosen.pick(items)))
        for name, selection in (("id", chosen), ("keep-near-duplicates", kept)):
            if selection.missing and options.limit is None:
                raise CommandError(
                    printable(
                        gettext("--{name} {key}: no document goes by that. Reports name them.").format(
                            name=name, key=selection.missing[0]
                        )
                    )
                )

    def learn(self, items: Callable[[], Iterator[Item]], pool: Pool | None) -> None:
        """Learn the sites' profiles before any document is imported."""
        said = learn(items, self.profiles, self.options, pool, self.verbosity)
        if said and (self.verbosity > 1 or (self.verbosity and self.options.enqueue)):
            self.stdout.write(said)

    def import_into(self, runner: ImportRunner, items: Iterator[Item]) -> None:
        """Import the documents, or enqueue them. Raises :exc:`CommandError` if one failed."""
        with opened_report(self.report) as files:
            if self.options.enqueue:
                with interruptible(runner, announcing(self, "chunk")):
                    enqueue(runner, items, self.say)
                return
            with watched(runner, self, self.verbosity), failed_import_told():
                result = runner.run(items)
            with result:
                write_result(files, result, _about(runner))
                self.conclude(runner, result)

    def conclude(self, runner: ImportRunner, result: Result) -> None:
        """Print the summary. Raises :exc:`CommandError` if a document failed, for the exit status."""
        asked = self.options
        self.say(summary(result))
        if line := made_line(made_by(result.run)):
            self.say(line)
        for sentence in self.profiles.told():
            self.say(printable(translated(sentence)))
        for line in advice(
            result,
            runner.parent,
            dry_run=asked.dry_run,
            publish=asked.publish,
            keep_lists=asked.keep_lists,
        ):
            self.say(line)
        if result.stopped:
            raise CommandError(
                gettext("Stopped. What was written stays; the same command goes on from there."),
                returncode=INTERRUPTED,
            )
        if failed := result.counts["failed"]:
            raise CommandError(
                gettext("{documents} failed; they are named above.").format(
                    documents=counted(failed, "document", "documents")
                )
            )

    def say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(line)

    def warn(self, line: str) -> None:
        self.stderr.write(line, self.style.WARNING)


def _checked(given: dict[str, Any]) -> ImportOptions:
    """Check that the options can be combined. Raises :exc:`CommandError`."""
    try:
        options = ImportOptions.from_command(given)
    except ValueError as error:
        raise CommandError(translated(str(error))) from error
    if options.publish_above is not None and not options.publish:
        raise CommandError(gettext("--publish-above is for --publish: without it, all pages are drafts."))
    return options


@contextmanager
def processes(workers: int | None, seconds: int) -> Iterator[Pool | None]:
    """The worker processes for extraction; None to extract in this process."""
    number = workers or conf.get_int("WORKERS")
    if number == 1:
        yield None
        return
    with Pool(number, seconds=seconds) as pool:
        try:
            yield pool
        except PoolError as error:
            raise CommandError(
                f"{translated(str(error))} {gettext('What was written before stays.')}"
            ) from error


def _about(runner: ImportRunner) -> dict[str, Any]:
    """The report's description of the call."""
    section = runner.parent
    return {
        "command": runner.command,
        "dry_run": runner.options.dry_run,
        "section": {"id": section.pk, "title": section.title, "url": section.get_url()},
    }
