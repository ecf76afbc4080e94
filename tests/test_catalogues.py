"""The catalogues of translations: nothing is left out, and what is compiled is what is written."""

from __future__ import annotations

import gettext
import os
import re
import shutil

import pytest
from django.utils.translation import override

from wagtail_cstonews.publishing.message_templates import TEMPLATES
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.publishing.text_language import LABELS

from . import catalogues
from .catalogues import COMPLETE, EXAMPLE, LOCALE, PACKAGE

needs_gettext = pytest.mark.skipif(
    not shutil.which("xgettext") and not os.environ.get("CI"),
    reason="GNU gettext is missing. On Debian: apt install gettext",
)

PLACE = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_0-9]*\}|%[sd]")


def compiled(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def entries(path):
    """The messages of a catalogue: context, text, plural, and all translations."""
    unquoted = re.compile(r'^(?:#~ )?"(.*)"$')
    found, current, field = [], {}, ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith(("msgctxt ", "msgid ", "msgid_plural ", "msgstr")):
            field, _, rest = line.partition(" ")
            current[field] = rest[1:-1]
        elif inner := unquoted.match(line):
            current[field] += inner[1]
        elif line.startswith("#, ") and "fuzzy" in line:
            current["fuzzy"] = line
        elif not line and current:
            found.append(current)
            current = {}
    return [entry for entry in found if entry.get("msgid")]


def test_the_templates_of_messages_are_those_of_the_code():
    made = catalogues.TEMPLATES.read_text(encoding="utf-8")
    assert made == catalogues.source(), "make messages"


@needs_gettext
@pytest.mark.parametrize("language", COMPLETE)
def test_nothing_is_left_out(language, tmp_path):
    """Everything that is marked in the package is in the catalogue, and translated."""
    copy = tmp_path / "package"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.npz", "migrations"))
    catalogues.collect(copy)
    wanted = entries(copy / "locale" / language / "LC_MESSAGES" / "django.po")
    there = {
        (entry.get("msgctxt"), entry["msgid"])
        for entry in entries(LOCALE / language / "LC_MESSAGES" / "django.po")
    }
    missing = [entry["msgid"] for entry in wanted if (entry.get("msgctxt"), entry["msgid"]) not in there]
    assert not missing, "make messages, then translate them"


@pytest.mark.parametrize("language", COMPLETE)
def test_everything_is_translated(language):
    found = entries(LOCALE / language / "LC_MESSAGES" / "django.po")
    assert len(found) > 800
    untranslated = [
        entry["msgid"]
        for entry in found
        if "fuzzy" in entry or not all(text for name, text in entry.items() if name.startswith("msgstr"))
    ]
    assert not untranslated


@pytest.mark.parametrize("language", COMPLETE)
def test_translations_have_the_same_places(language):
    """A value that has no place in the translation is not shown; one with another name is an error."""
    for entry in entries(LOCALE / language / "LC_MESSAGES" / "django.po"):
        wanted = {*PLACE.findall(entry["msgid"]), *PLACE.findall(entry.get("msgid_plural", ""))}
        for name, text in entry.items():
            if name.startswith("msgstr"):
                # “{}” may be numbered in a translation.
                numbered = {re.sub(r"\{\d+\}", "{}", place) for place in PLACE.findall(text)}
                assert numbered <= wanted, entry
                if "msgid_plural" not in entry:
                    assert numbered == wanted, entry


@pytest.mark.parametrize(
    "path", sorted(LOCALE.glob("*/LC_MESSAGES/django.po")), ids=lambda path: path.parts[-3]
)
def test_every_language_has_the_words_beside_an_article(path):
    """With some of them missing, a page would mix languages."""
    translated = {entry["msgid"] for entry in entries(path) if entry.get("msgctxt") == "article"}
    with override("en"):
        assert translated == {str(label) for label in LABELS.values()}
    assert not [entry for entry in entries(path) if not entry.get("msgstr", entry.get("msgstr[0]"))]


@needs_gettext
@pytest.mark.parametrize(
    "path",
    sorted(path for place in (PACKAGE, EXAMPLE) for path in place.glob("locale/*/LC_MESSAGES/django.po")),
    ids=lambda path: f"{path.parts[-5]}-{path.parts[-3]}",
)
def test_what_is_compiled_is_what_is_written(path, tmp_path):
    copy = tmp_path / "locale" / path.parts[-3] / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)
    shutil.copy(path, copy)
    catalogues.compile_all(tmp_path)
    assert copy.with_suffix(".mo").read_bytes() == path.with_suffix(".mo").read_bytes(), "make messages"


def test_messages_are_translated_with_their_values():
    with override("ru"):
        said = translated("Run 3 changed it since. Undo run 3 first.")
        assert re.search("[а-я]", said)
        assert said.count("3") == 2
        assert "Run" not in said


def test_messages_within_messages_are_translated():
    with override("ru"):
        outer = translated("Several people are called Anna Lind. Choose the right one on the page.")
        assert "Anna Lind" in outer
        together = translated("It is used elsewhere. Its page was deleted since.")
        assert not re.search("[A-Za-z]", together)


@pytest.mark.parametrize("language", COMPLETE)
def test_no_stored_message_stays_in_english(language):
    with override(language):
        stays = [text for text in TEMPLATES if translated(text.replace("{}", "7")) == text.replace("{}", "7")]
    assert not stays


@pytest.mark.parametrize("message", ["", "Nobody wrote this.", "{} of {}", "x" * 10_000, "The {0} of {1.x}"])
def test_what_is_no_message_stays_as_it_is(message):
    with override("ru"):
        assert translated(message) == message


def test_english_readers_see_what_is_stored():
    with override("en-gb"):
        assert translated("It is used elsewhere.") == "It is used elsewhere."
