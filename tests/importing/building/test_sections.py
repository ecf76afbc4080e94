"""Finding the page that an import goes under."""

import pytest
from wagtail.models import Locale, Site

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.importing.building.sections import SectionError, find_section

from ...factories import make_article, make_index

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["/news/", "news", "/news", "http://testserver/news/"])
def test_by_address(news_index, place):
    assert find_section(place) == news_index


def test_by_id(news_index):
    assert find_section(str(news_index.pk)) == news_index


def test_below_another_section(news_index):
    inner = make_index(news_index, slug="russia")
    make_index(slug="russia")
    assert find_section("/news/russia/") == inner


def test_default_site_first(news_index, home):
    other = home.get_parent().add_child(instance=type(home.specific)(title="Other", slug="other"))
    make_index(other, slug="news")
    Site.objects.create(hostname="other.example.org", root_page=other)
    assert find_section("/news/") == news_index
    assert find_section("http://other.example.org/news/").get_parent().pk == other.pk


@pytest.mark.parametrize("place", ["/gone/", "999999", "http://elsewhere.example.org/news/", "/x/news/"])
def test_nothing_there(news_index, place):
    with pytest.raises(
        SectionError, match=rf"There is no page at {place}\. These sections take articles:\n"
    ) as caught:
        find_section(place)
    assert f"--to /news/  (News, id {news_index.pk})" in str(caught.value)


def test_no_section_at_all(home):
    with pytest.raises(SectionError, match="The site has no section yet: make a page of the type"):
        find_section("/news/")


def test_many_sections(home):
    for number in range(25):
        make_index(slug=f"section-{number}")
    with pytest.raises(SectionError, match=r"  and more$"):
        find_section("/gone/")


def test_page_that_takes_no_articles(news_index, monkeypatch):
    article = make_article(news_index, slug="one")
    monkeypatch.setattr(type(article), "allowed_subpage_models", classmethod(lambda cls: []))
    with pytest.raises(SectionError, match=r"takes no pages of the type .*\..*These sections take articles"):
        find_section("/news/one/")


def test_root_of_the_tree_is_no_place(home):
    root = get_base_page_model()._default_manager.get(depth=1)
    with pytest.raises(SectionError, match="There is no page"):
        find_section(str(root.pk))


@pytest.mark.parametrize("place", ["/", "http://testserver/"])
def test_home_page(home, place):
    assert find_section(place).pk == home.pk


class TestLocale:
    @pytest.fixture
    def french(self, settings):
        settings.WAGTAIL_I18N_ENABLED = True
        settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
        return Locale.objects.create(language_code="fr")

    def test_translation(self, news_index, home, french):
        home.copy_for_translation(french)
        translation = news_index.copy_for_translation(french)
        found = find_section("/news/", "fr")
        assert found.pk == translation.pk
        assert isinstance(found, conf.get_news_index_page_model())

    def test_same_locale(self, news_index, french):
        assert find_section("/news/", "en") == news_index

    def test_no_translation(self, news_index, french):
        with pytest.raises(SectionError, match="News has no translation into fr"):
            find_section("/news/", "fr")

    def test_no_locale(self, news_index):
        with pytest.raises(SectionError, match="The site has no locale xx; it has en"):
            find_section("/news/", "xx")
