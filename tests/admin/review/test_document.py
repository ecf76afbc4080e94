"""One document on the desk: what it shows, what can be decided on it, and by whom."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories
from tests.admin.helpers import client_of, said
from tests.importing.helpers import document, edit, imported, news_pages
from wagtail_cstonews.importing.single import KEPT
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun

pytestmark = pytest.mark.django_db

DESK = "/admin/news-import/review/"

ARTICLE = (
    "Wells for Miraden\n"
    "The council of Miraden met on Monday and agreed to dig ten wells in the north of the town.\n"
    "The wells cost ten thousand dinars, the mayor said after the meeting in the old town hall.\n"
    "Work begins in spring, when the river is low and the farmers have sown their fields again.\n"
    "The talks about a second reservoir go on until the end of the year, the council said then.\n"
)


def url_of(record, part=""):
    return f"{DESK}{record.pk}/{part}"


@pytest.fixture(autouse=True)
def _nothing_kept():
    KEPT.clear()


@pytest.fixture
def record(news_index):
    """An imported document with a draft, which waits with a low confidence."""
    imported([document("wells", ARTICLE)], news_index)
    ImportedDocument.objects.update(review_priority=40, confidence=0.3)
    return ImportedDocument.objects.get()


def test_screen(admin_client, record):
    html = admin_client.get(url_of(record)).content.decode()
    assert "Wells for Miraden" in html
    assert "Low confidence" in html
    assert "Work begins in spring" in html
    assert "Publish the page" in html
    assert "Reviewed" in html
    assert url_of(record, "delete/") in html
    assert "Compare the two" not in html


def test_reviewed_and_to_the_next(admin_client, admin_user, record):
    other = factories.make_document(title="Other", review_priority=40, confidence=0.4)
    worse = factories.make_document(title="Worse", review_priority=60)
    html = BeautifulSoup(admin_client.get(f"{url_of(record)}?kind=40").content, "html.parser")
    assert {link["href"] for link in html.select("a.w-header-button")} == {f"{url_of(other)}?kind=40"}
    html = BeautifulSoup(admin_client.get(url_of(record)).content, "html.parser")
    assert {link["href"] for link in html.select("a.w-header-button")} == {url_of(other), url_of(worse)}
    response = admin_client.post(f"{url_of(record)}?kind=40", {"act": "reviewed"})
    assert response.url == f"{url_of(other)}?kind=40"
    record.refresh_from_db()
    assert (record.review_priority, record.reviewed_by) == (0, admin_user)
    assert "Reviewed by admin" in admin_client.get(url_of(record)).content.decode()
    # The last one leads back to the list.
    assert admin_client.post(f"{url_of(other)}?kind=40", {"act": "reviewed"}).url == f"{DESK}?kind=40"


def test_publish(admin_client, admin_user, record):
    admin_client.post(url_of(record), {"act": "publish"})
    page = news_pages().get()
    assert page.live
    assert page.get_latest_revision() == page.live_revision
    record.refresh_from_db()
    assert record.review_priority == 0
    assert "Publish the page" not in admin_client.get(url_of(record)).content.decode()
    assert admin_client.post(url_of(record), {"act": "publish"}).status_code == 302
    assert news_pages().get().revisions.count() == page.revisions.count()


def test_a_correction_reaches_the_page(admin_client, record):
    lines = ARTICLE.splitlines()
    answer = admin_client.post(
        url_of(record),
        {"do": "label", "line": 4, "label": "chrome"},
        content_type="application/json",
    )
    assert answer.status_code == 200, answer.content
    record.refresh_from_db()
    assert record.corrections
    assert lines[3][:20] in str(news_pages().get().body)
    response = admin_client.post(url_of(record), {"act": "rebuild"})
    assert response.url == url_of(record)
    latest = news_pages().get().get_latest_revision_as_object()
    assert lines[3][:20] not in str(latest.body)
    assert lines[2][:20] in str(latest.body)
    assert ImportRun.objects.count() == 2


def test_a_page_edited_by_hand_gets_a_proposal(admin_client, record):
    edit(news_pages().get(), title="By hand")
    admin_client.post(
        url_of(record), {"do": "label", "line": 4, "label": "chrome"}, content_type="application/json"
    )
    response = admin_client.post(url_of(record), {"act": "rebuild"})
    proposal = ImportProposal.objects.get()
    assert response.url == f"/admin/news-import/proposals/{proposal.pk}/?review=1"
    assert news_pages().get().get_latest_revision_as_object().title == "By hand"


@pytest.fixture
def near(news_index):
    """A near-duplicate that was taken for another document."""
    imported([document("wells", ARTICLE)], news_index)
    first = ImportedDocument.objects.get()
    text = ARTICLE.replace("ten thousand", "twelve <b>thousand") + "One more.\n"
    return factories.make_document(
        factories.make_run(section=news_index),
        title="Wells again",
        state="duplicate",
        message="Nearly the same article as archive/wells.txt.",
        original=text,
        duplicate_of=first,
        review_priority=20,
        content_hash="ab" * 32,
    )


def test_compare_a_duplicate(admin_client, near):
    html = admin_client.get(url_of(near)).content.decode()
    assert url_of(near, "compare/") in html
    assert "Make a page of it after all" in html
    compared = admin_client.get(url_of(near, "compare/")).content.decode()
    assert "ten thousand" in compared
    assert '<span class="addition">twelve' in compared
    assert "One more." in compared
    assert "<b>thousand" not in compared


def test_a_duplicate_becomes_a_page(admin_client, near, news_index):
    response = admin_client.post(url_of(near), {"act": "make"}, follow=True)
    near.refresh_from_db()
    assert near.state == "new"
    assert near.page.get_parent().pk == news_index.pk
    assert not near.page.live
    assert near.duplicate_of is None
    assert "A draft was made" in said(response)[0]
    assert near.review_priority != 20


def test_compare_without_a_duplicate(admin_client, record):
    assert admin_client.get(url_of(record, "compare/")).status_code == 404


def test_a_list_becomes_a_page(admin_client, news_index):
    record = factories.make_document(
        factories.make_run(section=news_index),
        state="not_an_article",
        original=ARTICLE,
        review_priority=60,
        content_hash="cd" * 32,
    )
    admin_client.post(url_of(record), {"act": "make"})
    record.refresh_from_db()
    assert record.page is not None
    assert record.state == "new"


def test_failed(admin_client, news_index):
    run = factories.make_run(section=news_index)
    with_text = factories.make_document(
        run, state="failed", message="It is <i>broken</i>.", original="Some <b>text", review_priority=70
    )
    html = admin_client.get(url_of(with_text)).content.decode()
    assert "It is &lt;i&gt;broken" in html
    assert "Some &lt;b&gt;text" in html
    without = factories.make_document(run, state="failed", message="No text.", review_priority=70)
    html = admin_client.get(url_of(without)).content.decode()
    assert "Nothing of its text is kept." in html
    assert "cstonews-lines" not in html
    assert "Make a page" not in html
    assert admin_client.post(url_of(without), {"act": "make"}).status_code == 302
    assert ImportRun.objects.count() == 1


def test_delete(admin_client, record):
    page = news_pages().get()
    asked = admin_client.get(url_of(record, "delete/"))
    assert "Wells for Miraden" in asked.content.decode()
    assert news_pages().filter(pk=page.pk).exists()
    response = admin_client.post(url_of(record, "delete/"))
    assert response.url == DESK
    assert not news_pages().filter(pk=page.pk).exists()
    assert not ImportedDocument.objects.exists()
    assert admin_client.get(url_of(record)).status_code == 404


@pytest.mark.parametrize("act", ["", "nothing", "__init__", "delete"])
def test_what_is_not_understood(admin_client, record, act):
    response = admin_client.post(url_of(record), {"act": act})
    assert response.status_code in (302, 422)
    record.refresh_from_db()
    assert record.review_priority == 40


def test_others_see_nothing(record):
    client = client_of()
    for part in ("", "lines/", "summary/", "page/", "people/", "compare/", "delete/"):
        assert client.get(url_of(record, part)).status_code in (302, 404), part
    for act in ("reviewed", "publish", "rebuild", "make"):
        assert client.post(url_of(record), {"act": act}).status_code in (302, 404)
    assert client.post(url_of(record, "delete/")).status_code in (302, 404)
    assert Client().get(url_of(record)).url.startswith("/admin/login/")
    record.refresh_from_db()
    assert record.review_priority == 40
    assert not news_pages().get().live


def test_an_editor_without_more_rights(record, news_index):
    """Who may edit the page reviews; publishing, deleting and importing take more."""
    client = client_of(news_index)
    html = client.get(url_of(record)).content.decode()
    for words in ("Publish the page", "Write the page again"):
        assert words not in html
    for act in ("publish", "rebuild", "make"):
        client.post(url_of(record), {"act": act})
    page = news_pages().get()
    assert not page.live
    assert page.revisions.count() == 1
    # Wagtail lets an editor delete a draft, but not what is published.
    assert "delete/" in html
    page.get_latest_revision().publish()
    assert "delete/" not in client.get(url_of(record)).content.decode()
    client.post(url_of(record, "delete/"))
    assert news_pages().count() == 1
    record.refresh_from_db()
    assert record.review_priority == 40
    client.post(url_of(record), {"act": "reviewed"})
    record.refresh_from_db()
    assert record.review_priority == 0


def test_token_is_needed(admin_user, record):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    for part in ("", "delete/"):
        assert client.post(url_of(record, part), {"act": "reviewed"}).status_code == 403
    assert ImportedDocument.objects.get().review_priority == 40


def test_numbers_that_are_none(admin_client):
    for number in ("0", "9" * 18, "9" * 30):
        assert admin_client.get(f"{DESK}{number}/").status_code == 404
