"""Dates in many forms."""

import datetime

import pytest

from wagtail_cstonews.extraction.languages.dates import find_date, is_date_line, starts_with_date


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("2024-05-12T10:20:30+03:00", None, "2024-05-12T10:20:30+03:00"),
        ("25.07.2024", "en", "2024-07-25"),
        ("Published 03/04/2024", "en", "2024-03-04"),
        ("Publié le 03/04/2024", "fr", "2024-04-03"),
        ("13/04/2024", "en", "2024-04-13"),
        ("12 мая 2024, 10:15", "ru", "2024-05-12T10:15"),
        ("6. Januar 2024, 14:59 Uhr", "de", "2024-01-06T14:59"),
        ("June 30, 2024 - 4.34pm", "en", "2024-06-30T16:34"),
        ("12:20pm Jan 7, 2024", "en", "2024-01-07T12:20"),
        ("le 3 mars 2021 à 10h30", "fr", "2021-03-03T10:30"),
        ("5 de mayo de 2023", "es", "2023-05-05"),
        ("2024年5月12日", "zh", "2024-05-12"),
        ("31.02.2024", "en", None),
        ("May 5, 2099", "en", None),
        ("12.05.2099 and 12.05.2020", "en", "2020-05-12"),
        ("version 1.2.3", "en", None),
    ],
)
def test_dates_are_read(text, language, date):
    found = find_date(text, language)
    assert (found[0] if found else None) == date


def test_the_host_says_which_number_is_the_day():
    assert find_date("03/04/2024", "en", host="example.co.uk")[0] == "2024-04-03"


def test_no_date_after_now_is_believed():
    now = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)
    assert find_date("12.05.2024", "en", now=now) is None
    assert find_date("02.05.2024", "en", now=now), "it may be tomorrow already, elsewhere"


@pytest.mark.parametrize(
    "text",
    [
        "25.07.2024",
        "Published: 12 May 2024, 10:15 MSK",
        "Updated Aug 28, 2024 • 4 minute read",
        "10 апреля 2024 г.",
        "Last updated by the editors — 12 May 2024",
        "Sunday in Esterburg — 12.05.2024",
    ],
)
def test_lines_that_are_dates(text):
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "On June 6, 2024, a meeting of the Council of River Ports was held in the town hall.",
        "21.05.2020On May 26, the",
        "Lock closed for good — 12.05.2024",
        "No date",
        "In 2024",
        "12 Elephants 2024",
    ],
)
def test_lines_that_are_not(text):
    assert not is_date_line(text)


def test_prose_with_a_date_before_it():
    assert starts_with_date("25.07.2024 The ministers met in the town hall.")
    assert starts_with_date("21.05.2020On May 26, the council will meet.")
    assert not starts_with_date("25.07.2024")
    assert not starts_with_date("May 26, 2020 was a day like any other in the town.")


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("2 minute readApril 25, 20242:26 PM GMT+2", "en", "2024-04-25T14:26"),
        ("09:39, 06 Jan 2024Updated 09:41, 06 Jan 2024", "en", "2024-01-06T09:39"),
        ("Publisert torsdag 09. mai 2024 - 13:26", "no", "2024-05-09T13:26"),
        ("2024 m. kovo 31 d.", "lt", "2024-03-31"),
        ("2024. március 3.", "hu", "2024-03-03"),
        ("2024. 05. 12.", "ko", "2024-05-12"),
        ("12 tháng 5, 2024", "vi", "2024-05-12"),
        ("5 listopada 2023", "pl", "2023-11-05"),
        ("5. listopada 2023.", "hr", "2023-10-05"),
        ("12 مايو 2024", "ar", "2024-05-12"),
        ("12-May-2024", "en", "2024-05-12"),
        ("May 12, 2024", "el", "2024-05-12"),
        ("12 elephants 2024", "en", None),
        ("2 hours ago", "en", None),
        ("Vandaag om 20:07", "nl", None),
    ],
)
def test_dates_in_many_forms(text, language, date):
    found = find_date(text, language)
    assert (found[0] if found else None) == date


def test_a_word_glued_to_the_month_is_no_part_of_the_date():
    text = "by Harbour NewsNovember 21, 2024"
    assert text[: find_date(text, "en")[1]] == "by Harbour News"
