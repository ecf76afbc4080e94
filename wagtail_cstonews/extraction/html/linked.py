"""Carries the links of an article's lines into its blocks.

Navigation consists of links, so mark-up is written only for the lines of the article. :mod:`.losses` counts
links that were lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape
from unicodedata import category

from ...text.patterns import lazy_compile
from ...text.urls import absolute_url
from ..article.line import BODY_LABELS, Line
from .inline import is_shallow, sanitise, written

_KEPT = BODY_LABELS | {"subtitle", "caption", "signoff"}
"""Labels of lines that are shown on the page."""

_PIECE = lazy_compile(
    r"<(?P<closes>/?)(?P<tag>[a-z]+)(?P<attributes>[^<>]*)>|(?P<entity>&[#\w]{1,31};)|(?P<letter>.)",
    re.DOTALL,
)
_TAG = lazy_compile(r"<[^<>]*>")


def keep_links(lines: Sequence[Line], base: str | None, spoken: Iterable[int] = ()) -> None:
    """Set the mark-up (``hints.linked``) of the article's lines that contain a link.

    ``spoken`` are the numbers of lines that belong to an interview's turns, whatever their label.
    """
    numbers = set(spoken)
    for line in lines:
        hints = line.hints
        if hints is None or hints.markup is None or hints.embed:
            continue
        if line.label in _KEPT or line.number in numbers:
            hints.linked = _marked_up(line, base)


def _marked_up(line: Line, base: str | None) -> str | None:
    """The line's inline mark-up, if it has a link to another page."""
    hints = line.hints
    if hints is None or not hints.markup or not leading_away(addresses_in(hints.markup, base), base):
        return None
    if hints.html is not None:
        return hints.html
    if not is_shallow(hints.markup):
        return None
    html = written(hints.markup, base)
    if hints.tag not in ("tr", "th"):
        return sanitise(html)
    # Cell by cell: a link that is not closed must not extend into the next cell.
    return "\t".join((sanitise(cell) if "<" in cell else None) or _plain(cell) for cell in html.split("\t"))


def _plain(html: str) -> str:
    return " ".join(_TAG.sub("", html).split())


def addresses_in(markup: Iterable[tuple[str, str]], base: str | None) -> list[str]:
    """The URLs of the links around some text."""
    found, open_link = [], ""
    for kind, value in markup:
        if kind == "link":
            open_link = absolute_url(base, value) or ""
        elif kind == "text" and open_link and value.strip():
            found.append(open_link)
            open_link = ""
        elif (kind, value) == ("tag", "/a"):
            open_link = ""
    return found


def leading_away(addresses: Iterable[str], base: str | None) -> list[str]:
    """The URLs without those of fragments of the page itself."""
    own = (base or "").partition("#")[0]
    return [address for address in addresses if address and address.partition("#")[0] != own]


# --------------------------------------------------------------------------- pieces of a line


def markup_of(html: str | None, text: str) -> str | None:
    """The mark-up of a part of a line; None if the part has no link, or is not found.

    White space and invisible characters are ignored: they may have been repaired.

    >>> markup_of('<strong>Q:</strong> Who <a href="https://a.example/">wrote</a> it?', "Who wrote it?")
    'Who <a href="https://a.example/">wrote</a> it?'
    """
    if not html or "<a href" not in html:
        return None
    found = part_of(html, text)
    return found if found and "<a href" in found else None


def part_of(html: str, text: str, before: str = "") -> str | None:
    """The mark-up of a part of a line, with or without links; None if the part is not found behind the text
    ``before`` it.

    >>> part_of("<em>Who</em> wrote <em>it all</em>?", "it", "Who wrote")
    '<em>it</em>'
    """
    if (wanted := _seen(text)) == (line := _seen(unescape(_TAG.sub("", html)))):
        return html
    start = line.find(wanted, len(_seen(before))) if wanted else -1
    if start < 0:
        return None
    pieces = list(_PIECE.finditer(html))
    places = [
        at for at, piece in enumerate(pieces) if piece["tag"] is None for _ in _seen(unescape(piece.group()))
    ]
    return _between(pieces, places[start], places[start + len(wanted) - 1])


def _seen(text: str) -> str:
    """The visible characters of a text."""
    text = "".join(text.split())
    return text if text.isprintable() else "".join(char for char in text if category(char) != "Cf")


def _between(pieces: Sequence[re.Match[str]], first: int, last: int) -> str:
    """A range of the pieces of a line's mark-up, with the elements that are open around it."""
    opened: list[tuple[str, str]] = []
    found: list[str] = []
    for at, piece in enumerate(pieces[: last + 1]):
        tag = piece["tag"]
        if tag is None:
            found += [piece.group()] if at >= first else []
        elif piece["closes"]:
            if opened and opened[-1][0] == tag:
                opened.pop()
            found += [piece.group()] if at >= first else []
        else:
            opened.append((tag, piece.group()))
            found += [piece.group()] if at >= first else []
        if at == first:
            found = [*(text for _, text in opened), piece.group()]
    return "".join(found) + "".join(f"</{tag}>" for tag, _ in reversed(opened))


def joined(pieces: Iterable[tuple[str, str | None]]) -> str | None:
    """The joined mark-up of several (text, mark-up) pairs; None if none has a link."""
    found = list(pieces)
    if not any(html for _, html in found):
        return None
    return "<br>".join(html or escape(text, quote=False) for text, html in found)


def forget_markup(lines: Iterable[Line]) -> None:
    """Drop the raw mark-up, to free memory: most of it is navigation."""
    for line in lines:
        if line.hints is not None:
            line.hints.markup = None
