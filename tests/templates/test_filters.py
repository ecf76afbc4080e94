"""The filters of a section: what is offered, how often it is there, and what addresses mean."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.models.pages import facets

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def at(year: int, month: int = 1, day: int = 2) -> datetime.datetime:
    return factories.local_time(year, month, day)


def see(client, section, query: str = "") -> BeautifulSoup:
    response = client.get(f"{section.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def offered(html: BeautifulSoup, name: str) -> list[str]:
    links = html.select(f".cstonews-filters__group--{name} a")
    return [" ".join(link.get_text(" ").split()) for link in links]


def chosen(html: BeautifulSoup) -> list[tuple[str, str]]:
    return [
        (link.bdi.get_text() if link.bdi else link.contents[0].strip(), link["href"])
        for link in html.select(".cstonews-chosen a")
    ]


@pytest.fixture
def filtered(news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    said = {"body": [factories.quote("x", speaker=anna)]}
    factories.make_article(news_index, published_at=at(2024, 5), tags=("Rail", "Talks"), **said)
    factories.make_article(news_index, published_at=at(2024, 5), tags=("Talks",), **said)
    factories.make_article(news_index, published_at=at(2024, 7), body=[factories.quote("x", speaker=oleg)])
    factories.make_interview(news_index, published_at=at(2023, 1), interviewee=anna, tags=("Talks",))
    factories.make_article(news_index, published_at=None)
    return news_index


def test_all_that_lead_somewhere_are_offered_with_their_counts(client, filtered):
    html = see(client, filtered)
    assert offered(html, "kind") == ["News 4", "Interviews 1"]
    assert offered(html, "year") == ["2024 3", "2023 1"]
    assert offered(html, "month") == []
    assert offered(html, "tag") == ["Talks 3", "Rail 1"]
    assert offered(html, "speaker") == ["Anna Orlova 3", "Oleg Petrov 1"]
    assert chosen(html) == []


def test_counts_are_those_of_the_list_behind_them(client, filtered):
    html = see(client, filtered, "?tag=talks")
    for link in html.select(".cstonews-filters a"):
        number = int(link.select_one(".cstonews-filters__count").get_text())
        assert (
            len(see(client, filtered, link["href"].removeprefix("/news/")).select(".cstonews-card")) == number
        )


def test_what_is_chosen_narrows_the_others(client, filtered):
    html = see(client, filtered, "?year=2024")
    assert offered(html, "year") == ["2024 3", "2023 1"]
    assert offered(html, "month") == ["May 2", "July 1"]
    assert offered(html, "tag") == ["Talks 2", "Rail 1"]
    assert offered(html, "kind") == []
    html = see(client, filtered, "?kind=interview")
    assert offered(html, "year") == []
    assert offered(html, "kind") == ["News 4", "Interviews 1"]
    assert chosen(html) == [("Interviews", "/news/")]


def test_filters_are_combined_and_removed(client, filtered):
    html = see(client, filtered, "?kind=news&year=2024&month=5&tag=talks&speaker=anna-orlova&utm_source=x")
    assert len(html.select(".cstonews-card")) == 2
    assert " ".join(html.select_one(".cstonews-index__count").get_text().split()) == "2 articles"
    rest = "kind=news&year=2024&month=5&tag=talks&speaker=anna-orlova"
    assert dict(chosen(html)) == {
        "News": "/news/?" + rest.replace("kind=news&", ""),
        "May": "/news/?" + rest.replace("&month=5", ""),
        "2024": "/news/?" + rest.replace("&year=2024&month=5", ""),
        "Talks": "/news/?" + rest.replace("&tag=talks", ""),
        "Anna Orlova": "/news/?" + rest.replace("&speaker=anna-orlova", ""),
    }


def test_what_holds_says_so_and_is_taken_back_by_itself(client, filtered):
    link = see(client, filtered, "?year=2024").select_one(".cstonews-filters [aria-current]")
    assert link["href"] == "/news/"
    assert " ".join(link.get_text().split()) == "2024 3"


def test_a_filter_that_narrows_nothing_is_not_offered(client, news_index):
    for _number in range(2):
        factories.make_article(news_index, published_at=at(2024), tags=("Only",))
    assert not see(client, news_index).select(".cstonews-filters")


@pytest.mark.parametrize(
    "query",
    [
        *("?kind=x", "?year=20x4", "?month=5", "?year=2024&month=13", "?year=0000", "?tag=%00", "?tag=a b"),
        *("?since=x", "?until=2024-13", "?speaker='", "?speaker=nobody", "?tag=nothing", "?section=nowhere"),
    ],
)
def test_bad_values_are_not_found(client, filtered, query):
    assert client.get(f"{filtered.url}{query}").status_code == 404


@pytest.mark.parametrize("query", ["?utm_source=x", "?tag=", "?query=%00", "?year=", "?page=x"])
def test_other_parameters_are_ignored(client, filtered, query):
    assert len(see(client, filtered, query).select(".cstonews-card")) == 5


def test_since_and_until(client, filtered):
    html = see(client, filtered, "?since=2024-05&until=2024-06")
    assert len(html.select(".cstonews-card")) == 2
    assert [label for label, _url in chosen(html)] == ["since 2024-05", "until 2024-06"]


def test_only_the_most_frequent_are_offered(client, news_index):
    names = [f"Topic {number:02}" for number in range(facets.MOST_CHOICES + 3)]
    for number, name in enumerate(names):
        for _time in range(2 if number > 3 else 1):
            factories.make_article(news_index, tags=(name,))
    labels = offered(see(client, news_index), "tag")
    assert len(labels) == facets.MOST_CHOICES
    assert set(labels) <= {f"{name} {2 if number > 3 else 1}" for number, name in enumerate(names)}
    assert labels[0] == "Topic 04 2"


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Bishkek", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]
)
def test_months_are_those_of_the_sites_clock(client, news_index, settings, zone):
    settings.TIME_ZONE = zone
    for month in (3, 7, 11):
        begin = factories.local_time(2024, month, 1)
        minute = datetime.timedelta(minutes=1)
        for moment in (begin - minute, begin, begin + datetime.timedelta(hours=13)):
            factories.make_article(news_index, published_at=moment)
    factories.make_article(news_index, published_at=factories.local_time(2000, 1, 1))
    html = see(client, news_index, "?year=2024")
    assert offered(html, "month") == [
        *("February 1", "March 2", "June 1", "July 2", "October 1", "November 2"),
    ]


def test_counts_of_large_lists_are_kept_for_a_while(client, filtered, monkeypatch):
    monkeypatch.setattr(facets, "LARGE", 5)
    assert offered(see(client, filtered), "kind") == ["News 4", "Interviews 1"]
    factories.make_interview(filtered)
    assert offered(see(client, filtered), "kind") == ["News 4", "Interviews 1"]
    # Few articles are counted each time.
    assert offered(see(client, filtered, "?tag=talks"), "kind") == ["News 2", "Interviews 1"]
    factories.make_interview(filtered, tags=("Talks",))
    assert offered(see(client, filtered, "?tag=talks"), "kind") == ["News 2", "Interviews 2"]


def test_dated_and_undated_articles_share_a_page(client, filtered, news_settings):
    factories.make_article(filtered, title="Undated", published_at=None)
    news_settings(ARTICLES_PER_PAGE=3)
    pages = [see(client, filtered, f"?page={number}") for number in (1, 2)]
    assert [len(page.select(".cstonews-card")) for page in pages] == [3, 3]
    assert len({link["href"] for page in pages for link in page.select(".cstonews-card__title a")}) == 6
    assert len(pages[1].select("time")) == 1


@pytest.mark.parametrize("query", ["", "?tag=talks", "?speaker=anna-orlova", "?year=2024&month=5&kind=news"])
def test_few_queries_for_any_number_of_articles(client, filtered, query):
    def queries() -> int:
        client.get(f"{filtered.url}{query}")
        with CaptureQueriesContext(connection) as captured:
            see(client, filtered, query)
        return len(captured)

    few = queries()
    for number in range(8):
        person = factories.make_person()
        factories.make_article(
            filtered,
            published_at=at(2010 + number, 5),
            lead_image=factories.make_image(),
            tags=(f"Topic {number}", "Talks"),
            body=[factories.quote("x", speaker=person)],
        )
    assert queries() <= max(few + 1, MOST_QUERIES)
    assert queries() <= MOST_QUERIES


@pytest.mark.parametrize("moment", ["9999-12-31T23:00:00+00:00", "0001-01-01T01:00:00+00:00"])
@pytest.mark.parametrize("zone", ["Asia/Bishkek", "America/New_York"])
def test_dates_at_the_ends_of_the_calendar(client, filtered, settings, zone, moment):
    settings.TIME_ZONE = zone
    page = factories.make_article(filtered, title="Far off")
    type(page).objects.filter(pk=page.pk).update(published_at=moment)
    html = see(client, filtered)
    assert offered(html, "year") == ["2024 3", "2023 1"]
    assert len(html.select(".cstonews-card")) == 6
