"""Absolute addresses are right on whatever host and port the API is asked."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Site

from tests import factories
from tests.api.asking import bearer
from wagtail_cstonews.publishing.addresses import absolute, page_url, site_root
from wagtail_cstonews.publishing.api.context import ApiContext

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("site", "asked", "secure", "base"),
    [
        ("localhost:80", "localhost:8000", False, "http://localhost:8000"),
        ("localhost:80", "127.0.0.1:8123", False, "http://127.0.0.1:8123"),
        ("localhost:80", "[::1]:8123", False, "http://[::1]:8123"),
        ("valley.example:80", "valley.example", False, "http://valley.example"),
        ("valley.example:80", "valley.example", True, "https://valley.example"),
        ("valley.example:443", "valley.example", False, "https://valley.example"),
        ("valley.example:443", "valley.example:8443", True, "https://valley.example:8443"),
        ("valley.example:443", "api.valley.example", True, "https://valley.example"),
        ("valley.example:8000", "valley.example:8000", False, "http://valley.example:8000"),
        ("valley.example:8000", "valley.example", True, "https://valley.example"),
        ("valley.example:80", "VALLEY.example:8000", False, "http://VALLEY.example:8000"),
        ("valley.example:80", "evil.example", False, "http://valley.example"),
        ("valley.example:80", "evil.example:8000", True, "http://valley.example"),
        ("valley.example:80", "valley.example.evil.example", True, "http://valley.example"),
        ("valley.example:80", "valley.example:99999", False, "http://valley.example:99999"),
        ("127.0.0.1:8000", "localhost:8001", False, "http://localhost:8001"),
    ],
)
def test_the_base_of_addresses(db, settings, site, asked, secure, base):
    settings.ALLOWED_HOSTS = ["*"]
    host, port = site.rsplit(":", 1)
    Site.objects.update(hostname=host, port=int(port), is_default_site=True)
    request = RequestFactory().get("/", headers={"host": asked}, secure=secure)
    assert ApiContext(request).base_url == site_root(request) == base
    assert absolute(request, "/a/?b=c") == f"{base}/a/?b=c"


def test_a_host_that_is_not_allowed_is_not_named(site, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    request = RequestFactory().get("/", headers={"host": "evil.example"})
    assert site_root(request) == "http://testserver"


def test_a_page_of_another_site_never_has_the_host_of_the_request(db, settings, home):
    settings.ALLOWED_HOSTS = ["*"]
    root = factories.make_index(home.get_parent(), slug="elsewhere")
    Site.objects.create(hostname="localhost", port=9000, root_page=root)
    request = RequestFactory().get("/", headers={"host": "testserver:8000"})
    assert page_url(root, request) == "http://localhost:9000/"
    assert page_url(home, request) == "http://testserver:8000/"


HERE = "http://127.0.0.1:8000"


def addresses_in(value, name=""):
    """All that is an address with a host in JSON, but those of what is elsewhere."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from addresses_in(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses_in(inner, name)
    elif isinstance(value, str) and name in ADDRESSES:
        yield value


ADDRESSES = {
    *("full_url", "html_url", "detail_url", "quotes_url", "canonical", "href", "@id", "mainEntityOfPage"),
    *("feed_url", "home_page_url"),
}


@pytest.mark.parametrize(
    "path",
    [
        *("articles/?fields=*", "articles/{page}/", "people/", "people/anna-orlova/", "quotes/"),
        *("pages/", "pages/{page}/", "pages/?type={type}"),
    ],
)
def test_the_demo_names_itself(client, version, news_index, path):
    """The record says localhost, without a port; the demo is visited as 127.0.0.1:8000."""
    Site.objects.update(hostname="localhost", port=80)
    anna = factories.make_person("Anna Orlova", slug="anna-orlova", picture=factories.make_image())
    page = factories.make_interview(
        news_index,
        interviewee=anna,
        lead_image=factories.make_image(),
        body=[factories.quote("Words", speaker=anna)],
        related=[("teaser", {"page": news_index})],
    )
    path = path.format(page=page.pk, type=page._meta.label)
    response = client.get(f"/api/{version}/{path}", headers={"host": "127.0.0.1:8000"})
    assert response.status_code == 200, response.content
    found = list(addresses_in(response.json()))
    assert found
    assert [address for address in found if not address.startswith(f"{HERE}/")] == []
    assert "http://localhost" not in response.content.decode()


@pytest.mark.parametrize("path", ["/feed.json", "/news/feed.rss", "/news/feed.atom", "/news/", "/news/a/"])
def test_feeds_and_heads_name_themselves(client, news_index, path):
    Site.objects.update(hostname="localhost", port=80)
    factories.make_article(news_index, slug="a", lead_image=factories.make_image())
    text = client.get(path, headers={"host": "127.0.0.1:8000"}).content.decode()
    assert f"{HERE}/news/" in text
    assert "http://localhost" not in text


def test_what_was_written_names_itself(news_index, version):
    """Wagtail's version 3 tells its serializers nothing of the request."""
    if version == "v2":
        pytest.skip("Version 2 reads only.")
    Site.objects.update(hostname="localhost", port=80)
    page = factories.make_article(news_index)
    client = Client(**bearer(factories.make_user()), HTTP_HOST="127.0.0.1:8000")
    answer = client.patch(
        f"/api/v3/pages/{page.pk}/",
        {"lead": "Another", "meta": {"action": "publish"}},
        content_type="application/json",
    ).json()
    assert answer["head"]["canonical"].startswith(f"{HERE}/news/")
    assert answer["meta"]["html_url"] == answer["head"]["canonical"]


def test_a_setting_decides(site, settings):
    settings.WAGTAILAPI_BASE_URL = "https://www.example.org/ignored/"
    assert ApiContext(RequestFactory().get("/")).base_url == "https://www.example.org"


def test_without_a_site_and_without_a_request(db, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://admin.example.org"
    assert ApiContext().absolute("/media/a.png") == "https://admin.example.org/media/a.png"
    Site.objects.all().delete()
    assert ApiContext(RequestFactory().get("/")).absolute("/a/") == "http://testserver/a/"


@pytest.mark.parametrize("url", ["https://cdn.example/a.png", "//cdn.example/a.png", "", "data:x"])
def test_other_addresses_stay(site, url):
    assert ApiContext(RequestFactory().get("/")).absolute(url) == url


def test_all_addresses_of_an_article(client, version, news_index):
    Site.objects.update(hostname="localhost", port=80)
    other = factories.make_article(news_index, slug="other")
    page = factories.make_article(
        news_index,
        slug="a",
        lead_image=factories.make_image(),
        related=[("teaser", {"page": other})],
    )
    base = "http://127.0.0.1:8123"
    found = client.get(f"/api/{version}/articles/{page.pk}/", headers={"host": "127.0.0.1:8123"}).json()
    assert found["meta"]["html_url"] == f"{base}/news/a/"
    assert found["meta"]["detail_url"] == f"{base}/api/{version}/articles/{page.pk}/"
    assert found["meta"]["parent"]["meta"]["html_url"] == f"{base}/news/"
    assert found["related"][0]["url"] == "/news/other/"
    assert found["related"][0]["full_url"] == f"{base}/news/other/"
    image = found["lead_image"]
    assert image["full_url"] == base + image["url"]
    assert all(one["full_url"] == base + one["url"] for one in image["renditions"].values())
    assert image["srcset"].startswith(f"{base}/media/")


def test_a_page_of_another_site_is_linked_in_full(client, version, home, news_index):
    root = factories.make_index(home.get_parent(), slug="elsewhere")
    Site.objects.create(hostname="elsewhere.example", port=443, root_page=root)
    other = factories.make_article(root, slug="other")
    page = factories.make_article(news_index, related=[("teaser", {"page": other})])
    (related,) = client.get(f"/api/{version}/articles/{page.pk}/").json()["related"]
    assert related["url"] == related["full_url"] == "https://elsewhere.example/other/"
    assert client.get(f"/api/{version}/articles/{other.pk}/").status_code == 404
