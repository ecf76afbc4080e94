"""The trees of pages in English and in Russian."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from wagtail_cstonews.models import Person
from wagtail_cstonews.pages.models import NewsIndexPage, NewsPage

from .helpers import soup, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def test_russian_articles_are_in_the_russian_section():
    russian = NewsPage.objects.filter(locale__language_code="ru")
    assert {page.title for page in russian} == {
        "«Река не читает протоколов»",
        "Спасатели пяти стран завершили учения на реке Ардаль",
    }
    # They are in the language of their tree, which nothing needs to say.
    assert {page.language for page in NewsPage.objects.all()} == {""}


def test_the_sections_are_translations_of_each_other():
    english = NewsIndexPage.objects.get(locale__language_code="en")
    assert english.get_translation(Locale.objects.get(language_code="ru")).url == "/ru/news/"


def test_the_russian_front_page_is_russian(client):
    page = soup(client.get("/ru/"))
    assert page.html["lang"] == "ru"
    assert text_of(page.select_one(".masthead__name")) == "Слияние"
    assert text_of(page.select_one(".lead__title")) == "«Река не читает протоколов»"
    assert text_of(page.select_one(".lead .date")) == "15 апреля 2022"
    assert [text_of(heading) for heading in page.select(".front-heading")] == ["Своими словами"]
    assert any("literata-cyrillic" in link["href"] for link in page.select("link[rel=preload]"))


def test_people_are_the_same_in_both(client):
    assert Person.objects.filter(name__in=["Садира Теменоль", "Бретан Хольвик"]).count() == 0
    page = soup(client.get("/ru/people/bretan-holvik/"))
    assert "Спасатели пяти стран" in page.select_one("main").get_text()


@pytest.mark.parametrize(
    ("here", "there"),
    [("/", "/ru/"), ("/news/", "/ru/news/"), ("/news/a-border-is-first-of-all-a-road/", "/ru/")],
)
def test_from_a_page_to_its_translation_or_else_the_front_page(client, here, there):
    languages = soup(client.get(here)).select_one(".masthead__languages")
    assert [link["href"] for link in languages.select("a[lang=ru]")] == [there]
    assert text_of(languages.select_one("[aria-current]")) == "English"
    assert client.get(there).status_code == 200


def test_the_address_decides_and_not_the_browser(client):
    page = soup(client.get("/news/", headers={"accept-language": "ru"}))
    assert page.html["lang"] == "en"
    assert client.get("/de/news/").status_code == 404
