"""The findings of a run for its report: counters and lists of bounded length, mergeable in any order.

Merging is commutative and associative. So each transaction stores its own findings (see :mod:`.accumulator`),
and no process needs to see all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ..entries.entry import STATES, WRITTEN, Outcome
from .wording import printable

MOST_FAILURES, MOST_SLOW, MOST_REASONS, MOST_KINDS = 500, 20, 40, 5000
"""The maximal lengths of the lists, for a readable report; the last one bounds the memory for counters."""

MOST_KEPT, MOST_KINDS_KEPT = 100, 200
"""The failures stored with the run and, while it is running, the reasons that are counted."""

LONGEST = 500
"""Characters that are kept of a text."""

EXAMPLE = 160
"""Characters that are kept of a line that was left out."""

BINS = 10
"""The bins of the histogram of confidences: one for each tenth."""

LIST_OF = {
    "failed": "failures",
    "edited": "eyes",
    "skipped": "eyes",
    "not_an_article": "lists",
    "duplicate": "duplicates",
}
"""The report's list for documents in each state."""

UNSURE = "unsure"
DOUBTS = {"no_title": "untitled", UNSURE: "unsure"}
"""The report's list for each doubtful warning."""

LISTS = ("failures", "eyes", "near", "lists", "duplicates", "unsure", "untitled")

MONTHS_SHOWN = 48
"""Longer timelines are shown by year, and by decade beyond as many years: the columns must stay wide enough
to see.
"""

LEAST_STEPS = 12
"""A timeline has at least this many steps: otherwise a single date would fill the chart."""

_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=1_000)
def _reason(said: str) -> str:
    """The reason without numbers: "repeats line 12" and "repeats line 13" are one."""
    return _NUMBER.sub("…", said)


@dataclass
class Findings:
    """What a report shows of a run, or of a part of one."""

    states: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)
    """Counts by month (7 letters); in the stored form of a long period by year (4) or decade (3)."""
    undated: int = 0
    confidence: Counter[int] = field(default_factory=Counter)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    dropped_total: int = 0
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    warned: dict[str, str] = field(default_factory=dict)
    failures: list[dict[str, Any]] = field(default_factory=list)
    eyes: list[dict[str, Any]] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    """Counts of ignored files by kind."""
    near: list[dict[str, Any]] = field(default_factory=list)
    """Near-duplicates, each with its original."""
    near_total: int = 0
    lists: list[dict[str, Any]] = field(default_factory=list)
    """Documents that are no article."""
    duplicates: list[dict[str, Any]] = field(default_factory=list)
    """Exact duplicates, and documents that came twice."""
    unsure: list[dict[str, Any]] = field(default_factory=list)
    """Documents that were not published, because the confidence is too low."""
    untitled: list[dict[str, Any]] = field(default_factory=list)
    """Documents without a title."""
    slowest: list[dict[str, Any]] = field(default_factory=list)
    """The slowest documents first."""

    def add(self, outcome: Outcome) -> None:
        self.states[outcome.state] += 1
        if outcome.what:
            self.add_unread(outcome.what, 1)
        self.near_total += outcome.taken_for is not None
        for name, message in _lists_of(outcome):
            if len(listed := getattr(self, name)) < MOST_FAILURES:
                listed.append({**_row_of(outcome), "message": _short(message)})
        if outcome.seconds and (
            len(self.slowest) < MOST_SLOW or outcome.seconds >= self.slowest[-1]["seconds"]
        ):
            self.add_slow([_row_of(outcome)])
        if outcome.confidence is not None:
            self.confidence[min(int(outcome.confidence * BINS), BINS - 1)] += 1
            if outcome.seconds:
                if outcome.date:
                    self.dates[outcome.date[:7]] += 1
                else:
                    self.undated += 1
        for line in outcome.dropped:
            self.add_dropped(line["label"], _reason(line["reason"]), 1, line["text"])
        self.dropped_total += len(outcome.dropped)
        for warning in outcome.warnings:
            self.add_warning(warning["code"], 1, warning["message"])

    def add_unread(self, what: str, number: int) -> None:
        if what in self.unread or len(self.unread) < MOST_KINDS:
            self.unread[what] += number

    def add_slow(self, rows: Iterable[dict[str, Any]]) -> None:
        # Equal times are sorted by name, so that the merge order does not matter.
        slowest = sorted((*self.slowest, *rows), key=lambda row: (-row["seconds"], row["source"]))
        self.slowest = slowest[:MOST_SLOW]

    def add_dropped(self, label: str, reason: str, number: int, example: str) -> None:
        key = label, reason
        if key in self.dropped:
            self.dropped[key] += number
        elif len(self.dropped) < MOST_KINDS:
            self.dropped[key] = number
            self.examples[key] = printable(example)[:EXAMPLE]

    def add_warning(self, code: str, number: int, message: str) -> None:
        if code in self.warnings:
            self.warnings[code] += number
        elif len(self.warnings) < MOST_KINDS:
            self.warnings[code], self.warned[code] = number, message

    def merge(self, other: Findings) -> None:
        """Merge the findings of another part of the run."""
        self.states.update(other.states)
        self.dates = _steps_of(self.dates + other.dates)
        self.undated += other.undated
        self.confidence.update(other.confidence)
        for (label, reason), number in other.dropped.items():
            self.add_dropped(label, reason, number, other.examples[label, reason])
        self.dropped_total += other.dropped_total
        for code, number in other.warnings.items():
            self.add_warning(code, number, other.warned[code])
        for what, number in other.unread.items():
            self.add_unread(what, number)
        self.near_total += other.near_total
        for name in LISTS:
            setattr(self, name, (getattr(self, name) + getattr(other, name))[:MOST_FAILURES])
        self.add_slow(other.slowest)

    def timeline(self) -> list[tuple[str, int]]:
        """The counts of dates by month, year or decade, gaps included."""
        if not self.dates:
            return []
        counts = _steps_of(self.dates)
        return [(step, counts[step]) for step in span(min(counts), max(counts))]

    def to_dict(self, most: int = MOST_FAILURES, kinds: int = MOST_REASONS) -> dict[str, Any]:
        """The findings as JSON types, with a bounded number of failures and reasons."""
        return {
            "states": {state: self.states[state] for state in STATES if self.states[state]},
            "timeline": self.timeline(),
            "dated": sum(self.dates.values()),
            "undated": self.undated,
            "confidence": [self.confidence[number] for number in range(BINS)],
            "dropped": [
                {
                    "label": _short(label),
                    "reason": _short(reason),
                    "number": number,
                    "example": _short(self.examples[label, reason]),
                }
                for (label, reason), number in self.dropped.most_common(kinds)
            ],
            "dropped_total": self.dropped_total,
            "warnings": [
                {"code": _short(code), "number": number, "message": _short(self.warned[code])}
                for code, number in self.warnings.most_common(kinds)
            ],
            "unread": [
                {"what": _short(what), "number": number} for what, number in self.unread.most_common(kinds)
            ],
            "near_total": self.near_total,
            **{name: getattr(self, name)[:most] for name in LISTS},
            "slowest": self.slowest,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Findings:
        """The findings from :meth:`to_dict`; empty for an empty dict."""
        found = cls()
        if not data:
            return found
        found.states.update(data["states"])
        found.dates.update({step: number for step, number in data["timeline"] if number})
        found.undated = data["undated"]
        found.confidence.update(dict(enumerate(data["confidence"])))
        for row in data["dropped"]:
            found.add_dropped(row["label"], row["reason"], row["number"], row["example"])
        found.dropped_total = data["dropped_total"]
        for row in data["warnings"]:
            found.add_warning(row["code"], row["number"], row["message"])
        # Reports stored by earlier versions have fewer lists.
        for row in data.get("unread", ()):
            found.add_unread(row["what"], row["number"])
        found.near_total = data.get("near_total", 0)
        for name in LISTS:
            setattr(found, name, list(data.get(name, ())))
        found.add_slow(data["slowest"])
        return found


def _lists_of(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The report's lists that contain the document, each with the message there."""
    if name := "near" if outcome.taken_for is not None else LIST_OF.get(outcome.state):
        yield name, outcome.message
    if outcome.state in WRITTEN:
        for warning in outcome.warnings:
            if name := DOUBTS.get(warning["code"]):
                yield name, warning["message"]
    elif outcome.held == UNSURE:
        yield DOUBTS[UNSURE], outcome.message


def _short(text: str) -> str:
    """The beginning of a text, without characters that some database refuses: NUL and lone surrogates.

    >>> _short("One\\x00two\\udcff")
    'One�two?'
    """
    return text[:LONGEST].replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _row_of(outcome: Outcome) -> dict[str, Any]:
    """A document's row in the report."""
    return {
        "source": _short(outcome.source),
        "state": outcome.state,
        "title": _short(outcome.title or ""),
        "message": _short(outcome.message),
        "seconds": outcome.seconds,
        "document": outcome.document,
        "page": outcome.page,
        **({"taken_for": _shortened(outcome.taken_for)} if outcome.taken_for else {}),
    }


def _shortened(other: dict[str, Any]) -> dict[str, Any]:
    """A near-duplicate's original, as the report lists it."""
    return {**other, "source": _short(other["source"]), "title": _short(other["title"] or "")}


def _steps_of(dates: Counter[str]) -> Counter[str]:
    """The counts of dates in the steps of the timeline: months, years or decades.

    >>> dict(_steps_of(Counter({"2024-05": 1, "2024-06": 2, "2019-01": 3})))
    {'2024': 3, '2019': 3}
    """
    if not dates:
        return dates
    width = min(map(len, dates))
    first, last = min(dates)[:width], max(dates)[:width]
    width = len(next(span(first, last)))
    steps: Counter[str] = Counter()
    for step, number in dates.items():
        steps[step[:width]] += number
    return steps


def span(first: str, last: str) -> Iterator[str]:
    """The steps from one date to another: months (7 letters), years (4) or decades (3), no finer than given.

    >>> list(span("2024-11", "2025-01"))[3:-4]
    ['2024-10', '2024-11', '2024-12', '2025-01', '2025-02']
    >>> list(span("2019-11", "2024-01"))
    ['2019', '2020', '2021', '2022', '2023', '2024']
    >>> list(span("199", "202"))
    ['199', '200', '201', '202']
    """
    years = int(f"{first:0<4}"[:4]), int(f"{last:9<4}"[:4])
    if len(first) == 7:
        start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
        if end - start < MONTHS_SHOWN:
            more = max(0, LEAST_STEPS - (end - start + 1))
            start = max(12, start - more // 2)
            end = max(end, start + LEAST_STEPS - 1)
            yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1))
            return
    if len(first) >= 4 and years[1] - years[0] < MONTHS_SHOWN:
        yield from (f"{year:04}" for year in range(years[0], years[1] + 1))
    else:
        yield from (f"{decade:03}" for decade in range(years[0] // 10, years[1] // 10 + 1))
