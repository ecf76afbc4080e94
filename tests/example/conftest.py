"""These tests run in the example project: ``python -m tests.suites "example site and browser"``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

PROJECT = Path(__file__).resolve().parents[2] / "example_project"
IS_EXAMPLE = settings.ROOT_URLCONF == "newsroom.urls"

if not IS_EXAMPLE:
    # The archive needs no site; the others import the example's apps.
    collect_ignore = ["test_api.py", "test_demo.py", "test_previews.py", "test_read_aloud.py", "test_site.py"]


def import_archive() -> None:
    """Import and publish the sample archive, as the demonstration does."""
    from django.core.management import call_command

    call_command("import_news", str(PROJECT / "archive"), to="/news/", publish=True, publish_above=0.0)


@pytest.fixture(scope="session")
def archive(django_db_setup, django_db_blocker) -> None:
    """The sample archive in the database, once for all tests."""
    with django_db_blocker.unblock():
        import_archive()


@pytest.fixture(scope="session")
def manage(tmp_path_factory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs manage.py with a database of its own that starts empty."""
    database = tmp_path_factory.mktemp("newsroom") / "db.sqlite3"

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY"}}
        return subprocess.run(  # noqa: S603
            [sys.executable, str(PROJECT / "manage.py"), *arguments],
            env={**inherited, "DATABASE_URL": f"sqlite:///{database}", **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run
