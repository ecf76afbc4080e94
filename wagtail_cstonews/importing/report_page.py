"""The report of a run as a page to look at: one file without scripts, that needs nothing from elsewhere.

Everything in it is scraped, and the template escapes it. Outcomes are read once, one by one; what is kept of
them is bounded, however many there are.
"""

from __future__ import annotations

import datetime
import heapq
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.template.loader import render_to_string

from .. import __version__
from .entries import STATES, Outcome
from .report import printable, summary
from .run import Result

MOST_FAILURES, MOST_SLOW, MOST_REASONS, MOST_KINDS = 500, 20, 40, 5000
"""How many are listed, and how many different reasons are counted."""

BINS = 10

MONTHS_SHOWN = 48
"""Dates that span more are shown by year, and by decade where they span more than as many years."""

_STEPS = re.compile(r"\d+")


@dataclass
class Bar:
    """One column or row of a chart."""

    label: str
    number: int
    percent: float
    """Of the longest, to draw it."""

    @property
    def rest(self) -> float:
        """What is left above it."""
        return 100 - self.percent


@dataclass
class Dropped:
    """Lines that were left out for one reason."""

    label: str
    reason: str
    number: int
    example: str


@dataclass
class Findings:
    """What the page shows of a run."""

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

    def timeline(self) -> list[Bar]:
        """The dates found, by month, year or decade, gaps included."""
        if not self.months:
            return []
        steps = list(span(min(self.months), max(self.months)))
        counts: Counter[str] = Counter()
        width = len(steps[0])
        for month, number in self.months.items():
            counts[step_of(month, width)] += number
        return bars((step, counts[step]) for step in steps)


def span(first: str, last: str) -> Iterator[str]:
    """The steps from one month to another: months (7 letters), years (4) or decades (3).

    >>> list(span("2024-11", "2025-01"))
    ['2024-11', '2024-12', '2025-01']
    >>> list(span("2019-11", "2024-01"))
    ['2019', '2020', '2021', '2022', '2023', '2024']
    """
    months = [int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last)]
    years = int(first[:4]), int(last[:4])
    if months[1] - months[0] < MONTHS_SHOWN:
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(months[0], months[1] + 1))
    elif years[1] - years[0] < MONTHS_SHOWN:
        yield from (f"{year:04}" for year in range(years[0], years[1] + 1))
    else:
        yield from (f"{decade:03}" for decade in range(years[0] // 10, years[1] // 10 + 1))


def step_of(month: str, width: int) -> str:
    return month[:width]


def bars(counts: Any) -> list[Bar]:
    """Counts as bars, the longest being 100 %."""
    found = list(counts)
    longest = max((number for _, number in found), default=0) or 1
    return [Bar(label, number, round(100 * number / longest, 1)) for label, number in found]


def findings_of(result: Result) -> Findings:
    findings = Findings()
    for number, outcome in enumerate(result.outcomes()):
        findings.add(number, outcome)
    return findings


def write_page(file: IO[str], result: Result, about: dict[str, Any], data: str = "") -> None:
    """The run as a page of HTML. ``about`` says what was asked for, ``data`` names the JSON beside it."""
    found = findings_of(result)
    histogram = [
        (f"{100 * bin // BINS}–{100 * (bin + 1) // BINS} %", found.confidence[bin]) for bin in range(BINS)
    ]
    timeline = found.timeline()
    for bar in timeline:
        bar.label += "0s" if len(bar.label) == 3 else ""
    context = {
        **about,
        "version": __version__,
        "run": result.run.pk if result.run else None,
        "started_at": result.started_at.astimezone(datetime.UTC),
        "seconds": result.seconds,
        "stopped": result.stopped,
        "summary": summary(result),
        "states": [(state, found.states[state]) for state in STATES if found.states[state]],
        "timeline": timeline,
        "undated": found.undated,
        "dated": sum(found.months.values()),
        "histogram": bars(histogram) if any(found.confidence.values()) else [],
        "dropped": [
            Dropped(*key, number, found.examples[key])
            for key, number in found.dropped.most_common(MOST_REASONS)
        ],
        "dropped_total": sum(found.dropped.values()),
        "warnings": [
            (code, number, found.warned[code]) for code, number in found.warnings.most_common(MOST_REASONS)
        ],
        "failures": found.failures,
        "failures_more": max(0, found.states["failed"] - len(found.failures)),
        "eyes": found.eyes,
        "slowest": [outcome for _, _, outcome in sorted(found.slowest, reverse=True) if outcome.seconds],
        "per_second": result.total / result.seconds if result.seconds else None,
        "data": data,
    }
    file.write(render_to_string("wagtail_cstonews/import_report.html", context))
