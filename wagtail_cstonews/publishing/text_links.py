"""Links on words of plain text, as pure functions on strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape


def places_of(text: str, words: Sequence[str]) -> list[tuple[int, int] | None]:
    """The span of each of the words in a text, without overlap; None for words that do not occur.

    Each word is searched after the previous one first, then before it. Runs of white space are equal.

    >>> places_of("Reuters, and Reuters", ["Reuters", "Reuters", "AP"])
    [(0, 7), (13, 20), None]
    """
    found: list[tuple[int, int] | None] = []
    last = 0
    for piece in words:
        place = _place(text, piece, last, found) or _place(text, piece, 0, found)
        found.append(place)
        last = place[1] if place else last
    return found


def _place(
    text: str, words: str, start: int, taken: Iterable[tuple[int, int] | None]
) -> tuple[int, int] | None:
    parts = words.split()
    if not parts:
        return None
    for match in re.compile(r"\s+".join(map(re.escape, parts))).finditer(text, start):
        begin, end = match.span()
        if all(place is None or end <= place[0] or begin >= place[1] for place in taken):
            return begin, end
    return None


def link_words(text: str, links: Sequence[tuple[str, str]]) -> str:
    """The text as HTML, with links on words of it. The addresses must be safe.

    >>> link_words("A < B", [("B", "https://b.example/?a=1&b=2"), ("C", "https://c.example/")])
    'A &lt; <a href="https://b.example/?a=1&amp;b=2">B</a>'
    """
    places = places_of(text, [words for words, _ in links])
    found = sorted((place, address) for place, (_, address) in zip(places, links, strict=True) if place)
    pieces, last = [], 0
    for (start, end), address in found:
        pieces.append(escape(text[last:start], quote=False))
        pieces.append(f'<a href="{escape(address)}">{escape(text[start:end], quote=False)}</a>')
        last = end
    return "".join([*pieces, escape(text[last:], quote=False)])
