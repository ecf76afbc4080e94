"""Converts the dates of feeds and exports (RFC 2822 and the like) to ISO 8601."""

from __future__ import annotations

import datetime
import email.utils


def moment(text: str) -> str:
    """An RFC 2822 date, as in mail and feeds, converted to ISO 8601; any other text unchanged.

    >>> moment("Wed, 01 May 2024 10:00:00 +0600"), moment("2024-05-01")
    ('2024-05-01T10:00:00+06:00', '2024-05-01')
    """
    try:
        found = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return text
    # "-0000" means that the local time zone is unknown (RFC 2822); feeds mean UTC by it.
    return (found if found.tzinfo else found.replace(tzinfo=datetime.UTC)).isoformat()


def zoned(local: str, utc: str) -> str | None:
    """A local time with the UTC offset inferred from the same time in UTC. Both are ISO 8601 without offset.

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
