"""What readers see of the example site."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from wagtail.models import Page

from wagtail_cstonews.models import Person
from wagtail_cstonews.pages.models import InterviewPage, NewsPage

from .helpers import soup, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


class TestEveryPage:
    def test_answers_with_one_heading_a_language_and_described_images(self, client):
        pages = Page.objects.live().filter(depth__gt=1)
        urls = [page.get_url() for page in pages]
        urls += [person.get_absolute_url() for person in Person.objects.all()]
        assert len(urls) > 40
        for url in urls:
            page = soup(client.get(url))
            assert len(page.select("h1")) == 1, url
            assert text_of(page.select_one("h1")), url
            assert page.html["lang"], url
            assert text_of(page.title), url
            assert all(image.has_attr("alt") for image in page.select("img")), url
            assert len({e["id"] for e in page.select("[id]")}) == len(page.select("[id]")), url
            assert not page.select("main main"), url

    def test_asks_nothing_of_other_hosts(self, client):
        for url in ("/", "/news/", InterviewPage.objects.first().get_url()):
            page = soup(client.get(url))
            sources = [
                e.get("src") or e.get("href") for e in page.select("link[rel=stylesheet], script[src], img")
            ]
            assert sources
            assert all(source.startswith("/") for source in sources), sources

    def test_describes_itself(self, client):
        interview = InterviewPage.objects.get(title__startswith="The reservoirs")
        page = soup(client.get(interview.get_url()))
        assert page.select_one("meta[name=description]")["content"].startswith("Teodrik Massalen")
        assert page.select_one("meta[property='og:title']")["content"] == interview.title

    def test_a_dated_article_shows_its_day(self, client):
        page = NewsPage.objects.get(title__startswith="Night search")
        (time,) = soup(client.get(page.get_url())).select("main header time")
        assert time["datetime"] == "2023-08-31"
        assert text_of(time) == "31 August 2023"

    def test_brings_its_fonts_and_icons(self, client):
        page = soup(client.get("/"))
        links = [link["href"] for link in page.select("link[href]")]
        assert any("literata-latin" in link for link in links)
        assert not any("cyrillic" in link for link in links)
        for link in (link for link in links if link.startswith("/static/")):
            assert finders.find(link.removeprefix("/static/")), link
        manifest = client.get("/manifest.webmanifest")
        assert manifest["Content-Type"] == "application/manifest+json"
        for icon in manifest.json()["icons"]:
            assert finders.find(icon["src"].removeprefix("/static/")), icon

    def test_stylesheets_travel_compressed_and_fonts_as_they_are(self, client):
        links = [link["href"] for link in soup(client.get("/")).select("link[href^='/static/']")]
        styles = [link for link in links if link.endswith(".css")]
        fonts = [link for link in links if link.endswith(".woff2")]
        assert styles
        assert fonts
        for link in styles + fonts:
            sent = client.get(link, headers={"accept-encoding": "gzip"})
            content = b"".join(sent.streaming_content)
            file = Path(finders.find(link.removeprefix("/static/"))).read_bytes()
            if link in fonts:
                assert "Content-Encoding" not in sent
                assert content == file
            else:
                assert sent["Content-Encoding"] == "gzip"
                assert gzip.decompress(content) == file
                assert len(content) < len(file) / 2

    def test_the_fonts_are_small_and_licensed(self):
        folder = Path(finders.find("newsroom/fonts/golos-text-OFL.txt")).parent
        fonts = list(folder.glob("*.woff2"))
        assert sum(font.stat().st_size for font in fonts) <= 175_000
        style = Path(finders.find("newsroom/newsroom.css")).read_text("utf-8")
        assert set(re.findall(r'url\("fonts/([^"]+)"\)', style)) == {font.name for font in fonts}
        assert len(list(folder.glob("*-OFL.txt"))) == 2


class TestNotFound:
    def test_offers_search(self, client):
        page = soup(client.get("/no/such/page/"), status=404)
        assert page.select_one("main form[action='/search/']")
        assert text_of(page.h1) == "This page is not here"
