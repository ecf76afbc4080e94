"""When an article appeared."""

import pytest

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.metadata.published import find_published, url_date


def test_the_published_date_goes_before_an_update():
    lines = [
        Line(1, "Updated: 14 May 2024", label="date"),
        Line(2, "Published: 12 May 2024", label="date"),
        Line(3, "1 May 2024", label="teaser"),
    ]
    assert find_published(lines, "en").value == "2024-05-12"
    assert find_published(lines[:1], "en").value == "2024-05-14"
    assert find_published(lines[2:], "en") is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://news.example.org/2024/05/12/lock-closed", "2024-05-12"),
        ("https://news.example.org/port/2024-05-12-lock-closed/", "2024-05-12"),
        ("https://news.example.org/cnt/dmf20240512_96887132", "2024-05-12"),
        ("https://news.example.org/2094/05/12/lock", None),
        ("https://news.example.org/20241399/lock", None),
        ("https://news.example.org/article/12345678", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url, date):
    assert url_date(url) == date


def test_a_date_far_from_the_article_is_not_its_own():
    lines = [
        Line(1, "Lock at Kamenz closed for repairs", label="title"),
        Line(2, "12 May 2024", label="date"),
        Line(3, "The lock at Kamenz will stay closed for two weeks.", label="lead"),
        Line(4, "Ships wait in Esterburg until the gates are mended.", label="paragraph"),
        Line(5, "Harbour feast draws crowds", label="teaser"),
        Line(6, "1 May 2024", label="teaser"),
        Line(7, "© 2024 Harbour News", label="chrome"),
    ]
    assert find_published(lines, "en").value == "2024-05-12"
    assert find_published([*lines[:1], *lines[2:]], "en") is None


def test_the_address_confirms_a_date_or_gives_it():
    lines = [
        Line(1, "Lock at Kamenz closed for repairs", label="title"),
        Line(2, "The lock at Kamenz will stay closed for two weeks.", label="lead"),
        Line(3, "Ships wait in Esterburg until the gates are mended.", label="paragraph"),
    ]
    assert find_published(lines, "en", url="https://news.example.org/2024/05/12/lock").value == "2024-05-12"
    assert find_published(lines, "en", url="https://news.example.org/lock") is None
