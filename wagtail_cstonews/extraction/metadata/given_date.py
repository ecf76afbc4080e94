"""Dates that came with a document: whether they can be true. How one is written: :mod:`..languages.dates`."""

from __future__ import annotations

import datetime
import re

from ..languages import dates

FIRST_GIVEN_YEAR = 1600
"""The first newspapers are a few years younger: what has an earlier date has none (``0001-01-01``)."""
YEARS_AHEAD = 10
"""A page may be planned; but a year that is farther away is a filler (``9999-12-31``)."""
_LONGEST = 80
"""Characters of a date; what is longer is a sentence."""


def given_date(value: str, language: str | None, *, now: datetime.datetime | None = None) -> str | None:
    """ISO 8601 for a date that came with the document; None where it cannot be read, or cannot be true.

    A time zone stays as it was given. A day ahead is believed: the page may be planned.

    >>> given_date("2024-05-12T10:15+06:00", None)
    '2024-05-12T10:15:00+06:00'
    >>> given_date("9999-12-31", None) is None
    True
    """
    date = _given_date(dates.ascii_digits(value.strip()), language, now)
    last_year = dates.latest_day(now).year + YEARS_AHEAD
    return date if date and FIRST_GIVEN_YEAR <= int(date[:4]) <= last_year else None


def _given_date(value: str, language: str | None, now: datetime.datetime | None) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?)?", value):
        return _iso(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d[T ].*", value):
        return _iso(value[:10])
    found = dates.find_date(value, language, now=now)
    if found:
        return found[0]
    return _parse_freely(value)


def _iso(value: str) -> str | None:
    """The moment in the form that every ISO 8601 reader takes; a day alone stays a day."""
    try:
        if len(value) == 10:
            return datetime.date.fromisoformat(value).isoformat()
        text = re.sub(r"\s?Z$", "+00:00", value.replace(" ", "T", 1))
        text = re.sub(r"\s?([+-]\d\d):?(\d\d)$", r"\1:\2", text)
        text = re.sub(r"(\.\d{1,6})\d*", r"\1", text)
        return datetime.datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _parse_freely(value: str) -> str | None:
    """A date as mail headers have it (RFC 5322), or the seconds or milliseconds since 1970."""
    if len(value) > _LONGEST or not re.search(r"\d", value):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError):
        pass
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        moment = datetime.datetime.fromtimestamp(int(value[:10]), datetime.UTC)
        return moment.isoformat()
    return None
