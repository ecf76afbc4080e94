# ruff: noqa: E501 - lines of scraped text are long
"""Title, date, dateline, authors, outlet, language."""

import datetime

import pytest

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.languages.dates import find_date, is_date_line, starts_with_date
from wagtail_cstonews.extraction.metadata.authors import byline_names, find_authors, split_names
from wagtail_cstonews.extraction.metadata.given_date import given_date
from wagtail_cstonews.extraction.metadata.head import (
    split_dated_title,
    split_headline,
    strip_host_name,
    strip_site_name,
)
from wagtail_cstonews.extraction.metadata.language import detect_language
from wagtail_cstonews.extraction.metadata.opening import split_opening
from wagtail_cstonews.extraction.metadata.outlet import find_outlet
from wagtail_cstonews.extraction.metadata.published import find_published, url_date


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
    ("text", "date", "dateline", "rest"),
    [
        (
            "21.05.2020On May 26, the council will meet.",
            "2020-05-21",
            None,
            "On May 26, the council will meet.",
        ),
        ("25.07.2024 The ministers met in Esterburg.", "2024-07-25", None, "The ministers met in Esterburg."),
        (
            "25.07.2024 — The ministers met in Esterburg.",
            "2024-07-25",
            None,
            "The ministers met in Esterburg.",
        ),
        (
            "May 12, 2024 — The ministers met in Esterburg.",
            "2024-05-12",
            None,
            "The ministers met in Esterburg.",
        ),
        ("MOSCOW, May 12 (Agency) — The council met.", None, "MOSCOW, May 12 (Agency)", "The council met."),
        (
            "MOSCOW, May 12, 2024 (Agency) — The council met.",
            "2024-05-12",
            "MOSCOW (Agency)",
            "The council met.",
        ),
        ("ESTERBURG (AP) — The council met.", None, "ESTERBURG (AP)", "The council met."),
        ("Berlin (dpa) - Der Rat tagte.", None, "Berlin (dpa)", "Der Rat tagte."),
        ("OTTAWA — The appointment has been made.", None, "OTTAWA", "The appointment has been made."),
        ("МОСКВА, 12 мая. /ТАСС/. Совет собрался.", None, "МОСКВА, 12 мая. /ТАСС/", "Совет собрался."),
        (
            "МОСКВА, 12 мая — РИА Новости. Совет собрался.",
            None,
            "МОСКВА, 12 мая",
            "РИА Новости. Совет собрался.",
        ),
        ("The council — and its guests — met.", None, None, None),
        ("May 12, 2024 was a Sunday like any other.", None, None, None),
        ("25.07.2024", None, None, None),
    ],
)
def test_the_first_paragraph_is_taken_apart(text, date, dateline, rest):
    opening = split_opening(text, "ru" if "а" in text else "de" if "Rat" in text else "en")
    assert (opening.date, opening.dateline, opening.rest) == (date, dateline, rest or text)


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
    ("value", "date"),
    [
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12T10:20:30Z", "2024-05-12T10:20:30+00:00"),
        ("2024-05-12 10:20:30.1234567+0300", "2024-05-12T10:20:30.123456+03:00"),
        ("2024-05-12T10:20:30 garbage", "2024-05-12"),
        ("Sun, 12 May 2024 10:20:30 GMT", "2024-05-12"),
        ("1715509230", "2024-05-12T10:20:30+00:00"),
        ("12 May 2024", "2024-05-12"),
        ("2024-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_that_came_with_the_document(value, date):
    found = given_date(value, "en")
    assert found == date or (date and found and found.startswith(date))


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


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The minister told Example Radio North in an interview that it rained.", "Example Radio North"),
        ("In an exclusive commentary to Meridian.News, the envoy spoke.", "Meridian.News"),
        ("Министр рассказал в интервью радио «Меридиан», что идёт дождь.", "радио «Меридиан»"),
        ("Министр рассказала радио «Меридиан», почему идёт дождь.", "радио «Меридиан»"),
        ("Министр сообщил газете «Вечерний берег», что идёт дождь.", "Вечерний берег"),
        ("Министр сказала Анне Брандт, что идёт дождь.", None),
        ("The envoy answered the questions of Harbour Weekly about the lock.", "Harbour Weekly"),
        ("Er erklärte im Interview mit Radio Meridian, warum.", "Radio Meridian"),
        ("An interview with Anna Brandt was held.", None),
        ("She told him in the morning that it rained.", None),
    ],
)
def test_the_outlet_that_somebody_spoke_to(text, outlet):
    assert find_outlet([text], ["Anna Brandt"]) == outlet


@pytest.mark.parametrize(
    ("text", "given", "declared", "language"),
    [
        (
            "The council of the river ports met on Sunday and agreed on a common exam for pilots.",
            None,
            None,
            "en",
        ),
        (
            "Совет речных портов собрался в воскресенье и договорился об экзамене для лоцманов.",
            None,
            "en",
            "ru",
        ),
        ("Der Rat der Flusshäfen tagte am Sonntag und einigte sich auf eine Prüfung.", None, None, "de"),
        ("Der Rat der Flusshäfen tagte am Sonntag und einigte sich auf eine Prüfung.", "fr-CA", None, "fr"),
        ("OK", None, "de-DE", "de"),
        ("Да", None, "en", None),
        ("", None, None, None),
    ],
)
def test_language(text, given, declared, language):
    assert detect_language([Line(1, text)], given=given, declared=declared) == language


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
