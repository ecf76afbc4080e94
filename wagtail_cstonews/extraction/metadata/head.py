"""Splits a headline into title, subtitle, date and the name of the site."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...text.normalization import letters_of
from ...text.patterns import lazy_compile
from ..languages import boilerplate, dates

LONGEST_BESIDE = 100
"""Characters beside the title on a line that repeats it: a date with time, a file name."""
_CAPITAL = r"[^\W\d_a-zа-яё][\w.’'-]*"
_NAMED_PART = lazy_compile(
    rf"\s[-–—]+\s+(?P<rest>(?P<name>{_CAPITAL}(?:\s+(?:{_CAPITAL}|al|bin|von|van|de|der|del|da|di)){{1,4}}),"
    r"\s+(?P<office>.{4,}))$"
)
_FEWEST_WORDS = 2
"""Words of a title that is followed by a subtitle."""
_FARTHEST_DATE = 12
"""Characters between the dash and the date: enough for a weekday, not for words of the title."""
_FEWEST_LETTERS = 8
"""Letters of a title that can be repeated: the name of a section ("Sport 12.05.2024") is shorter."""
_SITE_PART = lazy_compile(r"\s+[-–—|·•:]+\s+")
_SHORTEST_SITE_NAME = 4
"""Letters of a site's name: host names begin with shorter words by chance."""


def split_headline(headline: str) -> tuple[str, str | None]:
    """Title and subtitle of a headline that names the interviewee after the title proper.

    >>> split_headline("Peace needs work - Interview with Anna Brandt, the Deputy Minister")
    ('Peace needs work', 'Interview with Anna Brandt, the Deputy Minister')
    >>> split_headline("We shall stay neutral — Anna Brandt, Deputy Foreign Minister")
    ('We shall stay neutral', 'Anna Brandt, Deputy Foreign Minister')
    >>> split_headline("Moscow - Minsk: a road reopens")
    ('Moscow - Minsk: a road reopens', None)
    """
    match = boilerplate.INTERVIEW_PART.search(headline)
    if match is None:
        match = _NAMED_PART.search(headline)
        if match is None or not _has_office(match["office"]):
            return headline, None
    title = headline[: match.start()].rstrip(" -–—|:.")
    if len(title.split()) < _FEWEST_WORDS:
        return headline, None
    return title, match["rest"].strip()


def split_dated_title(
    title: str,
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
    printed: Iterable[str] = (),
) -> tuple[str, str | None]:
    """A title without the date at its end, and the date in ISO 8601.

    The date must follow a dash, or one of the lines in ``printed`` must be the title without it.

    >>> split_dated_title("Talks resume in the capital — 14.03.2023", "en")
    ('Talks resume in the capital', '2023-03-14')
    >>> split_dated_title("The plan for 14.03.2023", "en")
    ('The plan for 14.03.2023', None)
    >>> split_dated_title("The plan holds 14.03.2023", "en", printed=["The plan holds"])
    ('The plan holds', '2023-03-14')
    """
    if not dates.may_hold_date(title):
        return title, None
    start = max(title.rfind(mark) for mark in ("—", "–", " - ", "--", "|"))
    tail = title[start:].lstrip(" —–-|") if start > 0 else ""
    found = dates.find_date(tail, language, now=now, host=host) if dates.is_date_line(tail) else None
    head = title[:start].rstrip(" —–-|,")
    if found is not None and found[1] <= _FARTHEST_DATE and head:
        return head, found[0]
    found_in = dates.find_dates(title, language, now=now, host=host)
    heads = {letters_of(title[:start]): date for date, start, _ in found_in if start > 0}
    for other in printed if heads else ():
        if len(other) < len(title) and (date := heads.get(letters_of(other))):
            return other, date
    return title, None


def date_beside(
    text: str,
    title: str,
    language: str | None,
    *,
    now: datetime.datetime | None = None,
    host: str = "",
) -> str | None:
    """The date, in ISO 8601, of a line that repeats the title with a date after or before it; else None.

    A few words may follow, such as the name of a download.

    >>> date_beside("TALKS RESUME 14.03.2023 Download a1.docx", "Talks resume", "en")
    '2023-03-14'
    >>> date_beside("Talks resume on 14.03.2023", "Talks resume", "en") is None
    True
    """
    if not len(title) < len(text) <= len(title) + LONGEST_BESIDE or not dates.may_hold_date(text):
        return None
    wanted, printed = letters_of(title), letters_of(text)
    if len(wanted) < _FEWEST_LETTERS or not (printed.startswith(wanted) or printed.endswith(wanted)):
        return None
    for date, start, _ in dates.find_dates(text, language, now=now, host=host):
        if letters_of(text[:start]) == wanted:
            return date
    before = dates.find_date(text, language, now=now, host=host) or dates.glued_date(text, now=now)
    return before[0] if before and before[1] == 0 and letters_of(text[before[2] :]) == wanted else None


def date_of_reprint(
    texts: Sequence[str], language: str | None, *, now: datetime.datetime | None = None, host: str = ""
) -> str | None:
    """The date of a headline that is printed twice in a row, the second time followed by the date.

    >>> date_of_reprint(["Go back", "Talks resume", "Talks resume 14.03.2023"], "en")
    '2023-03-14'
    """
    found = (date_beside(two, one, language, now=now, host=host) for one, two in pairwise(texts))
    dated = [date for date in found if date]
    return dated[0] if len(dated) == 1 else None


def _has_office(text: str) -> bool:
    from ..people.names.roles import role_word

    return any(role_word(word) for word in re.findall(r"[\w-]+", text))


def strip_site_name(title: str, site_names: Iterable[str | None] = (), *, guess: bool = True) -> str:
    """A page's ``<title>`` without the site's name at its end or beginning.

    With ``guess``, the longest part of a divided title is taken, even if the site's name is not known.

    >>> strip_site_name("Talks resume | The Daily Example", ["The Daily Example"])
    'Talks resume'
    """
    for name in site_names:
        if not name:
            continue
        for pattern in (
            rf"^(.{{8,}}?)\s*[|\-–—:»·•]+\s*{re.escape(name)}\s*$",
            rf"^{re.escape(name)}\s*[|\-–—:»·•]+\s*(.{{8,}})$",
        ):
            if match := re.match(pattern, title, re.IGNORECASE):
                return match.group(1)
    parts = re.split(r"\s+[|»·•]\s+", title) if guess else []
    return max(parts, key=len) if len(parts) > 1 else title


def strip_host_name(title: str, host: str) -> str:
    """A title without the name of the site at its end, if the host name confirms that it is one.

    >>> strip_host_name("Lock closed for repairs - Harbour News", "www.harbour-news.example")
    'Lock closed for repairs'
    >>> strip_host_name("Lock closed for repairs - Kamenz", "www.harbour-news.example")
    'Lock closed for repairs - Kamenz'
    """
    dividers = list(_SITE_PART.finditer(title))
    if not dividers or not host:
        return title
    head, tail = title[: dividers[-1].start()], letters_of(title[dividers[-1].end() :])
    address = letters_of(host.removeprefix("www."))
    is_site = len(tail) >= _SHORTEST_SITE_NAME and address.startswith(tail)
    return head if is_site and " " in head.strip() else title
