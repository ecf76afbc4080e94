"""Whether an article calls itself an interview, in its headline or in its lead, or a press conference.

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

from ..languages.boilerplate import folded
from ..languages.registry import LANGUAGES
from .turns import Announced

_INTERVIEWS = dict.fromkeys(language.interviews for language in LANGUAGES)
_HINTS = tuple(dict.fromkeys(hint for interviews in _INTERVIEWS for hint in interviews.hints))
"""One of these stands in every text that the patterns for interviews fit: quicker to look for."""

# All are for text that is folded.
_HEADLINE = re.compile("|".join(interviews.headline for interviews in _INTERVIEWS if interviews.headline))
_TAGLINE = re.compile("|".join(interviews.tagline for interviews in _INTERVIEWS if interviews.tagline))
_LONGEST_TAGLINE = 150
"""Characters: a paragraph that begins so tells of an interview."""
_LEAD = re.compile("|".join(interviews.lead for interviews in _INTERVIEWS if interviews.lead))
_PRESS_CONFERENCE = re.compile(
    "|".join(interviews.press_conference for interviews in _INTERVIEWS if interviews.press_conference)
)


def announcement(headline: str, opening: Sequence[str]) -> Announced:
    """How plainly an article calls itself an interview. ``opening`` is its lead and first paragraphs."""
    if _fits(_HEADLINE, headline) or any(map(_is_tagline, opening)):
        return Announced.IN_HEADLINE
    return Announced.IN_LEAD if _fits(_LEAD, " ".join(opening)) else Announced.NOT


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    text = folded(text)
    return any(hint in text for hint in _HINTS) and pattern.search(text) is not None


def _is_tagline(text: str) -> bool:
    """Whether a line below the headline says no more than whose interview follows."""
    return len(text) <= _LONGEST_TAGLINE and _TAGLINE.match(folded(text)) is not None


def is_of_press_conference(headline: str) -> bool:
    """Whether the headline says that many asked."""
    return _PRESS_CONFERENCE.search(folded(headline)) is not None
