"""Splits date and dateline from the first sentence."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from ...text.patterns import lazy_compile
from ..languages import dates

_DAY = r"(?:\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?|[^\W\d_]{3,9}\.?\s\d{1,2})(?:,?\s\d{4})?(?:\sг(?:ода|\.))?"
_PLACE = r"[^\W\d_a-zа-яё][\w.’'-]*(?:[ /][^\W\d_a-zа-яё][\w.’'-]*){0,3}"
_AGENCY = r"[(/\[][^\W\d_][^()\[\]/]{1,40}[)/\]]"
_DATELINE = lazy_compile(
    # MOSCOW, May 12 (Agency) — | BERLIN (dpa) - | Minsk, 12 May, Agency - | МОСКВА, 12 мая. /ТАСС/.
    rf"(?P<line>(?P<place>{_PLACE}(?:,\s(?!{_DAY}){_PLACE})?)(?P<day>,\s{_DAY})?[.,]?"
    rf"(?P<agency>\s?{_AGENCY}|,\s{_PLACE}(?=\s[-–—]))?)"
    r"(?P<mark>\s?[—–]+\s?|\s-+\s|:\s|\.\s)"
)
_AFTER_DATE = lazy_compile(r"[\s—–\-:|,.]*(?:г(?:ода|\.)\s*[—–-]?\s*)?")


@dataclass(slots=True)
class Opening:
    """The first paragraph, split into its parts."""

    rest: str
    """The paragraph without date and dateline."""
    date: str | None = None
    dateline: str | None = None
    is_date_first: bool = field(default=False, repr=False)
    """Whether the date stands before the text; a date in the dateline may be that of the event."""


def split_opening(
    text: str, language: str | None, *, now: datetime.datetime | None = None, host: str = ""
) -> Opening:
    """Take the date and the dateline off the first paragraph.

    >>> split_opening("21.05.2020On May 26, the council will meet.", "en").date
    '2020-05-21'
    >>> split_opening("MOSCOW, May 12 (Agency) — The council met.", "en")
    Opening(rest='The council met.', date=None, dateline='MOSCOW, May 12 (Agency)')
    >>> split_opening("MOSCOW, May 12, 2024 (Agency) — The council met.", "en")
    Opening(rest='The council met.', date='2024-05-12', dateline='MOSCOW (Agency)')
    """
    opening = Opening(text)
    head = text[:60]
    found = dates.find_date(head, language, now=now, host=host)
    is_set_off = found is not None and found[1] == 0 and _is_set_off(text, found[2])
    if not is_set_off:
        found = dates.glued_date(text, now=now)
    if found is not None:
        cut = found[2]
        gap = _AFTER_DATE.match(text, cut)
        opening.date, opening.rest = found[0], text[gap.end() if gap else cut :]
        opening.is_date_first = True
    match = _DATELINE.match(opening.rest[:120])
    if match and _is_dateline(match):
        opening.dateline = match["line"].strip(" .,")
        opening.rest = opening.rest[match.end() :].lstrip()
        dated = dates.find_date(match["day"], language, now=now) if match["day"] else None
        if dated:
            opening.date = opening.date or dated[0]
            opening.dateline = f"{match['place']}{match['agency'] or ''}".strip(" .,")
    if not opening.rest.strip():
        return Opening(text)
    return opening


def _is_set_off(text: str, end: int) -> bool:
    """Whether a date at the start is separate from the sentence (unlike ``12 May 2024 was a Sunday``)."""
    following = text[end : end + 3]
    numeric = text[:end].rstrip()[-1].isdigit() and not re.search(r"[^\W\d_]{3}", text[:end])
    if numeric:
        return following[:1].isalpha() or bool(
            re.match(r"\s?[^\w\s]|\s+[^\W\d_a-zа-яё]", text[end : end + 4])
        )
    return bool(re.match(r"\s?(?:г\.|года)?\s?[—–|]|\s-\s|:\s|[A-ZА-ЯЁ]", text[end : end + 8]))


def _is_dateline(match: re.Match[str]) -> bool:
    shouted = match["place"].isupper() and len(match["place"]) > 2
    if match["mark"].strip() in (":", "."):
        return shouted and bool(match["day"] and (match["agency"] or match["mark"].strip() == "."))
    if match["day"] or (match["agency"] and match["agency"].strip()[:1] in "(/["):
        return True
    return shouted and match["mark"].strip() in ("—", "–", "-", "--")
