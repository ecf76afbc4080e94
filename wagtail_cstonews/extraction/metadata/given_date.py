"""Reads and checks the date that came with a document. How dates are written: :mod:`..languages.dates`."""

from __future__ import annotations

import datetime
import re

from ..languages import dates

FIRST_GIVEN_YEAR = 1600
"""Newspapers began a few years later, so an earlier date is a filler (``0001-01-01``)."""
YEARS_AHEAD = 10
"""A page may be scheduled, but a year farther ahead is a filler (``9999-12-31``)."""
_LONGEST = 80
"""Characters of a date; a longer value is a sentence."""


def given_date(value: str, language: str | None, *, now: datetime.datetime | None = None) -> str | None:
    """A given date in ISO 8601; None if it cannot be read or is not plausible.

    The time zone is kept. A date in the near future is accepted: the page may be scheduled.

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
    """The value in the ISO 8601 form that every parser accepts; a date without a time stays a date."""
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
    """A date of a mail header (RFC 5322), or a Unix timestamp in seconds or milliseconds."""
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
