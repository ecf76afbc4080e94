"""What a run found, as its report shows it: counted while the run goes on, and bounded however long it is."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .entries import STATES, Outcome
from .wording import printable

MOST_FAILURES, MOST_SLOW, MOST_REASONS, MOST_KINDS = 500, 20, 40, 5000
"""How many are listed, and how many different reasons are counted."""

MOST_KEPT = 100
"""How many failures are kept with the run."""

LONGEST = 500
"""Characters that are kept of a text."""

BINS = 10

MONTHS_SHOWN = 48
"""Dates that span more are shown by year, and by decade where they span more than as many years."""

LEAST_STEPS = 12
"""A timeline shows as many steps at least: a single date is one column among them, not all of the chart."""

_STEPS = re.compile(r"\d+")


@dataclass
class Findings:
    """What a report shows of a run."""

    states: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    confidence: Counter[int] = field(default_factory=Counter)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    warned: dict[str, str] = field(default_factory=dict)
    failures: list[Outcome] = field(default_factory=list)
    eyes: list[Outcome] = field(default_factory=list)
    slowest: list[tuple[float, int, Outcome]] = field(default_factory=list)
    extracted: int = 0
    seconds: float = 0.0

    def add(self, number: int, outcome: Outcome) -> None:
        self.states[outcome.state] += 1
        self.seconds += outcome.seconds
        if outcome.state == "failed" and len(self.failures) < MOST_FAILURES:
            self.failures.append(outcome)
        if outcome.state in ("edited", "skipped") and len(self.eyes) < MOST_FAILURES:
            self.eyes.append(outcome)
        heapq.heappush(self.slowest, (outcome.seconds, number, outcome))
        if len(self.slowest) > MOST_SLOW:
            heapq.heappop(self.slowest)
        if outcome.confidence is not None:
            self.confidence[min(int(outcome.confidence * BINS), BINS - 1)] += 1
        if outcome.seconds and outcome.confidence is not None:
            self.extracted += 1
            if outcome.date:
                self.months[outcome.date[:7]] += 1
            else:
                self.undated += 1
        self.add_lines(outcome)

    def add_lines(self, outcome: Outcome) -> None:
        for line in outcome.dropped:
            # "repeats line 12" and "repeats line 13" are one reason.
            key = line["label"], _STEPS.sub("…", line["reason"])
            if key in self.dropped or len(self.dropped) < MOST_KINDS:
                self.dropped[key] += 1
                self.examples.setdefault(key, printable(line["text"])[:160])
        for warning in outcome.warnings:
            self.warnings[warning["code"]] += 1
            self.warned.setdefault(warning["code"], warning["message"])

    def timeline(self) -> list[tuple[str, int]]:
        """The dates found, by month, year or decade, gaps included."""
        if not self.months:
            return []
        steps = list(span(min(self.months), max(self.months)))
        counts: Counter[str] = Counter()
        width = len(steps[0])
        for month, number in self.months.items():
            counts[month[:width]] += number
        return [(step, counts[step]) for step in steps]

    def to_dict(self, most: int = MOST_FAILURES) -> dict[str, Any]:
        """What the report shows, as JSON types; ``most`` failures and documents left alone are listed."""
        reasons = self.dropped.most_common(MOST_REASONS)
        return {
            "states": {state: self.states[state] for state in STATES if self.states[state]},
            "timeline": self.timeline(),
            "dated": sum(self.months.values()),
            "undated": self.undated,
            "confidence": [self.confidence[number] for number in range(BINS)],
            "dropped": [
                {
                    "label": label[:LONGEST],
                    "reason": reason[:LONGEST],
                    "number": number,
                    "example": self.examples[label, reason],
                }
                for (label, reason), number in reasons
            ],
            "dropped_total": sum(self.dropped.values()),
            "warnings": [
                {"code": code, "number": number, "message": self.warned[code][:LONGEST]}
                for code, number in self.warnings.most_common(MOST_REASONS)
            ],
            "failures": [row_of(outcome) for outcome in self.failures[:most]],
            "eyes": [row_of(outcome) for outcome in self.eyes[:most]],
            "slowest": [
                row_of(outcome) for _, _, outcome in sorted(self.slowest, reverse=True) if outcome.seconds
            ],
        }


def row_of(outcome: Outcome) -> dict[str, Any]:
    """One document as the report lists it."""
    return {
        "source": outcome.source[:LONGEST],
        "state": outcome.state,
        "title": (outcome.title or "")[:LONGEST],
        "message": outcome.message[:LONGEST],
        "seconds": outcome.seconds,
        "document": outcome.document,
        "page": outcome.page,
    }


def span(first: str, last: str) -> Iterator[str]:
    """The steps from one month to another: months (7 letters), years (4) or decades (3).

    >>> list(span("2024-11", "2025-01"))[3:-4]
    ['2024-10', '2024-11', '2024-12', '2025-01', '2025-02']
    >>> list(span("2019-11", "2024-01"))
    ['2019', '2020', '2021', '2022', '2023', '2024']
    """
    months = [int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last)]
    years = int(first[:4]), int(last[:4])
    if months[1] - months[0] < MONTHS_SHOWN:
        more = max(0, LEAST_STEPS - (months[1] - months[0] + 1))
        start = max(12, months[0] - more // 2)
        end = max(months[1], start + LEAST_STEPS - 1)
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1))
    elif years[1] - years[0] < MONTHS_SHOWN:
        yield from (f"{year:04}" for year in range(years[0], years[1] + 1))
    else:
        yield from (f"{decade:03}" for decade in range(years[0] // 10, years[1] // 10 + 1))
