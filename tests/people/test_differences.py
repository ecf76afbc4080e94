"""In what two people differ by more than spelling."""

from __future__ import annotations

import datetime

import pytest

from tests import factories
from wagtail_cstonews.models import Person, PersonRole
from wagtail_cstonews.people.differences import MOST_SENTENCES, differences
from wagtail_cstonews.people.references import usages_of

pytestmark = pytest.mark.django_db


def between(one, other):
    return differences([factories.make_person(one), factories.make_person(other)])


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Taalatbek Masadykov", "Талатбек Масадыков", None),
        ("Taalatbek Masadykov", "T. Masadykov", None),
        ("Taalatbek Masadykov", "Talant Masadykov", "The given names of"),
        ("Taalatbek Masadykov", "Aigul Masadykov", "begin with different letters"),
        ("A. Masadykov", "T. Masadykov", "The initials of"),
        ("Aigul Sadykova", "Aigul Sadykov", "a woman and a man"),
        ("Ottilie R. Branwen", "Ottilie K. Branwen", "middle names or initials"),
        ("Anna Orlova", "Anna Petrova", "The family names of Anna Orlova and Anna Petrova begin"),
        ("John Hart Smith Jr.", "John Hart Smith", "father and son"),
    ],
)
def test_names(one, other, said):
    found = between(one, other)
    assert (found == []) if said is None else any(said in sentence for sentence in found), found


def test_another_spelling_makes_them_alike():
    one = factories.make_person("Talant Masadykov", spellings=("Taalatbek Masadykov",))
    assert differences([one, factories.make_person("Taalatbek Masadykov")]) == []


def with_role(name, title, start=None, end=None):
    person = factories.make_person(name)
    person.roles = [PersonRole(title=title, start=start, end=end)]
    person.save()
    return person


def year(number):
    return datetime.date(number, 1, 1)


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        (
            ("Envoy", year(2001), year(2005)),
            ("Minister", year(2004), None),
            "Different roles at the same time",
        ),
        (("Envoy", year(2001), year(2005)), ("Minister", year(2005), None), None),
        (("Envoy", None, None), ("Minister", None, None), "Different roles at the same time"),
        (("Foreign Minister", year(2001), None), ("minister", year(2004), None), None),
        (("Minister", None, None), ("Министр", None, None), "different alphabets"),
        (("Minister", None, year(2000)), ("Министр", year(2001), None), None),
    ],
)
def test_offices(mine, theirs, said):
    found = differences([with_role("T. Masadykov", *mine), with_role("Taalatbek Masadykov", *theirs)])
    assert len(found) == (0 if said is None else 1)
    assert said is None or said in found[0]


def test_one_office_in_common_is_enough():
    one, other = with_role("T. Masadykov", "Envoy"), with_role("Taalatbek Masadykov", "Minister")
    other.roles.add(PersonRole(title="Special Envoy", sort_order=1))
    other.save()
    assert differences([one, other]) == []


def test_dates_are_said():
    one = with_role("T. Masadykov", "Envoy", year(2001), year(2005))
    other = with_role("Taalatbek Masadykov", "Minister", end=year(2003))
    (said,) = differences([one, other])
    assert "Envoy, 01/01/2001 to 01/01/2005" in said
    assert "Minister, until 01/01/2003" in said


def test_two_beside_each_other_in_an_article_are_often_two(news_index):
    one, other = factories.make_person("T. Masadykov"), factories.make_person("Taalatbek Masadykov")
    body = [factories.quote("One.", speaker=one), factories.quote("Two.", speaker=other)]
    factories.make_article(news_index, body=body)
    (said,) = differences([one, other], usages_of([one.pk, other.pk]))
    assert said == "T. Masadykov and Taalatbek Masadykov stand side by side on 1 page."


def test_there_is_an_end_to_it():
    people = [factories.make_person(f"{letter}nna {letter}rlova") for letter in "ABCDEFGHIJ"]
    assert len(differences(people)) == MOST_SENTENCES
    assert Person.objects.count() == 10
