"""What other programs read of the example site: robots.txt, sitemaps, feeds and Markdown of the archive."""

from __future__ import annotations

import re

import feedparser
import pytest
from lxml import etree

from wagtail_cstonews.pages.models import NewsPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def test_robots_name_the_sitemaps(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    text = response.content.decode()
    assert "Disallow: /admin/" in text
    addresses = re.findall(r"^Sitemap: (\S+)$", text, re.MULTILINE)
    assert addresses == ["http://testserver/sitemap.xml", "http://testserver/sitemap-news.xml"]
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_every_address_in_the_sitemaps_answers(client):
    for name in ("pages", "people"):
        root = etree.fromstring(client.get(f"/sitemap-{name}.xml").content)
        addresses = [element.text for element in root.iterfind(".//{*}loc")]
        assert addresses
        assert [address for address in addresses if client.get(address).status_code != 200] == []


def test_the_archive_as_feeds(client):
    for address in ("/news/feed.rss", "/news/feed.atom", "/feed.atom?kind=interview"):
        feed = feedparser.parse(client.get(address).content)
        assert not feed.bozo
        assert len(feed.entries) > 3
        assert all(len(entry.content[0].value) > 100 for entry in feed.entries)


def test_every_article_as_markdown(client):
    for article in NewsPage.objects.live():
        text = client.get(f"{article.get_url()}text.md").content.decode()
        assert text.startswith("# ")
        assert len(text) > 100
