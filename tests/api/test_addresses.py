"""Absolute addresses are right on whatever host and port the API is asked."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from wagtail.models import Site

from tests import factories
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
    ],
)
def test_the_base_of_addresses(db, settings, site, asked, secure, base):
    settings.ALLOWED_HOSTS = ["*"]
    host, port = site.rsplit(":", 1)
    Site.objects.update(hostname=host, port=int(port), is_default_site=True)
    request = RequestFactory().get("/", headers={"host": asked}, secure=secure)
    assert ApiContext(request).base_url == base


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
