"""A head costs few queries, and as many for twenty of anything as for two."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from tests import factories

pytestmark = pytest.mark.django_db

MOST = 3
"""Queries beyond those of the page without its head."""


@pytest.fixture
def cost(client, news_settings):
    """``cost(address)``: the queries of the page, and those of its head alone."""

    def count(address):
        # The first visit makes renditions.
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    def cost(address):
        whole = count(address)
        news_settings(BASE_TEMPLATE="headless.html")
        without = count(address)
        news_settings(BASE_TEMPLATE="base.html")
        return whole, whole - without

    return cost


@pytest.fixture(params=[False, True], ids=["one language", "two languages"])
def section(request, settings, news_index):
    if request.param:
        settings.WAGTAIL_I18N_ENABLED = True
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Русский")]
        locale = Locale.objects.create(language_code="ru")
        home = news_index.get_parent().copy_for_translation(locale)
        home.save_revision().publish()
        news_index.copy_for_translation(locale).get_latest_revision().publish()
        Site.clear_site_root_paths_cache()
    return news_index


def make(section, count):
    people = [factories.make_person() for _number in range(count)]
    image = factories.make_image()
    body = [factories.quote("Words", speaker=person) for person in people]
    body += [factories.exchange("Why?", "<p>Because.</p>", answerer=person) for person in people]
    return factories.make_interview(
        section,
        interviewee=people[0],
        interviewer=people[-1],
        lead_image=image,
        authors=[("author", {"name": "x", "person": person}) for person in people],
        body=body,
        quotes=[factories.quote("More words", speaker=person) for person in people],
        tags=tuple(f"tag {number}" for number in range(count)),
    ), people[0]


def test_articles(section, cost):
    # Of three, one is neither the interviewee nor the interviewer, who are loaded with the page.
    few, many = (cost(make(section, count)[0].url) for count in (3, 20))
    assert few == many
    assert many[1] <= MOST


def test_sections_and_people(section, cost):
    person = make(section, 2)[1]
    few = cost(section.url), cost(person.get_absolute_url())
    for _number in range(10):
        article, _ = make(section, 2)
        article.body = [factories.quote("Words", speaker=person)]
        article.save()
    many = cost(section.url), cost(person.get_absolute_url())
    assert [head for _whole, head in few] == [head for _whole, head in many]
    assert max(head for _whole, head in many) <= MOST
