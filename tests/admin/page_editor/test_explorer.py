"""The list of a section's pages in Wagtail's admin."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.admin.helpers import client_of
from tests.marks import full_text
from wagtail_cstonews.models import ImportedDocument

pytestmark = pytest.mark.django_db


def rows_of(client, section, **query):
    html = BeautifulSoup(client.get(f"/admin/pages/{section.pk}/", query).content, "html.parser")
    return {
        " ".join(row.select_one(".title a").get_text().split()): " ".join(row.get_text(" ").split())
        for row in html.select("table.listing tbody tr")
    }


@pytest.fixture
def section(news_index):
    for number, priority in enumerate((None, 0, 40)):
        page = factories.make_article(
            news_index, title=f"Page {number}", published_at=factories.local_time(2019, 5, 1 + number, 12)
        )
        if priority is not None:
            factories.make_document(page=page, review_priority=priority)
    factories.make_index(news_index, title="Below")
    return news_index


def test_date_and_mark(admin_client, section):
    rows = rows_of(admin_client, section)
    assert set(rows) == {"Page 0", "Page 1", "Page 2", "Below"}
    assert "May 1, 2019" in rows["Page 0"]
    assert "Import" not in rows["Page 0"]
    assert "Imported" in rows["Page 1"]
    assert "Review it" in rows["Page 2"]
    assert "2019" not in rows["Below"]


@full_text
def test_search_still_works(admin_client, section):
    assert set(rows_of(admin_client, section, q="Page 2")) == {"Page 2"}


def test_filters_still_work(admin_client, section):
    assert admin_client.get(f"/admin/pages/{section.pk}/results/").status_code == 200


def test_queries_do_not_grow(admin_client, section):
    def count():
        admin_client.get(f"/admin/pages/{section.pk}/")
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(f"/admin/pages/{section.pk}/")
        return len(queries), sum("importeddocument" in query["sql"] for query in queries)

    few, ours = count()
    for _ in range(10):
        factories.make_document(page=factories.make_article(section))
    assert count() == (few, ours)


def test_for_an_editor(section):
    client = client_of(section)
    assert "Imported" in rows_of(client, section)["Page 1"]


def test_other_lists_are_as_they_were(admin_client, section):
    html = admin_client.get(f"/admin/pages/{section.get_parent().pk}/").content.decode()
    assert "Review it" not in html
    assert ImportedDocument.objects.count() == 2
