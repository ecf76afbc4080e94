"""The report of a run as one self-contained HTML file without scripts.

Everything in it is scraped, and the template escapes it. The admin and ``news_import_status`` show the same
report for every run; for a running one, its findings so far.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone

from ... import __version__
from ...models import ImportRun
from .accumulator import report_of
from .findings import BINS, DOUBTS, LISTS, Findings
from .result import Result
from .status import made_by, made_line
from .wording import in_words, paths_of, short_path, summary_of, without_folders


@dataclass
class Bar:
    """One column or row of a chart."""

    label: str
    number: int
    percent: float
    """The length in percent of the longest."""

    @property
    def rest(self) -> float:
        """The space above the column, in percent."""
        return 100 - self.percent


def _bars(counts: Iterable[tuple[str, int]]) -> list[Bar]:
    """Counts as bars, the longest being 100 %."""
    found = list(counts)
    longest = max((number for _, number in found), default=0) or 1
    return [Bar(label, number, round(100 * number / longest, 1)) for label, number in found]


def charts_of(report: dict[str, Any]) -> dict[str, Any]:
    """The charts for the report's template, from :meth:`Findings.to_dict`."""
    report = report or Findings().to_dict()
    states = report["states"]
    warned = {row["code"]: row["number"] for row in report["warnings"]}
    timeline = _bars((f"{step}0s" if len(step) == 3 else step, number) for step, number in report["timeline"])
    edges = [100 * number // BINS for number in range(BINS + 1)]
    histogram = _bars(
        (f"{edges[number]}–{edges[number + 1]} %", count) for number, count in enumerate(report["confidence"])
    )
    return {
        **report,
        "summary": summary_of(states, {row["what"]: row["number"] for row in report.get("unread", ())}),
        "counts": states,
        "states": [(state, number, "", in_words(state)) for state, number in states.items()],
        "timeline": timeline,
        "histogram": histogram if any(bar.number for bar in histogram) else [],
        "failures_more": max(0, states.get("failed", 0) - len(report["failures"])),
        "near_more": max(0, report.get("near_total", 0) - len(report.get("near", ()))),
        "lists_more": max(0, states.get("not_an_article", 0) - len(report.get("lists", ()))),
        "duplicates_more": max(
            0, states.get("duplicate", 0) - report.get("near_total", 0) - len(report.get("duplicates", ()))
        ),
        **{
            f"{name}_more": max(0, warned.get(code, 0) - len(report.get(name, ())))
            for code, name in DOUBTS.items()
        },
        "eyes_more": max(0, states.get("edited", 0) + states.get("skipped", 0) - len(report["eyes"])),
    }


def write_page(file: IO[str], result: Result, about: dict[str, Any], data: str = "") -> None:
    """The run as a page of HTML. ``about`` says what was asked for, ``data`` names the JSON beside it."""
    context = {
        **about,
        "version": __version__,
        "run": result.run.pk if result.run else None,
        "started_at": result.started_at.astimezone(datetime.UTC),
        "seconds": result.seconds,
        "stopped": result.stopped,
        "per_second": result.total / result.seconds if result.seconds else None,
        "data": data,
        "has_documents": True,
        "made": made_line(made_by(result.run)),
        "report": charts_of(result.findings.to_dict()),
    }
    file.write(render_to_string("wagtail_cstonews/import_report.html", context))


def shown(row: dict[str, Any], paths: list[str]) -> dict[str, Any]:
    """A document of a report for a screen: without the server's folders."""
    found = {
        **row,
        "source": short_path(row["source"]),
        "message": without_folders(row["message"], paths),
    }
    if other := row.get("taken_for"):
        found["taken_for"] = {**other, "source": short_path(other["source"])}
    return found


def page_of_run(run: ImportRun, data: str = "", *, on_screen: bool = False) -> str:
    """The report page of a stored run; for a running one, up to now.

    ``on_screen`` hides the server's folders.
    """
    section = run.section
    started = run.started_at
    report, paths = charts_of(report_of(run)), paths_of(run)
    if on_screen:
        rows = {name: [shown(row, paths) for row in report.get(name, ())] for name in (*LISTS, "slowest")}
        report = {**report, **rows}
    context = {
        "command": without_folders(run.command, paths) if on_screen else run.command,
        "section": {"title": section.title if section else "", "url": section.get_url() if section else ""},
        "version": run.version,
        "run": run.pk,
        "started_at": started.astimezone(datetime.UTC) if started.tzinfo else started,
        "going_on": run.state == ImportRun.State.RUNNING,
        "message": run.message,
        "made": made_line(made_by(run)),
        **pace_of(run, report["counts"]),
        "data": data,
        "report": report,
    }
    return render_to_string("wagtail_cstonews/import_report.html", context)


def pace_of(run: ImportRun, states: Mapping[str, int]) -> dict[str, float | None]:
    """The duration of the run, so far if it is running, and its documents a second."""
    end = timezone.now() if run.state == ImportRun.State.RUNNING else run.finished_at
    if end is None or run.state == ImportRun.State.INTERRUPTED:
        # A killed run's end is only known by its last heartbeat.
        return {"seconds": None, "per_second": None}
    seconds = (end - run.started_at).total_seconds()
    total = sum(number for state, number in states.items() if state != "ignored")
    return {"seconds": seconds, "per_second": total / seconds if seconds > 0 else None}


def data_of_run(run: ImportRun) -> dict[str, Any]:
    """The stored report of the run, as JSON types."""
    report = report_of(run)
    return {
        "run": run.pk,
        "state": run.state,
        "message": run.message,
        "command": run.command,
        "version": run.version,
        "section": run.section_id,
        "started_at": run.started_at.isoformat(timespec="seconds"),
        "finished_at": run.finished_at.isoformat(timespec="seconds") if run.finished_at else None,
        "counts": report.get("states", run.counts),
        "made": made_by(run),
        **report,
    }
