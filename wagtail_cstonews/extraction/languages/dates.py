"""Date recognition: finds dates in news text by regular expressions, and converts them to ISO 8601.

Every way to write a date is here, whether it stands in a line, in an address or came with the document. Month
names come from the language modules; dateparser reads dates in other languages. Which of an article's dates
is that of publication: :mod:`..metadata.published`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ...text.patterns import lazy_compile
from .months import KNOWN_LANGUAGES, glued_before, month_of

_ZEROS = "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐０"
"""The digit zero of each script with its own digits; Unicode orders the other nine after it."""
_ASCII_DIGITS = {ord(zero) + value: ord("0") + value for zero in _ZEROS for value in range(10)}
_OWN_DIGIT = lazy_compile("[" + "".join(map(chr, _ASCII_DIGITS)) + "]")
FIRST_YEAR = 1900
"""Earlier years are dates in an article's subject matter, not of its publication."""

_TIME = (
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?![\d:])(?!\.\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
)
# Within a longer number there is no date: a phone's, a version's, an address's, the end of a range of days.
# A clock may be glued to what follows: "10:1512.05.2024".
_START = r"(?:(?<!\d)(?<!\d[./-])|(?<=\d:\d\d))"
_NO_MORE = r"(?!\d)(?![./-]\d)"
_ISO = (
    r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    r"(?:[T ](?P<isotime>[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?))?"
)
# A clock may be glued to the year: "May 12, 202410:15".
_END = r"(?!\d(?!\d?:\d\d))"
_NUMERIC = (
    rf"(?P<a>\d{{1,2}})(?P<sep>[./-])\s?(?P<b>\d{{1,2}})(?P=sep)\s?(?P<c>(?:19|20)\d\d{_END}|\d\d{_NO_MORE})"
)
_YEAR_FIRST = (
    r"(?P<y>(?:19|20)\d\d)(?:[./]\s?|\s?年\s?|\s?년\s?)(?P<m>\d{1,2})"
    r"(?:[./]\s?|\s?月\s?|\s?월\s?)(?P<d>\d{1,2})(?!\d)(?![./]\d)(?:\s?日|\s?일)?"
)
# Indic and Thai vowels are marks, not letters; their digits are read as 0 to 9 before.
_MARKS = "".join(re.escape(chr(code)) for code in range(0x900, 0xE80) if not chr(code).isalnum())
_HOLDS_MARK = lazy_compile(rf"[{_MARKS}]")
# Possessive: what follows a month is no letter, so a shorter month never fits.
_MONTH = r"[^\W\d_]{2,14}+\.?"
_MARKED_MONTH = rf"(?:[^\W\d_]|[{_MARKS}]){{2,14}}+\.?"
_YEAR = r"(?:19|20)\d\d"
_MONTH_FIRST = rf"(?P<m2>{_MONTH})[\s/-](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[,،]?[\s/-](?P<y2>{_YEAR}){_END}"
_BEHIND_MONTH = lazy_compile(rf"[\s/-]\d{{1,2}}(?:st|nd|rd|th)?[,،]?[\s/-]{_YEAR}", re.IGNORECASE)
_WORDS = (
    r"(?P<words>(?:"
    rf"(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|-?е|-го)?,?[\s/-](?:de\s|of\s|d’|d')?(?P<m1>{_MONTH})[,،]?[\s/-](?:de\s|del\s|năm\s)?(?P<y1>{_YEAR}){_END}"
    rf"|{_MONTH_FIRST}"
    rf"|(?<!\d)(?P<y3>{_YEAR})(?:\.|\sm\.)?\s(?P<m3>{_MONTH})\s(?P<d3>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<d4>\d{{1,2}})\stháng\s(?P<m4>\d{{1,2}})(?:,|\snăm)?\s(?P<y4>{_YEAR})(?!\d)))"
)
# The digit is looked for first: it is quicker to rule out than what must stand before it.
_DATE_FORMS = rf"(?:(?=\d){_START}(?:{_ISO}(?!\d)|{_NUMERIC}|{_YEAR_FIRST})|{_WORDS})"
_DATE = lazy_compile(_DATE_FORMS, re.IGNORECASE)
# Quicker, for the many texts without a month before the day: all of these begin with a digit.
_DIGIT_FIRST = lazy_compile(
    rf"(?=\d)(?:{_DATE_FORMS.replace(_MONTH_FIRST, '(?P<m2>(?!))(?P<d2>)(?P<y2>)')})", re.IGNORECASE
)
# Slower, for the few texts that hold such marks.
_MARKED_DATE = lazy_compile(_DATE_FORMS.replace(_MONTH, f"(?:{_MONTH}|{_MARKED_MONTH})"), re.IGNORECASE)
# Tried before the long pattern: a year of four digits, or three numbers with a mark between them.
# It begins with a set of characters: then the engine skips quickly to the next of them.
_MAY_BE_DATE = lazy_compile(r"[0-9](?:(?:(?<=1)9|(?<=2)0)[0-9][0-9]|[./-]\s?[0-9]{1,2}[./-]\s?[0-9][0-9])")
_LONGEST_DATE = 60
"""Characters that a date has before or behind its year, and then some."""
_FEWEST_DIGITS = 4
_CLOCK = lazy_compile(_TIME, re.IGNORECASE)
_LONGEST_DATE_LINE = 100
# What may stand beside the date on a line of its own: a label, a weekday, a time, a zone, "updated".
_BESIDE = 8
_BESIDE_IN_SENTENCE = 3

Found = tuple[str, int, int]
"""ISO 8601 date or date-time, and where it stood: start and end."""


def ascii_digits(text: str) -> str:
    """Replaces the decimal digits of every script by ASCII digits; offsets stay the same.

    >>> ascii_digits("١٢ مايو ٢٠٢٤"), ascii_digits("१२.०५.२०२४")
    ('12 مايو 2024', '12.05.2024')
    """
    return text.translate(_ASCII_DIGITS) if _OWN_DIGIT.search(text) else text


def is_date_line(text: str) -> bool:
    """Whether the line is a date with a few words around it at most (``Published: 12 May 2024, 10:15``)."""
    if len(text) > _LONGEST_DATE_LINE:
        return False
    if not may_hold_date(text):
        return False
    text = ascii_digits(text)
    match, _ = next(_dates_in(text), (None, None))
    if match is None:
        return False
    rest = _CLOCK.sub(" ", text[: match.start()] + " " + text[match.end() :])
    other, _ = next(_dates_in(rest), (None, None))
    if other is not None:
        rest = rest[: other.start()] + " " + rest[other.end() :]
    if text[match.end() : match.end() + 1].isalpha() or _is_behind_title(text, match.start()):
        return False
    beside = len(re.findall(r"[^\W\d_]+", rest))
    return beside <= (_BESIDE_IN_SENTENCE if rest.rstrip().endswith(".") else _BESIDE)


_BEHIND_DASH = lazy_compile(r"(?P<head>.+?)\s*(?:[—–|]|\s--?)\s*$")
_DATE_LABEL = lazy_compile(
    r"publi|posted|updat|modif|creat|releas|date|erstell|aktual|veröff|datum|опубл|обновл|дата|fecha|mis à",
    re.IGNORECASE,
)
_FEWEST_IN_TITLE = 4


def _is_behind_title(text: str, start: int) -> bool:
    """Whether a dash separates the date from a title before it: ``Lock closed for good — 1.2.2024``."""
    match = _BEHIND_DASH.match(text[:start])
    if match is None or _DATE_LABEL.search(match["head"]):
        return False
    return len(re.findall(r"[^\W\d_]{2,}", match["head"])) >= _FEWEST_IN_TITLE


def starts_with_date(text: str) -> bool:
    """Whether prose begins with a date: ``25.07.2024 The ministers met``, ``21.05.2020On May 26``."""
    match = _DIGIT_FIRST.match(ascii_digits(text[:_LONGEST_DATE])) if text[:1].isdecimal() else None
    if not match or match["words"]:
        return False
    return match.end() < len(text) - 20


def find_date(
    text: str,
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
    month_first: bool | None = None,
) -> Found | None:
    """The first date in the text that is not in the future; None if there is none.

    ``01/02/2024`` is read with the month first in English, unless the host's country writes the day first;
    ``month_first`` says which it is, where it is known.
    """
    return next(find_dates(text, language, now=now, host=host, month_first=month_first), None)


def find_dates(
    text: str,
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
    month_first: bool | None = None,
) -> Iterator[Found]:
    """Yields the dates in the text that are not in the future, in order; see :func:`find_date`."""
    if not may_hold_date(text):
        return
    text = ascii_digits(text)
    latest = latest_day(now)
    for match, day in _dates_in(text, language, host, month_first):
        if day.year >= FIRST_YEAR and day <= latest:
            yield day.isoformat() + _clock_after(text, match), _start_of(match), match.end()


def latest_day(now: datetime.datetime | None = None) -> datetime.date:
    """The latest date of a page at the time ``now``: tomorrow, because of time zones."""
    return (now or datetime.datetime.now(datetime.UTC)).date() + datetime.timedelta(days=1)


def is_future(date: str, now: datetime.datetime | None = None) -> bool:
    """Whether a date in ISO 8601 is after the day on which the page was read."""
    return datetime.date.fromisoformat(date[:10]) > latest_day(now)


def glued_date(text: str, *, now: datetime.datetime | None = None) -> Found | None:
    """The full date at the beginning of a text, even without a space after it.

    >>> glued_date("11.03.2016157 ships waited")
    ('2016-03-11', 0, 10)
    >>> glued_date("11.03.20 ships waited") is None
    True
    """
    match = _GLUED_DATE.match(ascii_digits(text[:_LONGEST_GLUED]))
    if match is None:
        return None
    try:
        day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return (day.isoformat(), 0, match.end()) if day.year >= FIRST_YEAR and day <= latest_day(now) else None


def starts_with_glued_date(text: str) -> bool:
    """Whether the text begins with a full date without a space after it: ``25.01.20101. Introduction``."""
    return _GLUED_DATE.match(ascii_digits(text[:_LONGEST_GLUED])) is not None


_LONGEST_GLUED = 16
_GLUED_DATE = lazy_compile(r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>(?:19|20)\d\d)(?=[^\W_])")


def _start_of(match: re.Match[str]) -> int:
    """The offset of the date: a word may be glued to the month (``readMay 12, 2024``)."""
    return match.start("m2") + glued_before(match["m2"]) if match["m2"] else match.start()


def may_hold_date(text: str) -> bool:
    """Whether the text may contain a date. Fast; no false negatives."""
    return _MAY_BE_DATE.search(text) is not None or (
        not text.isascii() and _OWN_DIGIT.search(text) is not None
    )


def _dates_in(
    text: str, language: str | None = None, host: str = "", month_first: bool | None = None
) -> Iterator[tuple[re.Match[str], datetime.date]]:
    """What is written as a day is, and the day.

    The pattern is slow: it is tried near what the quick look finds alone. What only has the form of a date
    ("2019 reopens 12") may overlap one ("12.05.2019").
    """
    near = [match.span() for match in _MAY_BE_DATE.finditer(text)]
    if not near:
        return
    place, end = max(0, near[0][0] - _LONGEST_DATE), near[-1][1] + _LONGEST_DATE
    pattern = _pattern_for(text, place, end)
    while (match := pattern.search(text, place, end)) is not None:
        day = _read(match, language, host, month_first)
        place = _end_of_word(text, match.start()) if day is None else match.end()
        if day is not None:
            yield match, day


def _pattern_for(text: str, start: int, end: int) -> re.Pattern[str]:
    """The fastest pattern that finds all dates of a part of a text."""
    if not text.isascii() and _HOLDS_MARK.search(text):
        return _MARKED_DATE
    return _DIGIT_FIRST if _BEHIND_MONTH.search(text, start, end) is None else _DATE


def _end_of_word(text: str, place: int) -> int:
    match = _WORD.match(text, place)
    return match.end() if match else place + 1


_WORD = lazy_compile(r"\w+")


def with_digits(texts: Sequence[str]) -> list[int]:
    """The indexes of the texts with at least as many digits as a date: a fast pre-filter."""
    import numpy as np

    from ...text.codepoints import Characters

    characters = Characters(texts)
    digits = characters.kinds(_digits_of_plane())
    return np.flatnonzero(characters.each_line(np.add, digits) >= _FEWEST_DIGITS).tolist()


@lru_cache(maxsize=1)
def _digits_of_plane() -> Any:
    """A table of the Basic Multilingual Plane: 1 for digits, 0 for other characters."""
    import numpy as np

    from ...text.codepoints import PLANE

    table = np.zeros(PLANE + 1, np.int32)
    table[[*_ASCII_DIGITS, *range(ord("0"), ord("9") + 1)]] = 1
    return table


def _clock_after(text: str, match: re.Match[str]) -> str:
    if match["isotime"]:
        return _iso_clock(match["isotime"])
    after = _CLOCK.match(text[match.end() :].lstrip(" ,،-–—|/·atumàklo")[:16]) if len(text) < 200 else None
    before = _CLOCK.search(text[max(0, match.start() - 12) : match.start()]) if len(text) < 200 else None
    clock = after or before
    if not clock:
        return ""
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    if hour > 23:
        return ""
    return f"T{hour:02}:{clock['minute']}" + (f":{clock['second']}" if clock["second"] else "")


def _iso_clock(text: str) -> str:
    """The time of day in ISO 8601 with its offset if given; "" if the hour or offset is invalid."""
    try:
        datetime.time.fromisoformat(text)
    except ValueError:
        return ""
    return "T" + text


def _read(
    match: re.Match[str], language: str | None, host: str, month_first: bool | None
) -> datetime.date | None:
    try:
        if match["iso"]:
            return datetime.date.fromisoformat(match["iso"])
        if match["y"]:
            return datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["words"]:
            return _words_of(match, language)
        first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    except ValueError:
        return None
    if year < 100 and _NUMBERED.search(match.string[max(0, match.start() - _LONGEST_CUE) : match.start()]):
        return None
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if month_first is None:
        month_first = match["sep"] == "/" and language == "en" and not _DAY_FIRST_HOST.search(host)
    orders = ((first, second), (second, first)) if month_first else ((second, first), (first, second))
    for month, day in orders:
        try:
            return datetime.date(year, month, day)
        except ValueError:
            continue
    return None


_LONGEST_CUE = 16
# Behind these stands a number that is no day, were it of three parts: "version 1.4.12", "tel. 22-12-19".
_NUMBERED = lazy_compile(
    r"(?:\bv|\b(?:ver|vers|versi[oó]n|versione|versão|верси[яию]|версію|release|build|firmware|android|ios|linux"
    r"|tel|phone|fax|call|тел|телефон|факс|ip|sec|section|clause|article|chapter|пункта?|статья|no|nr)\b"
    r"|[§№☎#$€£+(])[.:]?\s?$",
    re.IGNORECASE,
)
_DAY_FIRST_HOST = lazy_compile(
    r"\.(?:uk|ie|au|nz|in|za|ng|ke|sg|hk|my|pk|bd|lk|gh|zw|ug|eu|ru|by|am|kg|tj|kz|uz)$"
)


def _words_of(match: re.Match[str], language: str | None) -> datetime.date | None:
    """Converts a date with the name of the month."""
    for number in "1234":
        if match[f"y{number}"]:
            year, month, day = (match[f"{part}{number}"] for part in "ymd")
            break
    named = int(month) if month.isdigit() else month_of(month, language)
    try:
        if named is not None:
            return datetime.date(int(year), named, int(day))
    except ValueError:
        return None
    if language is None or language in KNOWN_LANGUAGES:
        return None
    return _read_by_parser(match["words"], language)


@lru_cache(maxsize=1024)
def _read_by_parser(text: str, language: str) -> datetime.date | None:
    """The result of dateparser, for languages without month names of our own."""
    parser = _parser(language)
    found = parser.get_date_data(text).date_obj if parser is not None else None
    return found.date() if found is not None else None


@lru_cache(maxsize=64)
def _parser(language: str) -> Any:
    from dateparser.date import DateDataParser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    try:
        return DateDataParser(languages=[language], settings=settings)
    except ValueError:
        return None
