"""What texts are compared by."""

import re

import pytest

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
    assert letters_of(text) == "".join(re.findall(r"[^\W_]+", text.casefold()))
