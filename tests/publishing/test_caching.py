"""What caches may keep of public pages, and what they are told to forget."""

from __future__ import annotations

import pytest
from django.test import TestCase, override_settings
from wagtail.contrib.frontend_cache.backends import BaseBackend

from tests import factories
from tests.importing.helpers import document, undone
from wagtail_cstonews.importing import ImportOptions, run_import
from wagtail_cstonews.models import ImportRun

pytestmark = pytest.mark.django_db

PUBLISH = ImportOptions(publish=True, publish_above=0.0)


@pytest.fixture
def anna(db):
    return factories.make_person("Anna Orlova")


@pytest.fixture
def article(news_index, anna):
    return factories.make_article(news_index, title="Talks", body=[factories.quote("Words", speaker=anna)])


def ask(client, url, **headers):
    return client.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("of", ["article", "section", "person"])
def test_who_has_the_content_gets_no_body(client, article, news_index, anna, of):
    url = {"article": article.url, "section": news_index.url, "person": anna.get_absolute_url()}[of]
    first = client.get(url)
    again = ask(client, url, if_none_match=first["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]
    assert "Cookie" in again["Vary"]


@pytest.mark.parametrize("of", ["section", "person"])
def test_a_list_changes_with_its_articles(client, article, news_index, anna, of):
    url = {"section": news_index.url, "person": anna.get_absolute_url()}[of]
    first = client.get(url)
    article.title = "More talks"
    article.save_revision().publish()
    again = ask(client, url, if_none_match=first["ETag"], if_modified_since="Fri, 31 Dec 2100 00:00:00 GMT")
    assert again.status_code == 200
    assert "More talks" in again.content.decode()


def test_an_article_says_when_it_changed(client, article, news_index):
    article.save_revision().publish()
    response = client.get(article.url)
    assert ask(client, article.url, if_modified_since=response["Last-Modified"]).status_code == 304
    assert "Last-Modified" not in client.get(news_index.url)


def test_without_a_setting_every_use_is_validated(client, article):
    assert client.get(article.url)["Cache-Control"] == "no-cache"


def test_shared_caches_keep_what_everybody_may_see(client, article, news_index, news_settings):
    news_settings(CACHE_SECONDS=300)
    assert client.get(article.url)["Cache-Control"] == "public, max-age=300"
    # Nobody's mistake in an address is kept.
    assert "max-age" not in client.get(f"{news_index.url}?tag=unknown").headers.get("Cache-Control", "")


def test_nobody_else_keeps_what_somebody_sees_who_is_logged_in(client, article, news_settings):
    news_settings(CACHE_SECONDS=300)
    client.force_login(factories.make_user())
    assert client.get(article.url)["Cache-Control"] == "private, no-cache"


def test_nobody_else_keeps_what_is_private(client, article, news_index, news_settings):
    news_settings(CACHE_SECONDS=300)
    restriction = factories.make_private(news_index)
    restriction.restriction_type, restriction.password = "password", "open"
    restriction.save()
    session = client.session
    session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()
    response = client.get(article.url)
    assert response.status_code == 200
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "public" not in response["Cache-Control"]


def test_a_preview_is_not_kept(article):
    response = article.make_preview_request()
    assert "private" in response["Cache-Control"]
    assert "ETag" not in response


# The front-end cache


class Recorder(BaseBackend):
    """A front-end cache that only remembers what it was told to forget."""

    forgotten: list[str] = []

    def __init__(self, params):
        super().__init__(params)

    def purge(self, url):
        self.forgotten.append(url)


@pytest.fixture
def forgotten():
    """What the cache was told to forget, without the site's address."""
    Recorder.forgotten = []
    site = factories.home_page().get_full_url().rstrip("/")
    backend = {"default": {"BACKEND": f"{__name__}.Recorder"}}
    with override_settings(WAGTAILFRONTENDCACHE=backend):
        yield lambda: {url.removeprefix(site) for url in Recorder.forgotten}


def test_publishing_reaches_what_shows_the_article(article, news_index, anna, forgotten):
    with TestCase.captureOnCommitCallbacks(execute=True):
        article.save_revision().publish()
    assert {news_index.url, "/", anna.get_absolute_url()} <= forgotten()


def test_unpublishing_does_too(article, news_index, anna, forgotten):
    with TestCase.captureOnCommitCallbacks(execute=True):
        article.unpublish()
    assert {news_index.url, anna.get_absolute_url()} <= forgotten()


def test_an_import_forgets_what_it_publishes_and_nothing_of_drafts(news_index, forgotten):
    text = "A title\n\n“The water is still rising in the valley,” Anna Orlova said.\n\nNobody knows why."
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_import([document(content=text)], news_index)
    assert not forgotten()
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_import([document(content=text)], news_index, options=PUBLISH)
    assert {news_index.url, "/"} <= forgotten()


def test_undoing_an_import_does_too(news_index, forgotten):
    with TestCase.captureOnCommitCallbacks(execute=True):
        run_import([document()], news_index, options=PUBLISH)
    Recorder.forgotten.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        undone(ImportRun.objects.get())
    assert news_index.url in forgotten()


def test_without_a_front_end_cache_nothing_is_asked(article, django_assert_num_queries):
    from wagtail_cstonews.publishing.caching.purging import purge_after_commit

    with django_assert_num_queries(0), TestCase.captureOnCommitCallbacks(execute=True):
        purge_after_commit([article])
