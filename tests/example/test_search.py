"""The search page: articles with marked snippets, people in any alphabet, filters."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from wagtail_cstonews.pages.models import InterviewPage, NewsPage

from .helpers import soup, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def find(client, **parameters):
    return soup(client.get("/search/", parameters))


def titles(page):
    return [text_of(title) for title in page.select(".result__title")]


def people(page):
    return [text_of(name) for name in page.select(".person-result__name")]


def test_finds_words_of_the_body(client):
    found = titles(find(client, query="helicopters visibility"))
    assert "Night search ends with all eleven hikers found alive" in found


def test_finds_words_of_a_quote_and_of_an_answer(client):
    page = find(client, query="crayons")
    assert titles(page) == [InterviewPage.objects.get(slug__contains="wrong-thing").title]
    assert text_of(page.select_one(".search-count")).startswith("One article found")
    assert titles(find(client, query="mussels"))


def test_finds_russian_from_the_english_pages(client):
    page = find(client, query="вертолёта")
    assert "Спасатели пяти стран завершили учения на реке Ардаль" in titles(page)
    assert page.select_one(".result__title a")["href"].startswith("/ru/news/")


def test_marks_the_words_in_their_context(client):
    page = find(client, query="crayons")
    snippet = page.select_one(".result__snippet")
    assert [mark.get_text() for mark in snippet.select("mark")] == ["crayons"]
    assert "We sent him a box of crayons" in text_of(snippet)
    assert len(text_of(snippet)) < 260


def test_what_is_marked_is_escaped(client):
    page = NewsPage.objects.get(title__startswith="Night search")
    page.lead = "<script>alert('hikers')</script> & <b>hikers</b>"
    page.save_revision().publish()
    found = find(client, query="hikers alert")
    snippet = next(s for s in found.select(".result__snippet") if "alert" in s.get_text())
    assert "<script>alert('hikers')</script> &" in text_of(snippet).replace(" ", "").replace("&", " &")
    assert not found.select("main script, main b")


@pytest.mark.parametrize(
    "query", ["Massalen", "массален", "Teodrik Massalen", "Маса", "reservoirs massalen", "T. Massalen"]
)
def test_finds_people_in_any_alphabet(client, query):
    page = find(client, query=query)
    assert "Teodrik Massalen" in people(page)
    assert "Special Envoy" in text_of(page.select_one(".person-result"))


def test_people_without_a_public_article_are_not_found(client):
    page = InterviewPage.objects.get(title__startswith="The woman who keeps")
    assert people(find(client, query="Sandovar")) == ["Irmeli Sandovar"]
    page.unpublish()
    assert people(find(client, query="Sandovar")) == []


@pytest.mark.parametrize("query", ["Irmely Sandovarr", "Sandowar"])
def test_finds_people_by_the_sound_of_their_names(client, query):
    page = find(client, query=query)
    assert people(page) == ["Irmeli Sandovar"]
    assert "Nothing was found" not in text_of(page)


def test_filters_lead_somewhere_and_say_how_far(client):
    page = find(client, query="river")
    total = int(text_of(page.select_one(".search-count")).split()[0])
    for group in page.select(".search-filters > div"):
        links = group.select("li:has(small)")
        assert sum(int(link.small.get_text()) for link in links) <= total
        for link in links:
            narrowed = soup(client.get(f"/search/{link.a['href']}"))
            count = text_of(narrowed.select_one(".search-count"))
            assert count.split()[0] in (link.small.get_text(), "One"), (link, count)
            assert narrowed.select_one(".search-filters [aria-current]:not(:-soup-contains('All'))")


def test_filters_hold_together(client):
    page = find(client, query="river", kind="interview", year="2025")
    assert set(titles(page)) == {
        page.title
        for page in InterviewPage.objects.filter(published_at__year=2025)
        if page.title in titles(find(client, query="river", kind="interview"))
    }
    assert page.select_one("main input[name=query]")["value"] == "river"


@pytest.mark.parametrize("bad", [{"year": "abc"}, {"kind": "<b>"}, {"section": "9" * 40}, {"year": "1801"}])
def test_a_filter_that_leads_nowhere_is_ignored(client, bad):
    assert titles(find(client, query="river", **bad)) == titles(find(client, query="river"))


def test_without_a_query(client):
    page = find(client)
    assert page.select(".result") == []
    assert page.select_one("main input[name=query]")["value"] == ""
    assert page.select_one(".search-nothing a[href='/news/']")


def test_nothing_found(client):
    page = find(client, query="zzzzqqq")
    assert "Nothing was found" in text_of(page)
    assert page.select_one(".search-nothing a[href='/news/']")


@pytest.mark.parametrize(
    "query", ["\x00", "\"'", "a" * 5000, "<script>alert(1)</script>", "%", "-", "or and not", "a b " * 90]
)
def test_hostile_queries(client, query):
    assert not find(client, query=query).select("main script")


def test_pages_of_results(client):
    first = find(client, query="river")
    assert len(titles(first)) == 10
    second = soup(client.get(f"/search/{first.select_one('a[rel=next]')['href']}"))
    assert set(titles(second)).isdisjoint(titles(first))
    assert titles(find(client, query="river", page="999")) != []
    assert titles(find(client, query="river", page="x")) == titles(first)


def test_pages_keep_the_filters(client):
    page = find(client, query="the", kind="news")
    assert "kind=news" in page.select_one("a[rel=next]")["href"]


def test_leaves_out_drafts_and_private_pages(client):
    page = NewsPage.objects.get(title__startswith="Night search")
    assert page.title in titles(find(client, query="hikers"))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert page.title not in titles(find(client, query="hikers"))
    restriction.delete()
    page.unpublish()
    assert page.title not in titles(find(client, query="hikers"))


@pytest.mark.parametrize("query", ["river", "Massalen", "the", "zzzzqqq", "Irmely Sandovarr", ""])
def test_at_most_twelve_queries(client, query):
    find(client, query=query)
    with CaptureQueriesContext(connection) as asked:
        find(client, query=query)
    assert len(asked) <= 12, [one["sql"][:150] for one in asked]
