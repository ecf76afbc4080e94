"""Editors take a merge back: the list of merges, the history, permissions, and what is shown before."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories
from tests.admin.helpers import PEOPLE, editor, editor_of_people, merge_url, said, text_of
from wagtail_cstonews.models import Person, PersonMerge
from wagtail_cstonews.people.merging import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(people):
    first, second = people
    merge(first, [second])
    return PersonMerge.objects.get()


def url_of(merged):
    return f"{PEOPLE}merges/{merged.pk}/take-back/"


def test_the_message_after_a_merge_leads_to_taking_it_back(admin_client, people):
    data = {"stays": people[0].pk, "one_person": "on"}
    response = admin_client.post(merge_url(*people), data, follow=True)
    assert url_of(PersonMerge.objects.get()) in response.content.decode()


def test_the_list_of_merges(admin_client, done, django_assert_num_queries):
    html = admin_client.get(f"{PEOPLE}merges/").content.decode()
    assert "Talant &lt;b&gt;Masadykov" in html
    assert "<b>Masadykov" not in html
    assert url_of(done) in html
    admin_client.post(url_of(done))
    html = admin_client.get(f"{PEOPLE}merges/").content.decode()
    assert "taken back on" in html
    assert url_of(done) not in html


def test_no_merges_yet(admin_client):
    assert "No people were merged yet." in text_of(admin_client.get(f"{PEOPLE}merges/"))


def test_the_history_offers_it(admin_client, done):
    history = f"{PEOPLE}history/{done.person}/"
    assert url_of(done) in admin_client.get(history).content.decode()
    assert url_of(done) not in editor("change_person").get(history).content.decode()
    admin_client.post(url_of(done))
    response = admin_client.get(history)
    assert url_of(done) not in response.content.decode()
    assert "Took back the merge of Talant <b>Masadykov</b> into Taalatbek Masadykov" in text_of(response)


def test_first_it_shows_what_comes_back(admin_client, done):
    response = admin_client.get(url_of(done))
    text = text_of(response)
    assert "Talant <b>Masadykov</b> comes back" in text
    assert "2 places are given back" in text
    assert "On two 0" in text
    assert "What was written since the merge" in text
    assert Person.objects.count() == 1
    response = admin_client.post(url_of(done), follow=True)
    assert response.redirect_chain == [(PEOPLE, 302)]
    assert any("2 places were changed" in message for message in said(response))
    assert {person.name for person in Person.objects.all()} == {
        "Taalatbek Masadykov",
        "Talant <b>Masadykov</b>",
    }


def test_what_was_changed_since_is_shown(admin_client, done, news_index):
    page = Person.objects.get()
    assert page
    article = next(one for one in news_index.get_children().specific() if one.title == "On two 1")
    article.body = []
    article.save()
    html = BeautifulSoup(admin_client.get(url_of(done)).content, "html.parser")
    warning = html.select_one(".cstonews-take-back .help-warning")
    assert "changed or removed since the merge" in warning.get_text()
    assert "On two 1" in warning.get_text()


def test_twice_is_once_too_often(admin_client, done):
    admin_client.post(url_of(done))
    assert "This merge was taken back already." in text_of(admin_client.get(url_of(done)))
    response = admin_client.post(url_of(done), follow=True)
    assert any("taken back already" in message for message in said(response))
    assert Person.objects.count() == 2


@pytest.mark.parametrize("codenames", [("change_person",), ("delete_person",), ("add_person", "view_person")])
def test_permissions(done, codenames):
    client = editor(*codenames)
    for url in (url_of(done), f"{PEOPLE}merges/"):
        assert "Talant" not in client.get(url, follow=True).content.decode()
    client.post(url_of(done))
    assert Person.objects.count() == 1


def test_with_permissions(done):
    editor("change_person", "delete_person").post(url_of(done))
    assert Person.objects.count() == 2


def test_no_visitor_and_nobody_without_a_token(done, client):
    for url in (url_of(done), f"{PEOPLE}merges/"):
        assert "/login/" in client.get(url)["Location"]
    client.post(url_of(done))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.make_user())
    assert strict.post(url_of(done)).status_code == 403
    assert Person.objects.count() == 1


@pytest.mark.parametrize("pk", [987654, "9" * 30])
def test_unknown_merges_are_not_found(admin_client, done, pk):
    assert admin_client.get(f"{PEOPLE}merges/{pk}/take-back/").status_code == 404


def test_no_title_of_a_draft_that_the_user_may_not_see(hidden, news_index, admin_client):
    person, other, _ = hidden
    merge(other, [person])
    url = url_of(PersonMerge.objects.get())
    text = text_of(editor_of_people(news_index).get(url))
    assert "Open to all" in text
    assert "Secret title" not in text
    assert "Coming title" not in text
    assert "and 1 that you may not see" in text
    assert "Secret title" in text_of(admin_client.get(url))
