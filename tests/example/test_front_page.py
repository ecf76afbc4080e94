"""What stands where on the front page."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from wagtail_cstonews.pages.models import InterviewPage, NewsIndexPage, NewsPage

from .helpers import soup, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

TITLES = ".lead__title, .story__title, .talk__title, .brief__title"


@pytest.fixture
def home():
    return Site.objects.get().root_page.specific


def lead_of(client):
    return text_of(soup(client.get("/")).select_one(".lead__title"))


def add_article(title, **fields):
    section = NewsPage.objects.get(title__startswith="Night search").get_parent()
    return section.add_child(instance=NewsPage(title=title, **fields))


def test_the_newest_leads_and_each_article_stands_once(client):
    page = soup(client.get("/"))
    newest = NewsPage.objects.live().filter(locale__language_code="en").exclude(published_at=None)
    assert text_of(page.select_one(".lead__title")) == newest.order_by("-published_at").first().title
    titles = [text_of(title) for title in page.select(TITLES)]
    assert len(titles) == len(set(titles)) == 1 + 3 + 6 + 4 + 8
    dates = [time["datetime"] for time in page.select(".lead .date, .seconds .date")]
    assert dates == sorted(dates, reverse=True)


def test_news_that_is_newer_than_any_interview_leads(client):
    add_article("The ice has gone", published_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))
    assert lead_of(client) == "The ice has gone"


def test_an_editor_can_pin_an_article(client, home):
    # It is too old to be on the page otherwise.
    home.pinned_article = NewsPage.objects.get(title__startswith="Rescue exercise")
    home.save()
    page = soup(client.get("/"))
    titles = [text_of(title) for title in page.select(TITLES)]
    assert titles[0] == home.pinned_article.title
    assert titles.count(home.pinned_article.title) == 1


@pytest.mark.parametrize("how", ["unpublished", "private"])
def test_what_nobody_may_see_is_not_pinned(client, home, how):
    chosen = InterviewPage.objects.get(title__startswith="The reservoirs")
    home.pinned_article = chosen
    home.save()
    if how == "unpublished":
        chosen.unpublish()
    else:
        PageViewRestriction.objects.create(page=chosen, restriction_type="login")
    assert chosen.title not in soup(client.get("/")).select_one("main").get_text()


def test_voices_are_whole_sentences_of_different_people(client):
    voices = soup(client.get("/")).select(".voice")
    assert len(voices) == 3
    assert len({text_of(voice.select_one(".voice__name")) for voice in voices}) == 3
    for voice in voices:
        words = text_of(voice.select_one(".voice__words"))
        assert words[0].isupper()
        assert words[-1] in ".!?…”»"
        page = soup(client.get(voice.select_one(".voice__article")["href"]))
        assert words.replace('"', "")[:40] in text_of(page.select_one("main"))


def test_the_words_of_a_hostile_article_are_inert(client):
    person = InterviewPage.objects.exclude(interviewee=None).first().interviewee
    bad = "<script>alert(1)</script> is what I always say, and I say it loudly."
    words = f"Nobody listens when a river speaks. {bad}"
    add_article(
        f"<b>{bad}</b>",
        lead=bad,
        published_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
        body=[{"type": "quote", "value": {"quote": words, "speaker": person.pk, "role": bad}}],
    )
    page = soup(client.get("/"))
    assert bad in text_of(page.select_one(".voice__words"))
    assert not page.select("main script, main b")


def test_without_articles(client):
    for page in NewsPage.objects.all():
        page.delete()
    page = soup(client.get("/"))
    assert page.select_one(".lead") is None
    assert "Nothing has been published yet" in text_of(page)


def test_at_most_twelve_queries_for_any_number_of_articles(client):
    def queries():
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/")
        return len(asked)

    before = queries()
    for number in range(8):
        moment = datetime.datetime(2026, 1, 1 + number, tzinfo=datetime.UTC)
        add_article(f"More of the river {number}", published_at=moment)
    assert before == queries()
    assert before <= 12


def test_menus_show_a_section_as_soon_as_it_is_published(client, home):
    def menu():
        return [text_of(link) for link in soup(client.get("/")).select("header nav a")]

    assert "Valley" not in menu()
    section = NewsIndexPage(title="Valley", slug="valley", show_in_menus=True, live=False)
    home.add_child(instance=section)
    section.save_revision().publish()
    assert "Valley" in menu()
    section.refresh_from_db()
    section.unpublish()
    assert "Valley" not in menu()
    section.save_revision().publish()
    section.delete()
    assert "Valley" not in menu()
