"""What has a sentence in it, and what was never written by anybody."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.prose import has_prose, is_prose

ARCHIVE = Path(__file__).resolve().parents[2] / "example_project" / "archive"


def prose_in(content: str | bytes, **fields) -> bool:
    return has_prose(extract(RawDocument("a", content, source="a.txt", **fields)))


@pytest.mark.parametrize("size", [5, 40, 300, 1000, 2500])
def test_bytes_by_chance_are_no_prose(size):
    for seed in range(15):
        assert not prose_in(random.Random(seed).randbytes(size)), seed  # noqa: S311 - nothing secret


def test_a_program_is_no_prose():
    assert not prose_in(Path(sys.executable).read_bytes()[:60_000])


@pytest.mark.parametrize(
    "text", ["1234 5678\n99 22", "!!!", "https://example.org/a.html", "x" * 5000, "photo.jpg"]
)
def test_a_text_without_a_word_is_no_prose(text):
    assert not prose_in(text)


def test_a_page_of_menus_is_no_prose():
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "News", "Contact"))
    html = f"<html><body><ul>{menu}</ul><p>Login</p></body></html>"
    assert not prose_in(html, media_type="html")


@pytest.mark.parametrize(
    "text",
    [
        "The council met.",
        "I agree!",
        "Wells cost 1,200 dinars.",
        "A long line that nobody ended with a stop",
        "Совет собрался в четверг.",
        "Η συνεδρίαση έγινε χθες.",
        "理事会は木曜日に開かれた。",
        "นี่คือข่าวจากกรุงเทพมหานคร",
        "عقد الاجتماع أمس؟",
        "নদীর ধারে সভা হয়েছে।",
        "Ժողովը տեղի ունեցավ երեկ։",
        "“We’ll wait,” she said.",
        "E.U. and U.N. met.",
    ],
)
def test_a_sentence_is_prose_in_any_script(text):
    assert is_prose(text)


def test_every_article_of_the_sample_archive_is_prose():
    files = [path for path in sorted(ARCHIVE.rglob("*")) if path.suffix in (".txt", ".html")]
    assert len(files) > 5
    for path in files:
        media_type = "html" if path.suffix == ".html" else "text"
        assert prose_in(path.read_bytes(), media_type=media_type), path
