"""The tables that an import fills are analysed while they grow, on PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext

from wagtail_cstonews.importing.writing import table_statistics
from wagtail_cstonews.models import ImportLink

from ...factories import make_document

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")


@pytest.fixture
def looks(monkeypatch):
    """The numbers of the batches after which the tables were looked at."""
    found = []
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(table_statistics, "analyse_grown", lambda: found.append(counted.batches))
    counted = table_statistics.TableStatistics()
    for _ in range(20):
        counted.note()
    return found


def test_they_are_looked_at_ever_more_rarely(looks):
    assert looks == [1, 2, 4, 8, 16]


def test_what_goes_wrong_does_not_end_an_import(monkeypatch, caplog):
    def fail():
        raise Error("canceling statement due to statement timeout")

    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(table_statistics, "analyse_grown", fail)
    table_statistics.TableStatistics().note()
    assert "statement timeout" in caplog.text


@pytest.mark.skipif(connection.vendor == "postgresql", reason="other databases")
def test_other_databases_are_left_alone():
    with CaptureQueriesContext(connection) as queries:
        table_statistics.TableStatistics().note()
    assert not queries.captured_queries


@postgresql
def test_what_has_doubled_is_analysed():
    document = make_document()
    table = ImportLink._meta.db_table

    def add(count):
        hashes = [f"{number:064}" for number in range(count)]
        ImportLink.objects.bulk_create(ImportLink(document=document, url_hash=hash) for hash in hashes)

    add(1000)
    assert table in table_statistics.analyse_grown()
    assert table not in table_statistics.analyse_grown(), "nothing grew since"
    add(300)
    assert table not in table_statistics.analyse_grown(), "it has not doubled"
    add(1200)
    assert table in table_statistics.analyse_grown()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        assert cursor.fetchone()[0] == 2500
