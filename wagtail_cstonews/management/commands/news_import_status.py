"""``manage.py news_import_status [RUN]``: what the imports did, and what waits for eyes."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from wagtail_cstonews.importing.entries.selection import add_selection, documents_of, unknown_names
from wagtail_cstonews.importing.heartbeat import mark_interrupted
from wagtail_cstonews.importing.queue.chunks import requeue_lost
from wagtail_cstonews.importing.reporting.report_page import data_of_run, page_of_run
from wagtail_cstonews.importing.reporting.status import (
    DOUBTFUL,
    Message,
    RunStatus,
    Waiting,
    as_json,
    last_runs,
    made_line,
    messages,
    needs_review,
    status_of,
    waiting,
)
from wagtail_cstonews.importing.reporting.summary import counted, printable
from wagtail_cstonews.importing.reporting.wording import in_words, moment_in_words
from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.models import ImportRun
from wagtail_cstonews.web import as_number

RUNS_SHOWN = 20


def fraction(text: str) -> float:
    """A confidence, for the command line: 0 to 1, or a percentage."""
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{text!r} is no confidence; give 0 to 1, such as 0.5 or 50%")
    return number


def find_run(number: int) -> ImportRun:
    """Raises :exc:`CommandError`, with the runs that there are."""
    runs = ImportRun.objects.select_related("user", "section")
    run = None if as_number(number) is None else runs.filter(pk=number).first()
    if run is None:
        known = ", ".join(str(pk) for pk in ImportRun.objects.values_list("pk", flat=True)[:10])
        raise CommandError(f"There is no run {number}. The last runs: {known or 'none'}.")
    return run


def report_paths(path: str | None) -> list[str]:
    """The files of a report: JSON, beside a page of HTML if the path is one.

    >>> report_paths("out.html"), report_paths("out.json"), report_paths(None)
    (['out.html', 'out.json'], ['out.json'], [])
    """
    if path is None:
        return []
    base, suffix = os.path.splitext(path)
    return [path, f"{base}.json"] if suffix.lower() in (".html", ".htm") else [path]


@contextmanager
def opened_report(path: str | None) -> Iterator[list[IO[str]]]:
    """The report's files: opened at once, so that a wrong path is known before the work is done."""
    with ExitStack() as stack:
        try:
            yield [stack.enter_context(open(name, "w", encoding="utf-8")) for name in report_paths(path)]
        except OSError as error:
            if error.filename not in report_paths(path):
                raise
            raise CommandError(
                f"--report {path}: cannot be written ({error.strerror}). "
                "Give a file in a folder that you may write to."
            ) from error


def write_report(run: ImportRun | None, path: str) -> None:
    """The report of a run of which it is kept. Raises :exc:`CommandError` where there is none."""
    if run is None:
        raise CommandError("--report needs the number of a run: news_import_status RUN --report FILE.")
    data = data_of_run(run)
    if "states" not in data:
        raise CommandError(f"Run {run.pk} has no report: nothing became of its documents yet.")
    with opened_report(path) as files:
        json.dump(data, files[-1], ensure_ascii=False, indent=2)
        if len(files) > 1:
            files[0].write(page_of_run(run, os.path.basename(files[1].name)))


class Command(BaseCommand):
    help = (
        "Shows the runs of import_news with their states and counts and what waits for eyes: proposals, "
        "failed documents, what has no title or is no article, low confidence. With a run, every message "
        "of its documents, with file and line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", nargs="?", type=int, metavar="RUN", help="The number of a run.")
        add_selection(parser, "Show only the first N documents; without RUN, the last N runs (default: 20).")
        parser.add_argument(
            "--waiting",
            action="store_true",
            help="Only the documents that wait for eyes, of all runs or one.",
        )
        parser.add_argument(
            "--below",
            type=fraction,
            default=DOUBTFUL,
            metavar="CONFIDENCE",
            help="Documents below this confidence wait for eyes (default: 0.5).",
        )
        parser.add_argument(
            "--report",
            metavar="FILE",
            help="Write the run's report, up to now if it is at work: JSON, or .html to look at.",
        )
        parser.add_argument("--json", action="store_true", help="Print it as one JSON object.")

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        mark_interrupted()
        if handed := requeue_lost():
            lost = counted(handed, "chunk", "chunks")
            self.stderr.write(f"Handed out again: {lost} whose worker was lost.")
        run = find_run(options["run"]) if options["run"] is not None else None
        if options["report"] is not None:
            write_report(run, options["report"])
        if unknown := unknown_names(options["ids"]):
            raise CommandError(
                f"--id {unknown[0]}: no document goes by that. Reports and the admin show the keys."
            )
        limit = options["limit"]
        runs = [status_of(run)] if run else last_runs(limit or RUNS_SHOWN)
        found: Iterator[Message] = iter(())
        if run or options["ids"] or options["waiting"]:
            documents = documents_of(run, options["ids"])
            if options["waiting"]:
                documents = documents.filter(needs_review(options["below"]))
            found = messages(first(documents, limit), options["below"])
        wait = waiting(run, options["below"])
        show = self.print_json if options["json"] else self.print_text
        show(runs, found, wait)

    def print_json(self, runs: list[RunStatus], found: Iterator[Message], wait: Waiting) -> None:
        """Messages are written one by one: a run may have a million."""
        head = json.dumps(
            {"runs": list(map(as_json, runs)), "waiting": as_json(wait)}, ensure_ascii=False, indent=2
        )
        self.stdout.write(head.removesuffix("\n}") + ',\n  "messages": [', ending="")
        for number, message in enumerate(found):
            line = json.dumps(as_json(message), ensure_ascii=False)
            self.stdout.write(f"{',' if number else ''}\n    {line}", ending="")
        self.stdout.write("\n  ]\n}")

    def print_text(self, runs: list[RunStatus], found: Iterator[Message], wait: Waiting) -> None:
        if not runs:
            self.stdout.write("Nothing was imported yet.")
        for run in runs:
            self.stdout.write(run_line(run))
            if run.message:
                self.stdout.write(f"      {printable(run.message)}")
            if run.chunks:
                chunks = ", ".join(f"{number:,} {state}" for state, number in run.chunks.items())
                self.stdout.write(f"      Chunks: {chunks}")
            if line := made_line(run.made):
                self.stdout.write(f"      {line}")
        for state, number in (runs[0].states if len(runs) == 1 else {}).items():
            self.stdout.write(f"      {counted(number, 'document', 'documents')} {in_words(state)} now")
        for message in found:
            self.stdout.write(printable(str(message)))
        self.stdout.write(waiting_line(wait))


def first(documents: Any, limit: int | None) -> Any:
    """The first documents, as a query that can still be ordered."""
    if limit is None:
        return documents
    return documents.model.objects.filter(
        pk__in=list(islice(documents.order_by("pk").values_list("pk", flat=True), limit))
    )


def run_line(run: RunStatus) -> str:
    counts = ", ".join(f"{in_words(name)}: {number:,}" for name, number in run.counts.items() if number)
    who = f" (by {printable(run.user)})" if run.user else ""
    done = f"{in_words(run.state)}{who}  {counts or 'nothing written'}"
    return f"{run.run:>4}  {moment_in_words(run.started_at)}  {done}  {printable(run.command)}"


def waiting_line(wait: Waiting) -> str:
    """What waits for eyes, in a sentence."""
    parts = [
        counted(number, one, many)
        for number, one, many in (
            (wait.proposals, "proposal", "proposals"),
            (wait.failed, "failed document", "failed documents"),
            (wait.untitled, "document without a title", "documents without a title"),
            (wait.not_articles, "document that is no article", "documents that are no articles"),
            (wait.unsure, "draft too unsure to be published", "drafts too unsure to be published"),
            (wait.doubtful, f"document below {wait.below:.0%}", f"documents below {wait.below:.0%}"),
        )
        if number
    ]
    return f"Waiting for eyes: {', '.join(parts)}." if parts else "Nothing waits for eyes."
