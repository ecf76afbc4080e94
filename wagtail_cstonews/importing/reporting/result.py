"""The result of a run: counts, and an outcome for each document."""

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
    """The result of a run. Outcomes are kept on disk, so that a long run needs no memory for them."""

    def __init__(self, run: ImportRun | None = None) -> None:
        self.run = run
        """The run's record; None in a dry run."""
        self.counts: Counter[State] = Counter()
        self.held: Counter[str] = Counter()
        """The number of drafts of unchanged documents that are not published though pages are, by reason."""
        self.stopped = False
        """Whether a stop was requested before the input ended."""
        self.error = ""
        """The error that ended the run; empty for none."""
        self.is_whole = False
        """Whether it includes all that was written; not if an error ended the run within a batch."""
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
        """The number of documents."""
        return self.counts.total() - self.counts["ignored"]

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes in the order of the input."""
        self._spool.seek(0)
        for line in self._spool:
            yield Outcome(**json.loads(line))

    def close(self) -> None:
        self._spool.close()

    def __enter__(self) -> Result:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
