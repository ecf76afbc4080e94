"""The report of a run while it goes on: each transaction keeps what it found, now and then it is added up.

What is kept costs one short row a transaction, however long the run is, and nobody waits for anybody else:
rows are added to the run's report by whoever gives a sign of life for it, and by its end. Until then,
whoever looks at the report adds them for itself. A run that was killed has them still.
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
"""How many rows are added up at a time."""


class Accumulator:
    """What a run in one process found. ``total`` is all of it, but for the batch that is being written."""

    def __init__(self, run: ImportRun, total: Findings) -> None:
        self.run = run
        self.total = total
        self.waiting = Findings()
        """Of documents of which nothing is written: they are kept with those that come next."""
        self.has_rows = False

    def leave(self, entries: Iterable[Entry]) -> None:
        """Remembers documents of which nothing is written."""
        self.waiting.merge(found_of(entries))

    def keep(self, entries: Iterable[Entry]) -> None:
        """Keeps what was found of documents, in the transaction that writes them."""
        found = found_of(entries)
        found.merge(self.waiting)
        keep(self.run, found)
        self.has_rows = True

    def kept(self) -> None:
        """That transaction was committed."""
        self.waiting = Findings()

    def save(self, **changes: Any) -> None:
        """Saves the report up to now in place of what was kept, with other changes of the run's row."""
        report = self.total.to_dict(MOST_KEPT)
        with transaction.atomic():
            ImportRun.objects.filter(pk=self.run.pk).update(report=report, counts=report["states"], **changes)
            if self.has_rows:
                ImportFindings.objects.filter(run=self.run).delete()
        self.run.report, self.run.counts = report, report["states"]
        self.has_rows = False
        self.waiting = Findings()


def found_of(entries: Iterable[Entry]) -> Findings:
    """What was found of documents."""
    found = Findings()
    for entry in entries:
        found.add(outcome_of(entry))
    return found


def keep(run: ImportRun, found: Findings) -> None:
    """Keeps what a transaction found until it is added to the run's report."""
    ImportFindings.objects.create(run=run, found=found.to_dict(MOST_KEPT, MOST_KINDS_KEPT))


def add_up(run: ImportRun, more: Findings | None = None, *, kinds: int = MOST_KINDS_KEPT) -> Findings:
    """Adds what was kept, and ``more``, to the run's report, and gives it. Each row counts once."""
    with transaction.atomic():
        this = ImportRun.objects.filter(pk=run.pk)
        # One process at a time. The row is written before it is read: that locks it in every database.
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
    """The run's report as it stands, with what was not added to it yet; empty for a run that has none."""
    rows = ImportFindings.objects.filter(run=run).values_list("found", flat=True)
    found = Findings.from_dict(run.report)
    for part in rows.iterator(ROWS_AT_ONCE):
        found.merge(Findings.from_dict(part))
    return found.to_dict(MOST_KEPT, MOST_REASONS) if run.report or found.states else {}
