"""``manage.py undo_news_import RUN``: undoes a run."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext

from wagtail_cstonews.importing.heartbeat import mark_interrupted
from wagtail_cstonews.importing.queue.chunks import requeue_lost
from wagtail_cstonews.importing.reporting.wording import counted, in_words, printable
from wagtail_cstonews.importing.undo.runs import undo_run
from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.management.lookups import find_run
from wagtail_cstonews.models import ImportRun


class Command(BaseCommand):
    help = (
        "Removes the pages that a run of import_news made and restores those that it changed, unless they "
        "were edited since; these are named and kept. People that only this run made go, too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="The run's number; see news_import_status.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would become of each document; write nothing."
        )
        parser.add_argument("--no-input", action="store_false", dest="interactive", help="Do not ask.")
        parser.add_argument(
            "--forget",
            action="store_true",
            help="Delete the record of the run, too, if all of it was undone.",
        )

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        mark_interrupted()
        requeue_lost()
        run = find_run(options["run"])
        if run.state == ImportRun.State.RUNNING:
            how = f": stop_news_import {run.pk}" if run.options.get("enqueue") else ""
            raise CommandError(
                gettext("Run {run} is still at work. Stop it first{how}.").format(run=run.pk, how=how)
            )
        if not (run.changes.exists() or run.objects_made.exists()):
            raise CommandError(gettext("Run {run} changed nothing that could be undone.").format(run=run.pk))
        if options["interactive"] and not options["dry_run"]:
            self.ask(run)
        counts = self.undo(run, options)
        self.conclude(run, counts, options)

    def ask(self, run: ImportRun) -> None:
        """Ask for confirmation. Raises :exc:`CommandError` unless the answer is yes."""
        changes = counted(run.changes.count(), "change", "changes")
        self.stdout.write(
            gettext("{run}, {command}: {changes} will be taken back.").format(
                run=run, command=printable(run.command), changes=changes
            )
        )
        question = gettext("Go on? [y/N]")
        if not sys.stdin.isatty() or input(f"{question} ").strip().lower() not in ("y", "yes"):
            raise CommandError(gettext("Nothing was undone. Say yes, or give --no-input."))

    def undo(self, run: ImportRun, options: dict[str, Any]) -> Counter[str]:
        counts: Counter[str] = Counter()
        try:
            for undone in undo_run(run, dry_run=options["dry_run"]):
                counts[undone.state] += 1
                if undone.state == "kept" or undone.message or options["verbosity"] > 1 or options["dry_run"]:
                    style = self.style.WARNING if undone.state == "kept" else str
                    self.stdout.write(style(f"{in_words(undone.state):<8}  {printable(str(undone))}"))
        except (Error, KeyboardInterrupt) as error:
            raise CommandError(
                gettext("Stopped ({error}). What was undone stays undone; the same command goes on.").format(
                    error=type(error).__name__
                )
            ) from error
        return counts

    def conclude(self, run: ImportRun, counts: Counter[str], options: dict[str, Any]) -> None:
        words = ", ".join(f"{number:,} {in_words(state)}" for state, number in sorted(counts.items()))
        if options["dry_run"]:
            self.stdout.write(
                gettext("Would be: {words}. Nothing was written: this was a dry run.").format(words=words)
            )
            return
        self.stdout.write(
            gettext("Run {run} is {state}: {words}.").format(
                run=run.pk, state=run.get_state_display().lower(), words=words
            )
        )
        if run.state != ImportRun.State.UNDONE:
            raise CommandError(gettext("{number} kept; they are named above.").format(number=counts["kept"]))
        if options["forget"]:
            run.delete()
