"""Tables, summaries and reports."""

import io
import json

import pytest

from wagtail_cstonews.importing.entries.entry import STATES, Outcome
from wagtail_cstonews.importing.reporting.result import Result
from wagtail_cstonews.importing.reporting.summary import Table, fit, fit_end, printable, summary, write_report


def result(**counts):
    made = Result()
    for state, count in counts.items():
        for number in range(count):
            made.add(Outcome(f"{state}-{number}.txt", state, title="Тема"))
    return made


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"new": 14, "unchanged": 2}, "16 documents: 14 new, 2 unchanged."),
        ({"unchanged": 16}, "Nothing to do: all 16 documents are unchanged."),
        ({"unchanged": 1}, "Nothing to do: the document is unchanged."),
        ({"unchanged": 1, "duplicate": 2}, "Nothing to do: 3 documents: 1 unchanged, 2 duplicates."),
        ({}, "Nothing to do: no documents were found."),
        ({"failed": 1}, "1 document: 1 failed."),
        (
            {"unchanged": 2, "ignored": 1},
            "Nothing to do: all 2 documents are unchanged. Not read: files or items (1); -v 2 names them.",
        ),
    ],
)
def test_summary(counts, expected):
    with result(**counts) as made:
        assert summary(made) == expected


def test_every_state_has_its_words():
    with result(**dict.fromkeys(STATES, 1)) as made:
        expected = "9 documents: 1 new, 1 changed, 1 published from drafts, 1 unchanged, 1 edited by hand"
        assert summary(made).startswith(expected)


def test_report_is_json():
    file = io.StringIO()
    with result(new=2, failed=1) as made:
        write_report(file, made, {"command": "import"})
        assert len(list(made.outcomes())) == 3
    report = json.loads(file.getvalue())
    assert (report["command"], report["total"], report["run"]) == ("import", 3, None)
    assert report["counts"] == dict.fromkeys(STATES, 0) | {"new": 2, "failed": 1}
    assert [one["source"] for one in report["documents"]] == ["new-0.txt", "new-1.txt", "failed-0.txt"]
    assert report["documents"][0]["title"] == "Тема"


def test_empty_report_is_json():
    file = io.StringIO()
    with result() as made:
        write_report(file, made, {})
    assert json.loads(file.getvalue())["documents"] == []


@pytest.mark.parametrize("width", [20, 80, 200])
def test_rows_fit_the_terminal(width):
    table = Table(width, publish=False)
    outcome = Outcome("archive/" + "x" * 90 + ".txt", "new", kind="interview", title="Тема 日本 " * 30)
    for line in [*table.header().splitlines(), table.line(outcome)]:
        assert len(line) <= max(width, 60)


def test_why():
    table = Table(200, publish=True)
    outcome = Outcome("a.txt", "new", warnings=[{"code": "x"}], dropped=[{}, {}])
    assert table.fate(outcome) == "published"
    assert table.why(outcome) == "it is new, 1 warning, 2 lines left out"
    assert table.why(Outcome("a.txt", "changed")) == "the document changed"
    assert table.fate(Outcome("a.txt", "edited")) == "left alone"
    assert table.why(Outcome("a.txt", "failed", "No.")) == "No."


def test_terminal_is_safe():
    assert printable("\x1b]0;title\x07\x1b[31mred\u202e\n") == "]0;title [31mred"
    assert "\x1b" not in fit("\x1b[31mred", 3)


@pytest.mark.parametrize(("text", "width", "expected"), [("日本語", 5, "…本語"), ("abc", 5, "abc  ")])
def test_fit_end(text, width, expected):
    assert fit_end(text, width) == expected
