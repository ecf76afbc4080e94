# ruff: noqa: E501 - lines of scraped text are long
"""Titles without dates and the site's name."""

import pytest

from wagtail_cstonews.extraction.metadata.head import (
    split_dated_title,
    split_headline,
    strip_host_name,
    strip_site_name,
)


@pytest.mark.parametrize(
    ("headline", "title", "subtitle"),
    [
        ("Peace needs work - Interview with Anna Brandt, the Deputy Minister", "Peace needs work", "Interview with Anna Brandt, the Deputy Minister"),
        ("Bridges carry more than lorries. An exclusive interview with Marta Olsen", "Bridges carry more than lorries", "An exclusive interview with Marta Olsen"),
        ("Мост строят не только инженеры — интервью с Мартой Олениной", "Мост строят не только инженеры", "интервью с Мартой Олениной"),
        ("Brücken tragen mehr – Interview mit Marta Olsen", "Brücken tragen mehr", "Interview mit Marta Olsen"),
        ("We shall stay neutral — Anna Brandt, Deputy Foreign Minister", "We shall stay neutral", "Anna Brandt, Deputy Foreign Minister"),
        ("Moscow - Minsk: a road reopens", None, None),
        ("Norland – Sandia, the long way to a border treaty", None, None),
        ("Interview with Anna Brandt, the Deputy Minister", None, None),
        ("The council meets - and decides nothing", None, None),
    ],
)  # fmt: skip
def test_a_headline_that_names_the_interviewee_is_divided(headline, title, subtitle):
    assert split_headline(headline) == ((title, subtitle) if title else (headline, None))


def test_the_name_of_the_site_is_no_part_of_the_title():
    assert strip_site_name("Talks resume | The Daily Example", ["The Daily Example"]) == "Talks resume"
    assert (
        strip_site_name("The Daily Example: Talks resume again", ["The Daily Example"])
        == "Talks resume again"
    )
    assert (
        strip_site_name("Talks resume after the long break » World » Site")
        == "Talks resume after the long break"
    )
    assert strip_site_name("Talks resume - and fail", [None, "Other"]) == "Talks resume - and fail"


@pytest.mark.parametrize(
    ("title", "rest", "date"),
    [
        ("Lock at Kamenz closed for repairs — 12.05.2024", "Lock at Kamenz closed for repairs", "2024-05-12"),
        ("Lock at Kamenz closed – Sunday, 12 May 2024", "Lock at Kamenz closed", "2024-05-12"),
        ("Lock at Kamenz closed - 12/05/2024, 10:15", "Lock at Kamenz closed", "2024-12-05T10:15"),
        ("Lock at Kamenz closed | May 12, 2024", "Lock at Kamenz closed", "2024-05-12"),
        ("Lock at Kamenz closed until 12.05.2024", "Lock at Kamenz closed until 12.05.2024", None),
        ("Sandia — what comes after 12.05.2024", "Sandia — what comes after 12.05.2024", None),
        ("River law - 2024", "River law - 2024", None),
        ("Lock closed — 12.05.2094", "Lock closed — 12.05.2094", None),
        ("12.05.2024", "12.05.2024", None),
        ("— 12.05.2024", "— 12.05.2024", None),
    ],
)
def test_a_date_behind_a_dash_is_no_part_of_the_title(title, rest, date):
    assert split_dated_title(title, "en") == (rest, date)


@pytest.mark.parametrize(
    ("title", "host", "expected"),
    [
        ("Lock closed for repairs - Harbour News", "www.harbour-news.example", "Lock closed for repairs"),
        ("Lock closed for repairs – Harbour", "harbournews.example", "Lock closed for repairs"),
        ("Lock closed for repairs | Kamenz", "www.harbour-news.example", "Lock closed for repairs | Kamenz"),
        ("Harbour News", "harbour-news.example", "Harbour News"),
        ("Locks - Harbour News", "harbour-news.example", "Locks - Harbour News"),
        ("Lock closed for repairs - Harbour News", "", "Lock closed for repairs - Harbour News"),
    ],
)
def test_a_name_that_the_address_confirms_is_no_part_of_the_title(title, host, expected):
    assert strip_host_name(title, host) == expected
