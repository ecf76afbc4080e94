"""Writes the inline mark-up of a line as HTML, and sanitises it.

The sanitiser is nh3 (Rust's ammonia), which works on a parsed tree, not on patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from ...text.patterns import lazy_compile
from ...text.urls import absolute_url
from ..metadata.page_metadata import file_beside

INLINE_TAGS = {"a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em"}
"""Inline elements that are kept, and the element that each is written as."""

Markup = tuple[str, str]
"""A piece of a line's mark-up: its kind (``text``, ``tag`` or ``link``), and the text, tag or href. Written
as HTML only for the lines that need it."""

_DEEPEST_MARKUP = 50
"""Inline elements open at once in a line. The sanitiser takes quadratic time in their number."""

_ALLOWED_TAGS = {"a", "strong", "em", "sup", "sub"}

_ALLOWED_ATTRIBUTES = {"a": {"href"}}

SPACES = " \t\n\r\f"
"""White space that browsers collapse; no-break spaces are not collapsed."""

# White space that must become a single space; single spaces are skipped, which is faster.
_SPACE = lazy_compile(rf"[{SPACES}]{{2,}}|[\t\n\r\f]")


def written(markup: Sequence[Markup], base: str | None) -> str:
    """A line's mark-up as HTML with absolute links. It is not sanitised."""
    pieces = []
    for kind, value in markup:
        if kind == "text":
            pieces.append(escape(value, quote=False))
        elif kind == "tag":
            pieces.append(f"<{value}>")
        else:
            href = absolute_url(base, value) or ("" if base else file_beside(value))
            pieces.append(f'<a href="{escape(href)}">' if href else "<a>")
    return "".join(pieces)


def is_shallow(markup: Sequence[Markup]) -> bool:
    """Whether the elements of a line are nested no deeper than people write."""
    if len(markup) <= _DEEPEST_MARKUP:
        return True
    opened = Counter(
        INLINE_TAGS["a"] if kind == "link" else value for kind, value in markup if kind != "text"
    )
    return (
        all(opened[name] - opened[f"/{name}"] <= _DEEPEST_MARKUP for name in set(INLINE_TAGS.values()))
        and _depth(markup) <= _DEEPEST_MARKUP
    )


def _depth(markup: Sequence[Markup]) -> int:
    """The greatest number of elements open at once."""
    depth = deepest = 0
    for kind, value in markup:
        if kind != "text":
            depth = max(0, depth + (-1 if value.startswith("/") and kind == "tag" else 1))
            deepest = max(deepest, depth)
    return deepest


def collapsed(text: str) -> str:
    """The text with white space collapsed as browsers do; no-break spaces stay."""
    text = text.strip(SPACES)
    is_plain = text.isprintable() and "  " not in text
    return text if is_plain else _SPACE.sub(" ", text)


def sanitise(html: str) -> str | None:
    """Sanitise inline mark-up: links, strong and emphasised text stay. None if no mark-up remains.

    >>> sanitise('<strong>No</strong> <a href="javascript:x()">way</a><script>x()</script>')
    '<strong>No</strong> <a>way</a>'
    """
    clean: str = _cleaner().clean(collapsed(html))
    clean = re.sub(r"<(strong|em|sup|sub|a)(?: href=\"[^\"]*\")?>\s*</\1>", "", clean)
    return clean if "<" in clean else None


@cache
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
