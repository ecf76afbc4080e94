"""The list of people, and the form of one."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests import factories
from tests.admin.helpers import PEOPLE, editor, split_url, text_of
from tests.marks import full_text
from wagtail_cstonews.models import Person, PersonRole

pytestmark = pytest.mark.django_db


def person_url(action: str, *arguments: object) -> str:
    return reverse(Person.snippet_viewset.get_url_name(action), args=arguments)


def person_data(**values):
    data = {
        "name": "Anna Orlova",
        "slug": "",
        "link": "",
        "picture": "",
        "biography": rich_text(""),
        "names": inline_formset([{"spelling": "Анна Орлова"}]),
        "roles": inline_formset([{"title": "Minister", "start": "2020-01-01", "end": ""}]),
    }
    return nested_form_data({**data, **values})


def test_the_list_offers_both(admin_client, people):
    html = admin_client.get(PEOPLE).content.decode()
    assert split_url(people[0]) in html
    assert "/admin/bulk/wagtail_cstonews/person/merge/" in html
    others = editor("change_person").get(PEOPLE).content.decode()
    assert "Taalatbek Masadykov" in others
    assert split_url(people[0]) not in others


def form_of(**fields):
    """What the form of a person without other spellings and offices sends."""
    return person_data(names=inline_formset([]), roles=inline_formset([]), **fields)


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


def test_a_likely_namesake_is_named_too(admin_client):
    first = factories.make_person("Таалатбек Масадыков")
    refused = admin_client.post(f"{PEOPLE}add/", form_of(name="T. Masadykov"))
    assert "There is somebody of a similar name already" in refused.content.decode()
    assert "save once more to create another one" in refused.content.decode()
    admin_client.post(f"{PEOPLE}add/", form_of(name="T. Masadykov", namesakes=str(first.pk)))
    assert Person.objects.count() == 2


def test_only_who_may_edit_the_namesake_gets_a_link(people):
    html = editor("add_person").post(f"{PEOPLE}add/", form_of(name="Taalatbek Masadykov")).content.decode()
    assert "Taalatbek Masadykov, Envoy" in html
    assert f"/person/edit/{people[0].pk}/" not in html


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


def test_make_a_person(admin_client):
    assert admin_client.get(person_url("add")).status_code == 200
    response = admin_client.post(person_url("add"), person_data())
    assert response.status_code == 302, response.context["form"].errors
    person = Person.objects.get()
    assert (person.slug, person.names.get().key, person.current_role.title) == (
        "anna-orlova",
        "анна орлова",
        "Minister",
    )


@pytest.mark.parametrize(
    "values",
    [
        {"name": "—"},
        {"link": "javascript:alert(1)"},
        {"names": inline_formset([{"spelling": "..."}])},
        {"roles": inline_formset([{"title": "x", "start": "2020-01-02", "end": "2020-01-01"}])},
    ],
)
def test_a_wrong_person_is_not_saved(admin_client, values):
    response = admin_client.post(person_url("add"), person_data(**values))
    assert response.status_code == 200
    assert not Person.objects.exists()


@full_text
def test_people_are_listed_searched_inspected_and_edited(admin_client):
    anna = factories.make_person("Anna Orlova", spellings=("Анна Орлова",), roles=("Minister",))
    factories.make_person("Oleg Petrov")
    html = admin_client.get(person_url("list")).content.decode()
    assert "Anna Orlova" in html
    assert "Minister" in html
    html = admin_client.get(person_url("list"), {"q": "Орлова"}).content.decode()
    assert "Anna Orlova" in html
    assert "Oleg Petrov" not in html
    html = admin_client.get(person_url("list"), {"roles__title__icontains": "minist"}).content.decode()
    assert "Anna Orlova" in html
    assert "Oleg Petrov" not in html
    assert "Minister" in admin_client.get(person_url("inspect", anna.pk)).content.decode()
    assert admin_client.get(person_url("edit", anna.pk)).status_code == 200


def test_the_form_shows_the_offices_in_order(admin_client):
    person = factories.make_person()
    person.roles = [
        PersonRole(title="<b>Minister", start=date(2001, 1, 1), end=date(2010, 1, 1)),
        PersonRole(title="Adviser", start=date(2008, 1, 1)),
    ]
    person.save()
    html = admin_client.get(person_url("edit", person.pk)).content.decode()
    offices = BeautifulSoup(html, "html.parser").select(".cstonews-offices li")
    first, second = (" ".join(office.get_text(" ").split()) for office in offices)
    assert first.startswith("Adviser from")
    assert "current" in first
    assert second.startswith("<b>Minister")
    assert "at the same time as: Adviser" in second
    assert not BeautifulSoup(
        admin_client.get(person_url("edit", factories.make_person().pk)).content, "html.parser"
    ).select(".cstonews-offices")


def test_an_office_that_ends_before_it_begins_is_explained(admin_client):
    roles = inline_formset([{"title": "x", "start": "2020-01-02", "end": "2020-01-01"}])
    html = admin_client.post(person_url("add"), person_data(roles=roles)).content.decode()
    assert "A role cannot end before it begins." in html


def test_people_are_in_the_menu(admin_client):
    assert person_url("list") in admin_client.get("/admin/").content.decode()
