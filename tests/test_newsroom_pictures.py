"""The pictures of the public pages: those that the command takes, each shown once and described."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from tests.browser.site_pictures import HEIGHTS, MOST_BYTES, file_names

DOCS = Path(__file__).resolve().parent.parent / "docs"
IMAGES = DOCS / "images" / "site"
PAGE = DOCS / "explanation" / "newsroom.md"


def test_every_picture_is_shown_once_and_described():
    shown = re.findall(r"!\[([^\]]*)\]\(\.\./images/site/([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(name for _words, name in shown) == sorted(file_names())
    assert {path.name for path in IMAGES.iterdir()} == file_names()
    assert all(len(words.split()) >= 3 for words, _name in shown)


def test_pictures_are_as_wide_as_they_say_and_small():
    for path in IMAGES.iterdir():
        width = int(path.stem.removesuffix("-dark").rpartition("-")[2])
        with Image.open(path) as picture:
            assert picture.size == (width, HEIGHTS[width])
        assert path.stat().st_size <= MOST_BYTES
