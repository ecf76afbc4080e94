"""The review desk: what waits, in which order, for whom, and narrowed to what."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.admin.helpers import client_of, said
from wagtail_cstonews.models import ImportedDocument, ImportProposal, Trouble

pytestmark = pytest.mark.django_db

DESK = "/admin/news-import/review/"


def titles(response):
    html = BeautifulSoup(response.content, "html.parser")
    return [link.get_text(strip=True) for link in html.select("td.title > a")]


@pytest.fixture
def waiting(news_index):
    """A document of each kind of trouble, and one that is fine."""
    run = factories.make_run(section=news_index)
    found = {}
    for trouble in Trouble:
        found[trouble.name] = factories.make_document(
            run,
            title=trouble.name,
            review_priority=trouble,
            state="failed" if trouble == Trouble.FAILED else "new",
            confidence=trouble / 100,
            site="herald.example" if trouble > 30 else "courier.example",
            warning_codes=" no_title " if trouble == Trouble.NO_TITLE else "",
        )
    factories.make_document(run, title="Fine")
    return found


def test_worst_first(admin_client, waiting):
    response = admin_client.get(DESK)
    assert titles(response) == [trouble.name for trouble in sorted(Trouble, reverse=True)]
    assert "Waiting: 7" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "70"}, ["FAILED"]),
        ({"confidence": "poor", "site": "www.Courier.example"}, ["PROPOSAL", "NEAR_DUPLICATE", "WARNINGS"]),
        ({"confidence": "fair"}, ["FAILED", "NOT_AN_ARTICLE", "NO_TITLE"]),
        ({"confidence": "unknown"}, []),
        ({"warning": "no_title"}, ["NO_TITLE"]),
        ({"warning": "title"}, None),
        ({"site": "herald.example", "kind": "40"}, ["UNSURE"]),
        ({"kind": "9" * 30}, None),
        ({"run": "9" * 30}, None),
        ({"section": "-1"}, None),
        ({"after": "x~y~z"}, None),
        ({"after": "70~nan~1"}, None),
        ({"site": "a\x00b"}, None),
    ],
)
def test_filters(admin_client, waiting, query, expected):
    everything = [trouble.name for trouble in sorted(Trouble, reverse=True)]
    response = admin_client.get(DESK, query)
    assert response.status_code == 200
    assert titles(response) == (everything if expected is None else expected)


def test_by_run_and_section(admin_client, waiting, news_index):
    other = factories.make_index()
    page = factories.make_article(other)
    run = factories.make_run(section=other)
    factories.make_document(run, title="Elsewhere", review_priority=10, page=page)
    assert titles(admin_client.get(DESK, {"run": run.pk})) == ["Elsewhere"]
    assert titles(admin_client.get(DESK, {"section": other.pk})) == ["Elsewhere"]
    assert len(titles(admin_client.get(DESK, {"section": news_index.pk}))) == 7


def test_a_proposal_of_a_worse_document_is_a_proposal_too(admin_client, waiting):
    ImportProposal.objects.create(document=waiting["NO_TITLE"], content_hash="x")
    assert titles(admin_client.get(DESK, {"kind": "30"})) == ["NO_TITLE"]


def test_pages_go_on_behind_the_last_place(admin_client, news_index, monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.admin.review.desk.PER_PAGE", 2)
    run = factories.make_run(section=news_index)
    for title, confidence in (("a", None), ("b", 0.5), ("c", 0.5), ("d", 0.1), ("e", None), ("f", 0.9)):
        factories.make_document(run, title=title, review_priority=40, confidence=confidence)
    factories.make_document(run, title="worse", review_priority=50)
    seen, url = [], DESK
    while url:
        response = admin_client.get(url)
        seen += titles(response)
        link = BeautifulSoup(response.content, "html.parser").find("a", string="Further texts")
        url = link["href"] if link else ""
    assert seen[0] == "worse"
    assert sorted(seen) == ["a", "b", "c", "d", "e", "f", "worse"]
    assert [title for title in seen if title in "bcdf"] == ["d", "b", "c", "f"]


def test_ticked_ones_are_reviewed(admin_client, admin_user, waiting):
    ids = [waiting["FAILED"].pk, waiting["UNSURE"].pk]
    response = admin_client.post(f"{DESK}?site=herald.example", {"document": [*ids, "x", "9" * 30]})
    assert response.url == f"{DESK}?site=herald.example"
    for record in ImportedDocument.objects.filter(pk__in=ids):
        assert record.review_priority == 0
        assert record.reviewed_by == admin_user
        assert record.reviewed_at is not None
    after = admin_client.get(DESK)
    assert [text.strip() for text in said(after)] == ["2 documents are reviewed."]
    assert len(titles(after)) == 5


def test_nothing_ticked(admin_client, waiting):
    [message] = said(admin_client.post(DESK, follow=True))
    assert "Tick the documents that you have looked at." in message


def test_who_may_see_what(waiting, news_index):
    page = factories.make_article(factories.make_index())
    mine = factories.make_document(title="Mine", review_priority=10, page=page)
    client = client_of(page)
    assert titles(client.get(DESK)) == ["Mine"]
    client.post(DESK, {"document": [document.pk for document in waiting.values()]})
    assert ImportedDocument.objects.filter(reviewed_at__isnull=False).count() == 0
    client.post(DESK, {"document": [mine.pk]})
    assert ImportedDocument.objects.get(reviewed_at__isnull=False) == mine
    assert Client().get(DESK).url.startswith("/admin/login/")


def test_without_any_right(waiting):
    client = client_of()
    assert client.get(DESK).status_code == 302
    assert client.post(DESK, {"document": [waiting["FAILED"].pk]}).status_code == 302
    assert ImportedDocument.objects.filter(reviewed_at__isnull=False).count() == 0


def test_hostile_texts_are_escaped(admin_client, news_index):
    factories.make_document(title="<script>alert(1)</script>", review_priority=70, site='"><b>')
    html = admin_client.get(DESK).content.decode()
    assert "<script>alert(1)" not in html
    assert '"><b>' not in html


def test_menu_and_dashboard(admin_client, waiting):
    cache.clear()
    html = admin_client.get("/admin/").content.decode()
    assert "Review (7)" in html
    assert "Made-up title" in html
    assert f"{DESK}?kind=70" in html
    nobody = client_of()
    cache.clear()
    html = nobody.get("/admin/").content.decode()
    assert "Review (" not in html
    assert "Imported news" not in html


def test_menu_without_anything(admin_client):
    cache.clear()
    html = admin_client.get("/admin/").content.decode()
    assert "news-review" not in html
    assert reverse("wagtail_cstonews_review") not in html


def test_the_count_is_kept_for_a_minute(admin_client, admin_user, waiting, django_assert_num_queries):
    from wagtail_cstonews.admin.review.counts import by_kind, waiting_count

    cache.clear()
    with django_assert_num_queries(1):
        assert [waiting_count(admin_user) for _ in range(3)] == [7, 7, 7]
    with django_assert_num_queries(7):
        assert by_kind(admin_user) == by_kind(admin_user)
    admin_client.post(DESK, {"document": [waiting["FAILED"].pk]})
    assert waiting_count(admin_user) == 6


def test_failures_of_the_last_run_and_running_ones(admin_client, news_index):
    cache.clear()
    run = factories.make_run(section=news_index)
    factories.make_document(run, state="failed", review_priority=70)
    factories.make_run(section=news_index, state="running", started_at=timezone.now())
    html = admin_client.get("/admin/").content.decode()
    assert "Failed in the last import" in html
    assert "is running." in html
    assert f"{DESK}?run={run.pk}&amp;kind=70" in html
