# ruff: noqa: E501 - lines of scraped text are long
"""The day of an article: the one that is printed with its headline, in any script, and no other."""

import datetime

import pytest

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.languages.dates import ascii_digits, find_date, find_dates, is_date_line
from wagtail_cstonews.extraction.languages.months import month_of
from wagtail_cstonews.extraction.metadata.given_date import given_date
from wagtail_cstonews.extraction.metadata.head import date_beside, date_of_reprint, split_dated_title
from wagtail_cstonews.extraction.metadata.published import find_published

from ..helpers import article_of, texts

TITLE = "Lock at Kamenz closed for two weeks of repairs"
BODY = (
    "The lock at Kamenz will stay closed for two weeks, the port authority of Esterburg said after a meeting with the pilots.",
    "Ships wait in Esterburg until the gates are mended. The river police asks all captains to call before they enter the canal.",
    "The last repair was in the spring of 2011, when ice had bent the lower gate and divers worked for nine days under the bridge.",
)


def codes(article):
    return {warning.code for warning in article.warnings}


def page(*top, body=BODY):
    return article_of("\n\n".join([*top, *body]) + "\n")


# --------------------------------------------------------------------------- printed with the headline


@pytest.mark.parametrize("day", ["12.05.2019", "12 May 2019", "May 12, 2019", "2019-05-12"])
@pytest.mark.parametrize(
    "top",
    [
        (TITLE, "{day}"),
        (TITLE, TITLE, "{day}"),
        (TITLE, TITLE + " {day}"),
        (TITLE, TITLE + " {day} Download document 39a7fa0b75.docx"),
        (TITLE.upper(), TITLE + " {day}"),
        (TITLE + " {day}", TITLE),
    ],
)
def test_the_day_printed_with_the_headline(top, day):
    article = page(*(line.format(day=day) for line in top))
    assert article.published_at == "2019-05-12"
    assert article.title.casefold() == TITLE.casefold()
    assert article.subtitle is None
    assert article.lead == BODY[0] or article.body[0].text == BODY[0]
    assert "date_from_prose" not in codes(article)


@pytest.mark.parametrize("glue", ["", " "])
def test_the_day_glued_to_the_first_word(glue):
    article = page(TITLE, body=(f"12.05.2019{glue}{BODY[0]}", *BODY[1:]))
    assert article.published_at == "2019-05-12"
    assert article.lead == BODY[0]


def test_the_day_glued_to_a_number():
    article = page(
        TITLE, body=(f"12.05.2019157 ships wait at the lock of Kamenz, and more are coming. {BODY[1]}", *BODY)
    )
    assert article.published_at == "2019-05-12"
    assert article.lead.startswith("157 ships wait")


def test_the_day_of_the_headline_goes_before_others():
    article = page("1 March 2024", TITLE, f"{TITLE} 12.05.2019", "Updated: 3 April 2024")
    assert article.published_at == "2019-05-12"
    article = page("1 March 2024", TITLE, body=(f"12.05.2019{BODY[0]}", *BODY[1:]))
    assert article.published_at == "2019-05-12"


def test_the_second_printing_is_left_out_and_told():
    article = page(TITLE, f"{TITLE} 12.05.2019 Download document 39a7fa0b75.docx")
    assert texts(article, "duplicate") == [f"{TITLE} 12.05.2019 Download document 39a7fa0b75.docx"]
    assert all(TITLE not in block.text for block in article.body)


@pytest.mark.parametrize("label", ["duplicate", "date", "subtitle", "chrome"])
def test_a_date_line_below_the_title(label):
    lines = [
        Line(1, "3 March 2024", label="date"),
        Line(2, TITLE, label="title"),
        Line(3, TITLE, label="duplicate"),
        Line(4, "12.05.2019", label="date" if label == "duplicate" else label),
        Line(5, BODY[0], label="lead"),
    ]
    found = find_published(lines, "en")
    assert (found.value, found.line, found.is_prose) == ("2019-05-12", 4, False)


@pytest.mark.parametrize("text", ["Updated 12.05.2019", "Event: 12.05.2019", "12.05.2019 – 14.05.2019"])
def test_what_says_something_else_below_the_title_has_to_be_likely(text):
    lines = [
        Line(1, TITLE, label="title"),
        Line(2, text, label="date"),
        Line(3, "Published: 3 March 2019, 10:15", label="date"),
        Line(4, BODY[0], label="lead"),
        Line(5, BODY[1], label="paragraph"),
    ]
    assert find_published(lines, "en").value == "2019-03-03T10:15"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Lock closed at Kamenz 12.05.2019", "2019-05-12"),
        ("LOCK CLOSED AT KAMENZ — 12.05.2019, 10:15", "2019-05-12T10:15"),
        ("12.05.2019 Lock closed at Kamenz", "2019-05-12"),
        ("12.05.2019Lock closed at Kamenz", "2019-05-12"),
        ("Lock closed at Kamenz until 12.05.2019", None),
        ("Lock closed 12.05.2019 at Kamenz", None),
        ("Lock closed at Kamenz", None),
        ("Lock closed at Kamenz 12.05.2019 " + "and more " * 20, None),
        ("https://news.example.org/12.05.2019/lock-closed-at-kamenz", None),
    ],
)
def test_a_date_beside_the_title(line, date):
    assert date_beside(line, "Lock closed at Kamenz", "en") == date


def test_the_name_of_a_section_is_no_title_to_know_again():
    assert date_beside("Sport 12.05.2019", "Sport", "en") is None


def test_a_headline_that_no_line_is_labelled_as():
    lines = ["Go back", "Lock closed at Kamenz", "Lock closed at Kamenz 12.05.2019", BODY[0]]
    assert date_of_reprint(lines, "en") == "2019-05-12"
    more = ["Ferry sails again", "Ferry sails again 11.05.2019"]
    assert date_of_reprint([*lines, *more], "en") is None, "a list prints each so"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["Talks about 2019 resume"], ("Talks about 2019 resume", "2019-05-12")),
        (["Talks resume"], ("Talks about 2019 resume 12.05.2019", None)),
        ([], ("Talks about 2019 resume 12.05.2019", None)),
    ],
)
def test_a_title_loses_its_date_where_another_line_prints_it_without(printed, expected):
    assert split_dated_title("Talks about 2019 resume 12.05.2019", "en", printed=printed) == expected


# --------------------------------------------------------------------------- of other articles, of the future


def test_the_day_of_a_summary_is_never_that_of_the_article():
    summary = "Published 1.05.2019"
    lines = [
        Line(1, summary, label="teaser"),
        Line(2, "The ferry of Kamenz sails again after a winter in the dock of Esterburg.", label="teaser"),
        Line(3, TITLE, label="title"),
        Line(4, BODY[0], label="lead"),
        Line(5, BODY[1], label="paragraph"),
    ]
    assert find_published(lines, "en") is None
    below = [*lines[2:], Line(6, summary, label="teaser"), Line(7, "Published 2.05.2019", label="teaser")]
    assert find_published(below, "en") is None
    assert find_published(below[:-1], "en").value == "2019-05-01", "one alone may be the article's"


def test_no_day_after_the_crawl():
    now = datetime.datetime(2019, 5, 14, tzinfo=datetime.UTC)
    text = "\n\n".join([TITLE, "16.05.2019", *BODY])
    assert article_of(text, now=now).published_at is None
    assert article_of(text.replace("16.05", "15.05"), now=now).published_at == "2019-05-15", (
        "it may be tomorrow already, elsewhere"
    )
    glued = "\n\n".join([TITLE, f"16.05.2019{BODY[0]}", *BODY[1:]])
    assert article_of(glued, now=now).published_at is None


def test_no_day_after_the_crawl_from_the_mark_up():
    now = datetime.datetime(2019, 5, 14, tzinfo=datetime.UTC)
    html = (
        "<html><head><meta property='article:published_time' content='2019-06-01T10:00:00Z'></head><body><article>"
        f"<h1>{TITLE}</h1><p>12 May 2019</p>{''.join(f'<p>{text}</p>' for text in BODY)}</article></body></html>"
    )
    assert article_of(html, now=now, media_type="html").published_at == "2019-05-12"
    later = now + datetime.timedelta(days=30)
    assert article_of(html, now=later, media_type="html").published_at == "2019-06-01T10:00:00+00:00"


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("9999-12-31", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("0000-00-00 00:00:00", None),
        ("1702-03-11", "1702-03-11"),
        ("2024-05-12T10:15:00+06:00", "2024-05-12T10:15:00+06:00"),
        ("2024-05-12 23:30 -0500", "2024-05-12T23:30:00-05:00"),
        ("٢٠٢٤-٠٥-١٢", "2024-05-12"),
        ("۱۲.۰۵.۲۰۲۴", "2024-05-12"),
    ],
)
def test_the_bounds_and_the_zone_of_a_date_that_is_given(value, date):
    assert given_date(value, None) == date


def test_a_page_may_be_planned():
    now = datetime.datetime(2024, 5, 12, tzinfo=datetime.UTC)
    assert given_date("2025-01-01", None, now=now) == "2025-01-01"
    assert given_date("2099-01-01", None, now=now) is None


def test_a_date_out_of_bounds_is_told():
    article = article_of("\n\n".join([TITLE, "12.05.2019", *BODY]), date="9999-12-31T23:59:59Z")
    assert article.published_at == "2019-05-12"
    assert "unread_date" in codes(article)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-12T10:15:00+06:00", "2024-05-12T10:15:00+06:00"),
        ("2024-05-12T10:15Z", "2024-05-12T10:15Z"),
        ("2024-05-12T29:15", "2024-05-12"),
        ("2024-05-12T10:15+99:00", "2024-05-12"),
    ],
)
def test_an_hour_that_there_is_not_is_left_out(text, value):
    assert find_date(text, None)[0] == value


# --------------------------------------------------------------------------- prose


def test_a_day_of_the_first_sentence_is_told():
    lead = f"On May 12, 2019, the council of the river ports met in Esterburg. {BODY[0]}"
    article = page(TITLE, body=(lead, *BODY[1:]))
    assert article.published_at == "2019-05-12"
    warning = next(warning for warning in article.warnings if warning.code == "date_from_prose")
    assert warning.line == next(line.number for line in article.lines if line.clean == lead)
    assert f"line {warning.line}" in warning.message
    assert "2019-05-12" in warning.message


@pytest.mark.parametrize(
    "sentence",
    [
        "The treaty of the river ports was signed on 12 May 2019.",
        "Under Resolution 1373 (2001) of 28.09.2001, ports report twice a year.",
        "Anybody may apply until 31.12.2018, the authority said.",
    ],
)
def test_a_day_farther_down_is_that_of_something_else(sentence):
    article = page(TITLE, body=(BODY[0], BODY[1], f"{BODY[2]} {sentence}", sentence))
    assert article.published_at is None
    assert "date_from_prose" not in codes(article)


def test_the_day_of_a_dateline_is_no_prose():
    article = page(TITLE, body=(f"ESTERBURG, May 12, 2019 — {BODY[0]}", *BODY[1:]))
    assert article.published_at == "2019-05-12"
    assert "date_from_prose" not in codes(article)


def test_what_the_address_confirms_needs_no_doubt():
    text = "\n\n".join([TITLE, f"On May 12, 2019, the council met in Esterburg. {BODY[0]}", *BODY[1:]])
    article = article_of(text, url="https://news.example.org/2019/05/12/lock")
    assert article.published_at == "2019-05-12"
    assert "date_from_prose" not in codes(article)


# --------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1373",
        "season 2015-2016",
        "112.05.2019",
        "version 4.4.12",
        "v1.2.12",
        "Firmware 3.10.15 is out",
        "tel. 22-12-19",
        "621-12-19",
        "+7 495 621-12-19-20",
        "10.12.20.15",
        "192.168.1.20",
        "2001.12.5.1",
        "§ 3.2.10",
        "10-12.05.2019",
        "Decision 12, 2015",
        "Market 15, 2015",
        "price 15, 2020",
        "Marathon 21, 2015",
        "1.12.1812",
        "12.05.9999",
    ],
)
def test_numbers_that_are_no_dates(text):
    assert find_date(text, "en") is None
    assert not is_date_line(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("10:1512.05.2019", "2019-05-12T10:15"),
        ("Updated12.05.19", "2019-05-12"),
        ("12.05.2019-10:30", "2019-05-12T10:30"),
        ("Sept. 5, 2020", "2020-09-05"),
        ("5 stycznia 2020", "2020-01-05"),
    ],
)
def test_dates_glued_to_something(text, date):
    assert find_date(text, "en")[0] == date


def test_a_word_that_begins_like_a_month():
    assert month_of("Decision", "en") is None
    assert month_of("Dec", "en") == month_of("decembra", "en") == month_of("Dezember", "de") == 12
    assert month_of("marca", "pl") == month_of("marca", "en") == 3


# --------------------------------------------------------------------------- scripts and languages


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("١٢ مايو ٢٠٢٤", "ar", "2024-05-12"),
        ("١٢/٠٥/٢٠٢٤", "ar", "2024-05-12"),
        ("١٢ مايو، ٢٠٢٤، ١٠:١٥", "ar", "2024-05-12T10:15"),
        ("۱۲ مه ۲۰۲۴", "fa", "2024-05-12"),
        ("۱۲ مئی ۲۰۲۴", "ur", "2024-05-12"),
        ("१२ मई २०२४", "hi", "2024-05-12"),
        ("১২ মে ২০২৪", "bn", "2024-05-12"),
        ("১২ সেপ্টেম্বর, ২০২৪", "bn", "2024-09-12"),
        ("๑๒ พฤษภาคม ๒๐๒๔", "th", "2024-05-12"),
        ("２０２４年５月１２日", "ja", "2024-05-12"),
        ("2024년 5월 12일", "ko", "2024-05-12"),
        ("12 травня 2024", "uk", "2024-05-12"),
        ("12 мамыр 2024", "kk", "2024-05-12"),
        ("12 մայիսի 2024", "hy", "2024-05-12"),
        ("12 მაისი 2024", "ka", "2024-05-12"),
        ("12 Μαΐου 2024", "el", "2024-05-12"),
        ("12. maj 2024", "sr", "2024-05-12"),
        ("12. toukokuuta 2024", "fi", "2024-05-12"),
        ("2024. május 12.", "hu", "2024-05-12"),
        ("12 tháng 5, 2024", "vi", "2024-05-12"),
        ("12 Mei 2024", "id", "2024-05-12"),
        ("12 Mayıs 2024", "tr", "2024-05-12"),
        ("12 de maio de 2024", "pt", "2024-05-12"),
        ("d’abril", "ca", None),
        ("۱۴۰۳/۰۲/۲۳", "fa", None),
    ],
)
def test_a_date_line_below_the_headline_in_many_scripts(text, language, date):
    lines = [
        Line(1, TITLE, label="title"),
        Line(2, text, label="date"),
        Line(3, BODY[0], label="lead"),
        Line(4, BODY[1], label="paragraph"),
    ]
    found = find_published(lines, language)
    assert (found.value if found else None) == date
    assert is_date_line(text) == (date is not None)


def test_digits_keep_their_place():
    text = "نشر في ١٢ مايو ٢٠٢٤ في بيروت"
    assert len(ascii_digits(text)) == len(text)
    value, start, end = next(find_dates(text, "ar"))
    assert (value, text[start:end]) == ("2024-05-12", "١٢ مايو ٢٠٢٤")


ARABIC = (
    "إغلاق قفل القناة في كامنتس أسبوعين للإصلاح",
    "قالت سلطة الميناء في إستربورغ إن القفل سيبقى مغلقا أسبوعين حتى يتم إصلاح البوابات بعد اجتماع مع المرشدين البحريين.",
    "وتنتظر السفن في إستربورغ حتى تنتهي الأعمال، وطلبت شرطة النهر من القباطنة الاتصال قبل دخول القناة في الأيام المقبلة.",
)


@pytest.mark.parametrize("head", ["{0}\n\n{1}", "{0}\n\n{0} {1}", "{0}\n\n{0}\n\n{1}"])
def test_an_arabic_article(head):
    text = "\n\n".join([head.format(ARABIC[0], "١٢/٠٥/٢٠١٩"), *ARABIC[1:]])
    article = article_of(text)
    assert (article.title, article.subtitle, article.published_at) == (ARABIC[0], None, "2019-05-12")


def test_an_arabic_date_glued_to_the_first_word():
    article = article_of("\n\n".join([ARABIC[0], f"١٢.٠٥.٢٠١٩{ARABIC[1]}", *ARABIC[2:]]))
    assert article.published_at == "2019-05-12"
    assert article.lead == ARABIC[1]


def test_a_document_brings_its_own_day():
    article = article_of("\n\n".join([TITLE, f"{TITLE} 12.05.2019", *BODY]), date="2018-01-02")
    assert article.published_at == "2018-01-02"
