"""The list of people, and the form of one."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tests.admin.helpers import PEOPLE, editor, split_url, text_of
from wagtail_cstonews.models import Person

pytestmark = pytest.mark.django_db


def test_the_list_offers_both(admin_client, people):
    html = admin_client.get(PEOPLE).content.decode()
    assert split_url(people[0]) in html
    assert "/admin/bulk/wagtail_cstonews/person/merge/" in html
    others = editor("change_person").get(PEOPLE).content.decode()
    assert "Taalatbek Masadykov" in others
    assert split_url(people[0]) not in others


def form_of(**fields):
    managed = {
        f"{name}-{key}": value
        for name in ("names", "roles")
        for key, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MAX_NUM_FORMS", 99))
    }
    return {**managed, "slug": "", "link": "", "biography": "null", "picture": "", **fields}


def hidden_in(response):
    field = BeautifulSoup(response.content, "html.parser").select_one("input[name=namesakes]")
    return field["value"]


def test_a_second_person_of_a_name_is_added_only_after_the_first_was_named(admin_client):
    first = factories.make_person("Marta <b>Oyelaran", roles=("Mayor",), spellings=("M. O. Oyelaran",))
    for name in ("Marta <B>Oyelaran", "M O Oyelaran"):
        refused = admin_client.post(f"{PEOPLE}add/", form_of(name=name))
        assert refused.status_code == 200
        html = refused.content.decode()
        assert "There is somebody of this name already" in html
        assert f"/person/edit/{first.pk}/" in html
        assert "Marta &lt;b&gt;Oyelaran, Mayor" in html
        assert hidden_in(refused) == str(first.pk)
    assert Person.objects.count() == 1
    admin_client.post(f"{PEOPLE}add/", form_of(name="Marta <B>Oyelaran", namesakes=str(first.pk)))
    assert Person.objects.count() == 2


def test_somebody_with_a_name_of_their_own_is_added_at_once(admin_client):
    factories.make_person("Marta Oyelaran")
    admin_client.post(f"{PEOPLE}add/", form_of(name="Marta Oyelaru"))
    assert Person.objects.count() == 2


def test_a_namesake_is_edited_without_being_asked_again(admin_client):
    factories.make_person("Marta Oyelaran")
    second = factories.make_person("Marta Oyelaran")
    data = form_of(name=second.name, slug=second.slug, link="https://www.example.org/")
    admin_client.post(f"{PEOPLE}edit/{second.pk}/", data)
    second.refresh_from_db()
    assert second.link == "https://www.example.org/"


def test_what_is_not_known_of_a_person_is_left_empty(admin_client):
    person = factories.make_person("Marta Oyelaran")
    text = text_of(admin_client.get(f"{PEOPLE}inspect/{person.pk}/"))
    assert "Marta Oyelaran" in text
    assert "None" not in text
