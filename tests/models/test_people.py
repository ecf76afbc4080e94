"""People, their spellings and roles."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from tests import factories
from tests.marks import full_text
from wagtail_cstonews.models import Person, PersonName, PersonRole
from wagtail_cstonews.names.likeness import Likeness

pytestmark = pytest.mark.django_db


def test_key_and_slug_are_made_from_the_name():
    person = factories.make_person("Тасмагамбетов Имангали")
    assert person.slug == "tasmagambetov-imangali"
    assert person.key == "тасмагамбетов имангали"
    assert str(person) == "Тасмагамбетов Имангали"


def test_slugs_are_unique():
    slugs = [factories.make_person("Anna Orlova").slug for _number in range(3)]
    assert slugs == ["anna-orlova", "anna-orlova-2", "anna-orlova-3"]


def test_a_given_slug_stays():
    person = factories.make_person("Anna Orlova", slug="orlova")
    person.name = "Anna Petrova"
    person.save(update_fields=["name"])
    person.refresh_from_db()
    assert (person.slug, person.key) == ("orlova", "anna petrova")


def test_a_name_needs_a_letter():
    with pytest.raises(ValidationError) as caught:
        Person(name="—").full_clean()
    assert "name" in caught.value.error_dict
    with pytest.raises(ValidationError):
        PersonName(spelling="...").clean()


def test_full_clean_fills_in_the_slug():
    person = Person(name="Anna Orlova")
    person.full_clean()
    assert person.slug == "anna-orlova"


def test_hostile_link_is_invalid():
    with pytest.raises(ValidationError) as caught:
        Person(name="Anna Orlova", link="javascript:alert(1)").full_clean()
    assert "link" in caught.value.error_dict


def test_by_spelling_finds_names_and_other_spellings(django_assert_num_queries):
    anna = factories.make_person("Anna Orlova", spellings=("Анна Орлова", "A. Orlova"))
    namesake = factories.make_person("Anna Orlova")
    oleg = factories.make_person("Oleg Petrov", spellings=("A Orlova",))
    with django_assert_num_queries(2):
        found = Person.objects.by_spelling(["ANNA ORLOVA", "анна  орлова", "a orlova", "Nobody", "—"])
    assert found == {"anna orlova": [anna, namesake], "анна орлова": [anna], "a orlova": [anna, oleg]}


def test_by_spelling_of_nobody():
    assert Person.objects.by_spelling([]) == {}
    assert Person.objects.by_spelling(["Nobody"]) == {}


def test_current_role_is_the_open_one():
    person = factories.make_person()
    person.roles = [
        PersonRole(title="Minister", start=datetime.date(2001, 1, 1), end=datetime.date(2010, 1, 1)),
        PersonRole(title="Adviser", start=datetime.date(2010, 1, 2)),
        PersonRole(title="Envoy", start=datetime.date(2012, 1, 2)),
    ]
    person.save()
    assert str(Person.objects.get(pk=person.pk).current_role) == "Envoy"


def test_current_role_where_all_have_ended_or_none_is_known():
    assert factories.make_person().current_role is None
    person = factories.make_person()
    person.roles = [
        PersonRole(title="Minister", start=datetime.date(2001, 1, 1), end=datetime.date(2010, 1, 1)),
        PersonRole(title="Deputy", start=datetime.date(1995, 1, 1), end=datetime.date(2001, 1, 1)),
    ]
    person.save()
    assert person.current_role.title == "Minister"


def test_first_of_undated_roles_is_current():
    assert factories.make_person(roles=("First", "Second")).current_role.title == "First"


def test_role_cannot_end_before_it_begins():
    with pytest.raises(ValidationError):
        PersonRole(title="x", start=datetime.date(2001, 1, 2), end=datetime.date(2001, 1, 1)).clean()


def test_address_of_the_public_page():
    assert factories.make_person("Anna Orlova").get_absolute_url() == "/people/anna-orlova/"


def test_no_address_where_the_urls_are_not_included():
    with override_settings(ROOT_URLCONF="wagtail.admin.urls"):
        assert factories.make_person("Anna Orlova").get_absolute_url() is None


@full_text
def test_people_are_searchable():
    person = factories.make_person("Anna Orlova", spellings=("Анна Орлова",))
    factories.make_person("Oleg Petrov")
    from wagtail.search.backends import get_search_backend

    backend = get_search_backend()
    assert list(backend.search("Orlova", Person)) == [person]
    assert list(backend.autocomplete("Орл", Person)) == [person]
    PersonName.objects.get(person=person).delete()
    assert list(backend.autocomplete("Орл", Person)) == []


def offices_of(*roles):
    person = factories.make_person()
    person.roles = [PersonRole(sort_order=number, **role) for number, role in enumerate(roles)]
    person.save()
    return {office.title: office for office in Person.objects.get(pk=person.pk).offices}


def year(number):
    return datetime.date(number, 1, 1)


def test_offices_are_in_order_and_the_current_one_comes_first():
    offices = offices_of(
        {"title": "Old", "start": year(1990), "end": year(1995)},
        {"title": "Unknown"},
        {"title": "Latest", "start": year(2010)},
        {"title": "Open", "start": year(2001)},
        {"title": "Longer", "start": year(2001), "end": year(2002)},
    )
    assert list(offices) == ["Latest", "Open", "Longer", "Old", "Unknown"]
    assert [office.title for office in offices.values() if office.is_current] == ["Latest"]
    assert offices["Old"].years == (1990, 1995)


def test_only_what_is_certain_overlaps():
    offices = offices_of(
        {"title": "First", "start": year(1990), "end": year(1995)},
        {"title": "Next", "start": year(1995)},
        {"title": "Within", "start": year(1992), "end": year(1993)},
        {"title": "Open", "start": year(2001)},
        {"title": "Undated"},
    )
    beside = {title: office.beside for title, office in offices.items() if office.beside}
    assert beside == {"First": ("Within",), "Within": ("First",)}


def test_nobody_holds_an_office_that_has_ended():
    assert not offices_of({"title": "Old", "start": year(1990), "end": year(1995)})["Old"].is_current
    assert factories.make_person().offices == []


def test_alike_names_the_likeliest_first(django_assert_max_num_queries):
    short = factories.make_person("T. Masadykov")
    other = factories.make_person("Таалатбек Масадыков")
    factories.make_person("Talant Masadykov")
    exact = factories.make_person("Taalatbek Masadykov")
    with django_assert_max_num_queries(2):
        found = Person.objects.alike("taalatbek masadykov")
    assert list(found.items()) == [
        (exact.pk, Likeness.SAME),
        (other.pk, Likeness.SAME),
        (short.pk, Likeness.SHORTER),
    ]
    assert Person.objects.alike("Nobody") == {}
    assert Person.objects.alike("—") == {}


def test_matching_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    for number in range(30):
        factories.make_person(f"Anna{number} Orlova", spellings=(f"A{number}. Orlova",), roles=("Minister",))
    with django_assert_max_num_queries(3):
        assert len(Person.objects.matching("Anna1 Орлова minister of")) == 0
    with django_assert_max_num_queries(3):
        assert Person.objects.matching("Anna29 Орлова minister").get().name == "Anna29 Orlova"


def test_a_new_name_is_found_at_once():
    person = factories.make_person("Anna Orlova", spellings=("Анна",))
    person.name = "Zarina Petrova"
    person.save(update_fields=["name"])
    assert list(Person.objects.matching("зарина")) == [person]
    assert not Person.objects.matching("orlova").exists()
