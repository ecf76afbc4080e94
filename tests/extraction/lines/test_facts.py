"""What a line shows by itself."""

import pytest

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.languages.dates import may_hold_date, with_digits
from wagtail_cstonews.extraction.lines.facts import find_letters, line_facts
from wagtail_cstonews.text.normalization import letters_of


@pytest.mark.parametrize(
    "text",
    [
        "The lock_keeper's 2nd house, re-opened!",
        "“The lock” — said the keeper… № 5",
        "Die Straße über die Brücke",
        "İstanbul’da köprü",
        "Замок закрыт: «навсегда»",
        "東京で会議。100人",
        "\U0001d400 letter beyond the plane \U0001f600",
        "",
    ],
)
def test_letters_are_what_is_left_without_marks_and_case(text):
    assert line_facts(Line(1, text)).letters == letters_of(text.strip())


@pytest.mark.parametrize(
    "texts",
    [
        ["Lock closed – for good", "“No. 5”", "", "re-opened!"],
        ["Lock closed", "Замок закрыт", "Straße"],
        ["\U0001d400 letter beyond the plane", "Lock"],
    ],
)
def test_the_letters_of_many_lines_are_those_of_each(texts):
    together = [line_facts(Line(number, text)) for number, text in enumerate(texts, 1)]
    find_letters(together)
    assert [fact.letters for fact in together] == [letters_of(text) for text in texts]


def test_curly_quotes_change_nothing_of_what_a_line_is_about():
    straight = line_facts(Line(1, '"Ministers of 3 countries" met, the spokeswoman\'s office said - again'))
    curly = line_facts(Line(1, "“Ministers of 3 countries” met, the spokeswoman’s office said — again"))
    assert straight.stems == curly.stems == {"minist", "countr", "spokes", "office", "said", "again"}


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Été à Saint-Étienne, ça déménage.", {"saint", "étienn", "déména"}),
        ("Die Straßen im Münsterland", {"strasse", "münste"}),
        ("Łódź leży nad Łódką", {"łódź", "leży", "łódką"}),
        ("Die Brücke zur Straße", {"brücke", "strasse"}),
        ("Министры встретились", {"минис", "встре"}),
        ("東京会議", {"東京", "会議", "東京会議"}),
    ],
)
def test_stems_in_other_scripts(text, stems):
    assert line_facts(Line(1, text)).stems == stems


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("The bridge at night. Photo: Anna Berg", True),
        ("The bridge at night (AP Photo/Anna Berg)", True),
        ("The bridge was closed, the company told Reuters.", False),
        ("“Nobody asked us.” Photo: Anna Berg", False),
    ],
)
def test_a_credit_stands_at_the_end_of_a_caption(text, credited):
    assert line_facts(Line(1, text)).credited is credited


def test_lines_with_the_digits_of_a_date_are_found_together():
    texts = ["12 May 2024", "", "May", "12.5.24", "call 112", "room 12, floor 34", "Jahr １９９９"]
    assert with_digits(texts) == [0, 3, 5, 6]
    assert {index for index, text in enumerate(texts) if may_hold_date(text)} <= set(with_digits(texts))
    assert with_digits([]) == []
