"""Spelling keys and slugs of people."""

from __future__ import annotations

import pytest

from wagtail_cstonews.names.keys import KEY_LENGTH, SLUG_LENGTH, free_slug, name_slug, spelling_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Jean–Luc O’Brien-Núñez", "JEAN LUC  O'Brien Nunez", "jean-luc obrien nunez"),
        ("А. Б. Семёнов", "А.Б. Семенов", "а б семенов"),
        ("Straße", "STRASSE"),
        ("Ｍａｓａｄｙｋｏｖ", "Masadykov"),
        ("Masadykov\u00a0Taalatbek", "Masadykov Taalatbek"),
        ("Ά. Παπαδόπουλος", "α παπαδοπουλος"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings):
    assert len({spelling_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Orlova", "Anna Orlov"), ("Семенов", "Semenov"), ("हिन्दी", "हन्द"), ("A B", "AB")],
)
def test_other_names_have_other_keys(one, other):
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize("name", ["", "  ", "—", "'’", "\u200b"])
def test_nothing_has_an_empty_key(name):
    assert spelling_key(name) == ""


def test_keys_and_slugs_are_bounded():
    assert len(spelling_key("ﷺ " * 300)) <= KEY_LENGTH
    assert len(name_slug("я" * 500)) <= SLUG_LENGTH


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Taalatbek Masadykov", "taalatbek-masadykov"),
        ("Имангали Тасмагамбетов", "imangali-tasmagambetov"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("!!!", "person"),
    ],
)
def test_slug_is_ascii(name, slug):
    assert name_slug(name) == slug


def test_free_slug_counts_on():
    assert free_slug("Anna Orlova", set()) == "anna-orlova"
    assert free_slug("Anna Orlova", {"anna-orlova", "anna-orlova-2"}) == "anna-orlova-3"
