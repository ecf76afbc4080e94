"""The hints of lines that were split or joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from ...text.urls import absolute_url
from ..article.line import Hints, Line
from ..html.linked import part_of

_ENDS_LINK = ("tag", "/a")


def hints_of_part(line: Line, start: int, end: int, base: str | None) -> Hints | None:
    """The hints of a part of a line. An image or embed stays with the first part."""
    hints = line.hints
    if hints is None:
        return None
    before, text = line.text[:start], line.text[start:end]
    html = part_of(hints.html, text, before) if hints.html else None
    found = replace(hints, html=html if html and "<" in html else None)
    if hints.markup is not None:
        skip = _count(before)
        found.markup = _markup_between(hints.markup, skip, skip + _count(text))
        found.link, found.link_density = _link_of(found.markup, base)
    if start:
        found.image = found.image_link = found.embed = None
        found.role = {"pre": "more pre", "caption": "more"}.get(hints.role, hints.role)
    return found


def hints_of_whole(parts: Sequence[tuple[str, Hints | None]]) -> Hints | None:
    """The hints of a line that was joined from parts, given as text and hints. Those of the first lead."""
    known = [(text, hints) for text, hints in parts if hints is not None]
    if not known:
        return None
    found = replace(known[0][1])
    if any(hints.html for _, hints in known):
        found.html = " ".join(hints.html or escape(text, quote=False) for text, hints in known)
    if any(hints.markup for _, hints in known):
        found.markup = []
        for text, hints in known:
            found.markup += [*(hints.markup or [("text", text)]), ("text", " ")]
    found.link = next((hints.link for _, hints in known if hints.link), None)
    letters = sum(len(text) for text, _ in known) or 1
    found.link_density = round(sum(len(text) * hints.link_density for text, hints in known) / letters, 3)
    for name in ("image", "image_link", "embed"):
        setattr(found, name, next((value for _, hints in known if (value := getattr(hints, name))), None))
    return found


def _count(text: str) -> int:
    """The characters that are not white space: only these are the same in a line and in its mark-up."""
    return len("".join(text.split()))


def _markup_between(markup: Sequence[tuple[str, str]], first: int, last: int) -> list[tuple[str, str]]:
    """The pieces of mark-up with these characters, and the elements that are open around them."""
    found: list[tuple[str, str]] = []
    opened: list[tuple[str, str]] = []
    place, has_begun = 0, False
    for kind, value in markup:
        if kind == "text":
            text = _cut(value, first - place, last - place)
            place += _count(value)
            if not has_begun and text.strip():
                found, has_begun = [*opened], True
            if has_begun and text:
                found.append((kind, text))
            if place >= last:
                break
        elif kind == "tag" and value.startswith("/"):
            if opened:
                opened.pop()
            if has_begun:
                found.append((kind, value))
        else:
            opened.append((kind, value))
            if has_begun:
                found.append((kind, value))
    closing = [("tag", "/a" if kind == "link" else f"/{value}") for kind, value in reversed(opened)]
    return [*found, *closing] if has_begun else []


def _cut(text: str, first: int, last: int) -> str:
    """The text from one of its characters to another, not counting white space."""
    found, place = [], 0
    for letter in text:
        if letter.isspace():
            if first <= place < last:
                found.append(letter)
            continue
        if first <= place < last:
            found.append(letter)
        place += 1
    return "".join(found)


def _link_of(markup: Sequence[tuple[str, str]], base: str | None) -> tuple[str | None, float]:
    """The target of the first link, and the link density."""
    first, inside, letters, linked = None, False, 0, 0
    for kind, value in markup:
        if kind == "link":
            inside = True
            first = first or absolute_url(base, value)
        elif (kind, value) == _ENDS_LINK:
            inside = False
        elif kind == "text":
            letters += _count(value)
            linked += _count(value) if inside else 0
    return first, round(linked / letters, 3) if letters else 0.0
