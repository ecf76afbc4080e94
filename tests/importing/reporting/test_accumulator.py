"""Reports of runs that are at work, were killed, or that many workers share."""

from __future__ import annotations

import json
import random

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.importing import closing, heartbeat
from wagtail_cstonews.importing import run as run_module
from wagtail_cstonews.importing.entries.entry import STATES, Outcome
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.reporting.accumulator import add_up, keep, report_of
from wagtail_cstonews.importing.reporting.findings import (
    LISTS,
    MOST_KEPT,
    MOST_KINDS_KEPT,
    MOST_SLOW,
    Findings,
)
from wagtail_cstonews.importing.reporting.report_page import data_of_run, page_of_run
from wagtail_cstonews.importing.run import ImportRunner
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.models import ImportFindings, ImportRun
from wagtail_cstonews.sources import BadDocument

from ..helpers import document, documents, imported, plain

TABLE = ImportFindings._meta.db_table


def kept(findings: Findings) -> Findings:
    """As it comes back from the database."""
    return Findings.from_dict(json.loads(json.dumps(findings.to_dict(MOST_KEPT, MOST_KINDS_KEPT))))


def found(*outcomes: Outcome) -> Findings:
    findings = Findings()
    for outcome in outcomes:
        findings.add(outcome)
    return findings


def any_outcome(chance: random.Random, number: int, years: tuple[int, int]) -> Outcome:
    lines = [
        {
            "line": line,
            "label": chance.choice(["chrome", "teaser"]),
            "reason": f"repeats line {line}",
            "text": "A",
        }
        for line in range(chance.randrange(3))
    ]
    date = f"{chance.randint(*years):04}-{chance.randint(1, 12):02}-01"
    return Outcome(
        f"{number}.txt",
        chance.choice(STATES),
        "Why.",
        confidence=chance.choice([None, chance.random()]),
        date=chance.choice([None, date]),
        warnings=[{"code": "no_title", "message": "No title.", "line": 1}] * chance.randrange(2),
        dropped=lines,
        seconds=chance.choice([0.0, 0.5, round(chance.random(), 2)]),
    )


@pytest.mark.parametrize("years", [(2024, 2024), (2019, 2024), (2023, 2024), (1900, 2024)])
def test_parts_make_the_whole_in_any_order(years):
    chance = random.Random(7)  # noqa: S311
    outcomes = [any_outcome(chance, number, years) for number in range(200)]
    whole = found(*outcomes).to_dict()
    parts = [kept(found(*outcomes[start : start + 9])) for start in range(0, 200, 9)]
    chance.shuffle(parts)
    together = Findings()
    for number, part in enumerate(parts):
        together.merge(part)
        if number % 5 == 0:
            together = kept(together)
    result = together.to_dict()
    for name in LISTS:
        assert sorted(row["source"] for row in result.pop(name)) == sorted(
            row["source"] for row in whole.pop(name)
        )
    for report in (result, whole):
        report["dropped"].sort(key=str)
    assert result == whole
    assert len(whole["slowest"]) == MOST_SLOW


def test_what_is_kept_stays_small():
    """However many parts are added, whatever they say."""
    together = Findings()
    for part in range(100):
        outcomes = []
        for number in range(3):
            line = {
                "line": 1,
                "label": "l" * 900,
                "reason": f"{part}-{number}" + "r" * 900,
                "text": "t" * 900,
            }
            warning = {"code": f"{part}/{number}" * 300, "message": "m" * 900, "line": 1}
            date = f"{part * 30 + number + 1:04}-0{number + 1}-01"
            fields = {"title": "t" * 900, "dropped": [line.copy()], "warnings": [warning], "date": date}
            outcomes.append(
                Outcome(
                    "s" * 900,
                    ("failed", "edited")[number % 2],
                    "m" * 900,
                    confidence=0.5,
                    seconds=part + 1,
                    **fields,
                )
            )
        together.merge(kept(found(*outcomes)))
        together = kept(together)
    report = together.to_dict(MOST_KEPT, MOST_KINDS_KEPT)
    assert len(json.dumps(report)) < 1_000_000
    assert report["dropped_total"] == 300
    assert sum(number for _, number in report["timeline"]) == 300


pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What no code of a run catches."""


@pytest.fixture
def killed(news_index, monkeypatch):
    """Imports documents until a process that is killed would be gone; gives the run as it is then."""

    def run(items, **options):
        def source():
            yield from items
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(run_module, "close_run", lambda *arguments: None)
            with pytest.raises(Killed):
                imported(source(), news_index, **{"batch_size": 2, **options})
        found = ImportRun.objects.latest("pk")
        host = heartbeat.this_process().split(":")[0]
        found.owner = f"{host}:99999999:1"
        found.save()
        return found

    return run


def items(count):
    texts = [
        document(str(number), f"Title {number}\nText {number}.\nTeaser: more", key=f"key {number}")
        for number in range(count)
    ]
    return [*texts[:3], BadDocument("rows.jsonl:3", "not JSON.", 3, "file:///rows#3"), *texts[3:]]


def test_killed_run_says_what_it_did(killed):
    run = killed(items(5))
    assert run.report == {}
    report = report_of(run)
    assert report["states"] == {"new": 5, "failed": 1}
    assert report["failures"][0]["source"] == "rows.jsonl:3"
    [dropped] = report["dropped"]
    assert (dropped["label"], dropped["number"], dropped["example"]) == ("teaser", 5, "Teaser: more")
    assert {row["source"] for row in report["slowest"]} >= {"archive/0.txt", "archive/4.txt"}
    page = page_of_run(run)
    assert "6 documents: 5 new, 1 failed." in page
    assert "It is not at its end yet" in page
    [marked] = heartbeat.mark_interrupted()
    run.refresh_from_db()
    assert marked == run
    assert run.counts == report["states"]
    assert not ImportFindings.objects.exists()
    assert report_of(run) == report
    page = page_of_run(run)
    assert "its process was killed" in page
    assert "It is not at its end yet" not in page
    assert data_of_run(run)["counts"] == {"new": 5, "failed": 1}


def test_documents_of_which_nothing_is_written_are_kept_with_the_next(killed, news_index):
    imported(items(4), news_index)
    run = killed([*items(4), *documents(3)])
    assert report_of(run)["states"] == {"new": 3, "unchanged": 4, "failed": 1}


def test_a_batch_keeps_its_findings_in_one_query(news_index, monkeypatch):
    def queries(number):
        with CaptureQueriesContext(connection) as captured:
            imported(items(number), news_index, batch_size=2)
        return [query["sql"] for query in captured.captured_queries if TABLE in query["sql"]]

    made = queries(7)
    assert [sql.split()[0] for sql in made] == ["INSERT"] * 4 + ["DELETE"]
    assert queries(7) == []


def test_an_end_in_time_leaves_the_report_only(news_index):
    imported(items(5), news_index, batch_size=2)
    run = ImportRun.objects.get()
    assert run.report["states"] == run.counts == {"new": 5, "failed": 1}
    assert not ImportFindings.objects.exists()


def test_signs_of_life_add_up_what_was_kept(killed, monkeypatch):
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.0)
    run = killed(items(5))
    assert ImportFindings.objects.count() == 1
    assert run.counts == {"new": 3, "failed": 1}
    assert report_of(run)["states"] == {"new": 5, "failed": 1}


def test_what_is_rolled_back_is_not_counted(killed, monkeypatch):
    real = batches.write_pages

    def refuse(entries, people, target):
        if any(entry.built.page.title == "Title 1" for entry in entries):
            raise ValueError("no such luck")
        return real(entries, people, target)

    monkeypatch.setattr(batches, "write_pages", refuse)
    run = killed(items(4), batch_size=5)
    assert report_of(run)["states"] == {"new": 3, "failed": 2}
    assert heartbeat.written_counts(run) == {"new": 3}


def test_what_cannot_even_be_recorded_is_counted(news_index, monkeypatch):
    real = batches.write_records

    def refuse(entries, target):
        if any(entry.item.source == "archive/1.txt" for entry in entries):
            raise ValueError("no such luck")
        return real(entries, target)

    monkeypatch.setattr(batches, "write_records", refuse)
    imported(items(4), news_index, batch_size=2)
    run = ImportRun.objects.get()
    assert run.report["states"] == {"new": 3, "failed": 2}
    assert "It could not be put on record either." in run.report["failures"][0]["message"]


def test_an_error_within_a_batch_leaves_what_was_committed(news_index, monkeypatch):
    """One by one, and the third ends it: the two before it are on record."""
    real = batches.write_together

    def refuse(entries, people, target):
        if len(entries) > 1:
            raise ValueError("one by one")
        if entries[0].item.source == "archive/2.txt":
            raise KeyboardInterrupt
        return real(entries, people, target)

    monkeypatch.setattr(batches, "write_together", refuse)
    imported(items(5), news_index, batch_size=10)
    run = ImportRun.objects.get()
    assert run.state == "stopped"
    assert run.counts == run.report["states"] == {"new": 2}
    assert not ImportFindings.objects.exists()


def test_an_end_that_is_saved_at_the_second_time_counts_once(news_index, monkeypatch):
    """The connection breaks behind the report, in the transaction that saves the end."""

    class NewConnection:
        in_atomic_block = False
        times = 0

        def close(self):
            self.times += 1

    new, log_end = NewConnection(), closing.log_end

    def log_end_on_a_new_connection(run):
        if not new.times:
            raise OperationalError("the connection is closed")
        log_end(run)

    monkeypatch.setattr(closing, "connection", new)
    monkeypatch.setattr(closing, "log_end", log_end_on_a_new_connection)
    imported(documents(3), news_index)
    run = ImportRun.objects.get()
    assert (new.times, run.state) == (1, "finished")
    assert (run.counts, report_of(run)["states"]) == ({"new": 3}, {"new": 3})
    assert not ImportFindings.objects.exists()


def test_each_row_counts_once():
    run = factories.make_run(report={}, state="running")
    for number in range(3):
        keep(run, found(Outcome(f"{number}.txt", "new", seconds=1.0)))
    assert add_up(run).states["new"] == 3
    assert add_up(run).states["new"] == 3
    keep(run, found(Outcome("4.txt", "failed", "No.")))
    run.refresh_from_db()
    assert report_of(run)["states"] == {"new": 3, "failed": 1}
    assert add_up(run, found(Outcome("5.txt", "new"))).states == {"new": 4, "failed": 1}
    run.refresh_from_db()
    assert report_of(run)["states"] == {"new": 4, "failed": 1}


def test_text_that_a_database_does_not_take():
    run = factories.make_run(report={}, state="running")
    harm = "NUL \0 and half \udcff"
    line = {"line": 1, "label": harm, "reason": harm, "text": harm}
    warning = {"code": harm, "message": harm, "line": 1}
    keep(
        run, found(Outcome(harm, "failed", harm, title=harm, dropped=[line], warnings=[warning], seconds=1.0))
    )
    add_up(run)
    run.refresh_from_db()
    assert run.report["failures"][0]["source"] == "NUL \ufffd and half ?"


def test_a_dry_run_keeps_nothing(news_index):
    runner = ImportRunner(news_index, ImportOptions(dry_run=True), extractor=plain)
    with runner.run(items(3)) as result:
        assert result.findings.states["new"] == 3
    assert not ImportFindings.objects.exists()
