"""SQLite is set for bulk while an import lasts, and no longer."""

from __future__ import annotations

import pytest
from django.db import connection

from wagtail_cstonews.importing.databases.sqlite import DEFAULTS, FOR_BULK, bulk_settings

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings"),
]


def settings_now() -> dict[str, int]:
    raw = connection.connection
    return {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in DEFAULTS}


def set_to(values: dict[str, int]) -> None:
    for name, value in values.items():
        connection.connection.execute(f"PRAGMA {name} = {value}")


@pytest.fixture(autouse=True)
def _as_it_was():
    before = settings_now()
    set_to(DEFAULTS)
    yield
    set_to(before)


def test_the_defaults_are_those_of_sqlite():
    import sqlite3

    raw = sqlite3.connect(":memory:")
    assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in DEFAULTS} == DEFAULTS


def test_while_it_lasts_and_whatever_happens():
    seen = []
    with pytest.raises(ZeroDivisionError), bulk_settings():
        raise ZeroDivisionError(seen.append(settings_now()))
    assert seen == [FOR_BULK]
    assert settings_now() == DEFAULTS


@pytest.mark.parametrize(("name", "value"), [("cache_size", -100_000), ("wal_autocheckpoint", 200)])
def test_a_site_may_have_set_its_own(name, value):
    set_to({name: value})
    with bulk_settings():
        assert settings_now() == {**FOR_BULK, name: value}
    assert settings_now() == {**DEFAULTS, name: value}


def test_an_import_has_them(news_index):
    from ..helpers import document, imported

    seen = []
    imported([document()], news_index, on_outcome=lambda _outcome: seen.append(settings_now()))
    assert seen == [FOR_BULK]
    assert settings_now() == DEFAULTS
