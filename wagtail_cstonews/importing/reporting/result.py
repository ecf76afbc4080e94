"""What a run did, document by document."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import IO

from django.utils import timezone

from ...models import ImportRun
from ..entries.entry import Outcome, State
from .findings import Findings

ENDINGS = {
    str(ImportRun.State.STOPPED): (
        "It was stopped. What was written stays; the same command goes on from there."
    ),
    str(ImportRun.State.FAILED): (
        "An error ended it ({error}). What was written stays; once the cause is gone, the same command "
        "goes on."
    ),
}


class Result:
    """What a run did: counts, and every document's outcome, on disk so that a long run needs no memory."""

    def __init__(self, run: ImportRun | None = None) -> None:
        self.run = run
        """The record of the run; None for a dry run, which records nothing."""
        self.counts: Counter[State] = Counter()
        self.held: Counter[str] = Counter()
        """Drafts of unchanged documents that are not published though pages are, by the reason."""
        self.stopped = False
        """Whether it ended before its input did, because somebody asked for it."""
        self.error = ""
        """What ended it, where something did."""
        self.is_whole = False
        """Whether it knows of all that was written; not where something ended it within a batch."""
        self.started_at = timezone.now()
        self.seconds = 0.0
        self.findings = Findings()
        self._spool: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def add(self, outcome: Outcome) -> None:
        self.findings.add(outcome)
        self.counts[outcome.state] += 1
        if outcome.held:
            self.held[outcome.held] += 1
        self._spool.write(json.dumps(outcome.to_dict()) + "\n")

    @property
    def total(self) -> int:
        """How many documents there were."""
        return self.counts.total() - self.counts["ignored"]

    def outcomes(self) -> Iterator[Outcome]:
        """Every outcome, in the order of the input."""
        self._spool.seek(0)
        for line in self._spool:
            yield Outcome(**json.loads(line))

    def close(self) -> None:
        self._spool.close()

    def __enter__(self) -> Result:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
