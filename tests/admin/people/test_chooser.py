"""The chooser of people: its search, what it shows, and people made on the spot."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models.audit_log import ModelLogEntry

from tests import factories
from tests.admin.helpers import editor
from wagtail_cstonews.models import Person

pytestmark = pytest.mark.django_db


def url_of(name):
    return reverse(Person.snippet_viewset.chooser_viewset.get_url_name(name))


def found(client, query):
    html = BeautifulSoup(client.get(url_of("choose_results"), {"q": query}).content.decode(), "html.parser")
    return [one.get_text(strip=True) for one in html.select("[data-chooser-modal-choice]")]


def created(response):
    """The chosen person, or the form that is shown again."""
    answer = json.loads(response.content)
    if answer["step"] == "chosen":
        return answer["result"], None
    return None, BeautifulSoup(answer["htmlFragment"], "html.parser")


@pytest.fixture
def several():
    factories.make_person("Масадыков Т.", roles=("Посланник",))
    factories.make_person("Taalatbek Masadykov", roles=("Special envoy",))
    factories.make_person("Marta Oyelaran", spellings=("Марта Ойеларан",), roles=("Mayor",))
    factories.make_person("Jan Müller")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Masadykov", ["Taalatbek Masadykov", "Масадыков Т."]),
        ("Масадыков", ["Taalatbek Masadykov", "Масадыков Т."]),
        ("Masadikow", ["Taalatbek Masadykov", "Масадыков Т."]),
        ("М. Taalatbek", ["Taalatbek Masadykov"]),
        ("masad", ["Taalatbek Masadykov", "Масадыков Т."]),
        ("T. Masadykov", ["Taalatbek Masadykov", "Масадыков Т."]),
        ("Ойелар", ["Marta Oyelaran"]),
        ("mayor", ["Marta Oyelaran"]),
        ("посланник", ["Масадыков Т."]),
        ("Oyelaran Mayor", ["Marta Oyelaran"]),
        ("Mueller", ["Jan Müller"]),
        ("Muller", ["Jan Müller"]),
        ("Nobody", []),
        ("%", []),
        ('"\0', ["Jan Müller", "Marta Oyelaran", "Taalatbek Masadykov", "Масадыков Т."]),
    ],
)
def test_any_spelling_and_role_finds(admin_client, several, query, names):
    assert sorted(found(admin_client, query)) == sorted(names)


def test_who_has_the_very_name_comes_first(admin_client):
    factories.make_person("Anna Orlova-Abel")
    factories.make_person("Anna Orlova Zimina")
    factories.make_person("Orlova Anna")
    factories.make_person("Anna Orlova")
    assert found(admin_client, "Anna Orlova")[0] == "Anna Orlova"


def test_roles_spellings_and_portraits_are_shown_in_a_fixed_number_of_queries(
    admin_client, django_assert_num_queries
):
    def make(number):
        factories.make_person(
            f"Anna {number} <b>Orlova",
            roles=("Minister", "Envoy"),
            spellings=(f"Анна {number}",),
            picture=factories.make_image(),
        )

    make(1)
    url = url_of("choose_results")
    admin_client.get(url, {"q": "Orlova"})
    with CaptureQueriesContext(connection) as captured:
        html = admin_client.get(url, {"q": "Orlova"}).content.decode()
    expected = len(captured)
    assert "Minister" in html
    assert "and 1 more" in html
    assert "Анна 1" in html
    assert 'class="cstonews-portrait"' in html
    assert "<b>Orlova" not in html
    for number in range(2, 5):
        make(number)
    admin_client.get(url, {"q": "Orlova"})
    with django_assert_num_queries(expected):
        admin_client.get(url, {"q": "Orlova"})


def test_somebody_is_made_on_the_spot(admin_client):
    shown = json.loads(admin_client.get(url_of("choose")).content)["html"]
    assert "data-chooser-modal-creation-form" in shown
    chosen, _ = created(admin_client.post(url_of("create"), {"name": "Anna Orlova", "role": " Minister "}))
    person = Person.objects.get()
    assert chosen["id"] == str(person.pk)
    assert chosen["string"] == "Anna Orlova"
    assert (person.slug, person.current_role.title) == ("anna-orlova", "Minister")
    assert ModelLogEntry.objects.get().action == "wagtail.create"


def test_a_namesake_is_offered_and_can_be_chosen(admin_client):
    first = factories.make_person("Marta <b>Oyelaran", roles=("Mayor",))
    url, data = url_of("create"), {"name": "Marta <B>Oyelaran", "role": "Envoy"}
    chosen, form = created(admin_client.post(url, data))
    assert chosen is None
    assert "There is somebody of this name already" in form.get_text()
    assert [one["value"] for one in form.select("input[type=radio]")] == [str(first.pk), "new"]
    assert not form.select("input[type=radio][checked]")
    assert "Choose Marta <b>Oyelaran, Mayor" in form.get_text()
    assert form.select_one("input[name=role]")["value"] == "Envoy"
    told = form.select_one("input[name=namesakes]")["value"]
    chosen, form = created(admin_client.post(url, {**data, "namesakes": told}))
    assert form.select("input[type=radio]")
    chosen, _ = created(admin_client.post(url, {**data, "namesakes": told, "namesake": str(first.pk)}))
    assert chosen["id"] == str(first.pk)
    assert Person.objects.get().current_role.title == "Mayor"
    chosen, _ = created(admin_client.post(url, {**data, "namesakes": told, "namesake": "new"}))
    assert chosen["id"] != str(first.pk)
    assert Person.objects.count() == 2


def test_a_likely_namesake_is_offered(admin_client):
    first = factories.make_person("Таалатбек Масадыков")
    _, form = created(admin_client.post(url_of("create"), {"name": "T. Masadykov"}))
    assert "somebody of a similar name" in form.get_text()
    assert form.select_one("input[type=radio]")["value"] == str(first.pk)


def test_creating_unwarned_warns_whatever_is_sent(admin_client):
    factories.make_person("Marta Oyelaran")
    for data in ({"namesake": "new"}, {"namesake": "new", "namesakes": "7"}, {"namesake": "9" * 30}):
        chosen, form = created(admin_client.post(url_of("create"), {"name": "Marta Oyelaran", **data}))
        assert chosen is None
        assert form.select("input[type=radio]")
    assert Person.objects.count() == 1


@pytest.mark.parametrize("name", ["", "—", "x" * 300, "a\0b"])
def test_a_wrong_name_is_explained(admin_client, name):
    chosen, form = created(admin_client.post(url_of("create"), {"name": name}))
    assert chosen is None
    assert form.select(".error-message, .w-field__errors")
    assert not Person.objects.exists()


def test_making_people_needs_the_permission():
    client = editor("change_person")
    assert "data-chooser-modal-creation-form" not in json.loads(client.get(url_of("choose")).content)["html"]
    client.post(url_of("create"), {"name": "Anna Orlova"})
    assert not Person.objects.exists()
    editor("add_person").post(url_of("create"), {"name": "Anna Orlova"})
    assert Person.objects.exists()


def test_nobody_is_found(admin_client):
    text = admin_client.get(url_of("choose_results"), {"q": "Nobody"}).content.decode()
    assert "Nobody is found by “Nobody”" in text
    assert "New person" in text
    choose = url_of("choose_results")
    assert "New person" not in editor("change_person").get(choose, {"q": "x"}).content.decode()
