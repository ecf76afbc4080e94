"""The place of a text where the words of a search stand, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

LENGTH = 240
"""Characters of a snippet."""

MOST_READ = 60_000
"""Characters of a text that are looked through."""

_WORD = re.compile(r"[^\W_]+")
_TEXTS = ("question", "quote", "answer", "entries", "text", "caption", "heading")


class Words:
    """The words of a search."""

    def __init__(self, query: str) -> None:
        self.words = list(dict.fromkeys(_WORD.findall(query)))[:20]
        self._stems = [stem(word.casefold()) for word in self.words]

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def searched(self) -> str:
        # SQLite's search takes punctuation for an operator, and a lone one for an error.
        return " ".join(self.words)

    def means(self, word: str) -> bool:
        """Whether a word of a text is one of them, in some form."""
        folded = word.casefold()
        return any(folded.startswith(found) and len(folded) <= len(found) + 4 for found in self._stems)


def stem(word: str) -> str:
    """The word without what its forms differ in: enough to mark words, not to find them.

    >>> stem("helicopters"), stem("вертолёта"), stem("sea")
    ('helicopt', 'вертолё', 'sea')
    """
    if len(word) < 5:
        return word
    return word[: -min(3, len(word) - 4)] if word.isascii() else word[: -min(2, len(word) - 4)]


def snippet(text: str, words: Words) -> SafeString:
    """The part of the text that has most of the words, escaped, with the words in ``<mark>``."""
    text = text[:MOST_READ]
    places = [match.span() for match in _WORD.finditer(text) if words.means(match.group())]
    start = _best_start(places, text)
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    parts, at = ["… " if start else ""], start
    for first, last in places:
        if start <= first and last <= end:
            parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
            at = last
    parts += [escape(text[at:end].rstrip()), " …" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308  every piece of the text is escaped


def _best_start(places: list[tuple[int, int]], text: str) -> int:
    """Where the snippet begins: some words before the place that most of the words stand near."""
    if not places or places[0][0] < LENGTH // 2:
        return 0
    near = [sum(first <= other < first + LENGTH * 0.7 for other, _ in places) for first, _ in places]
    first = places[near.index(max(near))][0]
    return text.rfind(" ", 0, max(first - 50, 1)) + 1


def text_of(page: Any) -> str:
    """What a page says, in plain text: lead first, then what stands in its body."""
    parts = [
        getattr(page, "lead", ""),
        getattr(page, "introduction", ""),
        strip_tags(getattr(page, "intro", "")),
    ]
    body = getattr(page, "body", None)
    if body is not None:
        parts += _said(body.raw_data)
    return " ".join(" ".join(filter(None, parts)).split())


def _said(blocks: Any) -> Iterator[str]:
    """The texts in stored blocks. Only the JSON is read: no block is made of it."""
    for block in blocks or ():
        value = block.get("value") if isinstance(block, dict) else block
        if isinstance(value, str):
            yield unescape(strip_tags(value.replace("</p>", " </p>")))
        elif isinstance(value, list):
            yield from _said(value)
        elif isinstance(value, dict):
            for name in _TEXTS:
                part = value.get(name)
                yield from _said(part if isinstance(part, list) else [part] if isinstance(part, str) else ())
