"""Dates as feeds and exports write them, in ISO 8601."""

from __future__ import annotations

import datetime
import email.utils


def moment(text: str) -> str:
    """A date as mail and feeds write it in ISO 8601; any other as it is.

    >>> moment("Wed, 01 May 2024 10:00:00 +0600"), moment("2024-05-01")
    ('2024-05-01T10:00:00+06:00', '2024-05-01')
    """
    try:
        found = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return text
    # "-0000" says that nobody knows where it was that time; feeds mean UTC by it.
    return (found if found.tzinfo else found.replace(tzinfo=datetime.UTC)).isoformat()


def zoned(local: str, utc: str) -> str | None:
    """A time of the clock at a place, with the zone that its time in UTC shows; both in ISO 8601 without one.

    >>> zoned("2024-05-01T16:00:00", "2024-05-01T10:00:00")
    '2024-05-01T16:00:00+06:00'
    """
    try:
        here, there = datetime.datetime.fromisoformat(local), datetime.datetime.fromisoformat(utc)
        offset = here - there
        if abs(offset) > datetime.timedelta(hours=15) or offset.seconds % 900:
            return None
        return here.replace(tzinfo=datetime.timezone(offset)).isoformat()
    except (ValueError, OverflowError):
        return None
