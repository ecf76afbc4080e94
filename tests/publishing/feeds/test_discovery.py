"""Which feeds a page names in its head."""

from django.test import RequestFactory, override_settings
from django.urls import include, path
from wagtail import urls as wagtail_urls

from tests import factories
from wagtail_cstonews.publishing.feeds.discovery import feeds_of

urlpatterns = [path("", include(wagtail_urls))]


def asked(address="/", **extra):
    return RequestFactory().get(address, **extra)


def addresses(subject, request):
    return [feed.url for feed in feeds_of(subject, request)]


def test_a_section_has_its_own(news_index):
    assert feeds_of(news_index, asked("/news/")) == [
        ("application/rss+xml", "News – RSS", "http://testserver/news/feed.rss"),
        ("application/atom+xml", "News – Atom", "http://testserver/news/feed.atom"),
        ("application/feed+json", "News – JSON Feed", "http://testserver/news/feed.json"),
    ]


def test_a_narrowed_section_has_that_of_what_it_shows_first(news_index):
    found = addresses(news_index, asked("/news/?utm_source=x&year=2024&tag=rail&page=2"))
    assert found[0] == "http://testserver/news/feed.rss?year=2024&tag=rail"
    assert found[3] == "http://testserver/news/feed.rss"
    assert addresses(news_index, asked("/news/?year=abc"))[0] == "http://testserver/news/feed.rss"


def test_an_article_has_those_of_its_section(news_index):
    article = factories.make_article(news_index)
    assert addresses(article, asked()) == addresses(news_index, asked())


def test_a_person_and_the_site_have_theirs(home):
    person = factories.make_person("Anna Orlova")
    assert addresses(person, asked())[0] == "http://testserver/people/anna-orlova/feed.rss"
    assert addresses(home, asked())[1] == "http://testserver/feed.atom"


def test_addresses_have_the_scheme_and_port_of_the_request(news_index):
    request = asked("/news/", secure=True, SERVER_PORT="8443")
    assert addresses(news_index, request)[0] == "https://testserver:8443/news/feed.rss"


def test_a_site_without_the_urls_of_the_app_has_none(news_index):
    with override_settings(ROOT_URLCONF=__name__):
        assert feeds_of(news_index, asked()) == []
        assert feeds_of(factories.make_person(), asked()) == []
        assert feeds_of(factories.home_page(), asked()) == []
