"""The wording of questions and answers that nothing marks."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.interviews.turn_model import wording


@pytest.mark.parametrize(
    ("text", "me", "you", "us"),
    [
        ("I’m sure of it.", True, False, False),
        ("All of this is his; I is a letter.", True, False, False),
        ("Is it My Way?", False, False, False),
        ("YOU and yours", False, True, False),
        ("Their house", False, False, False),
        ("Ihre Meinung, unsere Sorge", False, True, True),
        ("meinem Vater", True, False, False),
        ("Ваше слово, наша доля", False, True, True),
        ("We’re late, let’s go", False, False, True),
        ("", False, False, False),
    ],
)
def test_persons_are_found_by_looking_words_up(text, me, you, us):
    said = wording(text)
    assert (said.me, said.you, said.us) == (me, you, us)
