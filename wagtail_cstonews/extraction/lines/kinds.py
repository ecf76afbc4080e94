"""What lines in a row are: dates, prose, titles; and what they make up: a list of summaries, a whole page.

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

from .facts import PERIOD_END, Facts

MOST_WORDS, LONGEST = 45, 320
"""Words and characters of a headline: press offices write long ones."""
FEWEST_WORDS = 5
"""Of a line that says something: with fewer it is a menu's, or a heading."""
WORDLESS = frozenset(("blank", "symbols"))
"""Forms of lines without a word."""
MENU_FORMS = frozenset(("chrome", "back", "others", "comments"))
"""Forms of lines that belong to the site."""

_FIRST_LINES = 75
"""Lines with text among which menus are looked for: where a headline may stand, and some below it."""
_MUCH_MENU = 25
"""Lines of menus; a dump of a page's text that begins with summaries has fewer."""
_FEW_LINES = 40
"""Lines with words."""
_MUCH_PROSE = 0.5
"""Of the lines; on the pages of most sites it is a fifth."""
_BEGINNING = 90
"""Characters of a summary in which it says what day it speaks of."""

_DATE = r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
_FILE = r"\w+ document\s+\S+"
_DATE_ALONE = re.compile(rf"{_DATE}(?:\s*[,|]?\s*\d{{1,2}}:\d\d)?(?:\s+{_FILE})?\W*$")
_DATE_GLUED = re.compile(rf"{_DATE}[^\W\d_]")
_DATE_AT_END = re.compile(rf"(?:^|\s){_DATE}\W*(?:{_FILE})?$")
_DATE_IN_PROSE = re.compile(
    r"\b\d{1,2}\.? [^\W\d_]{3,}\.?,? (?:19|20)\d\d\b|\b[^\W\d_]{3,} \d{1,2}, (?:19|20)\d\d\b"
)
# Each has one way to match, so that none takes long.
_SHAPES = (
    ("nothing", re.compile("")),
    ("prose", re.compile("p+")),
    ("dated prose", re.compile("(?:dp+)+")),
    ("prose dated", re.compile("(?:p+d)+")),
    ("titled", re.compile("(?:tp)+")),
    ("titled long", re.compile("(?:tp+)+")),
    ("titles", re.compile("t+")),
    ("titles dated", re.compile("(?:td)+|(?:dt)+")),
    ("dated titled", re.compile("(?:d?td?p+)+")),
    ("one title then prose", re.compile("[tos]+d?p+")),
)

# --------------------------------------------------------------------------- one line


def kinds_of(facts: Iterable[Facts]) -> str:
    """What each line looks like, a letter each: ``d`` a date, ``p`` prose, ``t`` like a title, ``s`` a word
    or two, ``o`` something else.
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
    """Whether a line is, or ends with, a date in digits; a file to download may stand behind it.

    >>> ends_with_date("Lock closed for repairs 03.05.2024 Download document 1f3a.docx")
    True
    """
    return _DATE_AT_END.search(text) is not None


def begins_with_glued_date(text: str) -> bool:
    """Whether a line begins with a date in digits that its first word is glued to.

    >>> begins_with_glued_date("03.05.2024The lock is closed.")
    True
    """
    return _DATE_GLUED.match(text) is not None


def speaks_of_day(fact: Facts) -> bool:
    """Whether a line says at its beginning what day it speaks of: ``On 4 March 2024, the council ...``."""
    return _DATE_IN_PROSE.search(fact.text[:_BEGINNING]) is not None


def repeats(headline: Facts, following: Facts) -> bool:
    """Whether a line is the headline once more, by itself or with the date behind it."""
    if following.letters == headline.letters:
        return True
    return following.letters.startswith(headline.letters) and ends_with_date(following.text)


# --------------------------------------------------------------------------- several lines


def shape_of(kinds: str) -> str:
    """The order in which lines come, as lists of summaries have theirs; ``mixed`` for any other."""
    return next((name for name, form in _SHAPES if form.fullmatch(kinds)), "mixed")


def longest_run(kinds: str) -> int:
    """How many lines of prose stand in a row at the most; dates between them do not part them.

    >>> longest_run("tpdpptp")
    3
    """
    return max(len(run.replace("d", "")) for run in re.split("[^pd]", kinds))


def is_whole_page(facts: Sequence[Facts]) -> bool:
    """Whether menus stand among the first lines, as on a whole page and not on a dump of its text."""
    seen = islice((fact for fact in facts if fact.text), _FIRST_LINES)
    return sum(fact.words <= 2 or fact.form in MENU_FORMS for fact in seen) > _MUCH_MENU


def is_little_else(lines: int, prose: int) -> bool:
    """Whether a document of so many lines, so many of them prose, is an article with little around it."""
    return lines <= _FEW_LINES or prose >= _MUCH_PROSE * lines


def has_others(above: Iterable[Facts]) -> bool:
    """Whether the lines above a headline are other articles', not only a menu or the section's name."""
    kinds = kinds_of(fact for fact in above if fact.form not in WORDLESS)
    return "p" in kinds or kinds.count("t") > 1


def first_below_others(facts: Sequence[Facts]) -> int:
    """The first line above which :func:`has_others` is true; behind the last line where it never is."""
    titles = 0
    for index, fact in enumerate(facts):
        kind = "" if fact.form in WORDLESS else _kind_of(fact)
        titles += kind == "t"
        if kind == "p" or titles > 1:
            return index + 1
    return len(facts) + 1
