"""Capitalised sequences in running text: candidates for names, with the titles before them.

>>> [sequence for sequence, _ in sequences("The mayor, Anna van den Berg, met J. Li Jr. today.")]
['The', 'Anna van den Berg', 'J. Li Jr.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....text.patterns import lazy_compile
from .given_names import UPPER

_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|der|den|ter|bin|ibn|al|el|la|le|zu|zur|af|ben|bint|y|und)"
_ARTICLE = r"(?:al-|el-|ul-|ash-|as-|d[’'])"
_INITIALS_REST = rf"\.(?:-?[{UPPER}]\.)*(?![a-z])"
_WORD_REST = (
    rf"[\w]*(?:[’'](?!s\b|S\b)\w+|-\w+)*(?:(?<=[A-Z]r)\.|"
    rf"(?<=\bMrs)\.|(?<=\bMs)\.|(?<=\b[A-Z][a-z]{{2}})\.(?=[ \u00a0][{UPPER}])|(?<=\bProf)\.|"
    rf"(?<=\bAdm)\.|(?<=\bSens)\.|(?<=\bReps)\.|(?<=\bLt)\.|(?<=\bSt)\.)?"
)
_WORD = rf"(?:[{UPPER}]{_INITIALS_REST}|{_ARTICLE}?[{UPPER}]{_WORD_REST})"
# It begins with a set of characters: then the engine skips quickly to the next of them.
_SEQUENCE = lazy_compile(
    rf"[{UPPER}](?<![\w@#.].)(?:{_INITIALS_REST}|{_WORD_REST})"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_WORD})*(?:,? (?:Jr|Sr)\.?(?!\w))?",
    re.DOTALL,
)
_ARTICLE_BEFORE = lazy_compile(rf"(?<![\w@#.]){_ARTICLE}\Z")
_ENDS_ARTICLE = ("-", "’", "'")


def sequences(text: str) -> Iterator[tuple[str, int]]:
    """What is capitalised in a text, and where it begins."""
    for match in _SEQUENCE.finditer(text):
        sequence, start = match.group(), match.start()
        if text[start - 1 : start] in _ENDS_ARTICLE and (
            article := _ARTICLE_BEFORE.search(text, max(0, start - 4), start)
        ):
            sequence, start = article.group() + sequence, article.start()
        yield sequence, start


def plain_hyphens(text: str) -> str:
    """A text with the hyphen of the keyboard for those that typesetters use; every offset stays.

    >>> plain_hyphens("Jean\u2011Pierre")
    'Jean-Pierre'
    """
    return text.replace("\u2011", "-").replace("\u2010", "-")
