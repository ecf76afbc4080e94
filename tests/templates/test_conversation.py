"""How quotes and turns name who speaks, and which quote is set large."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests import factories

pytestmark = pytest.mark.django_db

LONG_ENOUGH = "We have been measuring the wrong thing for almost forty years, and in the right place."


def see(client, page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content.decode(), "html.parser")


def shown(html: BeautifulSoup) -> list[str]:
    """What stands before each question and answer, for those who see it."""
    turns = html.select(".cstonews-exchange__speaker")
    return [
        "" if "cstonews-hidden" in turn["class"] else " ".join(turn.get_text(" ").split()) for turn in turns
    ]


@pytest.fixture
def anna(db):
    return factories.make_person("Anna Orlova")


def test_the_interviewee_is_named_once(client, news_index, anna):
    interview = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_role="Minister",
        interviewer_name="Radio Manas",
        body=[
            factories.exchange("Why?", "<p>Because.</p>"),
            factories.exchange("And?", "<p>So.</p>", answerer=anna, answerer_role="Minister"),
            factories.quote("As I said.", speaker=anna, role="Minister"),
        ],
    )
    html = see(client, interview)
    assert shown(html) == ["Radio Manas", "Orlova", "", ""]
    # Who cannot see it hears it.
    hidden = html.select(".cstonews-exchange__speaker.cstonews-hidden")
    assert [turn.get_text(strip=True) for turn in hidden] == ["Radio Manas", "Anna Orlova"]
    assert html.select_one("figcaption").get_text(strip=True) == "Orlova"
    assert html.get_text().count("Minister") == 1


def test_several_who_answer_keep_their_names(client, news_index, anna):
    oleg = factories.make_person("Oleg Petrov")
    interview = factories.make_interview(
        news_index,
        interviewee=anna,
        body=[
            factories.exchange("1?", "<p>x</p>", answerer=anna),
            factories.exchange("2?", "<p>x</p>", answerer=oleg, answerer_role="Adviser"),
            factories.exchange("3?", "<p>x</p>", answerer=oleg),
            factories.exchange("4?", "<p>x</p>", answerer=anna),
        ],
    )
    assert shown(see(client, interview))[1::2] == ["Orlova", "Oleg Petrov Adviser", "", "Orlova"]


def test_namesakes_keep_their_given_names(client, news_index, anna):
    brother = factories.make_person("Ivan Orlova")
    interview = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewer=brother,
        body=[factories.exchange("1?", "<p>x</p>"), factories.exchange("2?", "<p>x</p>")],
    )
    assert shown(see(client, interview)) == ["Ivan Orlova", "Anna Orlova", "", ""]


def test_who_is_in_no_header_is_introduced_at_the_first_turn(client, news_index, anna):
    article = factories.make_article(
        news_index,
        body=[
            factories.exchange("1?", "<p>x</p>", answerer=anna, answerer_role="Minister"),
            factories.exchange("2?", "<p>x</p>", answerer=anna, answerer_role="Minister"),
            factories.exchange("3?", "<p>x</p>", answerer=anna, answerer_role="Acting minister"),
        ],
    )
    assert shown(see(client, article))[1::2] == ["Anna Orlova Minister", "", "Orlova Acting minister"]


def test_a_subtitle_that_says_it_all_leads_to_the_person(client, news_index, anna):
    interview = factories.make_interview(
        news_index,
        subtitle="Anna Orlova, Minister <of Water>",
        interviewee=anna,
        interviewee_role="Minister",
    )
    html = see(client, interview)
    assert html.select_one(".cstonews-article__subtitle a")["href"] == "/people/anna-orlova/"
    assert html.select_one(".cstonews-article__subtitle").get_text() == "Anna Orlova, Minister <of Water>"
    assert not html.select("dl.cstonews-people")
    interview.subtitle = "Anna Orlova speaks"
    interview.save()
    assert see(client, interview).select_one("dl .cstonews-speaker__role").get_text() == "Minister"


def test_quotes_introduce_whom_they_quote(client, news_index, anna):
    article = factories.make_article(
        news_index,
        body=[factories.quote(text, speaker=anna, role="Minister") for text in ("One.", "Two.")],
    )
    captions = [" ".join(one.get_text(" ").split()) for one in see(client, article).select("figcaption")]
    assert captions == ["Anna Orlova Minister", "Orlova"]


# The pull quote


def pulled(client, page) -> list[str]:
    return [one.get_text(strip=True) for one in see(client, page).select(".cstonews-block--pull blockquote")]


def test_one_quote_a_page_is_set_large(client, news_index):
    text = factories.paragraph("<p>Text.</p>")
    body = [text, factories.quote("Short."), factories.quote(LONG_ENOUGH), factories.quote("X" + LONG_ENOUGH)]
    assert pulled(client, factories.make_article(news_index, body=body)) == [LONG_ENOUGH]


def test_long_quotes_and_short_articles_have_none(client, news_index):
    text = factories.paragraph("<p>Text.</p>")
    long, lines = factories.quote(LONG_ENOUGH * 4), factories.quote(f"{LONG_ENOUGH}\nAnd more.")
    assert pulled(client, factories.make_article(news_index, body=[text, text, text, long, lines])) == []
    assert pulled(client, factories.make_article(news_index, body=[text, factories.quote(LONG_ENOUGH)])) == []
