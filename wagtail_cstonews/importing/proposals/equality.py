"""Equality of two field values to a reader, ignoring what an editor's form changes by itself.

A form collapses white space, drops the seconds of a time, renames HTML tags and adds keys to paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any


def exact(one: Any, other: Any) -> bool:
    return bool(one == other)


def same(one: Any, other: Any) -> bool:
    """Whether both values say the same to a reader.

    >>> same('<p data-block-key="x1">A <strong>b</strong></p>', "<p>A <b>b</b></p>")
    True
    >>> same(None, ""), same(0, None)
    (True, False)
    >>> same({"type": "a", "value": "x", "id": "1"}, {"type": "a", "value": "x", "id": "2"})
    True
    """
    return bool(one == other) or plain(one) == plain(other)


def plain(value: Any) -> Any:
    """The value without block ids and without what an editor's form changes: see :func:`plain_text`."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, list):
        return [plain(item) for item in value] or None
    if isinstance(value, Mapping):
        kept = ((name, plain(item)) for name, item in value.items() if name != "id" or "type" not in value)
        return {name: item for name, item in kept if item is not None} or None
    return value


ALIASES = {"strong": "b", "em": "i"}


UNREAD = frozenset({"data-block-key"})


MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d|)")


class _Tokens(HTMLParser):
    """Normalised HTML: tags with sorted attributes, and text with collapsed white space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple(sorted((name, value or "") for name, value in attrs if name not in UNREAD))
        self.found.append((ALIASES.get(tag, tag), *kept))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{ALIASES.get(tag, tag)}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.found.append((data[0].isspace(), words, data[-1].isspace()))


@lru_cache(maxsize=4096)
def plain_text(text: str) -> Any:
    """Text as a reader sees it: line ends alike, none around it, markup by its meaning; None for none at all.

    A form keeps no seconds of a moment.

    >>> plain_text(" One\\r\\ntwo "), plain_text("2024-05-01T06:07:08.9Z")
    ('One\\ntwo', '2024-05-01T06:07Z')
    """
    if moment := MOMENT.fullmatch(text):
        return moment[1] + moment[2]
    if "<" not in text or ">" not in text:
        return "\n".join(line.rstrip() for line in text.strip().splitlines()) or None
    parser = _Tokens()
    parser.feed(text)
    parser.close()
    return tuple(parser.found)


def words_of(value: Any) -> frozenset[str]:
    """The words anywhere in a block's value."""
    if isinstance(value, str):
        return frozenset(readable(value).casefold().split())
    if isinstance(value, dict):
        return frozenset().union(*(words_of(item) for name, item in value.items() if name != "id"))
    if isinstance(value, list):
        return frozenset().union(*map(words_of, value))
    return frozenset()


def readable(text: str) -> str:
    """A text without its mark-up.

    >>> readable("<p>One <b>two</b> &amp; three</p>")
    'One two & three'
    """
    found = plain_text(text)
    if not isinstance(found, tuple):
        return found or ""
    return " ".join(part[1] for part in found if len(part) == 3 and isinstance(part[0], bool))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The overlap of two sets of words, from 0 to 1: Dice's coefficient."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
