"""Sitemaps as search engines fetch them."""

from __future__ import annotations

import datetime

import pytest
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sites.shortcuts import get_current_site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone
from lxml import etree
from wagtail import urls as wagtail_urls
from wagtail.models import Locale

from tests import factories
from wagtail_cstonews.publishing.sitemaps import PageSitemap

from .schemas import sitemap_schema

urlpatterns = [
    path("", include("wagtail_cstonews.publishing.sitemaps.urls")),
    *i18n_patterns(path("", include(wagtail_urls))),
]

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, address, **extra):
    response = client.get(address, **extra)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/xml"
    return etree.fromstring(response.content)


def locations(root):
    return [element.text for element in root.iterfind(".//s:loc", NAMES)]


def translated(home, *pages):
    """The pages in Russian, published."""
    russian = Locale.objects.create(language_code="ru")
    copies = [page.copy_for_translation(russian) for page in (home, *pages)]
    for page in copies:
        page.save_revision().publish()
    return copies


def test_the_index_names_what_is_not_empty(client, news_index):
    assert locations(read(client, "/sitemap.xml")) == ["http://testserver/sitemap-pages.xml"]
    person = factories.make_person()
    factories.make_article(
        news_index, published_at=timezone.now(), body=[factories.quote("Words", speaker=person)]
    )
    assert locations(read(client, "/sitemap.xml")) == [
        f"http://testserver/sitemap-{name}.xml" for name in ("pages", "people", "news")
    ]


def test_pages_with_their_last_change(client, news_index):
    changed = datetime.datetime(2024, 6, 1, 12, tzinfo=datetime.UTC)
    article = factories.make_article(news_index, slug="an-article", last_published_at=changed)
    factories.make_article(news_index, live=False)
    factories.make_article(factories.make_private(factories.make_index(news_index)).page)
    root = read(client, "/sitemap-pages.xml")
    assert locations(root) == [f"http://testserver{path}" for path in ("/", "/news/", "/news/an-article/")]
    moment = root.findtext(".//s:url[3]/s:lastmod", None, NAMES)
    assert datetime.datetime.fromisoformat(moment) == article.last_published_at
    assert client.get("/sitemap-pages.xml?p=9").status_code == 404
    assert client.get("/sitemap-other.xml").status_code == 404


def test_addresses_have_the_host_that_was_asked(client, news_index):
    root = read(client, "/sitemap-pages.xml", SERVER_NAME="testserver", SERVER_PORT="8443", secure=True)
    assert locations(root) == ["https://testserver:8443/", "https://testserver:8443/news/"]
    assert locations(read(client, "/sitemap.xml", SERVER_NAME="testserver", SERVER_PORT="8000")) == [
        "http://testserver:8000/sitemap-pages.xml"
    ]


def test_it_has_pages(client, news_index, news_settings):
    news_settings(SITEMAP_ADDRESSES=2)
    for _ in range(3):
        factories.make_article(news_index)
    addresses = [f"http://testserver/sitemap-pages.xml{page}" for page in ("", "?p=2", "?p=3")]
    assert locations(read(client, "/sitemap.xml")) == addresses
    found = [location for address in addresses for location in locations(read(client, address))]
    assert len(found) == len(set(found)) == 5


def test_translations_name_each_other(client, home, news_index, settings):
    settings.ROOT_URLCONF = __name__
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Russian")]
    article = factories.make_article(news_index)
    alone = factories.make_article(news_index)
    translated(home, news_index, article)
    root = read(client, "/sitemap-pages.xml")
    found = {
        url.findtext("s:loc", None, NAMES): [link.get("hreflang") for link in url.iterfind("x:link", NAMES)]
        for url in root
    }
    assert len(found) == 7
    assert sorted(map(len, found.values())) == [0, 2, 2, 2, 2, 2, 2]
    assert found[f"http://testserver/en/news/{alone.slug}/"] == []
    assert found[f"http://testserver/en/news/{article.slug}/"] == ["en", "ru"]
    assert len([location for location in found if "/ru/" in location]) == 3


def test_people_of_public_articles(client, news_index):
    anna, ben = factories.make_person("Anna"), factories.make_person("Ben")
    factories.make_article(news_index, body=[factories.quote("Words", speaker=anna)])
    factories.make_article(news_index, live=False, body=[factories.quote("Words", speaker=ben)])
    assert locations(read(client, "/sitemap-people.xml")) == ["http://testserver/people/anna/"]


def test_news_of_the_last_days(client, news_index):
    now = timezone.now()
    factories.make_article(news_index, title="New <&> \x0b\u202e", published_at=now, language="zh-Hans")
    day = now - datetime.timedelta(days=1)
    factories.make_article(news_index, title="Of a day", published_at=day, published_is_date_only=True)
    factories.make_article(news_index, title="Old", published_at=now - datetime.timedelta(days=3))
    factories.make_article(news_index, title="To come", published_at=now + datetime.timedelta(days=1))
    root = read(client, "/sitemap-news.xml")
    assert [element.text for element in root.iterfind(".//n:title", NAMES)] == ["New <&>", "Of a day"]
    assert [element.text for element in root.iterfind(".//n:language", NAMES)] == ["zh-cn", "en"]
    assert {element.text for element in root.iterfind(".//n:name", NAMES)} == {settings.WAGTAIL_SITE_NAME}
    dates = [element.text for element in root.iterfind(".//n:publication_date", NAMES)]
    assert datetime.datetime.fromisoformat(dates[0]) == now.replace(microsecond=0)
    assert len(dates[1]) == len("2024-05-01")


def test_few_queries_for_any_number_of_pages(client, home, news_index):
    # Wagtail and Django keep the site's addresses and the content types from here on.
    for name in ("pages", "people", "news"):
        client.get(f"/sitemap-{name}.xml")
    counts = []
    for number in (2, 20):
        for _ in range(number):
            person = factories.make_person()
            factories.make_interview(
                news_index, published_at=timezone.now(), body=[factories.quote("Words", speaker=person)]
            )
        with CaptureQueriesContext(connection) as queries:
            for name in ("pages", "people", "news"):
                read(client, f"/sitemap-{name}.xml")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18


def test_it_is_one_of_wagtails_own_kind(news_index):
    request = RequestFactory().get("/")
    (first, *_others) = PageSitemap(request).get_urls(site=get_current_site(request), protocol="http")
    assert first["location"] == "http://testserver/"


def test_sitemaps_are_valid(client, home, news_index):
    schema = sitemap_schema()
    article = factories.make_article(
        news_index, published_at=timezone.now(), body=[factories.quote("W", speaker=factories.make_person())]
    )
    translated(home, news_index, article)
    for name in ("pages", "people", "news"):
        schema.assertValid(read(client, f"/sitemap-{name}.xml"))
    with pytest.raises(etree.DocumentInvalid):
        schema.assertValid(etree.fromstring(f'<urlset xmlns="{NAMES["s"]}"><url/></urlset>'))
