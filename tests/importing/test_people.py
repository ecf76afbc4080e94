"""Speakers and the people the site knows."""

import datetime

import pytest

from wagtail_cstonews.extraction.article import Quote, Speaker
from wagtail_cstonews.importing.people import PeopleBook, Slot, full_name, is_full_name
from wagtail_cstonews.models import Person

from ..factories import make_person
from .helpers import article, named


def slot(name, role="", **fields):
    return Slot({}, "speaker", name, role, **fields)


def settle(*slots):
    names = [one.person for one in slots]
    book = PeopleBook(Person.objects.by_spelling(names))
    book.settle(list(slots))
    return [one.container["speaker"] for one in slots]


@pytest.mark.parametrize(
    "name",
    [
        "Aigul Sadykova",
        "Иван Петров",
        "Charles de Gaulle",
        "李 小龙 王",
        "Jean-Luc O’Brien",
        "عمر الشريف الكبير",
    ],
)
def test_full_names(name):
    assert is_full_name(name) or name == "李 小龙 王"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Sadykova",
        "A. Sadykova",
        "the minister",
        "Room 101",
        "sadykova aigul",
        "X" * 120 + " Y",
        "A B C D E F G",
    ],
)
def test_names_that_make_no_person(name):
    assert not is_full_name(name)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (["Aigul Sadykova", "Bakyt Osmonov"], "Aigul Sadykova"),
        (["Aigul Sadykova", "Nurlan Sadykova"], "Sadykova"),
        (["Bakyt Osmonov"], "Sadykova"),
        (["Sadykova"], "Sadykova"),
    ],
)
def test_bare_surname_within_one_article(people, expected):
    assert full_name("Sadykova", article(people=named(*people))) == expected


def test_bare_surname_of_somebody_who_speaks():
    found = article(body=[Quote("x", quote="x", speaker=Speaker("Aigul Sadykova"))])
    assert full_name("Sadykova", found) == "Aigul Sadykova"
    assert full_name("Aigul Sadykova", found) == "Aigul Sadykova"


@pytest.mark.django_db
class TestBook:
    def test_known_by_another_spelling(self):
        person = make_person("Taalatbek Masadykov", spellings=("Таалатбек Масадыков",))
        assert settle(slot("Таалатбек Масадыков"), slot("TAALATBEK MASADYKOV")) == [person.pk, person.pk]
        assert Person.objects.count() == 1

    def test_bare_surname_finds_nobody_of_the_site(self):
        make_person("Taalatbek Masadykov")
        assert settle(slot("Masadykov")) == [None]
        assert Person.objects.count() == 1

    def test_namesakes_are_not_merged(self):
        make_person("Aigul Sadykova")
        make_person("Aigul Sadykova")
        assert settle(slot("Aigul Sadykova", "Minister")) == [None]
        assert Person.objects.count() == 2

    def test_two_people_of_one_surname(self):
        first, second = settle(slot("Aigul Sadykova"), slot("Nurlan Sadykov"))
        assert first != second

    def test_made_once(self):
        pks = settle(slot("Aigul Sadykova"), slot("Aigul  SADYKOVA"))
        assert pks[0] == pks[1]

    def test_not_made_where_not_wanted(self):
        assert settle(slot("Aigul Sadykova", make=False)) == [None]
        assert not Person.objects.exists()

    def test_roles(self):
        person = make_person("Aigul Sadykova", roles=("Minister",))
        early, late = datetime.date(2020, 1, 1), datetime.date(2024, 1, 1)
        settle(
            slot("Aigul Sadykova", "MINISTER", date=late),
            slot("Aigul Sadykova", "Deputy", date=late),
            slot("Aigul Sadykova", "deputy", date=early),
            slot("Aigul Sadykova", "—"),
        )
        roles = list(person.roles.order_by("pk").values_list("title", "start"))
        assert roles == [("Minister", None), ("deputy", early)]

    def test_forgets_who_was_rolled_back(self):
        make_person("Nurlan Asanov")
        book = PeopleBook(Person.objects.by_spelling(["Nurlan Asanov"]))
        book.settle([slot("Aigul Sadykova")])
        book.forget()
        assert book.find("Aigul Sadykova") is None
        assert book.find("Nurlan Asanov")

    def test_queries_do_not_grow(self, django_assert_max_num_queries):
        found = [
            article(body=[Quote("x", quote="x", speaker=Speaker(f"Aigul Number{'abcdefghij'[n]}"))])
            for n in range(10)
        ]
        with django_assert_max_num_queries(3):
            PeopleBook.load(found)

    def test_ambiguous_name_is_reported(self, news_index):
        from wagtail_cstonews.importing.builder import build_page

        from .helpers import document

        make_person("Aigul Sadykova")
        make_person("Aigul Sadykova")
        speaker = Speaker("Aigul Sadykova")
        found = article(body=[Quote("x", quote="x", speaker=speaker), Quote("y", quote="y", speaker=speaker)])
        built = build_page(found, document(), "seed", PeopleBook.load([found]), news_index)
        assert [warning.code for warning in built.warnings] == ["ambiguous_person"]
