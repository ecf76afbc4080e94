"""The output of a run: the plan as a table, a summary, and the report as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext
from ftfy.formatting import monospaced_width

from ... import __version__
from ...publishing.messages import translated
from ..entries.entry import STATES, WRITTEN, Outcome
from ..matching.not_articles import STAY_DRAFTS
from .result import Result
from .status import made_by
from .wording import counted, in_words, printable, summary_of

NARROWEST = 60
"""Columns; in a narrower terminal the rows wrap, instead of being cut until they say nothing."""


def summary(result: Result) -> str:
    """The run in a sentence or two."""
    return summary_of(result.counts, result.findings.unread, on_shell=True)


def fit(text: str, width: int) -> str:
    """Text cut or padded to a width in terminal columns.

    >>> fit("One two", 5), fit("One", 5), fit("日本語", 5)
    ('One …', 'One  ', '日本…')
    """
    text = printable(text)
    if monospaced_width(text) > width:
        while text and monospaced_width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - monospaced_width(text))


def fit_end(text: str, width: int) -> str:
    """Text cut at its beginning: the end of a path is what distinguishes it.

    >>> fit_end("archive/one.txt", 8)
    '…one.txt'
    """
    text = printable(text)
    if monospaced_width(text) > width:
        while text and monospaced_width(text) > width - 1:
            text = text[1:]
        text = "…" + text
    return text + " " * (width - monospaced_width(text))


class Table:
    """The plan as a table, printed row by row."""

    def __init__(self, width: int, publish: bool) -> None:
        width = max(width, NARROWEST)
        self.publish = publish
        kind, state = 9, 11
        rest = width - kind - state - 8
        document = rest * 3 // 10
        title = rest * 4 // 10
        self.widths = (document, kind, title, state, rest - document - title)

    def header(self) -> str:
        names = self.row(
            gettext("Document"), gettext("Kind"), gettext("Title"), gettext("Would be"), gettext("Why")
        )
        return f"{names}\n{'  '.join('─' * width for width in self.widths)}"

    def line(self, outcome: Outcome) -> str:
        return self.row(
            outcome.source,
            in_words(outcome.kind or ""),
            outcome.title or "",
            self.fate(outcome),
            self.why(outcome),
        )

    def row(self, document: str, kind: str, title: str, state: str, why: str) -> str:
        first, *widths = self.widths
        cells = (fit(cell, width) for cell, width in zip((kind, title, state, why), widths, strict=True))
        return "  ".join([fit_end(document, first), *cells]).rstrip()

    def fate(self, outcome: Outcome) -> str:
        """The planned fate of the document."""
        fates = {
            "new": (
                gettext("published") if self.publish and not _stays_draft(outcome) else gettext("a draft")
            ),
            "not_an_article": gettext("left out"),
            "changed": gettext("updated"),
            "edited": gettext("left alone"),
        }
        return fates.get(outcome.state) or in_words(outcome.state)

    def why(self, outcome: Outcome) -> str:
        if outcome.state == "published":
            return gettext("its draft is as an import left it")
        if outcome.message or outcome.state not in WRITTEN:
            return translated(outcome.message)
        parts = [gettext("it is new") if outcome.state == "new" else gettext("the document changed")]
        if outcome.warnings:
            parts.append(counted(len(outcome.warnings), "warning", "warnings"))
        if outcome.dropped:
            parts.append(counted(len(outcome.dropped), "line left out", "lines left out"))
        return ", ".join(parts)


def _stays_draft(outcome: Outcome) -> bool:
    """Whether its page stays a draft even with ``--publish``."""
    return any(warning["code"] in STAY_DRAFTS for warning in outcome.warnings)


def write_report(file: IO[str], result: Result, about: dict[str, Any]) -> None:
    """Write the run as one JSON object, document by document; ``about`` describes the call."""
    head = {
        "version": __version__,
        **about,
        "run": result.run.pk if result.run else None,
        "started_at": result.started_at.isoformat(timespec="seconds"),
        "seconds": round(result.seconds, 3),
        "stopped": result.stopped,
        "counts": {state: result.counts[state] for state in STATES},
        "total": result.total,
        "made": made_by(result.run),
    }
    opening = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    file.write(f'{opening},\n  "documents": [')
    for number, line in enumerate(_report_lines(result)):
        file.write(f"{',' if number else ''}\n    {line}")
    file.write("\n  ]\n}\n")


def _report_lines(result: Result) -> Iterator[str]:
    for outcome in result.outcomes():
        yield json.dumps(outcome.to_dict(), ensure_ascii=False)
