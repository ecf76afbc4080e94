"""PostgreSQL compresses what an import writes with lz4, unless the site has set something."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import CharField, Func
from django.test.utils import CaptureQueriesContext

from wagtail_cstonews.importing.databases.postgresql import compress_fast
from wagtail_cstonews.models import ImportedDocument

from ..helpers import document, imported

pytestmark = pytest.mark.django_db


def fetched(statement: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def can_lz4() -> bool:
    return connection.vendor == "postgresql" and bool(
        fetched("SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression'"
                " AND 'lz4' = ANY(enumvals)")
    )  # fmt: skip


@pytest.fixture
def _lz4():
    if not can_lz4():
        pytest.skip("PostgreSQL with lz4")


@pytest.mark.usefixtures("_lz4")
@pytest.mark.parametrize(("own", "used"), [(None, "lz4"), ("pglz", "pglz")])
def test_the_values_of_an_import(news_index, own, used):
    if own:
        fetched("SELECT set_config('default_toast_compression', %s, true)", own)
    long = "\n\n".join(f"The council of town {number} met on Monday and spoke." for number in range(200))
    imported([document(content=f"A headline\n\n{long}")], news_index)
    compression = Func("article", function="pg_column_compression", output_field=CharField())
    assert list(ImportedDocument.objects.values_list(compression, flat=True)) == [used]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="other databases")
def test_other_databases_are_left_alone():
    with CaptureQueriesContext(connection) as queries:
        compress_fast()
    assert not queries.captured_queries
