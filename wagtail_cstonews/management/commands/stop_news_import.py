"""``manage.py stop_news_import RUN``: stops a run that was enqueued on a task queue."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from wagtail_cstonews.importing.queue.chunks import requeue_lost, stop_run
from wagtail_cstonews.importing.reporting.status import chunk_line
from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.management.lookups import find_run
from wagtail_cstonews.models import ImportRun


class Command(BaseCommand):
    help = (
        "Stops a run of import_news --enqueue: what no worker has begun is dropped, what workers are at is "
        "finished. What was written stays; the same import_news command goes on from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="The run's number; see news_import_status.")

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        requeue_lost()
        run = find_run(options["run"])
        if run.state != ImportRun.State.RUNNING:
            raise CommandError(
                gettext("Run {run} is not at work: it is {state}.").format(
                    run=run.pk, state=run.get_state_display().lower()
                )
            )
        if not run.options.get("enqueue"):
            raise CommandError(
                gettext("Run {run} works in one process. Press Ctrl-C there.").format(run=run.pk)
            )
        stop_run(run)
        run.refresh_from_db()
        self.stdout.write(
            gettext("Run {run} is {state}: {chunks}.").format(
                run=run.pk, state=run.get_state_display().lower(), chunks=chunk_line(run)
            )
        )
        if run.state == ImportRun.State.RUNNING:
            self.stdout.write(gettext("What workers are at is finished first."))
