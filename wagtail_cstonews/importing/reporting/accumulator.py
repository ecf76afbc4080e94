"""The report of a running import: each transaction stores its findings, which are added up from time to
time.

This takes one short row a transaction, and no process waits for another: the rows are added to the run's
report at its heartbeats and at its end. Whoever reads the report in between adds the rows in memory. A killed
run keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from ...models import ImportFindings, ImportRun
from ..entries.entry import Entry, outcome_of
from .findings import MOST_KEPT, MOST_KINDS_KEPT, MOST_REASONS, Findings

ROWS_AT_ONCE = 500
"""Rows that are added up at a time, to bound the memory."""


class Accumulator:
    """The findings of a run in one process. ``total`` has all except those of the batch that is being
    written.
    """

    def __init__(self, run: ImportRun, total: Findings) -> None:
        self.run = run
        self.total = total
        self.waiting = Findings()
        """Findings of documents for which nothing is written; they are stored with the next transaction's."""
        self.has_rows = False

    def leave(self, entries: Iterable[Entry]) -> None:
        """Add findings of documents for which nothing is written."""
        self.waiting.merge(found_of(entries))

    def keep(self, entries: Iterable[Entry]) -> None:
        """Store the findings of documents in the transaction that writes them."""
        found = found_of(entries)
        found.merge(self.waiting)
        keep(self.run, found)
        self.has_rows = True

    def kept(self) -> None:
        """Record that the transaction was committed."""
        self.waiting = Findings()

    def save(self, **changes: Any) -> None:
        """Save the report so far, with other changes of the run's row, and delete the rows that it
        includes.
        """
        with transaction.atomic():
            self.write(**changes)
        self.saved()

    def write(self, **changes: Any) -> None:
        """What :meth:`save` writes, for a transaction of the caller's, who then calls :meth:`saved`."""
        report = self.total.to_dict(MOST_KEPT)
        ImportRun.objects.filter(pk=self.run.pk).update(report=report, counts=report["states"], **changes)
        if self.has_rows:
            ImportFindings.objects.filter(run=self.run).delete()
        self.run.report, self.run.counts = report, report["states"]

    def saved(self) -> None:
        """Record that what was written is committed. Until then the stored rows count, and are to delete."""
        self.has_rows = False
        self.waiting = Findings()


def found_of(entries: Iterable[Entry]) -> Findings:
    """The findings of documents."""
    found = Findings()
    for entry in entries:
        found.add(outcome_of(entry))
    return found


def keep(run: ImportRun, found: Findings) -> None:
    """Store a transaction's findings until they are added to the run's report."""
    ImportFindings.objects.create(run=run, found=found.to_dict(MOST_KEPT, MOST_KINDS_KEPT))


def add_up(run: ImportRun, more: Findings | None = None, *, kinds: int = MOST_KINDS_KEPT) -> Findings:
    """Add the stored findings and ``more`` to the run's report, and return it. Each row counts once."""
    with transaction.atomic():
        this = ImportRun.objects.filter(pk=run.pk)
        # One process at a time. Writing the row before reading it locks it in every database.
        this.update(state=F("state"))
        found = Findings.from_dict(this.values_list("report", flat=True).get())
        while rows := list(ImportFindings.objects.filter(run=run).values_list("pk", "found")[:ROWS_AT_ONCE]):
            for _, part in rows:
                found.merge(Findings.from_dict(part))
            ImportFindings.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
        if more is not None:
            found.merge(more)
        if found.states:
            this.update(report=found.to_dict(MOST_KEPT, kinds))
    return found


def report_of(run: ImportRun) -> dict[str, Any]:
    """The run's report with the findings that were not added yet; empty for a run without a report."""
    rows = ImportFindings.objects.filter(run=run).values_list("found", flat=True)
    found = Findings.from_dict(run.report)
    for part in rows.iterator(ROWS_AT_ONCE):
        found.merge(Findings.from_dict(part))
    return found.to_dict(MOST_KEPT, MOST_REASONS) if run.report or found.states else {}
