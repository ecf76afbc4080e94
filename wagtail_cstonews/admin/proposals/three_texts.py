"""Three texts beside each other: as it was imported, as the page is now, and the new one, word by word."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape, format_html, strip_tags
from wagtail.admin.compare import diff_text

from wagtail_cstonews.admin.review.comparing import LONG, MOST, added


@dataclass
class Row:
    """One paragraph in three versions, as HTML with what was changed in it marked."""

    base: str
    mine: str
    theirs: str

    @property
    def is_same(self) -> bool:
        return self.base == self.mine == self.theirs


@dataclass
class _Side:
    """Another version of some paragraphs, by the places of these."""

    kept: dict[int, str] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)
    """New paragraphs, by the place before which they stand."""


def texts_of_page(page: Any) -> list[str]:
    """What a page says, a paragraph or block each, as plain text."""
    texts = [page.title, getattr(page, "lead", "")]
    body = getattr(page, "body", None)
    if body is not None:
        texts += [" ".join(_words(block.get("value"))) for block in body.raw_data]
    return [text for text in (" ".join(text.split()) for text in texts) if text][:MOST]


def _words(value: Any) -> Iterator[str]:
    """The texts in a block's stored value, but for what only the database needs."""
    if isinstance(value, str):
        yield html.unescape(strip_tags(value))
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in ("id", "type"):
                yield from _words(item)


def rows_of(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Row]:
    """The paragraphs of three versions side by side.

    >>> [(row.base, row.mine, row.is_same) for row in rows_of(["One."], ["One."], ["One."])]
    [('One.', 'One.', True)]
    """
    sides = _aligned(base, mine), _aligned(base, theirs)
    rows: list[Row] = []
    for place in range(len(base) + 1):
        new = [side.added.get(place, []) for side in sides]
        for number in range(max(map(len, new))):
            cells = [added(some[number]) if number < len(some) else "" for some in new]
            rows.append(Row("", *cells))
        if place < len(base):
            was = base[place]
            rows.append(Row(escape(was), *(_changed(was, side.kept.get(place)) for side in sides)))
    return rows


def _aligned(base: Sequence[str], other: Sequence[str]) -> _Side:
    side = _Side()
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        both = min(i2 - i1, j2 - j1)
        side.kept.update({i1 + number: other[j1 + number] for number in range(both)})
        if j1 + both < j2:
            side.added.setdefault(i1 + both, []).extend(other[j1 + both : j2])
    return side


def _changed(was: str, now: str | None) -> str:
    if now is None:
        return format_html('<span class="deletion">{}</span>', was)
    if was == now:
        return escape(now)
    if len(was) + len(now) > LONG:
        return format_html('<span class="deletion">{}</span> <span class="addition">{}</span>', was, now)
    return str(diff_text(was, now).to_html())
