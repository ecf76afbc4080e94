"""Transliterated words."""

import pytest

from wagtail_cstonews.names.transliteration import coarse, sound


@pytest.mark.parametrize(
    "spellings",
    [
        "masadykov masadikov",
        "zhaparov dzhaparov japarov",
        "nazarbayev nazarbaev",
        "ivanoff ivanov",
        "khan han",
    ],
)
def test_spellings_of_one_word_sound_alike(spellings):
    words = spellings.split()
    assert len({sound(word) for word in words}) == 1
    assert len({coarse(word) for word in words}) == 1


@pytest.mark.parametrize("words", ["ivanov ivanova", "sadykov sidorov", "khan kim"])
def test_other_words_do_not(words):
    assert len({sound(word) for word in words.split()}) == 2
