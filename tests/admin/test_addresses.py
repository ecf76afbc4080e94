"""Whatever stands in an address or a search field: no answer is an error of the server."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import factories
from tests.importing.helpers import document, imported
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.models import ImportedDocument, ImportRun

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/snippets/wagtail_cstonews/person/"
CHOOSER = "/admin/snippets/choose/wagtail_cstonews/person/"
IMPORT = "/admin/news-import/"

QUERIES = ['"', 'a"', '"a b', 'a "b" c"', "%00", "\\", "*", "'", "%25s", "(", "AND", "^", "NEAR(", ":", "-"]
NUMBERS = ["abc", "9" * 24, "9" * 5000, "-1", "0", "1.5", "%00", "\u00b2", ""]

SEARCHED = [
    *(f"{PEOPLE}?q=", f"{PEOPLE}results/?q=", f"{CHOOSER}?q=", f"{CHOOSER}results/?q="),
    "/api/v2/people/?search=",
    *(f"{IMPORT}{name}/?q=" for name in ("runs", "documents", "sites", "proposals")),
]
NUMBERED = [
    *(f"/api/v2/people/?{name}={{}}" for name in ("offset", "limit", "id")),
    *("/api/v2/people/{}/", "/api/v2/people/find/?id={}"),
    *(
        f"{IMPORT}documents/?{name}={{}}"
        for name in ("run", "p", "ordering", "state", "doubt", "language", "x")
    ),
    *(f"{IMPORT}runs/?{name}={{}}" for name in ("section", "user", "started_at_from", "p")),
    *(f"{IMPORT}{name}/inspect/{{}}/" for name in ("runs", "documents", "sites")),
    *(
        f"{IMPORT}runs/{{}}/{name}/"
        for name in ("undo", "undo/preview", "again", "again/preview", "progress")
    ),
    *(f"{IMPORT}runs/history/{{}}/", f"{IMPORT}sites/history/{{}}/"),
    *(f"{IMPORT}runs/report/{{}}/", f"{IMPORT}proposals/{{}}/", f"{IMPORT}proposals/?p={{}}"),
    *(f"{PEOPLE}{name}/{{}}/" for name in ("split", "edit", "history", "inspect", "usage")),
    *(
        f"{PEOPLE}?p={{}}",
        f"{CHOOSER}?p={{}}",
        f"{CHOOSER}chosen/{{}}/",
        f"{CHOOSER}chosen-multiple/?id={{}}",
    ),
    "/admin/bulk/wagtail_cstonews/person/merge/?id={}",
    *(f"/news/?{name}={{}}" for name in ("year", "page", "tag", "speaker")),
    *("/people/a-b/?page={}", "/people/{}/"),
]


@pytest.fixture(autouse=True)
def somebody(news_index):
    imported([document()], news_index)
    person = factories.make_person("Anna Bergstrom")
    factories.make_article(news_index, title="X", body=[factories.quote("One.", speaker=person)])
    return person


@pytest.mark.parametrize("path", SEARCHED)
def test_every_search_takes_whatever_is_typed(admin_client, path):
    found = {query: admin_client.get(path + query).status_code for query in QUERIES}
    assert {query: code for query, code in found.items() if code >= 500} == {}


@pytest.mark.parametrize("path", NUMBERED)
def test_every_number_may_be_none(admin_client, path):
    found = {number[:30]: admin_client.get(path.format(number)).status_code for number in NUMBERS}
    assert {number: code for number, code in found.items() if code >= 500} == {}


@pytest.mark.skipif(connection.vendor == "mysql", reason="its full-text index has only what is committed")
def test_a_quotation_mark_does_not_keep_a_search_from_finding(admin_client):
    assert "Anna Bergstrom" in admin_client.get(f'{PEOPLE}?q="Anna').content.decode()
    assert "Anna Bergstrom" in admin_client.get(f'{CHOOSER}results/?q=Anna"').content.decode()
    assert admin_client.get('/api/v2/people/?search="anna bergstrom').json()["meta"]["total_count"] == 1


def test_with_its_backend_all_searches_of_a_site_take_whatever_is_typed(admin_client, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail_cstonews.search"}}
    paths = ["/api/v2/pages/?search=", "/admin/pages/search/?q="]
    paths += ["/api/v3/pages/?search="] if HAS_API_V3 else []
    for path in paths:
        found = {query: admin_client.get(path + query).status_code for query in QUERIES}
        assert {query: code for query, code in found.items() if code >= 500} == {}, path


def test_what_cannot_be_read_is_said(admin_client):
    response = admin_client.get(f"{IMPORT}documents/?run=abc", follow=True)
    assert "filters that cannot be read" in response.content.decode()
    assert "archive/a.txt" in response.content.decode() or "A title" in response.content.decode()
    assert admin_client.get("/api/v2/people/?offset=" + "9" * 24).status_code == 400


def test_what_is_there_is_still_found(admin_client):
    run, record = ImportRun.objects.get(), ImportedDocument.objects.get()
    for path in (f"runs/inspect/{run.pk}/", f"documents/inspect/{record.pk}/", f"runs/report/{run.pk}/"):
        assert admin_client.get(IMPORT + path).status_code == 200
    assert "A title" in admin_client.get(f"{IMPORT}documents/?run={run.pk}").content.decode()
