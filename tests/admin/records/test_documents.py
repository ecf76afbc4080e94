"""Imported documents in the admin: the list with its filters, and a document."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


RUNS = "/admin/news-import/runs/"


DOCUMENTS = "/admin/news-import/documents/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"one", "two", "three"}),
        ("state=failed", {"two"}),
        ("kind=interview", {"one"}),
        ("state=not_an_article", {"three"}),
        ("doubt=no_title", {"one"}),
        ("doubt=not_an_article", {"three"}),
        ("q=two", {"two"}),
    ],
)
def test_documents_are_filtered_and_searched(admin_client, run, query, found):
    factories.make_document(run, title="Document one", kind="interview", doubt="no_title")
    factories.make_document(run, title="Document two", state="failed")
    factories.make_document(run, title="Document three", state="not_an_article", doubt="not_an_article")
    html = admin_client.get(f"{DOCUMENTS}?{query}").content.decode()
    assert {word for word in ("one", "two", "three") if f"Document {word}" in html} == found


def test_filters_are_in_words(admin_client, run):
    factories.make_document(run, title="Document one", state="not_an_article")
    factories.make_run(counts={"not_an_article": 3})
    html = admin_client.get(DOCUMENTS).content.decode()
    for words in ("Filter by", "Doubt", "Not an article", "No title"):
        assert words in " ".join(html.split())
    assert "not an article: 3" in admin_client.get(RUNS).content.decode()


def test_what_a_duplicate_was_taken_for(admin_client, document):
    """In the list, without a query for each, and with its page where one is looked at."""
    url = f"{DOCUMENTS}inspect/{document.pk}/"
    # What the menu counts is kept for a minute.
    admin_client.get(DOCUMENTS)
    counts = []
    for number in range(2):
        copy = factories.make_document(title=f"Copy {number}", state="duplicate", duplicate_of=document)
        with CaptureQueriesContext(connection) as queries:
            html = admin_client.get(DOCUMENTS).content.decode()
        counts.append(len(queries))
        # Once in the row of the copy, beside the document's own.
        assert html.count(f'href="{url}"') > number
    assert counts[0] == counts[1]
    html = admin_client.get(f"{DOCUMENTS}inspect/{copy.pk}/").content.decode()
    shown = html.split("Duplicate of")[1].split("</dd>")[0]
    assert f'href="{url}"' in shown
    assert reverse("wagtailadmin_pages:edit", args=[document.page_id]) in shown


def test_documents_are_filtered_by_run(admin_client, run):
    other = factories.make_run()
    factories.make_document(run, title="Document one")
    factories.make_document(other, title="Document two")
    html = admin_client.get(f"{DOCUMENTS}?run={run.pk}").content.decode()
    assert "Document one" in html
    assert "Document two" not in html
    assert str(other) in html
    assert "Document two" in admin_client.get(f"{DOCUMENTS}?run=x", follow=True).content.decode()


def test_list_does_not_read_the_texts(admin_client, run, django_assert_max_num_queries):
    for _number in range(10):
        factories.make_document(run, original="long text")
    admin_client.get(DOCUMENTS)
    with django_assert_max_num_queries(25) as queries:
        admin_client.get(DOCUMENTS)
    assert not any('"original"' in query["sql"] for query in queries.captured_queries)


def test_inspecting_a_document_shows_everything_escaped(admin_client, document):
    response = admin_client.get(f"{DOCUMENTS}inspect/{document.pk}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "navigation" in html
    assert "Left out: not of the article" in html
    assert "A letter of another script was mended." in html
    assert "BLANK-LINE" not in html
    assert "One &lt;i&gt;unsure&lt;/i&gt; quote" in html
    assert "A. &lt;b&gt;B&lt;/b&gt;, Envoy" in html
    assert "Nobody is near it." in html
    assert "A sure quote" not in html
    assert "It stood there as:" in html
    assert "&lt;script&gt;alert(&#x27;original&#x27;)&lt;/script&gt;" in html
    for marker in ("alert(1)</script>", "alert('original')</script>", "alert('line')</script>"):
        assert marker not in html
    assert reverse("wagtailadmin_pages:edit", args=[document.page_id]) in html
    assert f"{RUNS}inspect/{document.run_id}/" in html


def test_inspecting_a_failed_document_without_article(admin_client, document):
    failed = factories.make_document(
        state="failed", message="No text in it.", title="", duplicate_of=document
    )
    html = admin_client.get(f"{DOCUMENTS}inspect/{failed.pk}/").content.decode()
    assert "No text in it." in html
    assert f"{DOCUMENTS}inspect/{document.pk}/" in html


def test_link_to_the_review_desk(admin_client, run):
    record = factories.make_document(run)
    html = admin_client.get(f"/admin/news-import/documents/inspect/{record.pk}/").content.decode()
    assert f"/admin/news-import/review/{record.pk}/" in html
