"""The side panel of an imported page in Wagtail's editor."""

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tests.admin.helpers import client_of
from tests.importing.helpers import document, edit, imported, news_pages
from wagtail_cstonews.models import ImportedDocument, ImportProposal

pytestmark = pytest.mark.django_db


def panel_of(client, page):
    html = BeautifulSoup(client.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser")
    return html.select_one("[data-side-panel=news-import]")


@pytest.fixture
def page(news_index):
    url = "https://www.herald.example/wells"
    imported([document(content="A title\nTeaser <b>one\nA paragraph.", url=url)], news_index)
    return news_pages().get()


def test_of_an_imported_page(admin_client, page):
    record = ImportedDocument.objects.get()
    panel = panel_of(admin_client, page)
    text = " ".join(panel.get_text(" ").split())
    assert "archive/a.txt" in text
    assert "See what was left out: 1 line" in text
    assert panel.find("a", href="https://www.herald.example/wells")
    assert panel.find("a", href=f"/admin/news-import/review/{record.pk}/")
    assert "proposal" not in text


def test_warnings_and_the_waiting_proposal(admin_client, page):
    record = ImportedDocument.objects.get()
    record.article["warnings"] = [{"code": "own", "message": "Look <i>here", "line": 2}]
    record.review_priority, record.warning_codes = 10, " own "
    record.save()
    edit(page, title="By hand")
    proposal = ImportProposal.objects.create(document=record, content_hash="x")
    panel = panel_of(admin_client, page)
    text = panel.get_text(" ")
    assert "Look <i>here" in text
    assert "Other warnings" in text
    assert panel.find("a", href=f"/admin/news-import/proposals/{proposal.pk}/")
    assert panel.find("a", href=f"/admin/news-import/review/{record.pk}/?from=2#cstonews-line-2")


def test_none_for_a_page_by_hand(admin_client, news_index):
    assert panel_of(admin_client, factories.make_article(news_index)) is None
    assert panel_of(admin_client, news_index) is None


def test_who_may_edit_the_page_sees_it(page, news_index):
    assert panel_of(client_of(news_index), page)


def test_no_javascript_address(admin_client, page):
    ImportedDocument.objects.update(url="javascript:alert(1)")
    assert "javascript:alert" not in str(panel_of(admin_client, page))
