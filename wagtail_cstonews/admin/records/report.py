"""A run's report with admin links, for its view."""

from __future__ import annotations

from itertools import islice
from typing import Any

from wagtail_cstonews.admin.review.words import warning_in_short
from wagtail_cstonews.admin.words import label_in_words, outcome_in_words, warning_in_words
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.importing.reporting.wording import paths_of
from wagtail_cstonews.models import ImportedDocument, ImportRun

from ..addresses import document_url
from .links import documents_url, page_url


def _linked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The report's lists of documents, with links to existing records and pages."""
    others = [other for row in rows if (other := row.get("taken_for"))]
    records = {row["document"] for row in [*rows, *others]} - {None}
    there = set(ImportedDocument.objects.filter(pk__in=records).values_list("pk", flat=True))
    pages = {row["page"] for row in [*rows, *others]} - {None}
    pages = set(get_base_page_model()._default_manager.filter(pk__in=pages).values_list("pk", flat=True))

    def with_links(row: dict[str, Any]) -> dict[str, Any]:
        found = {
            **row,
            "document_url": document_url(row["document"]) if row["document"] in there else "",
            "page_url": page_url(row["page"]) if row["page"] in pages else "",
            "message": outcome_in_words(row.get("message") or ""),
        }
        if other := row.get("taken_for"):
            found["taken_for"] = with_links(other)
        return found

    return list(map(with_links, rows))


def report_for(run: ImportRun) -> dict[str, Any]:
    """The run's report with admin links; empty for a run without a report."""
    # Imported here, since it loads all modules of an import.
    from wagtail_cstonews.importing.reporting.accumulator import report_of
    from wagtail_cstonews.importing.reporting.findings import LISTS
    from wagtail_cstonews.importing.reporting.report_page import charts_of, shown

    report = report_of(run)
    if not report:
        return {}
    charts = charts_of(report)
    lists = [name for name in (*LISTS, "slowest") if name in charts]
    rows = iter(_linked([shown(row, paths_of(run)) for name in lists for row in charts[name]]))
    counts = {name: len(charts[name]) for name in lists}
    return {
        **charts,
        **{name: list(islice(rows, counts[name])) for name in lists},
        "dropped": [{**row, "label": label_in_words(row["label"])} for row in charts.get("dropped", [])],
        "warnings": [
            {
                **row,
                "code": warning_in_short(row["code"]),
                "message": warning_in_words(row["code"], row["message"]),
            }
            for row in charts.get("warnings", [])
        ],
        "states": [
            (state, number, _documents_in(run, state), words) for state, number, _, words in charts["states"]
        ],
        "failed_url": documents_url(run, state="failed"),
        "lists_url": documents_url(run, state="not_an_article"),
        "duplicates_url": documents_url(run, state="duplicate"),
        "unsure_url": documents_url(run, doubt="unsure"),
        "untitled_url": documents_url(run, doubt="no_title"),
        "doubtful_url": documents_url(run, ordering="confidence"),
    }


def _documents_in(run: ImportRun, state: str) -> str:
    """The URL of the run's documents in a state; empty for a state that records do not have."""
    return documents_url(run, state=state) if state in ImportedDocument.State.values else ""
