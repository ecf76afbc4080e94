"""Texts of which parts are taken out."""

from __future__ import annotations

import re

from wagtail_cstonews.extraction.quotes.printing.remainder import caseless


def test_what_a_pattern_takes_for_the_same_without_case_is_the_same():
    letters = [chr(code) for code in (*range(0x20, 0x590), *range(0x1E00, 0x2000), 0x212A, 0xFB05, 0xFB06)]
    every = "".join(letters)
    apart = [
        (letter, other)
        for letter in letters
        for other in re.findall(re.escape(letter), every, re.IGNORECASE)
        if caseless(letter) != caseless(other)
    ]
    assert apart == []
