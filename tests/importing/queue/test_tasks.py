"""An import by two workers of django-tasks-db on PostgreSQL, one of them killed in the middle."""

from __future__ import annotations

import os
from importlib.util import find_spec
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

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


@pytest.mark.slow
def test_two_workers_one_killed(tmp_path):
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"cstonews_queue_{os.getpid()}"
    found = printed_by(
        "tests.importing.queue_run",
        str(tmp_path),
        DATABASE_URL=urlunsplit(url._replace(path=f"/{name}")),
        DJANGO_SETTINGS_MODULE="tests.settings_queue",
    )
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
