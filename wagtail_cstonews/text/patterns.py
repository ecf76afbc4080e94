"""Regular expressions that are compiled when they are first used: extraction has hundreds, and one document
meets a quarter of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

_TAKEN_OVER = (
    *("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner"),
    *("pattern", "flags", "groups", "groupindex"),
)


class _LazyPattern:
    """Has a compiled pattern's methods as its own once one was asked for: then it is as fast as that."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _TAKEN_OVER:
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        for taken in _TAKEN_OVER:
            setattr(self, taken, getattr(compiled, taken))
        return getattr(self, name)


def lazy_compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As :func:`re.compile`, later. What is wrong with the pattern is said at its first use.

    Only the pattern's own methods and attributes work; the functions of :mod:`re` do not take it.

    >>> lazy_compile("[a-z]+").findall("To be or not")
    ['o', 'be', 'or', 'not']
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))
