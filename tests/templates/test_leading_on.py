"""What leads on from an article: breadcrumbs, neighbours, related articles, more with the same speaker."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import local_time

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def see(client, page) -> BeautifulSoup:
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def neighbours(client, page) -> list[str]:
    links = see(client, page).select(".cstonews-neighbours a")
    return [f"{link['rel'][0]} {link.select_one('.cstonews-neighbours__title').get_text()}" for link in links]


def more(client, page) -> list[str]:
    html = see(client, page)
    aside = next((one for one in html.select("aside") if one["aria-labelledby"] == "cstonews-more"), None)
    return [item.a.get_text() for item in aside.select("li")] if aside else []


# Where the reader is


def test_breadcrumbs_lead_to_every_page_above(client, news_index):
    inner = factories.make_index(news_index, title="Water")
    crumbs = see(client, factories.make_article(inner)).select(".cstonews-crumbs li a")
    assert [(link.get_text(strip=True), link["href"]) for link in crumbs] == [
        ("Front page", "/"),
        ("News", "/news/"),
        ("Water", inner.url),
    ]


def test_an_interview_is_called_one(client, news_index):
    interview = factories.make_interview(news_index, published_at=local_time(2024, 5, 2))
    article = factories.make_article(news_index, published_at=local_time(2024, 5, 1))
    assert see(client, interview).select_one(".cstonews-crumbs .cstonews-kicker").get_text() == "Interview"
    assert not see(client, article).select(".cstonews-kicker")
    cards = see(client, news_index).select(".cstonews-card")
    assert [len(card.select(".cstonews-kicker")) for card in cards] == [1, 0]


# Neighbours


@pytest.fixture
def days(news_index):
    return [
        factories.make_article(news_index, title=f"Day {day}", published_at=local_time(2024, 5, day))
        for day in (1, 2, 3)
    ]


def test_older_and_newer_in_the_section(client, days):
    assert [neighbours(client, page) for page in days] == [
        ["next Day 2"],
        ["prev Day 1", "next Day 3"],
        ["prev Day 2"],
    ]


def test_neighbours_of_one_moment_are_told_apart(client, news_index):
    moment = local_time(2024, 5, 1)
    pages = [factories.make_article(news_index, title=title, published_at=moment) for title in "ABC"]
    assert [neighbours(client, page) for page in pages] == [["next B"], ["prev A", "next C"], ["prev B"]]


def test_neighbours_are_public_and_of_the_section(client, home, days):
    first, hidden, last = days
    factories.make_private(hidden)
    factories.make_article(
        factories.make_index(home), title="Elsewhere", published_at=local_time(2024, 5, 2, 1)
    )
    factories.make_article(days[0].section, live=False, published_at=local_time(2024, 5, 2, 2))
    assert neighbours(client, first) == ["next Day 3"]
    assert neighbours(client, last) == ["prev Day 1"]


def test_a_related_article_is_no_neighbour_by_that(client, news_index, days):
    far = factories.make_article(news_index, title="Far", published_at=local_time(2020, 1, 1))
    middle = days[1]
    middle.related.append(("teaser", {"page": far}))
    middle.related.append(("teaser", {"page": days[0]}))
    middle.save()
    assert neighbours(client, middle) == ["prev Day 1", "next Day 3"]
    related = see(client, middle).select(".cstonews-related li")
    assert [(item.a.get_text(), item.time["datetime"]) for item in related] == [
        ("Far", "2020-01-01"),
        ("Day 1", "2024-05-01"),
    ]


def test_without_a_date_there_are_no_neighbours(client, news_index, days):
    assert neighbours(client, factories.make_article(news_index, published_at=None)) == []
    far_off = factories.make_article(news_index, published_at=local_time(2024, 6, 1))
    type(far_off).objects.filter(pk=far_off.pk).update(published_at="9999-12-31T00:00:00+00:00")
    assert neighbours(client, days[2]) == ["prev Day 2"]


# More with the same speaker


def test_more_with_whoever_is_quoted_most(client, news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    by_anna = [factories.quote("One.", speaker=anna)]
    for year in (2020, 2021, 2022, 2023):
        factories.make_article(
            news_index, title=f"Of {year}", published_at=local_time(year, 1, 1), body=by_anna
        )
    factories.make_private(
        factories.make_article(news_index, title="Private", published_at=local_time(2024, 1, 1), body=by_anna)
    )
    factories.make_article(news_index, title="Draft", live=False, body=by_anna)
    page = factories.make_article(
        news_index,
        body=[*by_anna, factories.quote("Two.", speaker=oleg), factories.quote("3.", speaker=anna)],
    )
    assert more(client, page) == ["Of 2023", "Of 2022", "Of 2021"]
    heading = see(client, page).select_one("#cstonews-more")
    assert heading.a["href"] == "/people/anna-orlova/"
    assert " ".join(heading.get_text().split()) == "More with Anna Orlova"


def test_the_interviewee_comes_first(client, news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    factories.make_interview(news_index, title="Earlier", interviewee=anna)
    factories.make_article(news_index, title="Other", body=[factories.quote("One.", speaker=oleg)])
    page = factories.make_interview(
        news_index, interviewee=anna, body=[factories.quote("x", speaker=oleg)] * 2
    )
    assert more(client, page) == ["Earlier"]


def test_related_articles_are_not_listed_twice(client, news_index):
    anna = factories.make_person("Anna Orlova")
    other = factories.make_interview(news_index, title="Other", interviewee=anna)
    page = factories.make_interview(news_index, interviewee=anna, related=[("teaser", {"page": other})])
    assert more(client, page) == []


def test_words_in_paragraphs_count_as_well(client, news_index):
    anna = factories.make_person("Anna Orlova")
    said = {"quotes": [factories.quote("One.", speaker=anna)]}
    factories.make_article(news_index, title="Other", **said)
    assert more(client, factories.make_article(news_index, **said)) == ["Other"]


# Languages


def test_titles_keep_their_direction_beside_an_arabic_text(client, news_index, days):
    anna = factories.make_person("Anna Orlova")
    factories.make_article(news_index, title="With Anna", body=[factories.quote("x", speaker=anna)])
    page = factories.make_article(
        news_index,
        language="ar",
        published_at=local_time(2024, 5, 2, 1),
        body=[factories.quote("x", speaker=anna)],
        related=[("teaser", {"page": days[0]}), ("teaser", {"text": "تقرير"})],
    )
    html = see(client, page)
    assert html.select_one(".cstonews-page")["dir"] == "rtl"
    assert html.select_one(".cstonews-neighbours")["dir"] == "rtl"
    assert [title.get("dir") for title in html.select(".cstonews-neighbours__title")] == ["ltr", "ltr"]
    assert [item.get("dir") for item in html.select(".cstonews-related__item")] == ["ltr", None, "ltr"]


# Queries


def full_article(section, **fields):
    """An article with all that a page can show."""
    people = [factories.make_person() for _number in range(3)]
    for person in people:
        factories.make_article(section, body=[factories.quote("x", speaker=person)])
    return factories.make_interview(
        section,
        interviewee=people[0],
        interviewer=people[1],
        lead_image=factories.make_image(),
        tags=("water", "rail"),
        related=[("teaser", {"page": factories.make_article(section)}), ("teaser", {"text": "Printed"})],
        quotes=[factories.quote("x", speaker=people[2])],
        body=[
            *(factories.quote("x", speaker=person) for person in people),
            factories.exchange("?", "<p>y</p>", answerer=people[2], questioner=people[1]),
            ("exchange", {"question": "?", "answer": [factories.quote("z", speaker=people[2])]}),
        ],
        **fields,
    )


def queries(client, page) -> int:
    client.get(page.url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).status_code == 200
    return len(captured)


def test_few_queries_for_any_number_of_articles(client, news_index):
    page = full_article(news_index)
    few = queries(client, page)
    for _number in range(4):
        full_article(news_index)
    assert queries(client, page) == few
    assert few <= MOST_QUERIES


def test_routing_leaves_nothing_out(client, news_index, home):
    page = factories.make_article(factories.make_index(news_index))
    assert client.get(f"{page.url}nothing/").status_code == 404
    assert client.get(f"{news_index.url}nothing/").status_code == 404
    private = factories.make_article(news_index)
    restriction = factories.make_private(private)
    assert client.get(private.url).status_code == 302
    assert client.get(page.url).status_code == 200
    restriction.delete()
    factories.make_private(news_index)
    assert client.get(private.url).status_code == 302
    assert client.get(page.url).status_code == 302


def test_a_private_page_is_private_for_its_alias_too(client, news_index, home):
    private = factories.make_article(news_index)
    factories.make_private(private)
    alias = private.create_alias(parent=factories.make_index(home))
    assert client.get(alias.url).status_code == 302


def test_an_unsaved_article_is_previewed(news_index):
    page = factories.make_article(news_index, title="Saved")
    new = type(page)(title="New", slug="new", path="", depth=0)
    assert new.navigation.newer is None
    assert new.navigation.more == []
    assert new.ancestors == []
    response = page.make_preview_request(preview_mode="")
    assert response.status_code == 200


def test_a_page_type_may_route_by_itself(news_index, rf, monkeypatch):
    from wagtail.models import Page
    from wagtail.url_routing import RouteResult

    def route(page, request, path_components):
        return RouteResult(page, kwargs={"own": path_components})

    route.__module__ = "a_site.models"
    monkeypatch.setattr(Page, "route", route)
    assert news_index.route(rf.get("/news/archive/"), ["archive"]).kwargs == {"own": ["archive"]}
