"""Bylines and the names in them."""

import pytest

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.metadata.authors import byline_names, find_authors, split_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Anna Brandt", ["Anna Brandt"]),
        ("BY ANNA BRANDT AND IVAN PETROV", ["ANNA BRANDT", "IVAN PETROV"]),
        ("Von Anna Brandt und Karl Weber", ["Anna Brandt", "Karl Weber"]),
        ("Par Anne Dubois et Marc Petit", ["Anne Dubois", "Marc Petit"]),
        ("Por Ana García y Luis Pérez", ["Ana García", "Luis Pérez"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("By Anna Brandt | Published 12 May 2024", ["Anna Brandt"]),
        ("By Anna Brandt, 12 May 2024", ["Anna Brandt"]),
        ("By Anna Brandt (Example Agency)", ["Anna Brandt"]),
    ],
)
def test_bylines(byline, names):
    assert byline_names(byline) == names


def test_names_in_one_string():
    assert split_names("Anna Brandt; Ivan Petrov, Anna Brandt") == ["Anna Brandt", "Ivan Petrov"]
    assert split_names("someone@example.org") == []


def head_of(*lines):
    labels = ["title", *["chrome"] * (len(lines) - 3), "lead", "paragraph"]
    return [
        Line(number, text, label=label)
        for number, (text, label) in enumerate(zip(lines, labels, strict=True), 1)
    ]


PROSE = (
    "The lock at Kamenz will stay closed for two weeks.",
    "Ships wait in Esterburg until the gates are mended.",
)


@pytest.mark.parametrize(
    ("between", "names"),
    [
        (["By Anna Brandt", "12 May 2024"], ["Anna Brandt"]),
        (["Von Anna Brandt und Karl Weber", "12.05.2024"], ["Anna Brandt", "Karl Weber"]),
        (["12 May 2024"], []),
        (["Share", "Copy link"], []),
    ],
)
def test_bylines_near_the_title(between, names):
    assert find_authors(head_of("Lock at Kamenz closed for repairs", *between, *PROSE)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Brandt, MD", ["Anna Brandt, MD"]),
        ("By Anna Brandt, Senior Reporter", ["Anna Brandt"]),
        ("Anna BrandtPublished 12 May 2024, 10:15", ["Anna Brandt"]),
        ("Anna Brandt@annabrandt", ["Anna Brandt"]),
        ("Share Comments", []),
        ("Table of Contents", []),
    ],
)
def test_what_is_beside_a_name_is_left_out(text, names):
    assert byline_names(text) == names
