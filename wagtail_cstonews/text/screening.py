"""Screening: a cheap test for lines that may need a repair. Nearly all lines need none.

:func:`needs_a_look` screens one line, :func:`lines_to_look_at` a whole page with numpy. Neither has false
negatives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .alphabets import LATIN, NOT_LATIN
from .patterns import lazy_compile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SUSPICIOUS_ALONE = (
    "\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ufb00-\ufb06\ufeff\ufff9-\ufffb\ud800-\udfff\u0300-\u036f"
)
"""Characters that may need a repair in any context: controls, odd spaces, ligatures, combining accents."""

_SUSPICIOUS = lazy_compile(
    f"[{_SUSPICIOUS_ALONE}]|&#?[a-zA-Z0-9]{{2,30}};|[{LATIN}][{NOT_LATIN}]|[{NOT_LATIN}][{LATIN}]"
)
"""Anything that may need a repair, except mojibake."""

_ACCENTED = "".join(chr(code) for code in range(0xDF, 0x180) if chr(code).islower())
_IN_WORDS = f"{_ACCENTED}\u0410-\u044f\u0530-\u1fff\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef"
"""Letters that are adjacent in words of some language."""

_MOJIBAKE_ALONE, _BEYOND_ASCII, _IN_NO_WORD = "\x80-\x9fŒœÃÂ", "^\x00-\x7f", f"^\x00-\x7f{_IN_WORDS}"

_MAY_BE_MOJIBAKE = lazy_compile(
    f"[{_MOJIBAKE_ALONE}]|[{_BEYOND_ASCII}][{_IN_NO_WORD}]|[{_IN_NO_WORD}][{_ACCENTED}]"
)
"""All mojibake that ftfy knows contains a control character, one of four letters, or two adjacent characters
beyond ASCII that are not both letters of words."""

_ODD = lazy_compile(f"{_SUSPICIOUS.pattern}|{_MAY_BE_MOJIBAKE.pattern}")
"""A single search that rules out most lines."""

ENTITY = lazy_compile("&#?[0-9A-Za-z]{1,24};")

# The same patterns as bits per character, for whole pages at once: one bit for characters that are suspicious
# alone, and for each kind of pair one bit for its first character and one for its second.
_SUSPICIOUS_PAIRS = ((LATIN, NOT_LATIN), (NOT_LATIN, LATIN))
_MOJIBAKE_PAIRS = ((_BEYOND_ASCII, _IN_NO_WORD), (_IN_NO_WORD, _ACCENTED))
_SUSPICIOUS_BIT, _MOJIBAKE_BIT = 1 << 8, 1 << 9
_SUSPICIOUS_BITS, _MOJIBAKE_BITS = _SUSPICIOUS_BIT | 0b0011, _MOJIBAKE_BIT | 0b1100
_FIRST_OF_PAIR, _SECOND_SHIFT = 0b1111, 4


def needs_a_look(text: str) -> bool:
    """Whether :func:`~.repair.fix_and_explain` could change the text. Fast; no false negatives.

    >>> needs_a_look("A plain line – “quoted”."), needs_a_look("the presidentâ€™s words")
    (False, True)
    """
    if text.isascii():
        if "&" in text and ENTITY.search(text):
            return True
        return not text.isprintable() and _SUSPICIOUS.search(text) is not None
    if not _ODD.search(text):
        return False
    return _SUSPICIOUS.search(text) is not None or looks_like_mojibake(text)


def looks_like_mojibake(text: str) -> bool:
    """Whether ftfy's badness heuristic finds character sequences that no language has."""
    return _MAY_BE_MOJIBAKE.search(text) is not None and _badness()(text)


@lru_cache(maxsize=1)
def _badness() -> Callable[[str], bool]:
    from ftfy.badness import is_bad

    return is_bad


def lines_to_look_at(texts: Sequence[str]) -> list[int]:
    """The indexes of all lines for which :func:`needs_a_look` is true, and of any others with an "&".

    >>> lines_to_look_at(["One", "the presidentâ€™s words", "Three", "R&D"])
    [1, 3]
    """
    import numpy as np

    from .codepoints import Characters

    characters = Characters(texts)
    roles = characters.kinds(_roles())
    found = roles & (_SUSPICIOUS_BIT | _MOJIBAKE_BIT)
    found[:-1] |= roles[:-1] & _FIRST_OF_PAIR & (roles[1:] >> _SECOND_SHIFT)
    lines = characters.each_line(np.bitwise_or, found)
    suspicious = lines & _SUSPICIOUS_BITS != 0
    for index in np.flatnonzero((lines & _MOJIBAKE_BITS != 0) & ~suspicious).tolist():
        suspicious[index] = _badness()(texts[index])
    return np.flatnonzero(suspicious).tolist()


@cache
def _roles() -> NDArray[np.uint16]:
    """The bits of each character of the Basic Multilingual Plane."""
    import numpy as np

    from .codepoints import PLANE

    every = "".join(map(chr, range(PLANE)))
    roles = np.zeros(PLANE, np.uint16)

    def give(members: str, role: int) -> None:
        for run in re.finditer(f"[{members}]+", every):
            roles[run.start() : run.end()] |= role

    give(f"&{_SUSPICIOUS_ALONE}", _SUSPICIOUS_BIT)
    give(_MOJIBAKE_ALONE, _MOJIBAKE_BIT)
    for number, (first, second) in enumerate(_SUSPICIOUS_PAIRS + _MOJIBAKE_PAIRS):
        give(first, 1 << number)
        give(second, 1 << number + _SECOND_SHIFT)
    return roles
