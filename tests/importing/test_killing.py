"""An import that is killed, or loses its database, and the same command again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from benchmarks.postgresql_server import PostgresqlServer
from wagtail_cstonews.importing import heartbeat
from wagtail_cstonews.importing.reporting.accumulator import Accumulator
from wagtail_cstonews.importing.reporting.findings import Findings
from wagtail_cstonews.models import ImportRun

from .helpers import documents, imported, printed_by
from .killing_workers import ARTICLES, SCENES

MOMENTS = 4


@pytest.mark.slow
def test_killed_at_any_moment_it_ends_like_an_undisturbed_import(tmp_path):
    url = os.environ.get("DATABASE_URL", "")
    report = printed_by(
        "tests.importing.killing",
        str(tmp_path),
        str(MOMENTS),
        DATABASE_URL=url if connection.vendor != "sqlite" else f"sqlite:///{tmp_path}/unused.db",
    )
    assert len(report["expected"]["pages"]) == 12
    assert report["expected"]["people"]
    assert len(report["expected"]["redirects"]) == 4
    assert report["expected"]["problems"] == report["expected"]["reports"] == []
    assert len(report["results"]) == MOMENTS
    for result in report["results"]:
        assert result["wrong"] == [], result
        # A run that ends before it is recorded leaves no trace; one that ends at the few queries behind its
        # end, when the command tells what to do next, is on record as finished.
        expected = {
            "killed": (["finished"], ["finished", "interrupted"], ["finished", "finished"]),
            "lost": (["failed", "finished"], ["finished"], ["finished", "finished"]),
            "survived": (["finished", "finished"],),
        }
        assert result["runs"] in expected[result["ended"]], result


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only, as the workers' other tests")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the command's processes in /proc")
@pytest.mark.skipif(PostgresqlServer.missing() != "", reason=PostgresqlServer.missing())
def test_killed_with_workers_it_ends_like_an_undisturbed_import(tmp_path):
    report = printed_by("tests.importing.killing_workers", str(tmp_path), timeout=2400)
    expected = report["expected"]
    assert len(expected["pages"]) == ARTICLES + 12
    assert len(expected["redirects"]) == ARTICLES + 5
    assert len(expected["people"]) > 100
    assert expected["runs"] == ["finished"]
    assert expected["problems"] == expected["reports"] == []
    records = len(expected["records"])
    assert [(result["killed"], result["when"]) for result in report["results"]] == list(SCENES)
    for result in report["results"]:
        assert (result["wrong"], result["left behind"]) == ({}, []), result
        if result["killed"] == "worker":
            # The import goes on without it.
            assert (result["status"], result["records"]) == (1, records), result
            assert result["runs"] == ["finished", "finished"], result
        elif result["killed"] == "server":
            # The command says so and ends.
            assert result["status"] == 1, result
            assert 0 < result["records"] < records, result
            assert result["runs"] in (["failed", "finished"], ["finished", "interrupted"]), result
        elif result["status"] == 1:
            # It was faster than the one that wanted to kill it.
            assert result["when"] == 1, result
        elif result["runs"] == ["finished", "finished"]:
            # It was killed behind its end, when the run was on record as finished.
            assert result["when"] == 1, result
        else:
            assert result["runs"] in (["finished"], ["finished", "interrupted"]), result


pytestmark = pytest.mark.django_db


@pytest.fixture
def dead_process():
    """A process that has ended, as a run notes it."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    owner = heartbeat.this_process().replace(
        f":{os.getpid()}:{heartbeat.process_start(os.getpid())}",
        f":{process.pid}:{heartbeat.process_start(process.pid)}",
    )
    process.communicate(b"\n")
    return owner


def running(**fields):
    return ImportRun.objects.create(**{"owner": heartbeat.this_process(), **fields})


def test_the_next_run_marks_a_dead_one(news_index, dead_process):
    dead, alive = running(owner=dead_process), running()
    imported(documents(1), news_index)
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.state, alive.state) == ("interrupted", "running")
    assert dead.message.startswith("It did not come to its end: its process was killed")


def test_process_number_that_was_given_again():
    host, pid, _ = heartbeat.this_process().split(":")
    running(owner=f"{host}:{pid}:1")
    assert [run.state for run in heartbeat.mark_interrupted()] == ["interrupted"]


def test_run_on_another_host_is_dead_after_a_long_silence():
    now = timezone.now()
    running(owner="elsewhere:1:1", heartbeat_at=now)
    silent = running(owner="elsewhere:1:1", heartbeat_at=now - 2 * heartbeat.SILENCE)
    assert heartbeat.mark_interrupted() == [silent]
    silent.refresh_from_db()
    assert silent.finished_at == silent.heartbeat_at


def test_a_run_that_was_given_up_comes_back(monkeypatch):
    run = running(owner="elsewhere:1:1", heartbeat_at=timezone.now() - 2 * heartbeat.SILENCE)
    heartbeat.mark_interrupted()
    heart = heartbeat.Heartbeat(Accumulator(run, Findings()))
    heart.touch()
    run.refresh_from_db()
    assert run.state == "interrupted"
    monkeypatch.setattr(heartbeat, "BEAT_SECONDS", 0.0)
    heart.touch()
    run.refresh_from_db()
    assert (run.state, run.message) == ("running", "")
    assert heartbeat.mark_interrupted() == []


def test_end_is_said(news_index):
    def source():
        yield from documents(1)
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError):
        imported(source(), news_index)
    assert "An error ended it (RuntimeError: the disk is gone)." in ImportRun.objects.get().message
