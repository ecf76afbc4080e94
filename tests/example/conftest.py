"""These tests run in the example project: ``python -m tests.suites "example site" browser``."""

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
    collect_ignore = [
        "test_api.py",
        "test_demo.py",
        "test_front_page.py",
        "test_head.py",
        "test_languages.py",
        "test_machines.py",
        "test_pictures.py",
        "test_previews.py",
        "test_queries.py",
        "test_read_aloud.py",
        "test_search.py",
        "test_site.py",
    ]


def import_archive() -> None:
    """Import and publish the sample archive, as the demonstration does."""
    from home import demonstration

    demonstration.import_archive()


@pytest.fixture(scope="session")
def archive(django_db_setup, django_db_blocker) -> None:
    """The sample archive in the database, once for all tests."""
    with django_db_blocker.unblock():
        import_archive()


@pytest.fixture(scope="session")
def manage(tmp_path_factory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs manage.py with a database of its own that starts empty."""
    folder = tmp_path_factory.mktemp("newsroom")
    own = {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "MEDIA_ROOT": str(folder / "media")}

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY"}}
        return subprocess.run(  # noqa: S603
            [sys.executable, str(PROJECT / "manage.py"), *arguments],
            env={**inherited, **own, **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run
