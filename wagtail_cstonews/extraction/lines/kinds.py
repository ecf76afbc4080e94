"""The kinds of consecutive lines (dates, prose, titles), and the shape that they form: an article, a listing
of summaries, a whole page.

>>> from ..article.line import Line
>>> from .facts import line_facts
>>> texts = ["12.05.2024", "Lock closed for repairs", "Ships have to wait in Esterburg until Monday."]
>>> kinds_of(line_facts(Line(number, text)) for number, text in enumerate(texts, 1))
'dtp'
>>> shape_of("tptptp")
'titled'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from ...text.patterns import lazy_compile
from .facts import PERIOD_END, Facts

MOST_WORDS, LONGEST = 45, 320
"""The most words and characters of a headline: press offices write long ones."""
FEWEST_WORDS = 5
"""The fewest words of a line with content: shorter ones are menu entries or headings."""
WORDLESS = frozenset(("blank", "symbols"))
"""Forms of lines without words."""
MENU_FORMS = frozenset(("chrome", "back", "others", "comments"))
"""Forms of lines that belong to the site's chrome."""

_FIRST_LINES = 75
"""Non-blank lines among which menus are looked for: where a headline may stand, and some lines below."""
_MUCH_MENU = 25
"""Menu lines of a whole page; a text dump that begins with summaries has fewer."""
_FEW_LINES = 40
"""The most lines with words of a document that is an article with little around it."""
_MUCH_PROSE = 0.5
"""The least share of prose lines in such a document; on most sites' pages, one line in five is prose."""
_BEGINNING = 90
"""Characters at the beginning of a summary in which the date of its event is looked for."""

_DATE = r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
_FILE = r"\w+ document\s+\S+"
_DATE_ALONE = lazy_compile(rf"{_DATE}(?:\s*[,|]?\s*\d{{1,2}}:\d\d)?(?:\s+{_FILE})?\W*$")
_DATE_GLUED = lazy_compile(rf"{_DATE}[^\W\d_]")
_DATE_AT_END = lazy_compile(rf"(?:^|\s){_DATE}\W*(?:{_FILE})?$")
_DATE_IN_PROSE = lazy_compile(
    r"\b\d{1,2}\.? [^\W\d_]{3,}\.?,? (?:19|20)\d\d\b|\b[^\W\d_]{3,} \d{1,2}, (?:19|20)\d\d\b"
)
# Each pattern can match in one way only, so none backtracks.
_SHAPES = (
    ("nothing", lazy_compile("")),
    ("prose", lazy_compile("p+")),
    ("dated prose", lazy_compile("(?:dp+)+")),
    ("prose dated", lazy_compile("(?:p+d)+")),
    ("titled", lazy_compile("(?:tp)+")),
    ("titled long", lazy_compile("(?:tp+)+")),
    ("titles", lazy_compile("t+")),
    ("titles dated", lazy_compile("(?:td)+|(?:dt)+")),
    ("dated titled", lazy_compile("(?:d?td?p+)+")),
    ("one title then prose", lazy_compile("[tos]+d?p+")),
)

# --------------------------------------------------------------------------- one line


def kinds_of(facts: Iterable[Facts]) -> str:
    """The kind of each line, as one letter: ``d`` date, ``p`` prose, ``t`` like a title, ``s`` a word or two,
    ``o`` anything else.
    """
    return "".join(map(_kind_of, facts))


def _kind_of(fact: Facts) -> str:
    if fact.form == "date" or (fact.words <= FEWEST_WORDS and _DATE_ALONE.match(fact.text)):
        return "d"
    if fact.form:
        return "o"
    if fact.words <= 2:
        return "s"
    ends = fact.words >= FEWEST_WORDS and PERIOD_END.search(fact.text)
    return "p" if ends or fact.words > MOST_WORDS or len(fact.text) > LONGEST else "t"


def ends_with_date(text: str) -> bool:
    """Whether a line is, or ends with, a numeric date; the name of a download may follow.

    >>> ends_with_date("Lock closed for repairs 03.05.2024 Download document 1f3a.docx")
    True
    """
    return _DATE_AT_END.search(text) is not None


def begins_with_glued_date(text: str) -> bool:
    """Whether a line begins with a numeric date to which its first word is glued.

    >>> begins_with_glued_date("03.05.2024The lock is closed.")
    True
    """
    return _DATE_GLUED.match(text) is not None


def speaks_of_day(fact: Facts) -> bool:
    """Whether a line begins with the day of its event: ``On 4 March 2024, the council ...``."""
    text = fact.text[:_BEGINNING]
    return ("19" in text or "20" in text) and _DATE_IN_PROSE.search(text) is not None


def repeats(headline: Facts, following: Facts) -> bool:
    """Whether a line repeats the headline, alone or followed by the date."""
    if following.letters == headline.letters:
        return True
    return following.letters.startswith(headline.letters) and ends_with_date(following.text)


# --------------------------------------------------------------------------- several lines


def shape_of(kinds: str) -> str:
    """The name of the pattern that the kinds follow, if it is one of listings; else ``mixed``."""
    return next((name for name, form in _SHAPES if form.fullmatch(kinds)), "mixed")


def longest_run(kinds: str) -> int:
    """The length of the longest run of prose lines; dates between them do not end a run.

    >>> longest_run("tpdpptp")
    3
    """
    return max(len(run.replace("d", "")) for run in re.split("[^pd]", kinds))


def is_whole_page(facts: Sequence[Facts]) -> bool:
    """Whether there are menus among the first lines: true of whole pages, not of text dumps."""
    seen = islice((fact for fact in facts if fact.text), _FIRST_LINES)
    return sum(fact.words <= 2 or fact.form in MENU_FORMS for fact in seen) > _MUCH_MENU


def is_little_else(lines: int, prose: int) -> bool:
    """Whether a document with this many lines, and prose lines, is an article with little around it."""
    return lines <= _FEW_LINES or prose >= _MUCH_PROSE * lines


def has_others(above: Iterable[Facts]) -> bool:
    """Whether the lines above a headline include other articles, not only a menu or a section name."""
    kinds = kinds_of(fact for fact in above if fact.form not in WORDLESS)
    return "p" in kinds or kinds.count("t") > 1


def first_below_others(facts: Sequence[Facts]) -> int:
    """Index of the first line above which :func:`has_others` is true; ``len(facts)`` if there is none."""
    titles = 0
    for index, fact in enumerate(facts):
        kind = "" if fact.form in WORDLESS else _kind_of(fact)
        titles += kind == "t"
        if kind == "p" or titles > 1:
            return index + 1
    return len(facts) + 1
