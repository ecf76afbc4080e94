"""Polish: names in any case, offices before them, and quotations with their verbs."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.people.entities import People
from wagtail_cstonews.extraction.quotes.find import find_quotes


def listed(*texts: str) -> list[tuple[str, str | None]]:
    return [(person.name, person.role) for person in People.from_texts(texts, "pl").all()]


def test_what_begins_a_sentence_is_no_name():
    assert listed("W Niemczech rządzi Jan Sztab. Dopóki Finlandia czeka, każdy milczy.") == [
        ("Jan Sztab", None)
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mówił w Sejmie premier Adam Morski, że zima mija.", ("Adam Morski", "premier")),
        ("Pisze prezes Rady Ogrodów Ewa Lipska.", ("Ewa Lipska", "prezes Rady Ogrodów")),
        ("Zaprzecza wicepremier Jan Sztab.", ("Jan Sztab", "wicepremier")),
        ("Wyjaśnia rzeczniczka portu Ewa Lipska.", ("Ewa Lipska", "rzeczniczka portu")),
        ("Marek Olcha, prezes klubu żeglarzy, milczy.", ("Marek Olcha", "prezes klubu żeglarzy")),
    ],
)
def test_the_office_stands_with_the_name(text, person):
    assert listed(text) == [person]


def test_a_surname_is_known_in_other_cases():
    people = People.from_texts(["Adam Morski przybył.", "Rozmawiano z Morskiego żoną."], "pl")
    assert people.resolve("Morskiemu").name == "Adam Morski"
    assert people.resolve("Morskim").name == "Adam Morski"


@pytest.mark.parametrize(
    "text",
    [
        "Adam Morski czeka. „Jutro będziemy na miejscu i zaczniemy rozmowy” – powiedział Adam Morski.",
        "„Jutro będziemy na miejscu i zaczniemy rozmowy” – dodał wczoraj premier Adam Morski w radiu.",
        "Premier Adam Morski podkreślił: „Jutro będziemy na miejscu i zaczniemy rozmowy”.",
    ],
)
def test_speakers(text):
    quotes = find_quotes([text], People.from_texts([text], "pl"), "pl")
    assert [quote.text for quote in quotes] == ["Jutro będziemy na miejscu i zaczniemy rozmowy"]
    assert [quote.speaker and quote.speaker.name for quote in quotes] == ["Adam Morski"]


def test_words_of_other_languages_are_no_polish_offices():
    text = "Ministry Harbour and Premiere Night were mentioned."
    assert People.from_texts([text], "en").all() == []
