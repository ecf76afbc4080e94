"""Feeds as readers have them: asked over HTTP, read by a reader's parser."""

from __future__ import annotations

import json
import re

import feedparser
import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Locale, Site

from tests import factories

from .json_feed import SCHEMA
from .material import HOSTILE, hostile_article, rich_article

ENDINGS = ["rss", "atom", "json"]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, address, **headers):
    """The feed as a parser sees it, none of whose complaints is allowed."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not feed.bozo, feed.bozo_exception
    return feed


def json_of(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    jsonschema.validate(feed, SCHEMA)
    return feed


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_a_reader_has_the_whole_article(client, news_index, ending):
    article = rich_article(news_index, 1)
    feed = read(client, f"/news/feed.{ending}")
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[ending]
    assert feed.feed.title == "News"
    assert feed.feed.link == "http://testserver/news/"
    assert feed.feed.language == "en"
    (entry,) = feed.entries
    assert entry.title == "Article 1"
    assert entry.link == f"http://testserver/news/{article.slug}/"
    assert entry.summary == "The lead of 1."
    assert entry.published_parsed[:5] == (2024, 5, 1, 6, 1)
    assert [author.name for author in entry.authors if author][-2:] == ["Ann Author", "Ben"]
    assert {tag.term for tag in entry.tags} == {"News", "rail", "tag 1"}
    assert entry.id.startswith("urn:uuid:")
    (enclosure,) = entry.enclosures
    assert enclosure.type == "image/png"
    assert int(enclosure.length) > 100
    assert enclosure.href.startswith("http://testserver/media/")
    assert entry.media_content[0]["width"] == "640"
    html = entry.content[0].value
    for words in (
        "<b>bold</b>",
        "<h2>A heading</h2>",
        "<blockquote>",
        "in a letter",
        "2024",
        "A. Photographer",
    ):
        assert words in html
    assert "<strong>Asker 1: Why <a" in html
    assert "<strong>Speaker 1:</strong> Because of the water." in html
    assert not re.findall(r'(?:href|src)="(?!https?://)[^"]*"', html)
    assert client.get(re.search(r'href="http://testserver(/news/[^"]*)"', html).group(1)).status_code == 200


def test_a_json_feed_says_the_same(client, news_index):
    rich_article(news_index, 1)
    feed = json_of(client, "/news/feed.json")
    assert (feed["title"], feed["home_page_url"]) == ("News", "http://testserver/news/")
    (item,) = feed["items"]
    other = read(client, "/news/feed.atom").entries[0]
    assert (item["id"], item["title"], item["summary"]) == (other.id, other.title, other.summary)
    assert item["date_published"] == "2024-05-01T12:01:00+06:00"
    assert item["authors"] == [{"name": "Ann Author"}, {"name": "Ben"}]
    assert item["attachments"][0]["mime_type"] == "image/png"


def test_atom_has_what_it_must_have(client, news_index):
    for number in range(2):
        rich_article(news_index, number)
    response = client.get("/news/feed.atom?tag=rail")
    root = etree.fromstring(response.content)
    for parent in [root, *root.findall("a:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"a:{name}", ATOM)) == 1
        assert parent.findall("a:author/a:name", ATOM)
        assert [link.get("rel") for link in parent.findall("a:link", ATOM)].count("alternate") == 1
    ids = [element.text for element in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == 3
    assert root.find("a:link[@rel='self']", ATOM).get("href") == "http://testserver/news/feed.atom?tag=rail"
    assert root.find("a:title", ATOM).text == "News: rail"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_number_of_queries_is_constant_and_small(client, news_index, ending):
    counts = {}
    numbers = iter(range(20))
    for wanted in (2, 20):
        while news_index.get_children().filter(title__startswith="Article").count() < wanted:
            rich_article(news_index, next(numbers))
        client.get(f"/news/feed.{ending}")  # makes the renditions, once
        for address in (f"/news/feed.{ending}", f"/news/feed.{ending}?tag=rail", f"/feed.{ending}"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts[wanted, address] = len(queries)
    assert [counts[2, address] for of, address in counts if of == 20] == [
        counts[20, address] for of, address in counts if of == 20
    ]
    assert max(counts.values()) <= 12


def test_queries_of_a_person(client, news_index):
    person = factories.make_person("Anna Orlova")
    for number in range(3):
        rich_article(news_index, number)
        factories.make_article(news_index, body=[factories.quote("Words", speaker=person)])
    with CaptureQueriesContext(connection) as queries:
        feed = read(client, "/people/anna-orlova/feed.atom")
    assert len(feed.entries) == 3
    assert len(queries) <= 12


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_has_it_is_told_so(client, news_index, ending):
    for number in range(3):
        rich_article(news_index, number)
    first = client.get(f"/news/feed.{ending}")
    with CaptureQueriesContext(connection) as queries:
        again = client.get(f"/news/feed.{ending}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # Six of them are Wagtail's way to the section.
    assert len(queries) <= 7
    article = factories.make_article(news_index, last_published_at=factories.local_time(2024, 6, 1))
    news = client.get(f"/news/feed.{ending}", headers={"if-none-match": first["ETag"]})
    assert news.status_code == 200
    since = {"if-modified-since": news["Last-Modified"]}
    assert client.get(f"/news/feed.{ending}", headers=since).status_code == 304
    article.unpublish()
    gone = client.get(f"/news/feed.{ending}", headers={"if-none-match": news["ETag"]})
    assert gone.status_code == 200


def test_an_id_stays_and_is_of_one_article(client, news_index):
    article = factories.make_article(news_index, title="Before", slug="before")
    (before,) = read(client, "/news/feed.atom").entries
    article.title, article.slug = "After", "after"
    article.save_revision().publish()
    Site.objects.update(hostname="other.example")
    (after,) = read(client, "/news/feed.atom", host="other.example").entries
    assert (before.id, before.link) != (after.id, after.link)
    assert before.id == after.id
    assert after.link == "http://other.example/news/after/"


def test_a_translation_has_an_id_of_its_own(client, home, news_index):
    factories.make_article(news_index)
    russian = Locale.objects.create(language_code="ru")
    copies = [page.copy_for_translation(russian) for page in (home, news_index)]
    article = news_index.get_children().first().specific.copy_for_translation(russian)
    for page in [*copies, article]:
        page.save_revision().publish()
    feed = json_of(client, "/feed.json")
    assert len({item["id"] for item in feed["items"]}) == 2
    assert {item["language"] for item in feed["items"]} == {"en", "ru"}
    assert len(json_of(client, "/feed.json?locale=ru")["items"]) == 1


def test_the_day_is_that_of_the_site(client, news_index):
    factories.make_article(
        news_index, published_at=factories.local_time(2024, 5, 1), published_is_date_only=True
    )
    assert json_of(client, "/news/feed.json")["items"][0]["date_published"] == "2024-05-01T00:00:00+06:00"
    assert b"<pubDate>Wed, 01 May 2024 00:00:00 +0600</pubDate>" in client.get("/news/feed.rss").content


def test_filters(client, news_index):
    person = factories.make_person("Anna Orlova")
    factories.make_interview(news_index, title="Interview", interviewee=person)
    factories.make_article(news_index, title="Rail", tags=("rail",))
    factories.make_article(news_index, title="Old", published_at=factories.local_time(2001, 1, 1))

    def titles(query):
        return {entry.title for entry in read(client, f"/news/feed.rss?{query}").entries}

    assert titles("tag=rail") == {"Rail"}
    assert titles("speaker=anna-orlova") == titles("kind=interview") == {"Interview"}
    assert titles("year=2001") == {"Old"}
    assert titles("year=1999") == set()
    assert titles("locale=en&section=news") == {"Interview", "Rail", "Old"}


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("tag=nothing", 404, "There is no tag “nothing”."),
        ("speaker=nobody", 404, "There is nobody called “nobody”."),
        ("year=abc", 400, "year must have four digits, from 1600 to 2999."),
        ("color=red", 400, "There is no filter “color”. There are: kind,"),
        ("kind=<script>", 400, "kind must be"),
    ],
)
def test_filters_that_are_none_are_refused_in_words(client, news_index, query, status, words):
    for ending in ENDINGS:
        response = client.get(f"/news/feed.{ending}?{query}")
        assert response.status_code == status
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert words in response.content.decode()


def test_only_reading_is_allowed(client, news_index):
    assert client.head("/news/feed.rss").status_code == 200
    assert client.post("/feed.rss").status_code == 405
    assert client.get("/news/feed.xml").status_code == 404


def test_what_is_private_stays_so(client, admin_client, home, news_index):
    closed = factories.make_index(news_index, slug="closed")
    article = factories.make_article(closed, title="Secret")
    linking = f'<p>See <a linktype="page" id="{article.pk}">that</a>.</p>'
    factories.make_article(news_index, title="Open", body=[("paragraph", linking)])
    factories.make_article(news_index, title="Draft", live=False)
    factories.make_private(closed)
    for address in ("/news/feed.atom", "/feed.atom"):
        (entry,) = read(client, address).entries
        assert (entry.title, entry.content[0].value) == ("Open", "<p>See that.</p>")
    response = client.get("/news/closed/feed.rss")
    assert response.status_code == 302
    allowed = admin_client.get("/news/closed/feed.rss")
    assert "Secret" in allowed.content.decode()
    assert "no-store" in allowed["Cache-Control"]
    news_index.unpublish()
    assert client.get("/news/feed.rss").status_code == 404


def test_only_people_with_a_public_article_have_one(client, news_index):
    anna, ben = factories.make_person("Anna"), factories.make_person("Ben")
    factories.make_article(
        news_index, title="Quoted", tags=("rail",), body=[factories.quote("W", speaker=anna)]
    )
    factories.make_article(news_index, live=False, body=[factories.quote("W", speaker=ben)])
    feed = read(client, "/people/anna/feed.rss")
    assert (feed.feed.title, feed.feed.link) == ("Anna", "http://testserver/people/anna/")
    assert [entry.title for entry in feed.entries] == ["Quoted"]
    for address in ("/people/ben/feed.rss", "/people/ben/feed.rss?kind=news", "/people/nobody/feed.json"):
        assert client.get(address).status_code == 404
    assert read(client, "/people/anna/feed.rss?kind=interview").entries == []
    factories.make_private(news_index)
    assert client.get("/people/anna/feed.rss").status_code == 404


def test_markup_in_every_field_is_text(client, news_index):
    hostile_article(news_index)
    (entry,) = read(client, "/news/feed.atom").entries
    (item,) = json_of(client, "/news/feed.json")["items"]
    rss = etree.fromstring(client.get("/news/feed.rss").content)
    shown = HOSTILE.replace("\x0b", "").replace("\u202e", "")
    assert item["title"] == shown
    assert (
        etree.fromstring(client.get("/news/feed.atom").content).findtext(".//a:entry/a:title", None, ATOM)
        == shown
    )
    html = rss.findtext(".//{http://purl.org/rss/1.0/modules/content/}encoded")
    assert html == item["content_html"]
    tree = etree.HTML(html)
    assert not tree.xpath("//script | //svg | //iframe | //object | //style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not [
        address for address in tree.xpath("//@href | //@src | //@cite") if not address.startswith("http")
    ]
    assert "http://testserver/relative/" in tree.xpath("//@href")
    assert "\x0b" not in html
    assert entry.title


@pytest.mark.parametrize(
    "body",
    [
        [("paragraph", "<p>" + "word " * 1_000_000 + "</p>")],
        [("paragraph", "<b>" * 30_000 + "x")],
        [("paragraph", "<a " * 10_000)],
        [("list", {"entries": ["x"] * 5_000})],
        [factories.exchange("Why?", "<p>Because.</p>")] * 1_000,
    ],
)
def test_five_megabytes_are_bounded(client, news_index, news_settings, body):
    news_settings(FEED_CHARACTERS=20_000)
    factories.make_article(news_index, title="Long", body=body)
    factories.make_article(news_index, title="Short", body=[("paragraph", "<p>Still here.</p>")])
    feed = json_of(client, "/news/feed.json")
    texts = {item["title"]: item["content_html"] for item in feed["items"]}
    assert len(texts["Long"]) < 120_000
    assert texts["Long"].endswith("/</a></p>")
    assert texts["Short"] == "<p>Still here.</p>"


def test_the_number_of_articles_is_bounded(client, news_index, news_settings):
    news_settings(FEED_ARTICLES=2)
    for day in (1, 3, 2):
        factories.make_article(news_index, title=f"Of {day}", published_at=factories.local_time(2024, 5, day))
    factories.make_article(news_index, title="Undated", published_at=None)
    assert [entry.title for entry in read(client, "/news/feed.rss").entries] == ["Of 3", "Of 2"]


def test_an_image_whose_file_is_gone_is_left_out(client, news_index):
    image = factories.make_image()
    image.file.storage.delete(image.file.name)
    factories.make_article(news_index, lead_image=image, body=[("paragraph", "<p>x</p>")])
    (item,) = json_of(client, "/news/feed.json")["items"]
    assert "image" not in item
    assert item["content_html"] == "<p>x</p>"


def test_an_empty_section_has_a_valid_feed(news_index):
    client = Client()
    assert json_of(client, "/news/feed.json")["items"] == []
    assert read(client, "/news/feed.atom").entries == []
