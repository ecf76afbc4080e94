"""A date beyond all sense takes nothing down, whichever way it came in."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import factories
from wagtail_cstonews.bulk_pages import why_not_in_bulk
from wagtail_cstonews.conf import get_interview_page_model, get_news_page_model
from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract

pytestmark = pytest.mark.django_db

FIRST = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
LAST = datetime.datetime(9999, 12, 31, 23, 59, 59, tzinfo=datetime.UTC)
BODY = "The council met in the harbour on Monday and agreed on a rule for the common fund of the rivers. "


@pytest.fixture(params=[(FIRST, "America/New_York"), (LAST, "Asia/Bishkek")], ids=["first", "last"])
def extreme(request, settings, news_index):
    """A page whose date somebody else's code wrote, in a zone by whose clock it does not exist."""
    moment, settings.TIME_ZONE = request.param
    timezone.get_default_timezone.cache_clear()
    page = factories.make_article(news_index, title="Extreme")
    revision = page.save_revision()
    revision.publish()
    revision.content["published_at"] = moment.isoformat()
    revision.save()
    get_news_page_model().objects.filter(pk=page.pk).update(published_at=moment)
    factories.make_article(
        news_index, title="Sound", published_at=datetime.datetime(2020, 5, 1, tzinfo=datetime.UTC)
    )
    yield page
    timezone.get_default_timezone.cache_clear()


def test_section_article_editor_and_api(extreme, news_index, client, admin_client):
    listed = client.get(news_index.url)
    assert listed.status_code == 200
    assert b"Extreme" in listed.content
    assert b"year=2020" in listed.content
    assert client.get(news_index.url, {"year": "2020"}).status_code == 200
    assert client.get(extreme.url).status_code == 200
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[extreme.pk])).status_code == 200
    assert admin_client.get(reverse("wagtailadmin_explore", args=[news_index.pk])).status_code == 200
    model = f"{extreme._meta.app_label}.{type(extreme).__name__}"
    found = client.get("/api/v2/pages/", {"type": model, "fields": "published_at"}).json()["items"]
    assert {item["title"]: item["published_at"] and item["published_at"][:4] for item in found} == {
        "Extreme": None,
        "Sound": "2020",
    }


def test_it_can_be_edited_and_keeps_no_date(extreme):
    page = get_news_page_model().objects.get(pk=extreme.pk)
    page.get_latest_revision_as_object().save_revision().publish()
    assert page.published_on is None


@pytest.mark.parametrize("year", [1, 1599, 3000, 9999])
def test_editors_are_told(news_index, year):
    page = factories.make_article(news_index, title="One")
    page.published_at = datetime.datetime(year, 6, 1, tzinfo=datetime.UTC)
    with pytest.raises(ValidationError, match="Give a year between 1600 and 2999") as error:
        page.full_clean()
    assert list(error.value.message_dict) == ["published_at"]


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2999-01-01", "1599-12-31"])
@pytest.mark.parametrize("way", ["row", "meta", "linked data", "time", "text", "title"])
def test_no_way_in(date, way):
    page = {
        "meta": f'<meta property="article:published_time" content="{date}"><p>{BODY}',
        "linked data": '<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "datePublished": "{date}"}}</script><p>{BODY}',
        "time": f'<h1>A title</h1><time datetime="{date}">then</time><p>{BODY}',
        "text": f"<h1>A title</h1><p>{date}</p><p>{BODY}",
        "title": f"<h1>A title, {date}</h1><p>{BODY}",
        "row": f"<h1>A title</h1><p>{BODY}",
    }[way]
    given = date if way == "row" else None
    article = extract(RawDocument("a", page, "a", media_type="html", date=given))
    assert article.published_at is None


def test_pages_with_such_dates_are_still_written_in_bulk():
    assert why_not_in_bulk(get_news_page_model()) == ""
    assert why_not_in_bulk(get_interview_page_model()) == ""
