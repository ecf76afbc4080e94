"""``manage.py news_import_status [RUN]``: what the imports did, and what needs review."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from wagtail_cstonews.importing.arguments import fraction
from wagtail_cstonews.importing.entries.selection import documents_of, unknown_names
from wagtail_cstonews.importing.heartbeat import mark_interrupted
from wagtail_cstonews.importing.queue.chunks import requeue_lost
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
from wagtail_cstonews.importing.reporting.wording import counted, in_words, moment_in_words, printable
from wagtail_cstonews.importing.uploads.advancing import look_after_all
from wagtail_cstonews.importing.uploads.lifetime import sweep
from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.management.lookups import add_selection, find_run
from wagtail_cstonews.management.reports import write_report_of_run
from wagtail_cstonews.publishing.messages import translated

RUNS_SHOWN = 20
"""Runs that are listed without ``--limit``: as many as fit on one screen of a terminal."""


class Command(BaseCommand):
    help = (
        "Shows the runs of import_news with their states and counts and what waits for review: proposals, "
        "failed documents, what has no title or is no article, low confidence. With a run, every message "
        "of its documents, with file and line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", nargs="?", type=int, metavar="RUN", help="The number of a run.")
        add_selection(parser, "Show only the first N documents; without RUN, the last N runs (default: 20).")
        parser.add_argument(
            "--waiting",
            action="store_true",
            help="Only the documents that wait for review, of all runs or one.",
        )
        parser.add_argument(
            "--below",
            type=fraction,
            default=DOUBTFUL,
            metavar="CONFIDENCE",
            help="Documents below this confidence wait for review (default: 0.5).",
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
            self.stderr.write(
                gettext("Handed out again: {chunks} whose worker was lost.").format(chunks=lost)
            )
        look_after_all()
        sweep()
        run = find_run(options["run"]) if options["run"] is not None else None
        if options["report"] is not None:
            write_report_of_run(run, options["report"])
        if unknown := unknown_names(options["ids"]):
            raise CommandError(
                gettext("--id {key}: no document goes by that. Reports and the admin show the keys.").format(
                    key=unknown[0]
                )
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
        """Print JSON message by message: a run may have a million of them."""
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
            self.stdout.write(gettext("Nothing was imported yet."))
        for run in runs:
            self.stdout.write(_run_line(run))
            if run.message:
                self.stdout.write(f"      {printable(translated(run.message))}")
            if run.chunks:
                chunks = ", ".join(f"{number:,} {in_words(state)}" for state, number in run.chunks.items())
                self.stdout.write(f"      {gettext('Chunks: {chunks}').format(chunks=chunks)}")
            if line := made_line(run.made):
                self.stdout.write(f"      {line}")
        for state, number in (runs[0].states if len(runs) == 1 else {}).items():
            now = gettext("{documents} {state} now").format(
                documents=counted(number, "document", "documents"), state=in_words(state)
            )
            self.stdout.write(f"      {now}")
        for message in found:
            self.stdout.write(printable(str(message)))
        self.stdout.write(_waiting_line(wait))


def first(documents: Any, limit: int | None) -> Any:
    """The first documents, as a query that can still be ordered."""
    if limit is None:
        return documents
    return documents.model.objects.filter(
        pk__in=list(islice(documents.order_by("pk").values_list("pk", flat=True), limit))
    )


def _run_line(run: RunStatus) -> str:
    counts = ", ".join(f"{in_words(name)}: {number:,}" for name, number in run.counts.items() if number)
    who = " " + gettext("(by {user})").format(user=printable(run.user)) if run.user else ""
    done = f"{in_words(run.state)}{who}  {counts or gettext('nothing written')}"
    return f"{run.run:>4}  {moment_in_words(run.started_at)}  {done}  {printable(run.command)}"


def _waiting_line(wait: Waiting) -> str:
    """The number of documents that need review, as a sentence."""
    below = counted(wait.doubtful, "document below {share}", "documents below {share}")
    parts = [
        (wait.proposals, counted(wait.proposals, "proposal", "proposals")),
        (wait.failed, counted(wait.failed, "failed document", "failed documents")),
        (wait.untitled, counted(wait.untitled, "document without a title", "documents without a title")),
        (
            wait.not_articles,
            counted(wait.not_articles, "document that is no article", "documents that are no articles"),
        ),
        (
            wait.unsure,
            counted(wait.unsure, "draft too unsure to be published", "drafts too unsure to be published"),
        ),
        (wait.doubtful, below.format(share=f"{wait.below:.0%}")),
    ]
    waiting = ", ".join(said for number, said in parts if number)
    if not waiting:
        return gettext("Nothing waits for review.")
    return gettext("Waiting for review: {documents}.").format(documents=waiting)
