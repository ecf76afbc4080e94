"""Who is quoted where, on which site."""

from __future__ import annotations

import pytest
from wagtail.models import Locale, Site

from tests import factories
from wagtail_cstonews.models.quotations import (
    articles_with,
    people_in,
    public_articles_with,
    public_people,
)
from wagtail_cstonews.publishing.visibility import public_on_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db):
    return factories.make_minister()


def test_other_sites_keep_their_articles(client, site, news_index, anna):
    from wagtail_cstonews.compat import get_base_page_model

    other_root = get_base_page_model()(title="Other", slug="other")
    site.root_page.get_parent().add_child(instance=other_root)
    factories.make_interview(other_root, interviewee=anna)
    assert client.get(anna.get_absolute_url()).status_code == 404
    other = Site.objects.create(hostname="other.example.org", root_page=other_root)
    assert public_articles_with(anna, other).count() == 1
    assert not public_people(site).exists()
    assert list(public_people(other)) == [anna]


def test_translations_of_the_site_belong_to_it(site, news_index, anna):
    french = Locale.objects.create(language_code="fr")
    home = site.root_page.copy_for_translation(french)
    article = factories.make_interview(home, interviewee=anna)
    assert [page.pk for page in public_articles_with(anna, site)] == [article.pk]


def test_no_site_no_articles(news_index, anna):
    factories.make_interview(news_index, interviewee=anna)
    assert not public_on_site(articles_with(anna), None).exists()


def test_people_in_articles(news_index, anna):
    article = factories.make_article(news_index, body=[factories.quote("x", speaker=anna)])
    factories.make_article(news_index, authors=[("author", {"name": "y", "person": factories.make_person()})])
    assert list(people_in(type(article).objects.all())) == [anna]
