"""SQLite keeps more of the database in memory while an import lasts, and no longer."""

from __future__ import annotations

import pytest
from django.db import connection

from wagtail_cstonews.importing.sqlite_cache import DEFAULT, KIBIBYTES, larger_cache

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own setting"),
]


def kept() -> int:
    return connection.connection.execute("PRAGMA cache_size").fetchone()[0]


@pytest.fixture(autouse=True)
def _as_it_was():
    before = kept()
    yield
    connection.connection.execute(f"PRAGMA cache_size = {before}")


def test_while_it_lasts_and_whatever_happens():
    connection.connection.execute(f"PRAGMA cache_size = {DEFAULT}")
    with pytest.raises(ZeroDivisionError), larger_cache():
        raise ZeroDivisionError(assert_larger())
    assert kept() == DEFAULT


def assert_larger():
    assert kept() == -KIBIBYTES


def test_a_site_may_have_set_its_own():
    connection.connection.execute("PRAGMA cache_size = -100000")
    with larger_cache():
        assert kept() == -100000
    assert kept() == -100000


def test_an_import_has_it(news_index):
    from .helpers import document, imported

    connection.connection.execute(f"PRAGMA cache_size = {DEFAULT}")
    seen = []
    imported([document()], news_index, on_outcome=lambda _outcome: seen.append(kept()))
    assert seen == [-KIBIBYTES]
    assert kept() == DEFAULT
