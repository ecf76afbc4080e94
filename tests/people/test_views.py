"""The public page of a person's quotes."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.models import PersonRole
from wagtail_cstonews.models.quotations import (
    articles_with,
)

pytestmark = pytest.mark.django_db


def see(client, person, query: str = "") -> BeautifulSoup:
    response = client.get(f"{person.get_absolute_url()}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def anna(db):
    return factories.make_minister()


def test_the_page_shows_the_person_and_what_they_say(client, news_index, anna):
    other = factories.make_person()
    interview = factories.make_interview(
        news_index,
        title="Talks",
        body=[
            factories.exchange("Why?", "<p>Because &amp; <b>why not</b>.</p><p>Second.</p>", answerer=anna),
            factories.quote("Somebody else", speaker=other),
            factories.quote("Words", speaker=anna, role="Deputy minister"),
            ("exchange", {"question": "And?", "answer": [factories.quote("Nested", speaker=anna)]}),
        ],
    )
    html = see(client, anna)
    assert html.select_one("h1").get_text() == "Anna Orlova"
    assert html.select_one(".cstonews-person__role").get_text() == "Minister"
    assert html.select_one(".cstonews-person__link a")["href"] == "https://example.org/anna"
    assert html.select_one(".cstonews-person__biography b")
    assert html.select_one(".cstonews-person__picture")
    quoted = html.select_one(".cstonews-quoted")
    assert (quoted.h3.a["href"], quoted.h3.get_text(strip=True)) == (interview.url, "Talks")
    answer, quote, nested = quoted.select("figure")
    assert answer.select_one(".cstonews-quote__question").get_text() == "Why?"
    assert answer.blockquote["cite"] == interview.url
    assert "Because & why not." in answer.blockquote.get_text()
    assert [p.get_text() for p in answer.select("blockquote p")][-1].endswith("Second.")
    assert quote.blockquote.get_text(strip=True) == "Words"
    assert quote.figcaption.get_text() == "Deputy minister"
    assert nested.blockquote.get_text(strip=True) == "Nested"
    assert "Somebody else" not in html.get_text()


def test_an_interview_without_quotes_is_listed(client, news_index, anna):
    factories.make_interview(news_index, title="Talks", interviewee=anna)
    assert see(client, anna).select_one(".cstonews-quoted h3").get_text(strip=True) == "Talks"


def test_answers_that_name_nobody_are_the_interviewees(client, news_index, anna):
    oleg = factories.make_person("Oleg Petrov")
    factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_role="Minister",
        body=[
            factories.exchange("First?", "<p>One.</p>"),
            factories.exchange("Second?", "<p>Not mine.</p>", answerer=oleg),
            factories.exchange("Third?", "<p>Not mine either.</p>", answerer_name="A guest"),
            factories.quote("Two.", speaker=anna),
            factories.exchange("Fourth?", "<p>Three.</p>", answerer=anna, answerer_role="Acting minister"),
        ],
    )
    quoted = see(client, anna).select_one(".cstonews-quoted")
    assert [words.get_text(strip=True) for words in quoted.select("blockquote")] == ["One.", "Two.", "Three."]
    assert [role.get_text() for role in quoted.select("figcaption")] == ["Minister", "Acting minister"]
    assert [words.get_text(strip=True) for words in see(client, oleg).select("blockquote")] == ["Not mine."]


def test_quotes_are_escaped(client, news_index, anna):
    attack = "<script>alert(1)</script>"
    factories.make_article(
        news_index,
        title=attack,
        body=[
            factories.quote(attack, speaker=anna, role=attack, attribution=attack),
            factories.exchange(attack, "<p>&lt;script&gt;</p>", answerer=anna, answerer_role=attack),
        ],
    )
    assert "<script>" not in client.get(anna.get_absolute_url()).content.decode()


def test_hostile_link_is_not_shown(client, news_index, anna):
    factories.make_interview(news_index, interviewee=anna)
    type(anna).objects.filter(pk=anna.pk).update(link="javascript:alert(1)")
    assert see(client, anna).select(".cstonews-person__link") == []


@pytest.mark.parametrize("hide", ["draft", "private", "private section", "nothing"])
def test_nobody_has_a_page_before_a_public_article_quotes_them(client, news_index, anna, hide):
    if hide != "nothing":
        article = factories.make_article(
            news_index, live=hide != "draft", body=[factories.quote("Secret", speaker=anna)]
        )
        if hide.startswith("private"):
            factories.make_private(article if hide == "private" else news_index)
    assert client.get(anna.get_absolute_url()).status_code == 404


def test_only_public_articles_are_shown(admin_client, news_index, anna):
    for title in ("Public", "Draft", "Private"):
        article = factories.make_article(
            news_index,
            title=title,
            live=title != "Draft",
            body=[factories.quote(f"From {title}", speaker=anna)],
        )
        if title == "Private":
            factories.make_private(article)
    text = see(admin_client, anna).get_text()
    assert "From Public" in text
    assert "Draft" not in text
    assert "Private" not in text


def test_the_draft_of_a_published_article_is_not_shown(client, news_index, anna):
    article = factories.make_article(news_index, body=[factories.quote("Published", speaker=anna)])
    article.body = [factories.quote("Unpublished", speaker=anna)]
    article.save_revision()
    assert "Unpublished" not in see(client, anna).get_text()


def test_unpublishing_and_deleting_take_the_page_away(client, news_index, anna):
    article = factories.make_article(news_index, body=[factories.quote("x", speaker=anna)])
    assert client.get(anna.get_absolute_url()).status_code == 200
    article.unpublish()
    assert client.get(anna.get_absolute_url()).status_code == 404
    article.save_revision().publish()
    assert client.get(anna.get_absolute_url()).status_code == 200
    article.delete()
    assert client.get(anna.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("slug", ["nobody", "a" * 300])
def test_unknown_people_are_not_found(client, site, slug):
    assert client.get(f"/people/{slug}/").status_code == 404


def test_only_reading_is_allowed(client, news_index, anna):
    factories.make_interview(news_index, interviewee=anna)
    assert client.post(anna.get_absolute_url()).status_code == 405
    assert client.head(anna.get_absolute_url()).status_code == 200


@pytest.fixture
def own_page(home):
    """A page that the site has at the address of a person."""
    people = factories.make_index(home, title="People", slug="people")
    return factories.make_index(people, title="The site's own page", slug="anna-orlova")


@pytest.mark.parametrize("known", [False, True])
def test_a_page_of_the_site_has_the_address_of_somebody_whom_nobody_quotes(
    client, news_index, own_page, known
):
    if known:
        person = factories.make_person("Anna Orlova")
        factories.make_article(news_index, live=False, body=[factories.quote("Draft", speaker=person)])
        assert person.get_absolute_url() == own_page.get_url()
    html = client.get("/people/anna-orlova/").content.decode()
    assert "The site's own page" in BeautifulSoup(html, "html.parser").h1.get_text()
    assert client.get("/people/anna-orlova/?page=2&tag=").status_code == 200
    assert client.get("/people/nobody/").status_code == 404
    # A form on that page is sent to it as well.
    assert client.post("/people/anna-orlova/").status_code == client.post("/people/").status_code


def test_who_is_quoted_goes_before_a_page_of_the_site(client, news_index, own_page, anna):
    factories.make_article(news_index, body=[factories.quote("Words", speaker=anna)])
    assert see(client, anna).select_one("blockquote").get_text(strip=True) == "Words"
    assert client.post(own_page.get_url()).status_code == 405


def test_the_next_pattern_has_its_turn_even_if_it_is_not_wagtails(client, settings, news_index, anna):
    settings.ROOT_URLCONF = "tests.people.other_urls"
    assert client.get("/experts/jane/").content == b"other jane"


def test_the_prefix_is_the_sites_to_choose(client, settings, news_index, anna):
    settings.ROOT_URLCONF = "tests.people.other_urls"
    factories.make_article(news_index, body=[factories.quote("Words", speaker=anna)])
    assert anna.get_absolute_url() == "/experts/anna-orlova/"
    assert see(client, anna).select_one("blockquote").get_text(strip=True) == "Words"
    assert client.get("/people/anna-orlova/").status_code == 404


def test_articles_are_paged_newest_first(client, news_index, anna, news_settings):
    news_settings(QUOTED_ARTICLES_PER_PAGE=2)
    for year in (2021, 2023, 2022):
        moment = factories.local_time(year, 1, 2)
        factories.make_interview(news_index, title=str(year), published_at=moment, interviewee=anna)

    def shown(query):
        return [title.get_text(strip=True) for title in see(client, anna, query).select("h3")]

    assert shown("") == ["2023", "2022"]
    assert shown("?page=2") == ["2021"]
    assert shown("?page=9") == ["2021"]
    assert see(client, anna).select_one("a[rel=next]")["href"] == "/people/anna-orlova/?page=2"


def test_queries_do_not_grow_with_the_articles(client, news_index, anna, django_assert_num_queries):
    def add():
        factories.make_article(
            news_index,
            authors=[("author", {"name": "x", "person": anna})],
            body=[factories.quote("x", speaker=anna), factories.exchange("?", "<p>y</p>", answerer=anna)],
        )

    add()
    client.get(anna.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(anna.get_absolute_url())
    expected = len(captured)
    for _number in range(6):
        add()
    with django_assert_num_queries(expected):
        client.get(anna.get_absolute_url())


def test_words_in_paragraphs_stand_where_the_article_has_them(client, news_index, anna):
    factories.make_interview(
        news_index,
        lead="Anna Orlova said “It is late,” and went on.",
        body=[
            factories.quote("First in the body.", speaker=anna),
            factories.paragraph("<p>“We have <i>waited</i>,” said Anna Orlova. “Now we build.”</p>"),
            factories.exchange("Why?", "<p>She told me: “Just go.”</p>", answerer=factories.make_person()),
            factories.quote("Last in the body.", speaker=anna),
        ],
        quotes=[
            factories.quote("Typed in by hand.", speaker=anna),
            factories.quote("Just go.", speaker=anna),
            factories.quote("Now we build.", speaker=anna),
            factories.quote("We have waited.", speaker=anna),
            factories.quote("It is late.", speaker=anna),
        ],
    )
    assert [figure.blockquote.get_text(strip=True) for figure in see(client, anna).select("figure")] == [
        "It is late.",
        "First in the body.",
        "We have waited.",
        "Now we build.",
        "Just go.",
        "Last in the body.",
        "Typed in by hand.",
    ]


def test_whoever_speaks_in_a_paragraph_alone_has_a_page_and_filters_the_section(client, news_index, anna):
    page = factories.make_article(
        news_index,
        body=[factories.paragraph("<p>“Now we build,” said Anna Orlova.</p>")],
        quotes=[factories.quote("Now we build.", speaker=anna)],
    )
    assert list(articles_with(anna)) == [page]
    assert see(client, anna).select_one("blockquote").get_text(strip=True) == "Now we build."
    assert "Anna Orlova" in page.speaker_names


def test_the_page_shows_the_offices_over_time(client, news_index):
    person = factories.make_person("Anna Orlova")
    person.roles = [
        PersonRole(title="<b>Minister", start=date(2001, 3, 1), end=date(2010, 1, 1)),
        PersonRole(title="Deputy", start=date(1999, 1, 1), end=date(1999, 9, 1), sort_order=1),
        PersonRole(title="Adviser", start=date(2008, 1, 1), sort_order=2),
        PersonRole(title="Pilot", end=date(1990, 1, 1), sort_order=3),
        PersonRole(title="Teacher", sort_order=4),
    ]
    person.save()
    factories.make_article(news_index, body=[factories.quote("One.", speaker=person)])
    offices = see(client, person).select(".cstonews-person__offices li")
    assert [" ".join(office.get_text(" ").split()) for office in offices] == [
        "Adviser from 2008 current at the same time as: <b>Minister",
        "<b>Minister 2001–2010 at the same time as: Adviser",
        "Deputy 1999",
        "Pilot until 1990",
        "Teacher",
    ]


def test_one_office_without_dates_is_not_listed_again(client, news_index, anna):
    factories.make_article(news_index, body=[factories.quote("One.", speaker=anna)])
    assert not see(client, anna).select(".cstonews-person__offices")
