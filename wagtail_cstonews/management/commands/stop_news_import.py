"""``manage.py stop_news_import RUN``: stops a run, in whatever process it works."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from wagtail_cstonews.importing.queue.stopping import ask_to_stop
from wagtail_cstonews.importing.reporting.status import chunk_line
from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.management.lookups import find_run
from wagtail_cstonews.models import ImportRun


class Command(BaseCommand):
    help = (
        "Stops a run of import_news. With --enqueue, what no worker has begun is dropped, and what workers "
        "are at is finished; one that works in a process of its own ends after its batch. What was written "
        "stays; the same import_news command goes on from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="The run's number; see news_import_status.")

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        run = find_run(options["run"])
        is_new = ask_to_stop(run)
        if not is_new and run.state != ImportRun.State.RUNNING:
            raise CommandError(
                gettext("Run {run} is not at work: it is {state}.").format(
                    run=run.pk, state=run.get_state_display().lower()
                )
            )
        if not run.options.get("enqueue"):
            self.stdout.write(
                gettext(
                    "Run {run} works in one process. It was asked to stop, and does so within half a minute, "
                    "after its batch. Ctrl-C there does so sooner."
                ).format(run=run.pk)
            )
            return
        self.stdout.write(
            gettext("Run {run} is {state}: {chunks}.").format(
                run=run.pk, state=run.get_state_display().lower(), chunks=chunk_line(run)
            )
        )
        if run.state == ImportRun.State.RUNNING:
            self.stdout.write(gettext("What workers are at is finished first."))
