"""Sections: order, pages, filters, privacy, queries."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.conf import get_news_index_page_model
from wagtail_cstonews.models.article_filters import ArticleFilters, FilterError
from wagtail_cstonews.models.pages.facets import Facets

pytestmark = pytest.mark.django_db


def at(year: int, month: int = 1, day: int = 2) -> datetime.datetime:
    return factories.local_time(year, month, day)


def see(client, section, query: str = "") -> BeautifulSoup:
    response = client.get(f"{section.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def titles(html: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in html.select(".cstonews-card__title")]


def years(html: BeautifulSoup) -> list[str]:
    return [link.bdi.get_text() for link in html.select(".cstonews-filters__group--year a")]


def test_newest_first_and_undated_last(client, news_index):
    factories.make_article(news_index, title="Old", published_at=at(2020))
    factories.make_article(news_index, title="Undated", published_at=None, first_published_at=at(2026))
    factories.make_article(news_index, title="Undated, older", published_at=None, first_published_at=at(2025))
    factories.make_interview(news_index, title="New", published_at=at(2024))
    assert titles(see(client, news_index)) == ["New", "Old", "Undated", "Undated, older"]


def test_a_card_shows_the_article(client, news_index):
    factories.make_article(
        news_index,
        title="Talks",
        subtitle="Sub",
        lead="Lead",
        lead_image=factories.make_image(),
        authors=[("author", {"name": "A. Orlova", "person": factories.make_person()})],
    )
    card = see(client, news_index).select_one(".cstonews-card")
    assert card.select_one("h2 a")["href"].startswith("/news/article-")
    assert "Sub" in card.get_text()
    assert "Lead" in card.get_text()
    assert "A. Orlova" in card.get_text()


def test_only_the_first_picture_is_loaded_at_once(client, news_index):
    for _ in range(3):
        factories.make_article(news_index, lead_image=factories.make_image())
    first, *others = see(client, news_index).select(".cstonews-card img")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first.attrs
    assert [other["loading"] for other in others] == ["lazy", "lazy"]


def test_an_empty_section(client, news_index):
    html = see(client, news_index)
    assert html.select_one(".cstonews-index__empty")
    assert html.select("nav") == []


def test_articles_of_inner_sections_are_among_them(client, news_index, home):
    factories.make_article(factories.make_index(news_index), title="Inner")
    factories.make_article(home, title="Elsewhere")
    assert titles(see(client, news_index)) == ["Inner"]


def test_introduction(client, home):
    section = factories.make_index(home, intro="<p>About <b>us</b></p>")
    assert see(client, section).select_one(".cstonews-index__intro b")


# What nobody may see


def test_drafts_and_private_articles_are_not_listed(client, news_index):
    person = factories.make_person("Anna Orlova")
    quoted = {"body": [factories.quote("x", speaker=person)]}
    factories.make_article(
        news_index, title="Draft", live=False, published_at=at(2001), tags=("draft",), **quoted
    )
    private = factories.make_article(
        news_index, title="Private", published_at=at(2002), tags=("private",), **quoted
    )
    factories.make_private(private)
    inner = factories.make_index(news_index)
    factories.make_private(inner)
    factories.make_article(inner, title="Inner", published_at=at(2003))
    factories.make_article(news_index, title="Public", published_at=at(2024))
    html = see(client, news_index)
    assert titles(html) == ["Public"]
    assert years(html) == []
    for query in ("?tag=draft", "?tag=private", "?speaker=anna-orlova"):
        assert client.get(f"{news_index.url}{query}").status_code == 404
    assert titles(see(client, news_index, "?year=2001")) == []


def test_whoever_may_see_a_private_section_sees_its_articles(admin_client, client, news_index):
    factories.make_article(news_index, title="Inside")
    factories.make_private(factories.make_article(news_index, title="Locked twice"))
    factories.make_private(news_index)
    assert titles(see(admin_client, news_index)) == ["Inside"]
    assert client.get(news_index.url).status_code == 302


# Pages


@pytest.fixture
def paged(news_index, news_settings):
    news_settings(ARTICLES_PER_PAGE=2)
    for number in range(5):
        factories.make_article(news_index, title=f"A{number}", published_at=at(2020 + number))
    return news_index


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A4", "A3"]),
        ("?page=2", ["A2", "A1"]),
        ("?page=3", ["A0"]),
        ("?page=99", ["A0"]),
        ("?page=0", ["A0"]),
        ("?page=-1", ["A0"]),
        ("?page=", ["A4", "A3"]),
        ("?page=x", ["A4", "A3"]),
        ("?page=1&page=2", ["A2", "A1"]),
    ],
)
def test_pages(client, paged, query, expected):
    assert titles(see(client, paged, query)) == expected


def test_pagination_keeps_the_filters(client, paged, news_settings):
    news_settings(ARTICLES_PER_PAGE=1)
    for number in range(2):
        factories.make_article(paged, title=f"B{number}", published_at=at(2010), tags=("x",))
    html = see(client, paged, "?tag=x&year=2010")
    assert html.select_one("a[rel=next]")["href"] == "/news/?tag=x&year=2010&page=2"
    assert html.select_one(".cstonews-pagination [aria-current=page]").get_text() == "1"
    html = see(client, paged, "?tag=x&year=2010&page=2")
    assert html.select_one("a[rel=prev]")["href"] == "/news/?tag=x&year=2010&page=1"
    years_link = html.select_one(".cstonews-filters__group--year [aria-current]")
    assert years_link["href"] == "/news/?tag=x"


def test_no_pagination_for_one_page(client, news_index):
    factories.make_article(news_index)
    assert see(client, news_index).select(".cstonews-pagination") == []


# Filters


@pytest.fixture
def filtered(news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    factories.make_article(
        news_index,
        title="Quote",
        published_at=at(2024),
        tags=("Talks",),
        body=[factories.quote("x", speaker=anna)],
    )
    factories.make_article(
        news_index,
        title="Answer",
        published_at=at(2023),
        body=[factories.exchange("?", "<p>x</p>", answerer=anna, questioner=oleg)],
    )
    factories.make_interview(
        news_index, title="Interview", published_at=at(2022), interviewee=anna, tags=("Talks",)
    )
    factories.make_article(
        news_index,
        title="Nested",
        published_at=at(2021),
        body=[
            (
                "exchange",
                {"question": "?", "answer": [factories.quote("x", speaker=anna)]},
            )
        ],
    )
    factories.make_article(
        news_index,
        title="Author",
        published_at=at(2021),
        authors=[("author", {"name": "Anna", "person": anna})],
    )
    factories.make_article(news_index, title="Nothing", published_at=at(2019))
    return news_index


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?speaker=anna-orlova", ["Quote", "Answer", "Interview", "Nested"]),
        ("?tag=talks", ["Quote", "Interview"]),
        ("?year=2021", ["Author", "Nested"]),
        ("?year=2018", []),
        ("?speaker=anna-orlova&tag=talks&year=2022", ["Interview"]),
        ("?speaker=anna-orlova&year=2019", []),
        ("?speaker=&tag=&year=", ["Quote", "Answer", "Interview", "Author", "Nested", "Nothing"]),
    ],
)
def test_filters(client, filtered, query, expected):
    assert titles(see(client, filtered, query)) == expected


@pytest.mark.parametrize(
    "year", ["x", "-1", "0", "99999", "20 24", "2024x", "٢٠٢٤", "9999", "0001", "2024.0", "%00", "1' OR 1=1"]
)
def test_what_is_no_year_is_not_found(client, filtered, year):
    assert client.get(filtered.url, {"year": year}).status_code == 404


@pytest.mark.parametrize(
    "query", ["?tag=nothing", "?speaker=nobody", "?speaker=oleg-petrov", "?tag=%00", "?speaker='"]
)
def test_unknown_tags_and_speakers_are_not_found(client, filtered, query):
    assert client.get(f"{filtered.url}{query}").status_code == 404


def test_tags_of_other_sections_are_not_found(client, home, news_index):
    factories.make_article(factories.make_index(home), tags=("elsewhere",))
    assert client.get(f"{news_index.url}?tag=elsewhere").status_code == 404


def test_filters_are_shown_and_can_be_removed(client, filtered):
    html = see(client, filtered, "?speaker=anna-orlova&tag=talks&year=2022")
    _year, tag, speaker = html.select(".cstonews-chosen a")
    assert "Anna Orlova" in speaker.get_text()
    assert speaker["href"] == "/news/?year=2022&tag=talks"
    assert "Talks" in tag.get_text()
    assert tag["href"] == "/news/?year=2022&speaker=anna-orlova"
    assert html.select_one(".cstonews-filters__group--year [aria-current] bdi").get_text() == "2022"


def test_years_with_articles_are_offered(client, filtered):
    assert years(see(client, filtered)) == ["2024", "2023", "2022", "2021", "2019"]


def test_years_are_those_of_the_sites_clock(client, news_index):
    # In Bishkek the year has begun.
    factories.make_article(news_index, published_at=datetime.datetime(2023, 12, 31, 20, tzinfo=datetime.UTC))
    factories.make_article(news_index, published_at=None)
    html = see(client, news_index)
    assert years(html) == ["2024"]
    assert len(titles(see(client, news_index, "?year=2024"))) == 1
    assert titles(see(client, news_index, "?year=2023")) == []


def test_a_wrong_date_does_not_make_the_list_of_years_endless(client, news_index):
    factories.make_article(news_index, published_at=at(1624))
    factories.make_article(news_index, published_at=at(2999))
    assert years(see(client, news_index)) == []
    factories.make_article(news_index, published_at=at(2024))
    assert years(see(client, news_index)) == ["2024"]
    assert len(titles(see(client, news_index, "?year=2999"))) == 1


def test_only_wrong_dates_offer_no_years(client, news_index):
    factories.make_article(news_index, published_at=at(2999))
    assert years(see(client, news_index)) == []


def test_no_years_without_dates(client, news_index):
    factories.make_article(news_index, published_at=None)
    assert years(see(client, news_index)) == []


def test_articles_of_a_model_without_tags():
    with pytest.raises(FilterError):
        Facets(SimpleNamespace(model=object), ArticleFilters(tag="x"), key="")


# Queries and previews


def test_queries_do_not_grow_with_the_articles(client, news_index, django_assert_num_queries):
    person = factories.make_person()

    def add():
        factories.make_interview(
            news_index,
            interviewee=person,
            lead_image=factories.make_image(),
            authors=[("author", {"name": "x", "person": person})],
            body=[factories.quote("x", speaker=person)],
            related=[("teaser", {"text": "x"})],
            tags=("x",),
        )

    add()
    for query in ("", "?year=2024&tag=x&speaker=" + person.slug):
        client.get(f"{news_index.url}{query}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{news_index.url}{query}")
        expected = len(captured)
        for _number in range(5):
            add()
        client.get(f"{news_index.url}{query}")
        with django_assert_num_queries(expected):
            client.get(f"{news_index.url}{query}")


def test_a_section_is_previewed_before_it_is_saved(home):
    section = get_news_index_page_model()(title="New", slug="new")
    section.path = home.path + "ZZZZ"
    section.depth = home.depth + 1
    section.set_url_path(home)
    response = section.make_preview_request(preview_mode="")
    assert response.status_code == 200
    assert "There are no articles here." in response.content.decode()
