"""HTML to lines, with hints of what the mark-up says about each, and what the page says about itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Any

from ...text.urls import absolute_url
from ..article.line import Hints, Line
from ..metadata.page_metadata import PageHints, Picture, file_beside, page_hints
from .images import image_address, link_of_image

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "input",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
        "canvas",
    ]
)
_NO_TEXT = frozenset(("head", "script", "style"))
_INLINE = {"a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em"}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_TABLE_PARTS = frozenset(("tbody", "thead", "tfoot", "caption", "colgroup", "col", "tr", "td", "th"))
_CELLS = frozenset(("td", "th"))
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_HTML_END = re.compile(r"</[hH][tT][mM][lL]")
_LONG_TAG = 2000
"""Characters: the attributes of a shorter one are no thousands."""
_MOST_ATTRIBUTES = 1000
_ATTRIBUTE_OF_TAG = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_ATTRIBUTE = re.compile(_ATTRIBUTE_OF_TAG)
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?P<attributes>(?:{_ATTRIBUTE_OF_TAG})*+)")
# A tag that is long up to the first ">", or a value that holds one: hardly any page has either.
_MAY_BE_ENDLESS = re.compile(rf"""<[a-zA-Z][^>]{{{_LONG_TAG - 2}}}|=\s*(?:"[^"<>]*[<>]|'[^'<>]*[<>])""")
_DEEPEST_MARKUP = 50
"""Inline elements that are open at once in a line: the sanitiser compares each with all others."""
_SPACES = " \t\n\r\f"
# What has to become a single space; a space by itself is one, and is passed over.
_SPACE = re.compile(rf"[{_SPACES}]{{2,}}|[\t\n\r\f]")
_WORDS = re.compile(r"[\s_]+")
_DEEPEST_HINT = 12
_DEEPEST_INLINE = 6
_MOST_PICTURES = 500
_NEAR_PICTURE = 6
"""Block elements."""
_OWN_LINE = ("src", "data-src", "data-original", "srcset")
"""A figure without a caption whose image has an address in one of these gives an empty line: the line model
has learnt with these lines, and no others."""
_WRAPPERS = frozenset(("p", "center", "figure", "noscript", "div"))
_OF_ONE_LINE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))
_LONGEST_ATTRIBUTES = 10_000
"""Characters of the class, id and role of an element, and of all around a line: many lines keep them."""
_SHORTEST_WITH_MARKUP = 20
_ALLOWED_TAGS = {"a", "strong", "em", "sup", "sub"}
_ALLOWED_ATTRIBUTES = {"a": {"href"}}


def html_lines(text: str, url: str | None = None) -> tuple[list[Line], PageHints]:
    """The page's text as lines, and what it says about itself.

    Every block element and every ``<br>`` begins a line; white space is folded as browsers do it. All
    text outside ``<head>``, ``<script>`` and ``<style>`` is in the lines, in order: that of
    ``<noscript>``, ``<template>`` and hidden elements too. The row of a table that holds data is one
    line, its cells divided by tabs. A figure without a caption gives an empty line that carries the
    image; every image is among the page's pictures. ``url`` makes relative links absolute.

    Nothing here recurses, and nothing raises: broken, deeply nested and huge pages give the lines that
    they hold.
    """
    return read_html(text, LineBuilder(url))


def read_html(text: str, builder: LineBuilder) -> tuple[list[Line], PageHints]:
    """The lines that the builder makes of a page, and what the page says about itself."""
    url = builder.base
    source = _without_endless_tags(_without_early_end(text.replace("\0", "")))
    root, complete = _parse(source)
    page = PageHints()
    if root is not None:
        base = root.find(".//base[@href]")
        if base is not None:
            builder.base = absolute_url(url, base.get("href"))
        page = page_hints(root, builder.base)
    page.base, page.pictures = builder.base, builder.pictures
    if not complete:
        return _with_slow_parser(source, builder), page
    _walk(root, builder)
    return builder.finish(), page


# --------------------------------------------------------------------------- the two parsers


def _without_early_end(text: str) -> str:
    """The page without ``</body>`` and ``</html>`` where anything follows: libxml2 would not read on."""
    ends = [match.start() for match in _HTML_END.finditer(text)]
    if not ends or not text[ends[-1] :].partition(">")[2].strip():
        return text
    return _ENDS.sub("", text)


def _without_endless_tags(text: str) -> str:
    """The page with the attributes of a tag left out where there are thousands: libxml2 compares each with
    all others.
    """
    if not _MAY_BE_ENDLESS.search(text):
        return text
    pieces: list[str] = []
    place = 0
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() <= _LONG_TAG:
            continue
        if sum(1 for _ in _ATTRIBUTE.finditer(tag["attributes"])) > _MOST_ATTRIBUTES:
            pieces.append(text[place : tag.start("attributes")])
            place = tag.end()
    return "".join(pieces) + text[place:] if pieces else text


def _parse(text: str) -> tuple[Any, bool]:
    """The tree, and whether it is the whole page: libxml2 gives up below a depth of 2,048 elements."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, False
    stopped = any(error.level_name == "FATAL" for error in parser.error_log)
    return root, root is not None and not stopped


def _walk(root: Any, builder: LineBuilder) -> None:
    from lxml import etree

    data_tables = _data_tables(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    start, end, data = builder.start, builder.end, builder.data
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _NO_TEXT:
                if tag == "script":
                    builder.script(element.attrib)
                walker.skip_subtree()
                continue
            start(tag, element.attrib, tag == "table" and element in data_tables)
            if element.text:
                data(element.text)
        else:
            if tag not in _NO_TEXT:
                end(tag)
            if element.tail:
                data(element.tail)


def _data_tables(root: Any) -> set[Any]:
    """The tables that hold data, not the page's layout: two columns or more, and no blocks in their cells."""
    layout: set[Any] = set()
    tables = list(root.iter("table"))
    for table in tables:
        parent = table.getparent()
        while parent is not None and parent not in layout:
            if parent.tag in _CELLS:
                layout.add(parent)
            if parent.tag == "table":
                layout.add(parent)
            parent = parent.getparent()
    found = set()
    for table in tables:
        if table in layout:
            continue
        rows = [sum(cell.tag in _CELLS for cell in row) for row in table.iter("tr")]
        blocks = any(
            el.tag in BLOCK_TAGS and el.tag not in _TABLE_PARTS and el.tag != "p"
            for el in table.iterdescendants()
        )
        if len(rows) > 1 and max(rows) > 1 and not blocks:
            found.add(table)
    return found


class _SlowParser(HTMLParser):
    """Python's own parser: slow, but it keeps no tree, and so goes as deep as a page can be nested."""

    def __init__(self, builder: LineBuilder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NO_TEXT:
            self.silent += 1
        elif tag == "body":
            self.silent = 0
        if not self.silent:
            self.builder.start(tag, {name: value or "" for name, value in attrs}, False)
            if tag in _VOID:
                self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _NO_TEXT:
            self.silent = max(0, self.silent - 1)
        elif not self.silent and tag not in _VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.builder.data(data)


def _with_slow_parser(text: str, builder: LineBuilder) -> list[Line]:
    parser = _SlowParser(builder)
    parser.feed(text)
    parser.close()
    return builder.finish()


# --------------------------------------------------------------------------- lines


@dataclass(slots=True)
class _Frame:
    """An open block element."""

    tag: str
    attributes: str
    data_table: bool = False
    place: tuple[str, str] | None = None
    """The path to it and the attributes on it, once a line was found in it."""


_Markup = tuple[str, str]
"""A piece of a line's mark-up, written only where it is wanted: a ``text``, ``tag`` or ``link``'s href."""


class LineBuilder:
    """Makes lines of the events of a parser."""

    inline_tags = _INLINE
    shortest_with_markup = _SHORTEST_WITH_MARKUP
    """Characters; the mark-up of shorter lines is not kept."""
    most_linked = 0.9
    """Share of a line inside links, from which on it is navigation rather than text with mark-up."""

    def __init__(self, url: str | None) -> None:
        self.base = url
        self.lines: list[Line] = []
        self.frames: list[_Frame] = []
        self.inline: list[_Markup] = []
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
        self.picture_frames: list[list[_Frame]] = []
        self.uncaptioned: list[Picture] = []
        """Those in the open figures."""
        self.figure_starts: list[int] = []
        self.line_frames: dict[int, _Frame] = {}
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.marked = bool(self.inline)
        self.link = self._open_link()
        self.markup: list[_Markup] = self.inline[-_DEEPEST_INLINE:]

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
        """A script, whose text is none of the page's."""

    def _names_the_quoted(self) -> bool:
        """Whether a ``<cite>`` that begins here says who is quoted: beside the words, not in them."""
        if self.in_row or not any(frame.tag == "blockquote" for frame in self.frames[-3:]):
            return False
        before = "".join(self.parts[-8:])
        return self.frames[-1].tag == "blockquote" or not before.strip(" \t\n\r\f—–-")

    def data(self, text: str) -> None:
        """Text, at any place."""
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
        """The lines, once the page is at its end."""
        self._flush()
        for picture, frames in zip(self.pictures, self.picture_frames, strict=True):
            picture.joins_above = self._joins(frames, picture.line_count - 1)
            picture.joins_below = self._joins(frames, picture.line_count)
        return self.lines

    def _joins(self, frames: Sequence[_Frame], line: int) -> bool:
        """Whether an image in these elements is in the one that holds the line, wrapped perhaps."""
        holder = self.line_frames.get(line)
        for frame in reversed(frames):
            if frame is holder or frame.tag not in _WRAPPERS:
                return frame is holder
        return False

    # ------------------------------------------------------------------ inline

    def _start_inline(self, tag: str, attributes: Any) -> None:
        name = self.inline_tags[tag]
        opening: _Markup = ("tag", name)
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
        # In the midst of a line it stands after that.
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
            if tag in _CELLS:
                self.header_row = self.header_row and tag == "th"
                if any(part.strip() for part in self.parts) or self._cells:
                    self.parts.append("\t")
                    if self.marked:
                        self.markup.append(("text", "\t"))
                self._cells += 1
            elif tag != "p" or self.parts:
                self._data(" ")
            self.frames.append(_Frame(tag, ""))
            return
        self._flush()
        words = [attributes.get("class"), attributes.get("id"), attributes.get("role")] if attributes else []
        if attributes and _is_hidden(attributes):
            words.append("hidden")
        self.frames.append(_Frame(tag, " ".join(filter(None, words))[:_LONGEST_ATTRIBUTES], is_data_table))
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
            if tag not in _CELLS:
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
        """Close the element; where end tags are in disorder, the nearest of that name, if it is near."""
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
        """The path of block elements to where a line stands, and the words of their attributes."""
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
            text = "\t".join(_collapsed(cell) for cell in raw.split("\t")).strip(" ")
            text = "" if not text.strip("\t") else text
        elif self.pre:
            text = raw.replace("\r", "")
        else:
            text = _collapsed(raw)
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


def written(markup: Sequence[_Markup], base: str | None) -> str:
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


def is_shallow(markup: Sequence[_Markup]) -> bool:
    """Whether no more elements are left open in a line than people leave."""
    if len(markup) <= _DEEPEST_MARKUP:
        return True
    opened = Counter(_INLINE["a"] if kind == "link" else value for kind, value in markup if kind != "text")
    return (
        all(opened[name] - opened[f"/{name}"] <= _DEEPEST_MARKUP for name in set(_INLINE.values()))
        and _depth(markup) <= _DEEPEST_MARKUP
    )


def _depth(markup: Sequence[_Markup]) -> int:
    """How many elements are open at once, at most."""
    depth = deepest = 0
    for kind, value in markup:
        if kind != "text":
            depth = max(0, depth + (-1 if value.startswith("/") and kind == "tag" else 1))
            deepest = max(deepest, depth)
    return deepest


def _collapsed(text: str) -> str:
    """The text with single spaces for all white space, as a browser shows it; no-break spaces stay."""
    text = text.strip(_SPACES)
    is_plain = text.isprintable() and "  " not in text
    return text if is_plain else _SPACE.sub(" ", text)


def sanitise(html: str) -> str | None:
    """Inline mark-up that may be shown: links, strong and emphasised text. None where none of it is left.

    >>> sanitise('<strong>No</strong> <a href="javascript:x()">way</a><script>x()</script>')
    '<strong>No</strong> <a>way</a>'
    """
    import nh3

    clean: str = nh3.clean(
        _collapsed(html),
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    clean = re.sub(r"<(strong|em|sup|sub|a)(?: href=\"[^\"]*\")?>\s*</\1>", "", clean)
    return clean if "<" in clean else None


def _is_address(value: str | None) -> bool:
    return value is not None and value != "" and not value.startswith("data:")


def _is_hidden(attributes: Any) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style))
