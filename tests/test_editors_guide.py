"""The guide for editors: its pictures are there, shown and described, and it has no code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.editors.pictures import DESK, SCREENS, file_names
from tests.browser.helpers import PHONE

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "editors"
IMAGES = GUIDE / "images"
PAGES = sorted(GUIDE.glob("*.md"))
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
MOST_BYTES = 4_000_000


def pictures(page):
    return PICTURE.findall(page.read_text(encoding="utf-8"))


def test_every_picture_is_shown_once_and_is_one_that_the_command_takes():
    shown = [target for page in PAGES for _words, target in pictures(page)]
    assert sorted(shown) == sorted(f"images/{name}" for name in file_names())
    assert {path.name for path in IMAGES.iterdir()} == file_names()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_are_described(page):
    for words, target in pictures(page):
        assert len(words.split()) >= 3, f"{target} needs an alternative text"


def test_pictures_are_small_and_as_wide_as_the_screen():
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < MOST_BYTES
    for screen in SCREENS:
        with Image.open(IMAGES / f"{screen.name}.webp") as picture:
            assert picture.size == (DESK, screen.height)
        with Image.open(IMAGES / f"{screen.name}-phone.webp") as picture:
            assert picture.width == PHONE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_there_is_no_word_of_code(page):
    text = page.read_text(encoding="utf-8")
    assert "`" not in text
    assert not re.search(r"\b\w+_\w+\b|(?<!\S)--\w|\bmanage\.py\b|</?\w+>", PICTURE.sub("", text))
