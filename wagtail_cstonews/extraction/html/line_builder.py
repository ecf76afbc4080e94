"""Builds lines from the events of an HTML parser, broken where a browser's block layout breaks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...text.urls import absolute_url
from ..article.line import Hints, Line
from ..metadata.page_metadata import Picture
from .images import image_address, link_of_image
from .inline import INLINE_TAGS, Markup, collapsed, is_shallow, sanitise, written
from .tags import BLOCK_TAGS, CELL_TAGS

_DEEPEST_HINT = 12
"""Ancestor block elements of a line whose names are kept."""

_DEEPEST_INLINE = 6
"""Inline elements that stay open from one line to the next."""

_MOST_PICTURES = 500
"""Images of a page; a page with more is a gallery, not an article."""

_NEAR_PICTURE = 6
"""The nearest ancestor block elements of an image that are recorded for it."""

_OWN_LINE = ("src", "data-src", "data-original", "srcset")
"""A figure without a caption gives an empty line if its image has a URL in one of these attributes: the line
model was trained with exactly these lines."""

_WRAPPERS = frozenset(("p", "center", "figure", "noscript", "div"))
"""Elements that may wrap an image without changing its place."""

_OF_ONE_LINE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))
"""Elements that hold one line: the place of an image beside it is their parent element."""

_LONGEST_ATTRIBUTES = 10_000
"""Characters kept of the class, id and role of an element, and of all ancestors of a line: bounds memory."""

_SHORTEST_WITH_MARKUP = 20
"""Characters of a page's line whose inline mark-up is kept; shorter lines are mostly menu entries."""


@dataclass(slots=True)
class Frame:
    """An open block element."""

    tag: str
    attributes: str
    data_table: bool = False
    place: tuple[str, str] | None = None
    """Its path and attributes, computed for the first line in it."""


class LineBuilder:
    """Builds lines from the events of a parser."""

    inline_tags = INLINE_TAGS
    shortest_with_markup = _SHORTEST_WITH_MARKUP
    """Characters; mark-up of shorter lines is not kept."""
    most_linked = 0.9
    """Link density from which a line is navigation rather than text with mark-up."""

    def __init__(self, url: str | None) -> None:
        self.base = url
        self.lines: list[Line] = []
        self.frames: list[Frame] = []
        self.inline: list[Markup] = []
        self.links = 0
        self.pre = 0
        self.in_row = False
        self.header_row = False
        self.figure: list[Line | None] = []
        self.image: tuple[str, str] | None = None
        self.image_link: str | None = None
        self.has_own_line = False
        self.source_set = ""
        self.pictures: list[Picture] = []
        self.picture_frames: list[list[Frame]] = []
        self.uncaptioned: list[Picture] = []
        """The images in the open figures."""
        self.figure_starts: list[int] = []
        self.line_frames: dict[int, Frame] = {}
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.marked = bool(self.inline)
        self.link = self._open_link()
        self.markup: list[Markup] = self.inline[-_DEEPEST_INLINE:]

    def start(self, tag: Any, attributes: Any, is_data_table: bool) -> None:
        """An element begins."""
        if tag in self.inline_tags:
            self._start_inline(tag, attributes)
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._image(attributes)
        elif tag in BLOCK_TAGS or (tag == "cite" and self._names_the_quoted()):
            self._start_block(tag, attributes, is_data_table)
        elif tag == "source":
            self.source_set = self.source_set or attributes.get("srcset") or ""
        elif tag == "picture":
            self.source_set = ""

    def script(self, attributes: Any) -> None:
        """A script; its text is not part of the page."""

    def _names_the_quoted(self) -> bool:
        """Whether a ``<cite>`` that begins here is an attribution, not part of the quoted words."""
        if self.in_row or not any(frame.tag == "blockquote" for frame in self.frames[-3:]):
            return False
        before = "".join(self.parts[-8:])
        return self.frames[-1].tag == "blockquote" or not before.strip(" \t\n\r\f—–-")

    def data(self, text: str) -> None:
        """Text, anywhere."""
        if self.pre and "\n" in text:
            first, *others = text.split("\n")
            self._data(first)
            for other in others:
                self._flush(keep_blank=True)
                self._data(other)
            return
        self._data(text)

    def _data(self, text: str) -> None:
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())
        if self.marked:
            self.markup.append(("text", text))

    def end(self, tag: Any) -> None:
        """An element ends."""
        if tag in self.inline_tags:
            self._end_inline(tag)
        elif tag in BLOCK_TAGS or (tag == "cite" and any(frame.tag == tag for frame in self.frames[-4:])):
            self._end_block(tag)

    def finish(self) -> list[Line]:
        """The lines, at the end of the page."""
        self._flush()
        for picture, frames in zip(self.pictures, self.picture_frames, strict=True):
            picture.joins_above = self._joins(frames, picture.line_count - 1)
            picture.joins_below = self._joins(frames, picture.line_count)
        return self.lines

    def _joins(self, frames: Sequence[Frame], line: int) -> bool:
        """Whether an image in these elements shares the line's parent element, wrappers aside."""
        holder = self.line_frames.get(line)
        for frame in reversed(frames):
            if frame is holder or frame.tag not in _WRAPPERS:
                return frame is holder
        return False

    # ------------------------------------------------------------------ inline

    def _start_inline(self, tag: str, attributes: Any) -> None:
        name = self.inline_tags[tag]
        opening: Markup = ("tag", name)
        if name == "a":
            self.links += 1
            opening = ("link", attributes.get("href") or "")
            self.link = self.link or opening[1]
        if not self.marked:
            self.markup = [*self.inline[-_DEEPEST_INLINE:], *(("text", part) for part in self.parts)]
            self.marked = True
        self.inline.append(opening)
        self.markup.append(opening)

    def _link_around(self) -> str | None:
        """The href of the innermost open link."""
        return next((value for kind, value in reversed(self.inline) if kind == "link"), None)

    def _open_link(self) -> str:
        return next((value for kind, value in self.inline if kind == "link"), "") if self.links else ""

    def _end_inline(self, tag: str) -> None:
        name = self.inline_tags[tag]
        if name == "a":
            self.links = max(0, self.links - 1)
        if self.inline:
            self.inline.pop()
        if self.marked:
            self.markup.append(("tag", f"/{name}"))

    def _break(self) -> None:
        if self.in_row:
            self._data(" ")
        else:
            self._flush()

    def _image(self, attributes: Any) -> None:
        source_set, self.source_set = self.source_set, ""
        if self.figure and (url := image_address(attributes, source_set, self.base)):
            self.image = (url, " ".join((attributes.get("alt") or "").split()))
            self.image_link = self._link_around()
            self.has_own_line = self.has_own_line or any(map(_is_address, map(attributes.get, _OWN_LINE)))
        if self.in_row or len(self.pictures) >= _MOST_PICTURES:
            return
        link = self._link_around()
        # An image in the middle of a line is placed after that line.
        begun = any(part.strip() for part in self.parts)
        near = self.frames[-_NEAR_PICTURE:]
        places = [(frame.tag, frame.attributes) for frame in near]
        picture = Picture(dict(attributes.items()), len(self.lines) + begun, places, link, source_set)
        self.pictures.append(picture)
        if self.figure:
            self.uncaptioned.append(picture)
        self.picture_frames.append(near)

    # ------------------------------------------------------------------ blocks

    def _start_block(self, tag: str, attributes: Any, is_data_table: bool) -> None:
        if self.in_row and tag not in ("tr", "table"):
            if tag in CELL_TAGS:
                self.header_row = self.header_row and tag == "th"
                if any(part.strip() for part in self.parts) or self._cells:
                    self.parts.append("\t")
                    if self.marked:
                        self.markup.append(("text", "\t"))
                self._cells += 1
            elif tag != "p" or self.parts:
                self._data(" ")
            self.frames.append(Frame(tag, ""))
            return
        self._flush()
        words = [attributes.get("class"), attributes.get("id"), attributes.get("role")] if attributes else []
        if attributes and _is_hidden(attributes):
            words.append("hidden")
        self.frames.append(Frame(tag, " ".join(filter(None, words))[:_LONGEST_ATTRIBUTES], is_data_table))
        if tag == "tr" and self._in_data_table():
            self.in_row, self.header_row, self._cells = True, True, 0
        elif tag == "pre":
            self.pre += 1
        elif tag == "figure":
            self.figure.append(None)
            self.figure_starts.append(len(self.uncaptioned))
            self.image, self.image_link, self.has_own_line = None, None, False

    _cells = 0

    def _in_data_table(self) -> bool:
        return any(frame.data_table for frame in self.frames[-4:])

    def _end_block(self, tag: str) -> None:
        if self.in_row and tag != "tr":
            if tag not in CELL_TAGS:
                self._data(" ")
            self._pop(tag)
            return
        self._flush()
        self.in_row = False
        if tag == "pre":
            self.pre = max(0, self.pre - 1)
        elif tag == "figure" and self.figure:
            self._end_figure()
        self._pop(tag)

    def _pop(self, tag: str) -> None:
        """Close the element; if end tags are misnested, the nearest open one of that name, if near."""
        for back in range(1, min(len(self.frames), 8) + 1):
            if self.frames[-back].tag == tag:
                del self.frames[-back:]
                return

    def _end_figure(self) -> None:
        caption = self.figure.pop()
        start = self.figure_starts.pop()
        if caption is not None:
            for picture in self.uncaptioned[start:]:
                picture.caption = caption
            del self.uncaptioned[start:]
        if not self.figure:
            self.uncaptioned = []
        if self.image and self.has_own_line and caption is None:
            self.lines.append(
                Line(
                    len(self.lines) + 1,
                    "",
                    hints=Hints("img", *self._place(), image=self.image),
                )
            )
        self.image = None

    def _place(self) -> tuple[str, str]:
        """The path of block elements to the current line, and the words of their attributes."""
        if not self.frames:
            return "", ""
        frame = self.frames[-1]
        if frame.place is None:
            path = " ".join([above.tag for above in self.frames[-_DEEPEST_HINT - 1 : -1]])
            near = self.frames[-_DEEPEST_HINT:]
            attributes = " ".join([above.attributes for above in near if above.attributes])
            frame.place = path, attributes[-_LONGEST_ATTRIBUTES:]
        return frame.place

    def _flush(self, *, keep_blank: bool = False) -> None:
        if not self.parts:
            if keep_blank and self.lines:
                self.lines.append(Line(len(self.lines) + 1, ""))
            if self.marked:
                self._clear()
            return
        raw = "".join(self.parts)
        if self.in_row:
            text = "\t".join(collapsed(cell) for cell in raw.split("\t")).strip(" ")
            text = "" if not text.strip("\t") else text
        elif self.pre:
            text = raw.replace("\r", "")
        else:
            text = collapsed(raw)
        if text or keep_blank:
            self._append(text, raw)
        self._clear()

    def _append(self, text: str, raw: str) -> None:
        tag = self.frames[-1].tag if self.frames else ""
        if self.in_row:
            tag = "th" if self.header_row and self._cells else "tr"
        letters = len(raw.strip()) or 1
        hints = Hints(tag, *self._place(), min(1.0, round(self.linked / letters, 3)))
        if self.linked and self.link:
            hints.link = absolute_url(self.base, self.link)
            hints.markup = self.markup
        if (
            self.marked
            and len(text) >= self.shortest_with_markup
            and not self.in_row
            and not self.pre
            and hints.link_density < self.most_linked
            and is_shallow(self.markup)
        ):
            hints.html = sanitise(written(self.markup, self.base))
        line = Line(len(self.lines) + 1, text, hints=hints)
        if (
            self.figure
            and self.image
            and (tag == "figcaption" or (self.figure[-1] is None and tag == "figure"))
        ):
            hints.image = self.image
            hints.image_link = link_of_image(self.image_link, self.image[0], self.base)
            self.figure[-1] = line
        if self.frames:
            own = self.frames[-1].tag in _OF_ONE_LINE and len(self.frames) > 1
            self.line_frames[len(self.lines)] = self.frames[-2 if own else -1]
        self.lines.append(line)


def _is_address(value: str | None) -> bool:
    return value is not None and value != "" and not value.startswith("data:")


def _is_hidden(attributes: Any) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style))
