"""Rows in few statements."""

from __future__ import annotations

import pytest
from django.db import connection

from wagtail_cstonews.bulk_pages import bulk_add_children

from .comparison import (
    assert_same,
    wagtails_way,
    written,
)
from .pages import plain_pages

pytestmark = pytest.mark.django_db


def test_ids_that_the_database_does_not_tell(news_index, monkeypatch):
    """MySQL proper returns no ids; it tells the first, and the others follow."""
    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    own = written(lambda: wagtails_way(news_index, plain_pages(3), publish=True))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(3), publish=True))
    assert_same(own, bulk)
