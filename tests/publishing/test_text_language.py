"""Articles in another language than the site's: marked as such, with words and dates in it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation

from tests import factories
from wagtail_cstonews.publishing.text_language import LABELS, has_labels, text_direction, validate_language

pytestmark = pytest.mark.django_db


def see(client, url) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def interview_in(parent, language, **fields):
    other = factories.make_article(parent, title="Other")
    return factories.make_interview(
        parent,
        title="Interview",
        language=language,
        published_at=factories.local_time(2024, 5, 1, 9, 5),
        interviewee_name="Somebody",
        interviewer_name="Radio",
        source_url="https://www.example.org/a",
        related=[("teaser", {"page": other})],
        tags=("Ice",),
        body=[("exchange", {"question": "?", "answer": [("paragraph", "<p>!</p>")]})],
        **fields,
    )


def words_of(html):
    return [
        *(label.get_text(strip=True) for label in html.select("dt.cstonews-people__label")),
        html.select_one(".cstonews-article__source a").get_text(strip=True),
        html.select_one(".cstonews-related__title").get_text(strip=True),
        html.select_one(".cstonews-tags")["aria-label"],
        html.select_one("[role=group]")["aria-label"],
    ]


ENGLISH = ["Interview with", "Interviewer", "Original article", "Related", "Tags", "Question and answer"]
RUSSIAN = ["Собеседник", "Интервьюер", "Оригинал статьи", "По теме", "Теги", "Вопрос и ответ"]


def test_an_article_in_the_sites_language_is_marked_as_nothing(client, news_index):
    html = see(client, interview_in(news_index, "").url)
    assert not html.select("article[lang], aside[lang], dt[lang]")
    assert words_of(html) == ENGLISH


def test_words_and_dates_are_in_the_language_of_the_text(client, news_index):
    html = see(client, interview_in(news_index, "ru").url)
    assert (html.article["lang"], html.article["dir"]) == ("ru", "ltr")
    assert html.aside["lang"] == "ru"
    assert words_of(html) == RUSSIAN
    assert " ".join(html.select_one("time").get_text().split()) == "1 мая 2024 г., 9:05 +06"
    # What is in the language of the text needs no mark of its own.
    assert not html.select("dt[lang], h2[lang], .cstonews-article__source[lang]")


def test_words_that_are_not_in_the_language_of_the_text_are_marked(client, news_index):
    html = see(client, interview_in(news_index, "tg").url)
    assert html.article["lang"] == "tg"
    assert words_of(html) == ENGLISH
    assert {label["lang"] for label in html.select("dt, .cstonews-article__source, aside h2")} == {"en"}


@pytest.mark.parametrize(
    ("language", "text", "expected", "marked"),
    [
        ("de", "kk", "Originalartikel", "de"),
        ("de", "en", "Original article", None),
        ("de", "", "Originalartikel", None),
        # A site in a language that the words are not translated into.
        ("nb", "mn", "Original article", "en"),
        ("nb", "", "Original article", "en"),
        ("nb", "ru", "Оригинал статьи", None),
    ],
)
def test_words_on_a_site_in_another_language_than_english(
    client, news_index, settings, language, text, expected, marked
):
    settings.LANGUAGE_CODE = language
    article = factories.make_article(news_index, language=text, source_url="https://example.org/")
    with translation.override(language):
        source = see(client, article.url).select_one(".cstonews-article__source")
    assert (source.a.get_text(), source.get("lang")) == (expected, marked)


def test_direction_of_the_text(client, news_index):
    assert see(client, interview_in(news_index, "ar").url).article["dir"] == "rtl"
    assert text_direction("zz") == "ltr"


def test_lists_and_people_say_the_language_of_each_article(client, news_index):
    anna = factories.make_person("Anna Orlova")
    factories.make_article(
        news_index, title="По-русски", language="ru", body=[factories.quote("Слова", speaker=anna)]
    )
    cards = see(client, news_index.url).select(".cstonews-card")
    assert [card.get("lang") for card in cards] == ["ru"]
    assert cards[0].select_one("time").get_text().startswith("1 мая 2024")
    assert see(client, anna.get_absolute_url()).select_one(".cstonews-quoted")["lang"] == "ru"


def test_a_site_without_translations_is_left_alone(client, news_index, settings):
    settings.USE_I18N = False
    html = see(client, interview_in(news_index, "ru").url)
    assert html.article["lang"] == "ru"
    assert words_of(html) == ENGLISH


@pytest.mark.parametrize("code", ["ru", "pt-BR", "zh-Hans", "sr-Latn-RS", ""])
def test_language_codes(code):
    validate_language(code)


@pytest.mark.parametrize("code", ["russian", "r", "ru RU", 'ru" onload="x', "ru-"])
def test_what_is_no_language_code(client, news_index, code):
    with pytest.raises(ValidationError):
        validate_language(code)
    article = factories.make_article(news_index)
    # An importer of the site's own, that validates nothing.
    type(article).objects.filter(pk=article.pk).update(language=code)
    html = see(client, article.url)
    assert not html.select("[onload]")
    assert html.article.get("lang", code) == code


@pytest.mark.parametrize("code", ["de", "fr", "sr-latn", "zh-hans", "pt-br"])
def test_languages_with_all_words(code):
    assert has_labels(code)
    with translation.override(code):
        assert all(str(label) for label in LABELS.values())
    assert not has_labels("tg")
