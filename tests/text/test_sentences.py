"""Sentences, and cutting to a length."""

import pytest

from wagtail_cstonews.text.sentences import first_sentence, shorten


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        (
            "The lock will be closed for two weeks from Monday, the authority said. Ships wait.",
            120,
            "The lock will be closed for two weeks from Monday, the authority said",
        ),
        ("No! The lock at Kamenz is closed. It opens in May.", 80, "No! The lock at Kamenz is closed"),
        ("Is the lock at Kamenz closed? It is.", 80, "Is the lock at Kamenz closed?"),
        ("Nobody knows how long it takes... The authority", 80, "Nobody knows how long it takes..."),
        ("水門は月曜日から二週間閉鎖される。船は待つ。", 80, "水門は月曜日から二週間閉鎖される"),
        ("word " * 100, 20, "word word word word…"),
        ("x" * 100, 20, "x" * 19 + "…"),
    ],
)
def test_the_first_sentence(text, longest, expected):
    assert first_sentence(text, longest) == expected


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [("One", 3, "One"), ("One two", 5, "One…"), ("Onetwo", 4, "One…"), ("One two", 4, "One…")],
)
def test_shorten(text, longest, expected):
    assert shorten(text, longest) == expected
