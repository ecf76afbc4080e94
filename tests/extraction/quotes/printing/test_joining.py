"""Quotations that an attribution interrupts, as wholes."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.quotes.printing.joining import record


class TestRecorded:
    """What is said in a paragraph, as it is printed elsewhere."""

    @pytest.mark.parametrize(
        ("language", "parts", "whole"),
        [
            ("en", ["We have waited long,", "Now we build."], ["We have waited long.", "Now we build."]),
            ("en", ["The threat is real,", "and it grows."], ["The threat is real, and it grows."]),
            ("en", ["The first pier,", "will stand soon."], ["The first pier will stand soon."]),
            ("de", ["Wir warten", "aber nicht lange."], ["Wir warten, aber nicht lange."]),
            ("en", ["ready to go,"], ["ready to go"]),
            ("en", ["a disaster"], ["a disaster"]),
            ("de", ["Wir haben gewartet", "Jetzt bauen wir."], ["Wir haben gewartet.", "Jetzt bauen wir."]),
            ("ru", ["Мы ждали, — сказала Кузнецова. — Теперь строим"], ["Мы ждали. Теперь строим."]),
            ("ru", ["Мы ждали, — сказала она, — но строим"], ["Мы ждали, но строим."]),
        ],
    )  # fmt: skip
    def test_each_is_a_whole_with_its_own_punctuation(self, language, parts, whole):
        joined = [bool(number) for number in range(len(parts))]
        assert [item.text for item in record(parts, joined, language)] == whole

    def test_the_words_of_two_people_are_never_joined(self):
        parts = ["We have waited,", "and we have not,"]
        assert [item.text for item in record(parts, [False, False], "en")] == [
            "We have waited.",
            "and we have not",
        ]
