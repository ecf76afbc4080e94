"""The index of people: letters, search, counts, and who is in it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.people import views

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def see(client, query: str = "") -> BeautifulSoup:
    response = client.get(f"/people/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def names(html: BeautifulSoup) -> list[str]:
    return [name.get_text(strip=True) for name in html.select(".cstonews-person-card__name")]


def letters(html: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in html.select(".cstonews-letters a")][1:]


@pytest.fixture
def people(news_index):
    found = [
        factories.make_person("Anna Orlova", spellings=("Анна Орлова",), roles=("Minister",)),
        factories.make_person("Élise Brand"),
        factories.make_person("Иван Долван"),
        factories.make_person("50 Cent"),
    ]
    for person in found:
        factories.make_article(news_index, body=[factories.quote("x", speaker=person)])
    factories.make_article(news_index, body=[factories.quote(text, speaker=found[0]) for text in "ab"])
    return found


def test_everybody_with_office_and_counts(client, people):
    html = see(client)
    assert sorted(names(html)) == sorted(person.name for person in people)
    anna = next(one for one in html.select(".cstonews-people-list li") if "Orlova" in one.get_text())
    assert anna.a["href"] == "/people/anna-orlova/"
    assert " ".join(anna.get_text(" ").split()) == "Anna Orlova Minister 2 articles 3 quotes"


def test_letters_lead_somewhere(client, people):
    assert letters(see(client)) == ["A", "E", "И", "#"]
    found = [
        names(see(client, link["href"].removeprefix("/people/")))
        for link in see(client).select(".cstonews-letters a")
    ]
    assert found[1:] == [["Anna Orlova"], ["Élise Brand"], ["Иван Долван"], ["50 Cent"]]
    assert see(client, "?letter=E").select_one(".cstonews-letters [aria-current]").get_text() == "E"


def test_accents_and_case_do_not_change_the_order(client, news_index):
    for name in ("Tove Lind", "Élise Brand", "elsa Rask", "Émile Zorn", "Eva Olin"):
        factories.make_article(news_index, body=[factories.quote("x", speaker=factories.make_person(name))])
    assert names(see(client)) == ["Élise Brand", "elsa Rask", "Émile Zorn", "Eva Olin", "Tove Lind"]


@pytest.mark.parametrize("letter", ["B", "é", "AB", "%00", "%27"])
def test_other_letters_are_not_found(client, people, letter):
    assert client.get(f"/people/?letter={letter}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("orlova", ["Anna Orlova"]),
        ("Орлова", ["Anna Orlova"]),
        ("A. Orlova", ["Anna Orlova"]),
        ("dolvan", ["Иван Долван"]),
        ("minister", ["Anna Orlova"]),
        ("nobody", []),
        ("%00", ["50 Cent", "Anna Orlova", "Élise Brand", "Иван Долван"]),
        ("!!!", []),
        ("x" * 3000, []),
    ],
)
def test_search_in_any_alphabet(client, people, query, found):
    assert sorted(names(see(client, f"?query={query}"))) == sorted(found)


def test_the_search_is_shown_and_escaped(client, people):
    html = see(client, "?query=<script>alert(1)</script>")
    assert html.select_one("input[name=query]")["value"] == "<script>alert(1)</script>"
    assert not [one for one in html.select("script") if "alert" in one.get_text()]


def test_only_public_people(client, news_index, people):
    hidden = factories.make_person("Hidden Person")
    said = {"body": [factories.quote("x", speaker=hidden)]}
    factories.make_article(news_index, live=False, **said)
    factories.make_private(factories.make_article(news_index, **said))
    asks = factories.make_person("Asking Person")
    factories.make_interview(news_index, interviewer=asks)
    assert not {"Hidden Person", "Asking Person"} & set(names(see(client)))
    for query in ("?query=hidden person", "?query=person"):
        assert names(see(client, query)) == []
    assert letters(see(client)) == ["A", "E", "И", "#"]


def test_counts_are_of_public_articles(client, news_index, people):
    factories.make_private(factories.make_article(news_index, body=[factories.quote("x", speaker=people[1])]))
    card = see(client, "?letter=E").select_one(".cstonews-people-list li")
    assert "1 article" in " ".join(card.get_text(" ").split())


def test_pages_keep_the_letter(client, people, monkeypatch, news_index):
    monkeypatch.setattr(views, "PEOPLE_PER_PAGE", 1)
    factories.make_article(
        news_index, body=[factories.quote("x", speaker=factories.make_person("Aigul Sadykova"))]
    )
    html = see(client, "?letter=A")
    assert names(html) == ["Aigul Sadykova"]
    assert names(see(client, html.select_one("a[rel=next]")["href"].removeprefix("/people/"))) == [
        "Anna Orlova"
    ]


def test_without_anybody_the_address_is_left_to_the_site(client, home):
    assert client.get("/people/").status_code == 404
    factories.make_index(home, title="Our people", slug="people")
    assert "Our people" in see(client).h1.get_text()


def test_only_reading_is_allowed(client, people):
    assert client.post("/people/").status_code == 405
    assert client.head("/people/").status_code == 200


@pytest.mark.parametrize("query", ["", "?letter=A", "?query=anna+orlova"])
def test_few_queries_for_any_number_of_people(client, news_index, people, query):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            see(client, query)
        return len(captured)

    few = queries()
    for number in range(10):
        person = factories.make_person(
            f"Anna Orlova {number}", roles=("Minister",), picture=factories.make_image()
        )
        factories.make_article(news_index, body=[factories.quote("x", speaker=person)])
    assert queries() == few
    assert few <= MOST_QUERIES
