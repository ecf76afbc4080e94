"""The matrix covers what the package promises."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from itertools import combinations, product
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from . import databases, matrix

ROOT = Path(__file__).resolve().parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "matrix.yml"

VALUES = {
    "python": matrix.PYTHONS,
    "wagtail": matrix.WAGTAILS,
    "django": matrix.DJANGOS,
    "database": matrix.DATABASES,
}
PAIRS = [pair for pair in combinations(VALUES, 2) if pair != ("python", "database")]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_supported_pair_is_in_a_row(one, other):
    supported = {
        (getattr(row, one), getattr(row, other))
        for row in (matrix.Row(*values) for values in product(*VALUES.values()))
        if matrix.is_supported(row)
    }
    covered = {(getattr(row, one), getattr(row, other)) for row in (*matrix.ROWS, matrix.LOWEST)}
    assert supported - covered == set()


def test_every_row_is_supported_and_none_is_there_twice():
    assert all(matrix.is_supported(row) for row in (*matrix.ROWS, matrix.LOWEST))
    assert len(set(matrix.ROWS)) == len(matrix.ROWS)


def test_the_rows_are_those_of_the_readme():
    support = (ROOT / "README.md").read_text(encoding="utf-8").split("## Support")[1].split("##")[0]
    promised = {"Python": matrix.PYTHONS, "Wagtail": matrix.WAGTAILS, "Django": matrix.DJANGOS}
    for line, versions in promised.items():
        (said,) = re.findall(rf"^\| {line} \| (.*) \|$", support, re.MULTILINE)
        assert re.findall(r"\d+\.\d+", said) == list(versions), line
    (said,) = re.findall(r"^\| Databases \| (.*) \|$", support, re.MULTILINE)
    assert all(database in said for database in matrix.DATABASES)


def test_lowest_versions_are_bounds_of_every_dependency():
    lowest = matrix.lowest_versions()
    assert {"wagtail==7.4", "django==5.2"} <= set(lowest)
    assert all(re.fullmatch(r"[a-z0-9-]+==[\d.]+", one) for one in lowest), lowest


# ------------------------------------------------------------------ servers


def test_a_server_is_looked_for_where_the_environment_says(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setenv("TEST_POSTGRES_URL", f"postgres://someone:secret@127.0.0.1:{port}/there")
        assert databases.server_missing("PostgreSQL") == ""
    assert databases.url_of("PostgreSQL").endswith(f":{port}/there")
    missing = databases.server_missing("PostgreSQL")
    assert missing == (
        f"PostgreSQL: nothing listens on 127.0.0.1:{port}. TEST_POSTGRES_URL names another server."
    )


def test_sqlite_needs_no_server():
    assert (databases.server_missing("SQLite"), databases.url_of("SQLite")) == ("", "")


def test_the_usual_port_is_taken_where_an_address_has_none(monkeypatch):
    asked = []

    def connect(address, timeout):
        asked.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setenv("TEST_MYSQL_URL", "mysql://root@db.example/test")
    assert databases.server_missing("MariaDB").startswith("MariaDB: nothing listens on db.example:3306.")
    assert asked == [("db.example", 3306)]


@pytest.mark.parametrize("url", ["127.0.0.1:5432", "postgres://127.0.0.1:x/test", "oracle://a/b"])
def test_an_address_that_is_none_is_told(monkeypatch, url):
    monkeypatch.setenv("TEST_POSTGRES_URL", url)
    assert databases.server_missing("PostgreSQL").startswith(f"TEST_POSTGRES_URL is '{url}': give postgres")


# ------------------------------------------------------------------ the workflow


@pytest.fixture(scope="module")
def workflow():
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))


def test_the_workflow_has_every_server_where_sessions_look_for_it(workflow):
    services = workflow["jobs"]["session"]["services"]
    offered = {
        (service["image"].partition(":")[0], int(port.partition(":")[0]))
        for service in services.values()
        for port in service["ports"]
    }
    wanted = {
        (database.lower().replace("postgresql", "postgres"), urlsplit(default).port)
        for database, (_, default) in databases.NAMED_BY.items()
    }
    assert offered == wanted
    assert set(databases.NAMED_BY) == set(matrix.DATABASES) - {"SQLite"}
    of_suites = workflow["jobs"]["tests"]["services"]
    assert all(of_suites[name] == services[name] for name in of_suites)


def test_the_workflow_has_every_python(workflow):
    (versions,) = [
        step["with"]["python-version"]
        for step in workflow["jobs"]["session"]["steps"]
        if step.get("uses", "").startswith("actions/setup-python@")
    ]
    assert sorted(versions.split()) == sorted(matrix.PYTHONS)


def test_the_workflow_runs_what_make_matrix_runs(workflow, tmp_path):
    """Its own step lists the sessions, in a shell; they are those of the rows, and nox knows them."""
    nox = Path(sys.executable).with_name("nox")
    if not nox.exists():
        pytest.skip("nox is not installed: make env")
    (step,) = [step for step in workflow["jobs"]["sessions"]["steps"] if step.get("id") == "list"]
    environment = {
        **os.environ,
        "PATH": f"{nox.parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=ROOT, env=environment, check=True)  # noqa: S603, S607
    names = json.loads((tmp_path / "output").read_text().removeprefix("names="))
    assert {f"tests({row.name})" for row in matrix.ROWS} < set(names)
    assert {name.partition("(")[0].partition("-")[0] for name in names} == {
        *("tests", "lowest", "prerelease", "wheel")
    }
    command = workflow["jobs"]["session"]["steps"][-1]
    assert (command["run"], command["env"]) == (
        'nox --session "$SESSION"',
        {"SESSION": "${{ matrix.session }}"},
    )
    assert 'bin/nox $(if $(SESSION),--session "$(SESSION)")' in (ROOT / "Makefile").read_text()
    found = subprocess.run(  # noqa: S603
        [nox, "--list", "--session", *names], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"^\* (\S+)", found, re.MULTILINE) == names


def test_only_the_wagtail_to_come_may_fail(workflow):
    session = workflow["jobs"]["session"]
    assert session["continue-on-error"] == "${{ startsWith(matrix.session, 'prerelease') }}"
    assert not any(job.get("continue-on-error") for job in workflow["jobs"].values() if job is not session)
