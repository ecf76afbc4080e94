"""The facts of a line taken by itself: its length, whether it ends like a sentence, its form.

>>> fact = line_facts(Line(1, "Ships have to wait until Monday."))
>>> fact.words, fact.sentence, fact.form
(6.0, True, '')
>>> line_facts(Line(2, "12 May 2024")).form
'date'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ...text.normalization import WordSplitter, in_ascii, letters_of
from ...text.patterns import lazy_compile
from ..article.line import Line
from ..languages import boilerplate
from ..languages.dates import is_date_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = lazy_compile(r"[^\W_]+")
_STEM, _SHORTEST_STEM = 6, 4
"""Letters of a stem, and of the shortest word that has one: shorter words are mostly function words."""
_STEM_OF_WORD = lazy_compile(r"([^\W_]{4,6})[^\W_]*")
_LATIN_1 = "".join(map(chr, range(256)))
_words_in_latin_1 = WordSplitter("".join(filter(str.isalnum, _LATIN_1)), "latin-1")
# Letters of other character sets, and those that case-folding makes into others.
_BEYOND_LATIN_1 = lazy_compile(r"[^\W_\x00-\xff]|[ßµ]")
_WIDE = lazy_compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
# Scripts whose stems are not the first letters of longer words.
_OF_OTHER_LENGTH = lazy_compile("[\u0400-\u052f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SENTENCE_END = lazy_compile(r"[.!?…。！？؟।:]['\"”’»)\]*]*(?:\s*\[\d+\])*$")
PERIOD_END = lazy_compile(r"[.。…]['\"”’»)\]]*$")
_CLOSED_QUOTE = lazy_compile(r"[”»\"]$")
_ENDS_WITH_INITIAL = lazy_compile(r"\b[^\W\d_]\.$")
BULLET = lazy_compile(r"[•●▪◦·*‣–—-]\s+\S|\(?\d{1,2}[.)]\s+\S|[a-zа-я]\)\s+\S")
"""The beginning of a list item, or of speech: dashes open both."""
STRONG_BULLET = lazy_compile(r"[•●▪◦·*‣]\s*\S|\(?\d{1,2}[.)]\s+\S|[a-zа-я]\)\s+\S")
"""The beginning of a list item, and of nothing else."""
_ONLY_SYMBOLS = lazy_compile(r"[\W_]*")
_LONGEST_CREDITED = 40
"""Words of a caption that ends with a credit."""
OPENING_MARKS = ('"', "“", "„", "«", "‘", "”", "»", "— ", "– ", "- ")
"""What a line of direct speech begins with."""
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_HEADING = 14
"""Words of a heading, or of a byline."""
# "..., the company told Reuters." is a sentence about an agency, not a caption by one.
_SPEAKS = lazy_compile(
    r"\b(?:told|said|reports?|reported|to|by|an?|mit|der|die|via|сообщ\w+|according)\s+(?:\w+\s+)?"
    r"\W?(?:reuters|afp|dpa|epa|тасс|риа)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Facts:
    """The facts of one line."""

    text: str
    words: float
    """Number of words; in scripts without spaces, two characters count as one."""
    sentence: bool
    """Whether the line ends like a sentence."""
    form: str
    """``blank date byline caption chrome back`` (a link back to a list) ``others`` (a heading over other
    articles) ``pointer`` (to another article) ``comments symbols attribution`` (of the quotation above),
    or "" for prose and anything else."""
    link_density: float = 0.0
    tag: str = ""
    _stems: frozenset[str] | None = field(default=None, repr=False)
    _letters: str | None = field(default=None, repr=False)
    _credited: bool | None = field(default=None, repr=False)

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the line's longer words: roughly what it is about, whatever the inflection."""
        if self._stems is None:
            self._stems = frozenset(_stems_in(self.text))
        return self._stems

    @property
    def letters(self) -> str:
        """The result of :func:`letters_of` for the text."""
        if self._letters is None:
            self._letters = letters_of(self.text)
        return self._letters

    @property
    def credited(self) -> bool:
        """Whether the line ends with a photo credit (photographer or agency), as captions do."""
        if self._credited is None:
            self._credited = self.words <= _LONGEST_CREDITED and _ends_with_credit(self.text)
        return self._credited


def _stems_in(text: str) -> list[str]:
    if text.isascii() or not _BEYOND_LATIN_1.search(text):
        return [word[:_STEM] for word in _words_in_latin_1(text.lower()) if len(word) >= _SHORTEST_STEM]
    if not _OF_OTHER_LENGTH.search(text):
        return " ".join(_STEM_OF_WORD.findall(text)).casefold().split()
    words = [word for word in _WORD.findall(text) if len(word) >= _SHORTEST_STEM]
    return [*map(stem, words), *map("".join, zip(*[iter(_WIDE.findall(text))] * 2, strict=False))]


def stem(word: str) -> str:
    """The first letters of a word, which inflection does not change.

    >>> stem("Ministers") == stem("ministerial"), stem("Марта") == stem("Мартой")
    (True, True)
    """
    if "\u0400" <= word[0] <= "\u052f":
        # Slavic languages have long endings, also on names.
        return word[: 4 if len(word) < 7 else 5].casefold()
    return word[:_STEM].casefold()


def line_facts(line: Line) -> Facts:
    """The facts of one line."""
    text = line.clean
    if not text:
        return Facts("", 0, False, "blank")
    shown = _shown_by_short(text) if len(text) <= boilerplate.LONGEST_FORM else (*_measured(text), "")
    facts = Facts(text, *shown)
    if line.hints is not None:
        facts.link_density, facts.tag = line.hints.link_density, line.hints.tag
        if facts.tag in ("footer", "cite") and "blockquote" in line.hints.path.split():
            facts.form = "attribution"
        elif facts.tag == "figcaption" and facts.form != "symbols" and len(text) <= boilerplate.LONGEST_FORM:
            facts.form = "caption"
    return facts


def words_in(text: str) -> float:
    """The number of words in a line; in scripts without spaces, two characters count as one.

    >>> words_in("Ice on the lake"), words_in("湖面结冰了吗")
    (4.0, 4.0)
    """
    words = float(text.count(" ") + 1)
    if not text.isascii() and (wide := len(_WIDE.findall(text))):
        words += wide / 2
    return words


def _measured(text: str) -> tuple[float, bool]:
    """The number of words in a line, and whether it ends like a sentence."""
    words = words_in(text)
    if text[-1].isalnum():
        return words, False
    return words, bool(_SENTENCE_END.search(text)) or (words > 5 and bool(_CLOSED_QUOTE.search(text)))


@lru_cache(maxsize=1 << 14)
def _shown_by_short(text: str) -> tuple[float, bool, str]:
    """The result of :func:`_measured` for a short line, and its form. Cached: menus repeat on every page."""
    words, sentence = _measured(text)
    return words, sentence, _form(text, words, sentence)


def _form(text: str, words: float, sentence: bool) -> str:
    if not text[0].isalnum() and _ONLY_SYMBOLS.fullmatch(text):
        return "symbols"
    if is_date_line(text):
        return "date"
    lower = boilerplate.folded(text)
    if boilerplate.CAPTION.match(lower):
        return "caption"
    if words <= _LONGEST_HEADING:
        if boilerplate.OTHER_ARTICLES.fullmatch(lower):
            return "others"
        if boilerplate.COMMENTS.fullmatch(lower):
            return "comments"
    if boilerplate.POINTER.match(lower):
        return "pointer"
    if boilerplate.BACK.fullmatch(lower):
        return "back"
    if boilerplate.CHROME.fullmatch(lower):
        return "chrome"
    if words <= _LONGEST_HEADING and not sentence and _is_byline(text):
        return "byline"
    return ""


def _is_byline(text: str) -> bool:
    match = boilerplate.BYLINE.match(text)
    return match is not None and match["names"][0].isupper()


def find_letters(facts: Sequence[Facts]) -> None:
    """Compute :attr:`Facts.letters` of many lines at once, which is faster than line by line."""
    import numpy as np

    from ...text.codepoints import PLANE

    facts = [fact for fact in facts if fact._letters is None]
    joined = "\n".join([fact.text for fact in facts])
    if (plain := in_ascii(joined)) is not None:
        found = plain.translate(None, _MARKS_IN_LINE).decode().split("\n")
    else:
        codes = np.frombuffer(joined.casefold().encode("utf-32-le", "surrogatepass"), np.uint32)
        if (codes >= PLANE).any():
            return
        kept = codes[_letters_and_break().take(codes)]
        found = kept.tobytes().decode("utf-32-le").split("\n")
    if len(found) == len(facts):  # No line has a break inside.
        for fact, letters in zip(facts, found, strict=True):
            fact._letters = letters


_MARKS_IN_LINE = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n")


@cache
def _letters_and_break() -> NDArray[np.bool_]:
    """Which characters of the Basic Multilingual Plane :func:`letters_of` keeps; and the line break."""
    import numpy as np

    from ...text.codepoints import PLANE

    return np.array([chr(code).isalnum() or code == ord("\n") for code in range(PLANE)])


def names_in(text: str) -> set[str]:
    """The stems of capitalised words, except at the beginning of a sentence."""
    return {
        stem(word) for word in re.findall(r"(?<![.!?]\s)(?<=\s)[^\W\d_]\w{3,}", text) if word[0].isupper()
    }


def is_summary(fact: Facts) -> bool:
    """Whether a line is a sentence long enough to summarise an article; most paragraphs are, too."""
    return fact.form == "" and fact.words >= 9 and fact.sentence and fact.tag not in HEADING_TAGS


def is_heading(fact: Facts) -> bool:
    """Whether a line is short and not a sentence, as headings are."""
    return (
        fact.words <= _LONGEST_HEADING
        and not fact.sentence
        and not fact.text.endswith((",", ";", "”", '"', "»"))
    )


def is_name_list(fact: Facts) -> bool:
    """Whether a line consists of capitalised words only, like the names in a byline."""
    words = [word for word in _WORD.findall(fact.text) if len(word) > 2]
    return (
        len(words) >= 2 and all(word[0].isupper() for word in words) and not any(map(str.isdigit, fact.text))
    )


def _ends_with_credit(text: str) -> bool:
    if text.startswith(("“", '"', "«")):
        return False
    end = boilerplate.folded(text[-80:])
    credits = list(boilerplate.CREDIT.finditer(end)) if boilerplate.may_credit(end) else []
    if not credits or boilerplate.AFTER_CREDIT.fullmatch(end, credits[-1].end()) is None:
        return False
    return not _SPEAKS.search(text[-60:])


def is_sign_off(fact: Facts) -> bool:
    """Whether the line names the issuer of the text: ``The Press Secretary N. N.``."""
    if fact.words > 12 or not boilerplate.SIGN_OFF.fullmatch(fact.text):
        return False
    return not PERIOD_END.search(fact.text) or _ENDS_WITH_INITIAL.search(fact.text) is not None
