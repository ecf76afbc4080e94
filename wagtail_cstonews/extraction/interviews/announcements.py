"""Patterns for headlines and leads that announce an interview or a press conference.

>>> announcement("Anna Lee gave an interview to the Herald", []).name
'IN_HEADLINE'
>>> announcement("Rain is good", ["The minister gave the Herald an exclusive interview."]).name
'IN_LEAD'
>>> announcement("Rain is good", ["Interview of the minister to the Herald"]).name
'IN_HEADLINE'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.patterns import lazy_compile
from ..languages.boilerplate import folded
from ..languages.registry import LANGUAGES
from .turns import Announced

_INTERVIEWS = dict.fromkeys(language.interviews for language in LANGUAGES)
_HINTS = tuple(dict.fromkeys(hint for interviews in _INTERVIEWS for hint in interviews.hints))
"""Every text that matches one of the patterns contains one of these: a fast pre-filter."""

# All patterns are for folded text.
_HEADLINE = lazy_compile("|".join(interviews.headline for interviews in _INTERVIEWS if interviews.headline))
_TAGLINE = lazy_compile("|".join(interviews.tagline for interviews in _INTERVIEWS if interviews.tagline))
_LONGEST_TAGLINE = 150
"""Characters: a longer paragraph with such a beginning reports on an interview."""
_LEAD = lazy_compile("|".join(interviews.lead for interviews in _INTERVIEWS if interviews.lead))
_PRESS_CONFERENCE = lazy_compile(
    "|".join(interviews.press_conference for interviews in _INTERVIEWS if interviews.press_conference)
)


def announcement(headline: str, opening: Sequence[str]) -> Announced:
    """How clearly an article is announced as an interview. ``opening`` is its lead and first paragraphs."""
    if _fits(_HEADLINE, headline) or any(map(_is_tagline, opening)):
        return Announced.IN_HEADLINE
    return Announced.IN_LEAD if _fits(_LEAD, " ".join(opening)) else Announced.NOT


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    text = folded(text)
    return any(hint in text for hint in _HINTS) and pattern.search(text) is not None


def _is_tagline(text: str) -> bool:
    """Whether a line below the headline only says whose interview follows."""
    return len(text) <= _LONGEST_TAGLINE and _TAGLINE.match(folded(text)) is not None


def is_of_press_conference(headline: str) -> bool:
    """Whether the headline announces a press conference."""
    return _PRESS_CONFERENCE.search(folded(headline)) is not None
