"""Names in running text: where they begin and end, and the office before them."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.people.names.capitalised import plain_hyphens, sequences
from wagtail_cstonews.extraction.people.names.scan import scan_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("But Charlie King said no.", ["Charlie King"]),
        ("South Korean-born Monte Haines won.", ["Monte Haines"]),
        ("CBS News reported it.", ["CBS News"]),
        ("Robert P. Casey Jr. left.", ["Robert P. Casey Jr."]),
        ("Mr. King left.", ["King"]),
        ("On Monday he left.", []),
        ("He met Bashar al-Assad and d’Artagnan.", ["Bashar al-Assad", "d’Artagnan"]),
        ("They heard al-Assad, d’J. Arbent, not @al-Hashim.", ["al-Assad", "d’J. Arbent", "Hashim"]),
        (
            "Jean-Pierre Raffarin met Ursula von der Leyen.",
            ["Jean-Pierre Raffarin", "Ursula von der Leyen"],
        ),
    ],
)
def test_where_a_name_begins_and_ends(text, expected):
    assert [name.text for name in scan_names(text)] == expected


@pytest.mark.parametrize(
    ("text", "language", "name", "role"),
    [
        ("The former prime minister Anna Berg spoke.", "en", "Anna Berg", "former prime minister"),
        ("Ministar šuma Jovan Lukić je govorio.", "sr", "Jovan Lukić", "Ministar šuma"),
        ("Сказал глава ведомства Пётр Крюков.", "ru", "Пётр Крюков", "глава ведомства"),
        ("Zdaniem posła Jana Sztaba pisze prezes Adam Morski.", "pl", "Adam Morski", "prezes"),
    ],
)
def test_the_office_before_a_name(text, language, name, role):
    assert (name, role) in [(found.text, found.role) for found in scan_names(text, language)]


def test_offsets_stay_where_hyphens_are_made_plain():
    text = "Jean\u2011Pierre met Li."
    assert [start for _, start in sequences(plain_hyphens(text))] == [0, 16]
