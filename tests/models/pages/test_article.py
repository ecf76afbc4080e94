"""News articles and interviews as visitors see them."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from tests import factories
from tests.marks import full_text
from wagtail_cstonews.conf import get_news_page_model

pytestmark = pytest.mark.django_db


def see(client, page) -> BeautifulSoup:
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_an_article_shows_what_it_has(client, news_index):
    article = factories.make_article(
        news_index,
        title="Talks <in> Bishkek",
        subtitle="A <b>subtitle</b>",
        dateline="Bishkek",
        lead="The lead.\n\nIts second paragraph.",
        authors=[("author", {"name": "A. Orlova"}), ("author", {"name": "O. Petrov"})],
        outlet="Radio Manas",
        source_url="https://example.org/original",
        lead_image=factories.make_image(title="A hall"),
        lead_image_caption="The hall",
        body=[factories.paragraph("<p>Some <b>text</b>.</p>"), factories.quote("Words", speaker_name="Anna")],
        tags=("Exercises",),
    )
    html = see(client, article)
    assert html.select_one("h1").get_text() == "Talks <in> Bishkek"
    assert html.select_one("title").get_text(strip=True) == "Talks <in> Bishkek"
    assert html.select_one(".cstonews-article__subtitle").get_text() == "A <b>subtitle</b>"
    assert [p.get_text() for p in html.select(".cstonews-article__lead p")] == [
        "The lead.",
        "Its second paragraph.",
    ]
    meta = html.select_one(".cstonews-article__header .cstonews-meta").get_text(" ", strip=True)
    assert meta == "May 1, 2024, noon +06 Bishkek A. Orlova O. Petrov Radio Manas"
    assert html.select_one(".cstonews-figure--lead img")["alt"] == "A hall"
    assert html.select_one(".cstonews-figure--lead figcaption").get_text() == "The hall"
    assert html.select_one(".cstonews-article__source a")["href"] == "https://example.org/original"
    # The outlet may be whom somebody spoke to, and not the site that the link leads to.
    source = html.select_one(".cstonews-article__source").get_text(" ", strip=True)
    assert source == "Original article example.org"
    assert html.select_one(".cstonews-article__body b").get_text() == "text"
    assert html.select_one(".cstonews-article__body figure blockquote")
    assert html.select_one(".cstonews-tags a")["href"] == f"{news_index.url}?tag=exercises"
    assert html.select_one("link[rel=stylesheet]")["href"].endswith("wagtail_cstonews/news.css")


@pytest.mark.parametrize(("own", "shown"), [("Two delegations", "Two delegations"), ("", "A hall")])
def test_the_lead_image_has_the_articles_own_text_or_else_the_images(client, news_index, own, shown):
    image = factories.make_image(title="hall.jpg", description="A hall")
    article = factories.make_article(
        news_index, lead_image=image, lead_image_alt=own, lead_image_credit="A. Sadykova"
    )
    figure = see(client, article).select_one(".cstonews-figure--lead")
    assert figure.select_one("img")["alt"] == shown
    assert figure.select_one("figcaption").get_text(strip=True) == "A. Sadykova"


def test_an_empty_article_shows_nothing_else(client, news_index):
    html = see(client, factories.make_article(news_index, published_at=None, first_published_at=None))
    for absent in ("time", "figure", ".cstonews-related", ".cstonews-article__lead", ".cstonews-tags", "dl"):
        assert html.select(absent) == []


def test_source_without_outlet(client, news_index):
    html = see(client, factories.make_article(news_index, source_url="https://example.org/"))
    source = html.select_one(".cstonews-article__source").get_text(" ", strip=True)
    assert source == "Original article example.org"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>1</script>"])
def test_hostile_source_is_no_link_and_no_valid_page(client, news_index, url):
    article = factories.make_article(news_index)
    article.source_url = url
    with pytest.raises(ValidationError) as caught:
        article.full_clean()
    assert "source_url" in caught.value.error_dict
    # An importer that validates nothing.
    get_news_page_model().objects.filter(pk=article.pk).update(source_url=url)
    html = see(client, article)
    assert html.select(".cstonews-article__source") == []
    assert [link for link in html.select("[href]") if link["href"].startswith(("javascript", "data"))] == []


def test_hostile_text_is_escaped(client, news_index):
    attack = "<script>alert(1)</script>"
    article = factories.make_interview(
        news_index,
        title=attack,
        subtitle=attack,
        lead=attack,
        dateline=attack,
        outlet=attack,
        lead_image_alt=attack,
        lead_image_caption=attack,
        lead_image_credit=attack,
        lead_image=factories.make_image(title=attack),
        authors=[("author", {"name": attack})],
        interviewee_name=attack,
        interviewee_role=attack,
        interviewer_name=attack,
        body=[
            ("heading", attack),
            factories.quote(attack, speaker_name=attack, role=attack, attribution=attack),
            factories.exchange(attack, "<p>x</p>", answerer_name=attack, questioner_name=attack),
            ("list", {"entries": [attack], "ordered": False}),
        ],
        related=[("teaser", {"text": attack})],
        tags=(attack,),
    )
    for page in (article, news_index):
        assert "<script>" not in client.get(page.url).content.decode().lower()


def test_a_day_shows_no_hour(client, news_index):
    day = factories.make_article(
        news_index, published_at=factories.local_time(2024, 7, 25), published_is_date_only=True
    )
    time = see(client, day).select_one("time")
    assert (time["datetime"], time.get_text()) == ("2024-07-25", "July 25, 2024")
    hour = factories.make_article(news_index, published_at=factories.local_time(2024, 7, 25, 9, 5))
    time = see(client, hour).select_one("time")
    assert (time["datetime"], time.get_text()) == (
        "2024-07-25T09:05:00+06:00",
        "July 25, 2024, 9:05 a.m. +06",
    )


def test_an_undated_article_shows_no_date_rather_than_that_of_the_import(client, news_index):
    article = factories.make_article(
        news_index, published_at=None, first_published_at=factories.local_time(2025, 1, 2, 3, 4)
    )
    assert not article.has_time
    assert article.published_on is None
    assert see(client, article).select_one("time") is None


def test_without_time_zones(settings):
    settings.USE_TZ = False
    article = get_news_page_model()(published_at=datetime.datetime(2024, 7, 25))  # noqa: DTZ001
    assert article.published_on == datetime.date(2024, 7, 25)


def test_an_interview_says_who_answers_and_who_asks(client, news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    interview = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_role="Minister",
        interviewer=oleg,
        body=[factories.exchange("Why?", "<p>Because.</p>", answerer=anna)],
    )
    html = see(client, interview)
    answers, asks = html.select("dl.cstonews-people > div")
    assert answers.select_one("dt").get_text() == "Interview with"
    assert answers.select_one("dd a")["href"] == "/people/anna-orlova/"
    assert answers.select_one(".cstonews-speaker__role").get_text() == "Minister"
    assert asks.select_one("dd").get_text(strip=True) == "Oleg Petrov"
    assert asks.select("a") == []
    assert html.select_one("[role=group]")
    assert "cstonews-article--interview" in html.select_one("article")["class"]


def test_what_names_nobody_is_the_interviewees_answer_and_the_interviewers_question(client, news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    interview = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_role="Minister",
        interviewer_name="Radio Manas",
        body=[
            factories.exchange("Why?", "<p>Because.</p>"),
            factories.exchange("And?", "<p>So.</p>", answerer=oleg, questioner_name="A listener"),
            factories.exchange("Now?", "<p>Yes.</p>", answerer_role="Acting minister"),
        ],
    )
    sides = [
        side.get_text(" ", strip=True)
        for side in see(client, interview).select(".cstonews-exchange__speaker")
    ]
    assert sides == [
        *("Radio Manas", "Anna Orlova Minister"),
        *("A listener", "Oleg Petrov"),
        *("Radio Manas", "Anna Orlova Acting minister"),
    ]
    # In an article that is no interview, nobody can be meant.
    article = factories.make_article(news_index, body=[factories.exchange("Why?", "<p>Because.</p>")])
    sides = [
        side.get_text(" ", strip=True) for side in see(client, article).select(".cstonews-exchange__speaker")
    ]
    assert sides == ["Question", "Answer"]


def test_an_image_that_is_missing_shows_nothing_to_visitors(client, news_index):
    missing = {"image": None, "caption": "The hall", "source_url": "https://example.org/hall.jpg"}
    article = factories.make_article(
        news_index, body=[factories.paragraph("<p>Text</p>"), ("image", missing)]
    )
    html = see(client, article)
    assert "The hall" not in html.get_text()
    assert not html.select("figure, a[href*=hall]")


def test_an_interview_with_printed_names(client, news_index):
    html = see(
        client, factories.make_interview(news_index, interviewee_name="Anna", interviewer_name="Radio")
    )
    assert (
        html.select_one("dl.cstonews-people").get_text(" ", strip=True)
        == "Interview with Anna Interviewer Radio"
    )


def test_related_articles_are_listed(client, news_index):
    other = factories.make_article(news_index, title="Other")
    article = factories.make_article(
        news_index,
        related=[
            ("teaser", {"page": other}),
            (
                "teaser",
                {"text": "Printed", "date": datetime.date(2024, 7, 25), "url": "https://example.org/x"},
            ),
        ],
    )
    first, second = see(client, article).select(".cstonews-related__item")
    assert (first.a["href"], first.a.get_text()) == (other.url, "Other")
    assert second.select_one("time")["datetime"] == "2024-07-25"
    assert "nofollow" in second.a["rel"]


def test_section_is_the_nearest_one(home, news_index):
    inner = factories.make_index(news_index)
    assert factories.make_article(inner).section == inner
    assert factories.make_article(news_index).section == news_index
    assert factories.make_article(home).section is None


def test_tags_outside_of_a_section_are_no_links(client, home):
    html = see(client, factories.make_article(home, tags=("Exercises",)))
    assert html.select_one(".cstonews-tags").get_text(strip=True) == "Exercises"
    assert html.select(".cstonews-tags a") == []


def test_a_site_may_bring_its_own_template(client, news_index, settings, tmp_path):
    folder = tmp_path / get_news_page_model()._meta.app_label
    folder.mkdir()
    (folder / "news_page.html").write_text("own: {{ page.title }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    article = factories.make_article(news_index, title="Talks")
    assert client.get(article.url).content.decode() == "own: Talks"


def test_a_site_may_name_its_base_template(client, news_index, settings, news_settings, tmp_path):
    (tmp_path / "site.html").write_text("SITE {% block content %}{% endblock %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    news_settings(BASE_TEMPLATE="site.html")
    person = factories.make_person()
    article = factories.make_article(news_index, body=[factories.quote("x", speaker=person)])
    for path in (article.url, news_index.url, person.get_absolute_url()):
        assert client.get(path).content.decode().startswith("SITE")


def test_queries_do_not_grow_with_the_quotes(client, news_index, django_assert_num_queries):
    def article(number: int):
        people = [factories.make_person() for _number in range(number)]
        return factories.make_interview(
            news_index,
            interviewee=people[0],
            body=[
                *(factories.quote("x", speaker=person) for person in people),
                *(
                    factories.exchange("?", "<p>y</p>", answerer=person, questioner=person)
                    for person in people
                ),
            ],
        )

    few, many = article(1), article(8)
    client.get(few.url)
    with CaptureQueriesContext(connection) as captured:
        client.get(few.url)
    expected = len(captured)
    with django_assert_num_queries(expected):
        client.get(many.url)


@full_text
def test_articles_are_found_by_what_they_say(news_index):
    anna = factories.make_person("Anna Orlova")
    article = factories.make_interview(
        news_index,
        title="Title",
        subtitle="Subtitleword",
        lead="Leadword",
        dateline="Datelineword",
        outlet="Outletword",
        authors=[("author", {"name": "Authorword"})],
        interviewee_name="Intervieweeword",
        interviewee_role="Roleword",
        interviewer_name="Interviewerword",
        body=[
            factories.paragraph("<p>Bodyword</p>"),
            factories.quote("Quoteword", speaker=anna),
            factories.exchange("Questionword", "<p>Answerword</p>", answerer_name="Answererword"),
        ],
    )
    factories.make_article(news_index)
    backend = get_search_backend()
    model = get_news_page_model()
    for word in (
        *(
            "Title",
            "Subtitleword",
            "Leadword",
            "Datelineword",
            "Outletword",
            "Authorword",
            "Bodyword",
            "Quoteword",
        ),
        *(
            "Questionword",
            "Answerword",
            "Answererword",
            "Orlova",
            "Intervieweeword",
            "Roleword",
            "Interviewerword",
        ),
    ):
        assert [page.pk for page in backend.search(word, model)] == [article.pk], word
    assert [page.pk for page in backend.autocomplete("subtit", model)] == [article.pk]
    dated = model.objects.filter(published_at__year=2024)
    assert [page.pk for page in backend.search("Bodyword", dated)] == [article.pk]
