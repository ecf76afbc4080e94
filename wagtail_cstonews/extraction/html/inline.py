"""Inline mark-up of a line: written as HTML, and sanitised.

The sanitiser is nh3 (Rust's ammonia), which works on a parsed tree, not on patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from ...text.urls import absolute_url
from ..metadata.page_metadata import file_beside

INLINE_TAGS = {"a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em"}
"""Inline elements whose mark-up is kept, and what each is written as."""

Markup = tuple[str, str]
"""A piece of a line's mark-up, written only where it is wanted: a ``text``, ``tag`` or ``link``'s href."""

_DEEPEST_MARKUP = 50
"""Inline elements that are open at once in a line: the sanitiser compares each with all others."""

_ALLOWED_TAGS = {"a", "strong", "em", "sup", "sub"}

_ALLOWED_ATTRIBUTES = {"a": {"href"}}

SPACES = " \t\n\r\f"
"""White space that browsers fold; no-break spaces are none."""

# What has to become a single space; a space by itself is one, and is passed over.
_SPACE = re.compile(rf"[{SPACES}]{{2,}}|[\t\n\r\f]")


def written(markup: Sequence[Markup], base: str | None) -> str:
    """A line's mark-up as HTML, its links absolute. Nothing in it is sanitised."""
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
    """Whether no more elements are left open in a line than people leave."""
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
    """How many elements are open at once, at most."""
    depth = deepest = 0
    for kind, value in markup:
        if kind != "text":
            depth = max(0, depth + (-1 if value.startswith("/") and kind == "tag" else 1))
            deepest = max(deepest, depth)
    return deepest


def collapsed(text: str) -> str:
    """The text with single spaces for all white space, as a browser shows it; no-break spaces stay."""
    text = text.strip(SPACES)
    is_plain = text.isprintable() and "  " not in text
    return text if is_plain else _SPACE.sub(" ", text)


def sanitise(html: str) -> str | None:
    """Inline mark-up that may be shown: links, strong and emphasised text. None where none of it is left.

    >>> sanitise('<strong>No</strong> <a href="javascript:x()">way</a><script>x()</script>')
    '<strong>No</strong> <a>way</a>'
    """
    import nh3

    clean: str = nh3.clean(
        collapsed(html),
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    clean = re.sub(r"<(strong|em|sup|sub|a)(?: href=\"[^\"]*\")?>\s*</\1>", "", clean)
    return clean if "<" in clean else None
