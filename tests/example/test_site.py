"""What readers see of the example site."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction, Site

from wagtail_cstonews.models import Person
from wagtail_cstonews.pages.models import InterviewPage, NewsPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def soup(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "lxml")


def text_of(element):
    return " ".join(element.get_text(" ").split())


class TestFrontPage:
    def test_shows_the_newest_interview_and_articles(self, client):
        page = soup(client.get("/"))
        newest = InterviewPage.objects.live().exclude(published_at=None).order_by("-published_at").first()
        assert text_of(page.select_one(".feature h2")) == newest.title
        titles = [text_of(title) for title in page.select(".front-list h3")]
        assert len(titles) == 12
        assert newest.title not in titles

    def test_an_editor_can_choose_the_interview(self, client):
        chosen = InterviewPage.objects.get(title__startswith="The reservoirs")
        home = Site.objects.get().root_page.specific
        home.featured_interview = chosen
        home.save()
        page = soup(client.get("/"))
        assert text_of(page.select_one(".feature h2")) == chosen.title
        assert "Massalen" in text_of(page.select_one(".feature figcaption"))

    def test_a_chosen_interview_that_is_no_longer_live_is_not_shown(self, client):
        chosen = InterviewPage.objects.get(title__startswith="The reservoirs")
        home = Site.objects.get().root_page.specific
        home.featured_interview = chosen
        home.save()
        chosen.unpublish()
        assert text_of(soup(client.get("/")).select_one(".feature h2")) != chosen.title

    def test_without_articles(self, client):
        for page in NewsPage.objects.all():
            page.delete()
        page = soup(client.get("/"))
        assert page.select_one(".feature") is None
        assert "Nothing has been published yet" in text_of(page)

    def test_queries_do_not_grow_with_the_articles(self, client, django_assert_max_num_queries):
        client.get("/")
        with django_assert_max_num_queries(25):
            client.get("/")


class TestEveryPage:
    def test_answers_with_one_heading_a_language_and_described_images(self, client):
        pages = Page.objects.live().descendant_of(Site.objects.get().root_page, inclusive=True)
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


class TestNotFound:
    def test_offers_search(self, client):
        page = soup(client.get("/no/such/page/"), status=404)
        assert page.select_one("main form[action='/search/']")
        assert text_of(page.h1) == "This page is not here"


class TestSearch:
    def find(self, client, **parameters):
        return soup(client.get("/search/", parameters))

    def titles(self, page):
        return [text_of(title) for title in page.select(".result h2")]

    def test_finds_words_of_the_body(self, client):
        assert "Night search ends with all eleven hikers found alive" in self.titles(
            self.find(client, query="helicopters visibility")
        )

    def test_finds_words_of_a_quote_and_of_an_answer(self, client):
        assert self.titles(self.find(client, query="crayons")) == [
            InterviewPage.objects.get(slug__contains="wrong-thing").title
        ]
        assert self.titles(self.find(client, query="mussels"))

    def test_finds_russian(self, client):
        assert "Спасатели пяти стран завершили учения на реке Ардаль" in self.titles(
            self.find(client, query="вертолёта")
        )

    def test_without_a_query(self, client):
        page = self.find(client)
        assert page.select(".result") == []
        assert page.select_one("main input[name=query]")["value"] == ""

    def test_nothing_found(self, client):
        assert "Nothing was found" in text_of(self.find(client, query="zzzzqqq"))

    @pytest.mark.parametrize(
        "query", ["\x00", "\"'", "a" * 5000, "<script>alert(1)</script>", "%", "-", "or and not"]
    )
    def test_hostile_queries(self, client, query):
        page = self.find(client, query=query)
        assert not page.select("main script")

    def test_pages_of_results(self, client):
        first = self.find(client, query="river")
        assert len(self.titles(first)) == 10
        following = first.select_one("a[rel=next]")["href"]
        second = soup(client.get(f"/search/{following}"))
        assert set(self.titles(second)).isdisjoint(self.titles(first))
        assert self.titles(self.find(client, query="river", page="999")) != []
        assert self.titles(self.find(client, query="river", page="x")) == self.titles(first)

    def test_leaves_out_drafts_and_private_pages(self, client):
        page = NewsPage.objects.get(title__startswith="Night search")
        assert page.title in self.titles(self.find(client, query="hikers"))
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert page.title not in self.titles(self.find(client, query="hikers"))
        restriction.delete()
        page.unpublish()
        assert page.title not in self.titles(self.find(client, query="hikers"))
