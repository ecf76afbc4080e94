"""The progress output of ``import_news``, and its handling of Ctrl-C."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext
from tqdm import tqdm

from wagtail_cstonews.importing.entries.entry import Outcome
from wagtail_cstonews.importing.matching.match import UNPUBLISHED
from wagtail_cstonews.importing.reporting.summary import Table
from wagtail_cstonews.importing.reporting.wording import printable
from wagtail_cstonews.importing.run import ImportRunner
from wagtail_cstonews.publishing.messages import translated

INTERRUPTED = 130
"""The exit status of an interrupted command: 128 + SIGINT, as in shells."""

REPORTED = {0: {"failed"}, 1: {"failed", "edited", "skipped", "not_an_article"}}
"""The states of which each document is printed, by verbosity. Near-duplicates are printed from 1 on,
everything from 2 on.
"""


@contextmanager
def watched(runner: ImportRunner, command: BaseCommand, verbosity: int) -> Iterator[None]:
    """Print outcomes and progress; Ctrl-C ends the run after the current batch."""
    options = runner.options
    table = None
    if options.dry_run and verbosity:
        table = Table(shutil.get_terminal_size((120, 24)).columns, options.publish)
        command.stdout.write(table.header())
    shown = verbosity > 0 and table is None and sys.stderr.isatty()
    with tqdm(total=options.limit, unit=gettext(" documents"), disable=not shown, leave=False) as bar:

        def show(outcome: Outcome) -> None:
            if table:
                command.stdout.write(table.line(outcome))
            elif outcome.message and _is_named(outcome, verbosity):
                bar.clear()
                style = command.style.ERROR if outcome.state == "failed" else command.style.WARNING
                command.stderr.write(printable(f"{outcome.source}: {translated(outcome.message)}"), style)
            bar.update()

        runner.on_outcome = show
        with interruptible(runner, announcing(command, "batch")):
            yield


def _is_named(outcome: Outcome, verbosity: int) -> bool:
    """Whether the document is printed, beside being counted."""
    states = REPORTED.get(verbosity)
    is_near = verbosity > 0 and outcome.taken_for is not None
    stays_draft = verbosity > 0 and outcome.message == UNPUBLISHED
    return states is None or is_near or stays_draft or outcome.state in states


def announcing(command: BaseCommand, what: str) -> Callable[[], None]:
    """A callback that announces when the run will stop."""

    def announce() -> None:
        command.stderr.write(
            gettext("Stopping after this {what}; Ctrl-C again stops at once.").format(what=gettext(what)),
            command.style.WARNING,
        )

    return announce


@contextmanager
def interruptible(runner: ImportRunner, announce: Callable[[], None]) -> Iterator[None]:
    """Let the first Ctrl-C end the run after its batch, and the second one at once."""

    def stop(signum: int, frame: Any) -> None:
        if runner.stopping:
            raise KeyboardInterrupt
        runner.stop()
        announce()

    before = None
    # Python allows signal handlers only in the main thread.
    with suppress(ValueError):
        before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
