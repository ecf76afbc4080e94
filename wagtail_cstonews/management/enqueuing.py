"""``import_news --enqueue``: checks before the input is read, and hints after the documents are enqueued."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.management.base import CommandError
from django.db import Error
from django.utils.translation import gettext

from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.queue.chunks import hand_out, resume, unfinished
from wagtail_cstonews.importing.queue.enqueuing import queue_problem
from wagtail_cstonews.importing.reporting.status import chunk_line
from wagtail_cstonews.importing.reporting.wording import counted
from wagtail_cstonews.importing.run import ImportRunner
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.sources import Item

from .progress import INTERRUPTED


def check_queue(options: ImportOptions, report: str | None) -> None:
    """Raise :exc:`CommandError` where the options do not allow a queue, or the same import is queued
    already.
    """
    given = {"dry-run": options.dry_run, "report": report, "workers": options.workers}
    for name in given:
        if given[name]:
            raise CommandError(
                gettext(
                    "--{name} is for an import in this process, not with --enqueue. "
                    "news_import_status shows what becomes of the documents; news_import_status RUN "
                    "--report FILE writes the report."
                ).format(name=name)
            )
    if problem := queue_problem():
        raise CommandError(f"--enqueue: {translated(problem)}")
    if (run := unfinished(options.command_line())) is not None:
        again = counted(resume(run), "waiting chunk was", "waiting chunks were")
        raise CommandError(
            gettext(
                "Run {run} of the same command is at it: {chunks}. "
                "{again} handed to the queue once more; nothing is done twice. "
                "To begin anew, stop it first: stop_news_import {run}."
            ).format(run=run.pk, chunks=chunk_line(run), again=again)
        )


def enqueue(runner: ImportRunner, items: Iterator[Item], say: Callable[[str], None]) -> None:
    """Enqueue the documents, and say how to follow the run. Raises :exc:`CommandError`."""
    try:
        run = hand_out(runner, items)
    except Error as error:
        raise CommandError(
            gettext("The database failed ({error}). The same command begins again.").format(error=error)
        ) from error
    say(
        gettext("Run {run}: {chunks}. Follow it with: news_import_status {run}").format(
            run=run.pk, chunks=chunk_line(run)
        )
    )
    if runner.stopping:
        raise CommandError(
            gettext(
                "Stopped. What was written stays, and what workers are at is finished; the same command goes "
                "on from there."
            ),
            returncode=INTERRUPTED,
        )
