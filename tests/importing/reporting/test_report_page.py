"""The report as a page of HTML."""

import io
import json
import re

import pytest
from bs4 import BeautifulSoup

from wagtail_cstonews.importing.entries.entry import Outcome
from wagtail_cstonews.importing.reporting import findings as findings_module
from wagtail_cstonews.importing.reporting.findings import LEAST_STEPS, MOST_KEPT, Findings, span
from wagtail_cstonews.importing.reporting.report_page import charts_of, write_page
from wagtail_cstonews.importing.reporting.result import Result

HARM = "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
ABOUT = {"command": f"import_news {HARM}", "dry_run": False, "section": {"title": HARM, "url": "/"}}


def outcome(source="a.txt", state="new", **fields):
    return Outcome(source, state, **{"title": "A title", "confidence": 0.9, "seconds": 0.1, **fields})


def page_of(*outcomes, **about):
    with Result() as result:
        for one in outcomes:
            result.add(one)
        result.seconds = 2.0
        file = io.StringIO()
        write_page(file, result, {**ABOUT, **about}, "out.json")
    return file.getvalue()


def test_page():
    dropped = [{"line": 2, "label": "teaser", "reason": "repeats line 9", "text": "Read more"}]
    warnings = [{"code": "no_title", "message": "No title.", "line": 3}]
    html = page_of(
        outcome(date="2024-05-01", dropped=dropped),
        outcome("b.txt", date="2024-07-01T10:00", dropped=dropped * 2, warnings=warnings, seconds=3.5),
        outcome(
            "rows.jsonl:12", "failed", message="not JSON. Correct the row.", confidence=None, seconds=0.0
        ),
        outcome("c.txt", "edited", message="It waits as a proposal."),
        command="import_news archive",
        section={"title": "News", "url": "/news/"},
    )
    text = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert "Import into News" in text
    assert "rows.jsonl:12 not JSON. Correct the row." in text
    assert "teaser repeats line … 3 Read more" in text
    assert "no_title 1 No title." in text
    assert "c.txt A title It waits as a proposal." in text
    assert "A date was found in 2 documents. Without a date: 1." in text
    assert "2.0 documents a second" in text
    assert "out.json" in text
    slow = text.split("The slowest documents")[1]
    assert slow.index("b.txt") < slow.index("a.txt")
    soup = BeautifulSoup(html, "html.parser")
    columns = soup.select(".cstonews-columns rect")
    assert len(columns) == LEAST_STEPS
    shown = [column.title.string for column in columns]
    assert shown[4:7] == ["2024-05: 1", "2024-06: 0", "2024-07: 1"]
    assert [(column["y"], column["height"]) for column in columns[4:6]] == [
        ("0.0", "100.0"),
        ("100.0", "0.0"),
    ]
    assert soup.select(".cstonews-bars rect")[-1]["width"] == "100.0"


def test_it_needs_nothing_from_elsewhere():
    soup = BeautifulSoup(page_of(outcome()), "html.parser")
    assert not soup.find_all(["script", "link", "img", "iframe"])
    assert not re.search(r"url\(|@import", str(soup.style))
    assert "default-src 'none'" in str(soup.find("meta", attrs={"http-equiv": True}))


def test_hostile_text_is_escaped():
    line = {"line": 1, "label": HARM, "reason": HARM, "text": HARM}
    warning = {"code": HARM, "message": HARM, "line": 1}
    fields = {"title": HARM, "message": HARM, "dropped": [line], "warnings": [warning], "date": "2024-05-01"}
    html = page_of(*(outcome(HARM, state, **fields) for state in ("new", "failed", "edited")))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("</style>") == 1
    assert not BeautifulSoup(html, "html.parser").find_all(attrs={"onerror": True})


def test_nothing_happened():
    html = page_of()
    assert "Nothing to do: no documents were found." in html
    for heading in ("Failed", "When the articles", "How sure", "What was left out", "slowest"):
        assert heading not in html


def test_unchanged_documents_are_not_counted_as_undated():
    with Result() as result:
        result.add(outcome(state="unchanged", seconds=0.0))
        assert result.findings.undated == 0


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(findings_module, "MOST_FAILURES", 3)
    monkeypatch.setattr(findings_module, "MOST_KINDS", 4)
    findings = Findings()
    for number in range(50):
        line = {"line": 1, "label": "chrome", "reason": "x" * number, "text": ""}
        findings.add(outcome(f"{number}", "failed", seconds=number, dropped=[line]))
    assert (len(findings.failures), len(findings.dropped)) == (3, 4)
    assert sorted(row["source"] for row in findings.slowest) == sorted(map(str, range(30, 50)))
    assert findings.states["failed"] == 50


@pytest.mark.parametrize(
    ("first", "last", "steps"),
    [
        ("2024-05", "2024-05", [f"2023-{month}" for month in (12,)] + [f"2024-{m:02}" for m in range(1, 12)]),
        ("0001-01", "0001-02", [f"0001-{month:02}" for month in range(1, 13)]),
        ("2024-01", "2024-12", [f"2024-{month:02}" for month in range(1, 13)]),
        ("1995-01", "2024-12", 30),
        ("1024-01", "2024-12", 101),
    ],
)
def test_span(first, last, steps):
    found = list(span(first, last))
    assert found == steps if isinstance(steps, list) else len(found) == steps


def test_what_is_kept_with_a_run_is_small():
    """However many documents there were, and whatever they say."""
    findings = Findings()
    for number in range(2000):
        line = {"line": 1, "label": "chrome", "reason": "x" * number, "text": "y" * 9000}
        warning = {"code": f"code{number}", "message": "z" * 9000, "line": 1}
        fields = {"message": "m" * 9000, "title": "t" * 9000, "dropped": [line], "warnings": [warning]}
        date = f"{number * 4 + 1:04}-01-01"
        findings.add(outcome("s" * 9000, ("failed", "edited")[number % 2], date=date, **fields))
    kept = findings.to_dict(MOST_KEPT)
    assert len(json.dumps(kept)) < 500_000
    charts = charts_of(json.loads(json.dumps(kept)))
    assert charts["failures_more"] == 1000 - MOST_KEPT
    assert charts["eyes_more"] == 1000 - MOST_KEPT
    assert sum(bar.number for bar in charts["timeline"]) == 2000
