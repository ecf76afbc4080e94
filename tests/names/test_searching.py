"""Search words: what is stored of a name, and what is looked for."""

from __future__ import annotations

import pytest

from wagtail_cstonews.names.searching import MOST_WORDS, asked_words, search_words


def finds(query, name):
    """Whether every word of the search begins a search word of the name."""
    stored = search_words(name)
    words = asked_words(query)
    return bool(words) and all(any(f" {form}" in stored for form in word.forms) for word in words)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Masadykov", "Т. Масадыков"),
        ("Масадыков", "Taalatbek Masadikow"),
        ("М. Taalatbek", "Taalatbek Masadykov"),
        ("Ж. Садыков", "Zhanar Sadykova"),
        ("Djaparov", "Садыр Жапаров"),
        ("Gorbachev", "Михаил Горбачёв"),
        ("Mueller", "Jan Müller"),
        ("daesung", "Kim Dae-sung"),
        ("sung", "Kim Dae-sung"),
        ("obrien", "Jean O’Brien"),
        ("uulu", "Azamat Bakyt uulu"),
        ("prof", "Prof. Anna Orlova"),
    ],
)
def test_found(query, name):
    assert finds(query, name)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Orlov", "Anna Petrova"),
        ("adykov", "Taalatbek Masadykov"),
        ("Masadykov Anna", "Taalatbek Masadykov"),
        ("", "Anna"),
        ("—", "Anna"),
        ("%", "Anna"),
    ],
)
def test_not_found(query, name):
    assert not finds(query, name)


def test_a_sentence_is_cut():
    assert len(asked_words(" ".join(f"word{number}" for number in range(50)))) == MOST_WORDS
    assert asked_words("x" * 10_000)[0].typed == "x" * 60


def test_a_word_is_looked_for_once():
    assert [word.typed for word in asked_words("Anna ANNA Анна")] == ["Anna"]
