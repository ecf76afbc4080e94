"""Editors merge people: permissions, what is shown before, and what happens."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.admin.helpers import PEOPLE, editor, editor_of_people, merge_url, said, split_url, text_of
from wagtail_cstonews.models import Person
from wagtail_cstonews.models.quotations import articles_with

pytestmark = pytest.mark.django_db


def test_merging_shows_first_what_will_change(admin_client, people):
    response = admin_client.get(merge_url(*people))
    html = response.content.decode()
    text = text_of(response)
    assert response.status_code == 200
    assert "stands in 1 place" in text
    assert "stands in 2 places" in text
    assert "On two 0" in text
    assert "Envoy" in text
    assert "<b>Masadykov" not in html
    assert "<i>one" not in html
    chosen = BeautifulSoup(html, "html.parser").select("input[name=stays][checked]")
    assert [one["value"] for one in chosen] == [str(people[1].pk)]
    assert Person.objects.count() == 2


def test_merging(admin_client, people):
    first, second = people
    response = admin_client.post(merge_url(*people), {"stays": first.pk, "one_person": "on"}, follow=True)
    assert response.redirect_chain == [(PEOPLE, 302)]
    assert any("2 places were changed" in message for message in said(response))
    assert Person.objects.get() == first
    assert articles_with(first).count() == 3
    history = text_of(admin_client.get(f"{PEOPLE}history/{first.pk}/"))
    assert "Merged with Talant" in history
    assert second.name not in [first.name]
    page = articles_with(first).get(title="On two 0")
    history = text_of(admin_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert "became Taalatbek Masadykov in every revision" in history


@pytest.mark.parametrize("data", [{}, {"stays": "987654"}, {"stays": "x"}])
def test_somebody_must_stay(admin_client, people, data):
    response = admin_client.post(merge_url(*people), data)
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert Person.objects.count() == 2


def test_one_alone_or_too_many(admin_client, people):
    assert "Choose two people or more." in text_of(admin_client.get(merge_url(people[0])))
    response = admin_client.post(merge_url(people[0]), {"stays": people[0].pk}, follow=True)
    assert any("Choose two people or more." in message for message in said(response))
    many = [factories.make_person() for _number in range(21)]
    assert "Choose at most 20 people." in text_of(admin_client.get(merge_url(*many)))
    response = admin_client.post(merge_url(*many), {"stays": many[0].pk}, follow=True)
    assert any("Choose at most 20 people." in message for message in said(response))
    assert Person.objects.count() == 23


@pytest.mark.parametrize("codenames", [("change_person",), ("delete_person",), ("add_person", "view_person")])
def test_merging_needs_permissions(people, codenames):
    client = editor(*codenames)
    shown = client.get(merge_url(*people))
    assert "Yes, merge them" not in shown.content.decode()
    client.post(merge_url(*people), {"stays": people[0].pk})
    assert Person.objects.count() == 2


def test_merging_with_permissions(people):
    editor("change_person", "delete_person").post(
        merge_url(*people), {"stays": people[0].pk, "one_person": "on"}
    )
    assert Person.objects.count() == 1


def test_nothing_changes_without_a_token(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.make_user())
    assert client.post(merge_url(*people), {"stays": people[0].pk}).status_code == 403
    assert client.post(split_url(people[1]), {"to": "new", "confirmed": "1"}).status_code == 403
    assert Person.objects.count() == 2


def test_no_visitor_changes_anything(client, people):
    for url in (merge_url(*people), split_url(people[1])):
        assert client.get(url).status_code == 302
        assert "/login/" in client.post(url, {"stays": people[0].pk, "confirmed": "1"})["Location"]
    assert Person.objects.count() == 2


@pytest.fixture
def strangers(news_index):
    first, second = factories.make_person("Marta Oyelaran"), factories.make_person("Teodrik Massalen")
    for person in (first, second):
        factories.make_article(news_index, body=[factories.quote("Words.", speaker=person)])
    return first, second


def test_plainly_different_people_are_merged_only_after_a_warning(admin_client, strangers):
    first, _ = strangers
    text = text_of(admin_client.get(merge_url(*strangers)))
    assert "Nothing in their names says that Marta Oyelaran and Teodrik Massalen are one person" in text
    refused = admin_client.post(merge_url(*strangers), {"stays": first.pk})
    assert "Say that they are the same person." in text_of(refused)
    assert Person.objects.count() == 2
    admin_client.post(merge_url(*strangers), {"stays": first.pk, "one_person": "on"})
    assert Person.objects.get() == first
    assert articles_with(first).count() == 2


def test_people_who_are_alike_are_merged_without_a_warning(admin_client):
    people = [factories.make_person(name) for name in ("Taalatbek Masadykov", "T. Masadykov")]
    assert "Nothing in their names" not in text_of(admin_client.get(merge_url(*people)))
    admin_client.post(merge_url(*people), {"stays": people[0].pk})
    assert Person.objects.get() == people[0]


def test_of_several_people_each_must_be_like_another(admin_client):
    # The two whole names are unlike; both are like the short one.
    people = [factories.make_person(name) for name in ("Talant Masadykov", "Taalatbek Masadykov")]
    assert "Nothing in their names" in text_of(admin_client.get(merge_url(*people)))
    people.append(factories.make_person("T. Masadykov"))
    assert "Nothing in their names" not in text_of(admin_client.get(merge_url(*people)))
    people.append(factories.make_person("Marta Oyelaran"))
    assert "Nothing in their names" in text_of(admin_client.get(merge_url(*people)))


def test_merging_shows_no_title_of_a_draft_that_the_user_may_not_see(hidden, news_index, admin_client):
    person, other, _ = hidden
    text = text_of(editor_of_people(news_index).get(merge_url(person, other)))
    assert "Open to all" in text
    assert "Known title" in text
    assert "Secret title" not in text
    assert "Coming title" not in text
    assert "and 1 that you may not see" in text
    assert "stands in 3 places" in text
    everything = text_of(admin_client.get(merge_url(person, other)))
    assert "Secret title" in everything
    assert "that you may not see" not in everything
