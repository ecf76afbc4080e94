"""Every public page of the site costs few queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

MOST_QUERIES = 12

PAGES = {
    "home": "/",
    "Russian home": "/ru/",
    "section": "/news/",
    "Russian section": "/ru/news/",
    "section, page 2": "/news/?page=2",
    "section, filtered by kind and year": "/news/?kind=interview&year=2025",
    "section, filtered by speaker": "/news/?speaker=irmeli-sandovar",
    "article": "/news/choir-of-the-five-rivers-sings-on-a-barge-without-an-engine/",
    "interview": "/news/the-sea-does-not-read-our-timetable/",
    "person": "/people/irmeli-sandovar/",
    "people": "/people/",
    "people, one letter": "/people/?letter=S",
    "people, searched": "/people/?query=sandovar",
    "search": "/search/?query=river",
    "search, filtered": "/search/?query=river&kind=interview",
    "search without words": "/search/",
    "not found": "/nothing-is-here/",
    "feed of a section, RSS": "/news/feed.rss",
    "feed of a section, Atom": "/news/feed.atom",
    "feed of a section, JSON": "/news/feed.json",
    "article as text": "/news/choir-of-the-five-rivers-sings-on-a-barge-without-an-engine/text.md",
    "interview as text": "/news/the-sea-does-not-read-our-timetable/text.md",
    "sitemap": "/sitemap.xml",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_at_most_twelve_queries(client, path):
    # What Wagtail and Django keep between requests is there after the first one.
    client.get("/")
    assert client.get(path).status_code == (404 if path == PAGES["not found"] else 200)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"] for query in queries.captured_queries)
