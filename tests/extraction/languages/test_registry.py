"""Every language that has a module is known, and its words are written as they are looked up."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from wagtail_cstonews.extraction.interviews.announcements import announcement
from wagtail_cstonews.extraction.languages import lang
from wagtail_cstonews.extraction.languages.lang.language import Language
from wagtail_cstonews.extraction.languages.months import month_of
from wagtail_cstonews.extraction.languages.registry import LANGUAGES, words_of
from wagtail_cstonews.extraction.languages.speech_verbs import speech_verbs

SHARED = {"__init__", "common", "language", "others"}
ALTERNATIONS = (
    "between",
    "ends_subject",
    "no_subject",
    "prepositions",
    "introduces",
    "other_articles",
    "pointers",
)


def test_every_module_is_in_the_registry():
    modules = {path.stem for path in Path(lang.__file__).parent.glob("*.py")} - SHARED
    assert modules <= {language.code for language in LANGUAGES}


def test_no_code_stands_for_two_languages():
    codes = [code for language in LANGUAGES for code in (language.code, *language.also)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
class TestEachLanguage:
    def test_words_are_in_lower_case(self, language: Language):
        sets = [getattr(language, field.name) for field in fields(language)]
        words = [word for words in sets if isinstance(words, frozenset) for word in words]
        assert [word for word in words if word != word.lower()] == []
        assert all(gender in ("f", "m") for gender in language.pronouns.values())

    def test_alternations_are_patterns(self, language: Language):
        for name in ALTERNATIONS:
            re.compile(getattr(language, name))
        for name in ("words", "headline", "tagline", "lead", "press_conference"):
            re.compile(getattr(language.interviews, name))

    def test_there_are_twelve_months(self, language: Language):
        if language.months is None:
            return
        lists = (language.months.beginnings, language.months.names, language.months.declined)
        assert [len(months.split()) for months in lists if months].count(12) == sum(map(bool, lists))
        for number, beginnings in enumerate(language.months.beginnings.split(), start=1):
            assert month_of(beginnings.split("/")[0], language.code) == number

    def test_verbs_of_saying_are_found(self, language: Language):
        for verb in language.verbs:
            assert speech_verbs(f"– {verb} –", language.code) or language.determiners

    def test_endings_of_names_are_tried_from_the_longest(self, language: Language):
        if language.case_endings:
            assert language.case_endings[-1] == ""


@pytest.mark.parametrize(
    ("code", "same"), [("cnr", "sr"), ("sh", "hr"), ("nb", "no"), ("pt-br", "pt"), (None, "en"), ("", "en")]
)
def test_codes_of_one_language(code, same):
    assert words_of(code) is words_of(same)


def test_what_is_not_known_has_no_words():
    assert words_of("xx").verbs == frozenset()
    assert words_of("xx").is_cased


@pytest.mark.parametrize(
    "headline",
    [
        "Wywiad dla „Gazety”",
        "Entrevista a la ministra",
        "Interview mit der Kanzlerin",
        "Интервью министра",
        "专访部长",
    ],
)
def test_interviews_are_announced_in_many_languages(headline):
    assert announcement(headline, []).name == "IN_HEADLINE"
