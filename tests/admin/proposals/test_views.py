"""Proposals in the admin: who may see them, what they show, and what a click does."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.admin.helpers import client_of
from tests.importing.helpers import CHANGED, document, edit, imported, news_pages
from wagtail_cstonews.models import ImportedDocument, ImportProposal

pytestmark = pytest.mark.django_db

INDEX = "/admin/news-import/proposals/"


@pytest.fixture
def proposal(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand <b>").publish()
    imported([document(content=CHANGED + "\n<script>alert(1)</script>")], news_index)
    return ImportProposal.objects.get()


@pytest.fixture
def url(proposal):
    return f"{INDEX}{proposal.pk}/"


def latest():
    return news_pages().get().get_latest_revision_as_object()


def test_list(admin_client, url):
    html = admin_client.get(INDEX).content.decode()
    assert url in html
    assert "By hand &lt;b&gt;" in html
    assert "archive/a.txt" in html
    assert "Import proposals" in admin_client.get("/admin/").content.decode()


def test_list_without_any(admin_client):
    assert admin_client.get(INDEX).status_code == 200
    assert "Import proposals" not in admin_client.get("/admin/").content.decode()


def test_what_would_change(admin_client, url):
    html = admin_client.get(url).content.decode()
    assert 'class="comparison' in html
    changes = html.split("The lines of the new document")[0]
    assert "Another" in changes
    assert "no differences" not in changes
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    merged, everything = changes.split("What taking all of the new text would change")
    assert "By hand" not in merged.split("What merging changes without asking")[1]
    assert "By hand" in everything
    assert "Merge into a draft" in html


def test_accept(admin_client, admin_user, url):
    revision = news_pages().get().latest_revision_id
    response = admin_client.post(url, {"accept": "1", "revision": revision})
    page = news_pages().get()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert latest().title == "By hand <b>"
    assert "Another" in str(latest().body)
    assert page.get_latest_revision().user == admin_user
    assert page.live
    assert page.has_unpublished_changes
    assert not ImportProposal.objects.exists()
    assert admin_client.get(url).status_code == 404


def test_take_all_of_it(admin_client, url):
    admin_client.post(url, {"all": "1", "revision": news_pages().get().latest_revision_id})
    assert latest().title == "A title"
    assert "Another" in str(latest().body)


@pytest.fixture
def disputed(news_index):
    """A proposal of a paragraph and a title that the desk changed, too."""
    imported([document(content="A title\nOne here.\nTwo here.")], news_index)
    page = news_pages().get()
    body = list(page.body.raw_data)
    body[0]["value"] = "<p>One by hand here.</p>"
    edit(page, title="By hand", body=page.body.stream_block.to_python(body))
    imported([document(content="Another <i>title\nOne again here.\nTwo here.")], news_index)
    return ImportProposal.objects.get()


def test_what_both_changed_is_asked(admin_client, disputed):
    url = f"{INDEX}{disputed.pk}/"
    html = BeautifulSoup(admin_client.get(url).content, "html.parser")
    asked = html.select("fieldset.cstonews-question")
    assert [field.legend.get_text() for field in asked] == ["Title", "Body › Paragraph"]
    assert [radio["value"] for radio in asked[1].select("input")] == ["mine", "theirs", "both"]
    assert "by hand" in asked[1].get_text()
    assert "again" in asked[1].get_text()
    assert not html.select("fieldset i")
    title, paragraph = (field.input["name"] for field in asked)
    data = {"accept": "1", "revision": news_pages().get().latest_revision_id, title: "theirs"}
    refused = admin_client.post(url, data)
    assert "Say at each of them what holds" in refused.content.decode()
    assert ImportProposal.objects.exists()
    # What was answered is not asked for again.
    again = BeautifulSoup(refused.content, "html.parser").select("input[checked]")
    assert [(radio["name"], radio["value"]) for radio in again] == [(title, "theirs")]
    admin_client.post(url, {**data, paragraph: "both"})
    assert latest().title == "Another <i>title"
    assert [block.value.source for block in latest().body] == [
        "<p>One by hand here.</p>",
        "<p>One again here.</p>",
        "<p>Two here.</p>",
    ]


@pytest.mark.parametrize("revision", ["1", "", "x", "9" * 24, "9" * 5000])
def test_accept_what_was_not_looked_at(admin_client, url, revision):
    response = admin_client.post(url, {"accept": "1", "revision": revision}, follow=True)
    assert latest().title == "By hand <b>"
    assert ImportProposal.objects.exists()
    assert response.redirect_chain[-1][0] == url


def test_dismiss(admin_client, url):
    assert admin_client.post(url, {"dismiss": "1"}).url == INDEX
    assert latest().title == "By hand <b>"
    assert ImportProposal.objects.get().state == "dismissed"


def test_looking_changes_nothing(admin_client, url):
    admin_client.get(f"{url}?accept=1&dismiss=1")
    assert latest().title == "By hand <b>"
    assert ImportProposal.objects.get().state == "waiting"


def test_without_the_right_to_edit(url):
    client = client_of()
    assert client.get(url).status_code == 302
    assert client.post(url, {"dismiss": "1"}).status_code == 302
    assert client.get(INDEX).status_code == 200
    assert url not in client.get(INDEX).content.decode()
    assert ImportProposal.objects.get().state == "waiting"
    assert Client().get(url).url.startswith("/admin/login/")


def test_with_the_right_to_edit(url, news_index):
    client = client_of(news_index)
    assert url in client.get(INDEX).content.decode()
    assert client.get(url).status_code == 200
    client.post(url, {"accept": "1", "revision": news_pages().get().latest_revision_id})
    assert "Another" in str(latest().body)


def test_token_is_needed(admin_user, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(url, {"dismiss": "1"}).status_code == 403


def test_locked_page(url, news_index):
    page = news_pages().get()
    page.locked, page.locked_by = True, factories.make_user()
    page.save()
    client = client_of(news_index)
    assert "The page is locked." in client.get(url).content.decode()
    client.post(url, {"accept": "1", "revision": page.latest_revision_id})
    assert latest().title == "By hand <b>"


def test_link_from_the_document(admin_client, url):
    record = ImportedDocument.objects.get()
    html = admin_client.get(f"/admin/news-import/documents/inspect/{record.pk}/").content.decode()
    assert url in html


def test_from_the_review_desk_and_on_to_the_next(admin_client, url):
    """Who comes from the desk goes on there."""
    record = ImportedDocument.objects.get()
    html = admin_client.get(f"/admin/news-import/review/{record.pk}/?kind=30").content.decode()
    assert f"{url}?kind=30&amp;review=1" in html
    other = factories.make_document(title="Other", review_priority=record.review_priority, confidence=0.99)
    ImportProposal.objects.create(document=other, content_hash="x")
    here = f"{url}?kind=30&review=1"
    following = f"/admin/news-import/review/{other.pk}/?kind=30"
    shown = BeautifulSoup(admin_client.get(here).content, "html.parser")
    assert shown.find("a", href=following)
    assert shown.find("form", class_="cstonews-merge")["action"] == here
    assert admin_client.post(here, {"dismiss": "1"}).url == following
    assert ImportProposal.objects.get(document=record).state == "dismissed"


def test_three_texts_side_by_side(admin_client, disputed):
    html = BeautifulSoup(admin_client.get(f"{INDEX}{disputed.pk}/").content, "html.parser")
    rows = [
        [" ".join(cell.get_text().split()) for cell in row.select("td")]
        for row in html.select(".cstonews-compare tbody tr")
    ]
    assert rows[-1] == ["Two here."] * 3
    assert rows[1][0] == "One here."
    assert "by hand" in rows[1][1]
    assert "again" in rows[1][2]
    assert not html.select(".cstonews-compare i")
    [base, *_others] = html.select("fieldset.cstonews-question")[1].select(".comparison")
    assert "by hand" not in base.get_text()
