"""The end of a run: the steps that need all documents written, and the record of how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import Error, connection, transaction
from django.utils import timezone

from ..models import ImportRun
from ..signals import send_run_finished
from .audit import log_end
from .entries.failures import give_up_if_lost
from .reporting.accumulator import Accumulator, add_up
from .reporting.result import ENDINGS, Result
from .writing.orphans import adopt_orphans
from .writing.records import storable
from .writing.redirects import write_missing
from .writing.relinking import link_waiting

logger = logging.getLogger(__name__)


def tidy_up(
    run: ImportRun, section_id: int | None, site: Any = None, stopping: Callable[[], bool] = lambda: False
) -> None:
    """The steps after the last document: give orphaned pages a parent, replace links between articles and,
    where a site is given, create redirects. A step that fails is logged, and the others still run.
    """
    steps: list[Callable[[], Any]] = [
        partial(adopt_orphans, run, section_id),
        partial(link_waiting, run, run.user, stopping=stopping),
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
    """Record how the run ended, if the database is reachable."""
    run = accumulator.run
    run.state = state
    run.finished_at = run.heartbeat_at = timezone.now()
    run.message = ENDINGS.get(state, "").format(error=storable(result.error))
    try:
        _save_end(accumulator, result.is_whole)
    except Error as error:
        # The database is gone. The error that ended the run says so; the next run marks this one as
        # interrupted.
        logger.warning("The end of run %s could not be recorded: %s", run.pk, error)
    else:
        send_run_finished(run)


def _save_end(accumulator: Accumulator, is_whole: bool) -> None:
    """Save how a run ended, over a new connection where the old one broke. Raises :exc:`django.db.Error`."""
    try:
        _save_end_once(accumulator, is_whole)
    except Error:
        if connection.in_atomic_block:
            raise
        connection.close()
        _save_end_once(accumulator, is_whole)


def _save_end_once(accumulator: Accumulator, is_whole: bool) -> None:
    run = accumulator.run
    changes = {name: getattr(run, name) for name in ("state", "finished_at", "heartbeat_at", "message")}
    with transaction.atomic():
        if not is_whole:
            # Part of the last batch may be written.
            accumulator.total = add_up(run, accumulator.waiting)
        accumulator.write(**changes)
        log_end(run)
    accumulator.saved()
