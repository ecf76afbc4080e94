"""Quotation marks: which of them can open a quotation, and which can close it.

    >>> marks = QuotationMarks('The 5" shell, "he said, "was old."')
    >>> [marks.opens(*mark) for mark in marks.found]
    [False, True, True, False]

This follows from the mark itself if it is directional, and from the characters on either side of it.
"""

from __future__ import annotations

import re

from ....text.patterns import lazy_compile
from ...languages.registry import words_of
from ...languages.speech_verbs import is_verb

# Two apostrophes close what ``…'' opened; without that they are passed over, as one mark.
# (A list of single characters, not a set: then the engine skips quickly to the next of them.)
MARK = lazy_compile(r"``|''|‘‘|’’|‚‚|,,(?=\w)|" + "|".join("“”„‟«»\"‘’'‚‹›＂″"))
# Nothing but these may open a quotation: ``’`` and ``'`` behind a letter do not.
_MAY_OPEN = lazy_compile(r"``|’’|'(?<!\w')|,,(?=\w)|" + "|".join('“”„‟«»"‘‚‹＂'))
DOUBLE_OPENING = frozenset({"“", "„", "‟", "``", "‘‘", "‚‚", ",,"})
DOUBLE_CLOSING = frozenset({"”", "’’", "''"})
DOUBLE_STRAIGHT = frozenset({'"', "＂"})
PRIME = "″"
"""Stands for inches or seconds, and neither opens nor closes anything."""
SINGLE = frozenset({"‘", "’", "'", "‚", "‹", "›"})
_GUILLEMETS = frozenset({"«", "»"})

_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f\u200b([{—–-―−/:…|>*\u2028：，。、；（")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f\u200b)]},.;:!?—–-―−/…|<*'’”\"»\u2028，。、；：！？）،؛؟")
ENDS_SPEECH = frozenset(",.?!…;:—–-)]，。！？；،؟")
"""What stands before a mark that closes speech."""
_ELISIONS = lazy_compile(r"(?:em|cause|til|tis|twas|n|round|bout|cos|\d0s)\b", re.IGNORECASE)
"""Words of which an apostrophe stands for the beginning: ``’em``, ``’90s``."""
_ATTRIBUTION = lazy_compile(r"(?:\s?[—–-]\s?|[ \u00a0])?([^\W\d_]{2,20})[ \u00a0]([^\W\d_]{1,20})")
"""The two words behind a mark: ``said Masadykov``, ``he said``."""


def may_open(text: str) -> bool:
    """Whether a text may contain an opening quotation mark. Fast; no false negatives."""
    return _MAY_OPEN.search(text) is not None


def could_open(text: str, start: int, end: int) -> bool:
    """Whether the adjacent characters allow a mark to open a quotation."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before in _BEFORE_OPENING or before in "“„\"‘'«(") and not after.isspace()


def could_close(text: str, start: int, end: int) -> bool:
    """Whether the adjacent characters allow a mark to close a quotation."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before == " " and start > 1 and text[start - 2] in "'’":
        # The outer mark stands apart from the nested one: ``'outreach,' " he said``.
        before = "'"
    return not before.isspace() and (after in _AFTER_CLOSING or after.isspace() or before in ENDS_SPEECH)


def is_apostrophe(text: str, start: int, end: int) -> bool:
    """Whether a single mark stands inside a word (``don't``) or for letters left out (``'90s``)."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() and after.isalnum():
        return True
    return not before.isalnum() and _ELISIONS.match(text, end) is not None


class QuotationMarks:
    """The quotation marks of one paragraph, in order."""

    def __init__(self, text: str, language: str | None = "en") -> None:
        self.text = text
        self.language = language
        self.found = [
            (match.group(), match.start(), match.end())
            for match in MARK.finditer(text)
            if match.group() != "''" or "``" in text
        ]
        """Each mark with its place: ``(mark, start, end)``."""

    def opens(self, mark: str, start: int, end: int) -> bool:
        """Whether a mark opens a quotation, where none is open."""
        text = self.text
        if mark == PRIME:
            return False
        if mark in DOUBLE_STRAIGHT:
            return could_open(text, start, end) and not self._is_measure(start)
        if mark in DOUBLE_OPENING:
            return could_open(text, start, end) or not could_close(text, start, end)
        if mark in DOUBLE_CLOSING:
            return could_open(text, start, end) and not could_close(text, start, end)
        if mark == "«":
            return (
                not could_close(text, start, end)
                or could_open(text, start, end)
                or text[end : end + 1].isspace()
            )
        if mark == "»":
            return could_open(text, start, end) and not could_close(text, start, end)
        if mark in ("’", "›"):
            return False
        return could_open(text, start, end) and not is_apostrophe(text, start, end)

    def closes(self, mark: str, other: str, start: int, end: int) -> bool:
        """Whether ``other``, from ``start`` to ``end``, closes what ``mark`` opened."""
        text = self.text
        if mark in _GUILLEMETS:
            return other == ("»" if mark == "«" else "«")
        if other in DOUBLE_CLOSING:
            return True
        if mark not in SINGLE and self._is_before_a_verb(start, end):
            return True
        if other == "“":
            return mark in ("„", "‚‚", ",,", "»") or (
                could_close(text, start, end) and not could_open(text, start, end)
            )
        if other in DOUBLE_STRAIGHT:
            if self._is_measure(start) and self._measure_inside(start, end):
                return False
            return could_close(text, start, end) and not (
                could_open(text, start, end)
                and text[start - 1 : start] not in ("—", "–", "-", "…")
                and text[start - 2 : start] not in ("' ", "’ ")
            )
        return False

    def _is_measure(self, start: int) -> bool:
        """Whether a straight mark stands for inches or seconds: ``a 12" wall``."""
        return start > 0 and self.text[start - 1].isdigit()

    def _is_before_a_verb(self, start: int, end: int) -> bool:
        """Whether a mark inside a quotation that its spaces would have open another one closes it: it stands
        right before who says so. ``"That is clear, "said Masadykov.``
        """
        text = self.text
        if not text[start - 1 : start].isspace() or text[: start - 1].rstrip()[-1:] not in ENDS_SPEECH:
            return False
        words = _ATTRIBUTION.match(text, end)
        if words is None:
            return False
        first, second = words.groups()
        return is_verb(second if first in words_of(self.language).pronouns else first, self.language)

    def _measure_inside(self, start: int, end: int) -> bool:
        """Whether a mark after a digit is a measure inside a quotation: a word follows, and another mark
        could close.
        """
        after = self.text[end : end + 2]
        if not (after[:1].isspace() and after[1:2].islower()):
            return False
        following = [(m, s, e) for m, s, e in self.found if s > start and m in DOUBLE_STRAIGHT]
        return len(following) % 2 == 1 and could_close(self.text, following[0][1], following[0][2])
