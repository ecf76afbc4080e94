"""An import by two workers of django-tasks-db on PostgreSQL, one of them lost in the middle."""

from __future__ import annotations

import os
from importlib.util import find_spec
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from benchmarks.hosts import Hosts
from benchmarks.postgresql_server import PostgresqlServer

from ..helpers import printed_by
from ..queue_run import DOCUMENTS

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="workers need a database for several"),
    pytest.mark.skipif(find_spec("django_tasks_db") is None, reason="django-tasks-db is not installed"),
    pytest.mark.skipif(
        os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings") != "tests.settings",
        reason="its settings are built on those of the tests",
    ),
]

NO_HOSTS = Hosts.missing() or PostgresqlServer.missing()


@pytest.mark.slow
def test_two_workers_one_killed(tmp_path):
    url = urlsplit(os.environ["DATABASE_URL"])
    check(found_by(tmp_path, DATABASE_URL=urlunsplit(url._replace(path=f"/cstonews_queue_{os.getpid()}"))))


@pytest.mark.slow
@pytest.mark.skipif(NO_HOSTS != "", reason=NO_HOSTS)
def test_two_hosts_one_cut_off(tmp_path):
    # The server finds out within seconds that a connection leads nowhere, not after minutes or hours: one
    # that waits for the client by keepalives, one that answers it by the timeout.
    settings = (
        *("tcp_keepalives_idle = 2", "tcp_keepalives_interval = 1", "tcp_keepalives_count = 3"),
        "tcp_user_timeout = 5s",
    )
    with Hosts(2) as hosts, PostgresqlServer(hosts.address, settings) as server:
        found = found_by(tmp_path, *hosts.names, DATABASE_URL=server.url("hosts"))
        assert found["hosts"] == hosts.names
    check(found)


def found_by(folder, *hosts, **environment):
    settings = "tests.settings_queue"
    return printed_by(
        "tests.importing.queue_run", str(folder), *hosts, DJANGO_SETTINGS_MODULE=settings, **environment
    )


def check(found):
    assert (found["state"], list(found["chunks"])) == ("finished", ["done"])
    assert found["workers"] == 2
    assert (found["pages"], found["live"], found["records"]) == (DOCUMENTS, DOCUMENTS, DOCUMENTS + 1)
    assert found["counts"] == found["report"] == {"new": DOCUMENTS, "duplicate": 2}
    assert found["rows of the report"] == 0
    assert found["people"][0] == found["people"][1] > 0
    assert found["problems"] == []
    # Killed between two chunks, it leaves none to be taken up again.
    assert found["attempts"] == (2 if found["lost"] else 1)
    assert found["after undo"] == [0, 0, 0]
