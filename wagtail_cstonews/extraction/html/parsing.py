"""Two HTML parsers that feed a line builder: lxml (libxml2), and Python's ``html.parser`` as the fallback.

libxml2 is fast, but it stops below a depth of 2,048 elements and at ``</html>``, and it is slow with
thousands of attributes on one tag. Neither path recurses.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from ...text.patterns import lazy_compile
from ..article.line import Line
from .line_builder import LineBuilder
from .tags import BLOCK_TAGS, CELL_TAGS, NO_TEXT, TABLE_PARTS, VOID_TAGS

_ENDS = lazy_compile(r"</(?:body|html)\s*>", re.IGNORECASE)

_HTML_END = lazy_compile(r"</[hH][tT][mM][lL]")

_MOST_ATTRIBUTES = 1000
"""Attributes of one tag: no page written by a person has as many."""

_ATTRIBUTE_OF_TAG = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""

_ATTRIBUTE = lazy_compile(_ATTRIBUTE_OF_TAG)

_TAG = lazy_compile(rf"<[a-zA-Z][^\s/>]*+(?P<attributes>(?:{_ATTRIBUTE_OF_TAG})*+)")

# A whole page, tag by tag; one pattern, since most pages pass and a match object for each tag takes long.
_NO_ENDLESS_TAG = lazy_compile(
    r"(?:[^<]*+<(?:(?![a-zA-Z])|[a-zA-Z][^\s/>]*+"
    rf"(?:>|(?:{_ATTRIBUTE_OF_TAG}){{0,{_MOST_ATTRIBUTES}}}+(?!{_ATTRIBUTE_OF_TAG}))))*+[^<]*+"
)


def without_early_end(text: str) -> str:
    """The page without early ``</body>`` and ``</html>`` tags, at which libxml2 would stop reading."""
    ends = [match.start() for match in _HTML_END.finditer(text)]
    if not ends or not text[ends[-1] :].partition(">")[2].strip():
        return text
    return _ENDS.sub("", text)


def without_endless_tags(text: str) -> str:
    """The page without the attributes of tags that have thousands: libxml2 takes quadratic time for them."""
    if _NO_ENDLESS_TAG.fullmatch(text):
        return text
    pieces: list[str] = []
    place = 0
    for tag in _TAG.finditer(text):
        if sum(1 for _ in _ATTRIBUTE.finditer(tag["attributes"])) > _MOST_ATTRIBUTES:
            pieces.append(text[place : tag.start("attributes")])
            place = tag.end()
    return "".join(pieces) + text[place:] if pieces else text


def parse(text: str) -> tuple[Any, bool]:
    """The tree, and whether it is complete: libxml2 stops below a depth of 2,048 elements."""
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


def walk(root: Any, builder: LineBuilder) -> None:
    from lxml import etree

    data_tables = _data_tables(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    start, end, data = builder.start, builder.end, builder.data
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in NO_TEXT:
                if tag == "script":
                    builder.script(element.attrib)
                walker.skip_subtree()
                continue
            start(tag, element.attrib, tag == "table" and element in data_tables)
            if element.text:
                data(element.text)
        else:
            if tag not in NO_TEXT:
                end(tag)
            if element.tail:
                data(element.tail)


def _data_tables(root: Any) -> set[Any]:
    """Data tables, as opposed to layout tables: two or more columns, and no blocks in their cells."""
    layout: set[Any] = set()
    tables = list(root.iter("table"))
    for table in tables:
        parent = table.getparent()
        while parent is not None and parent not in layout:
            if parent.tag in CELL_TAGS:
                layout.add(parent)
            if parent.tag == "table":
                layout.add(parent)
            parent = parent.getparent()
    found = set()
    for table in tables:
        if table in layout:
            continue
        rows = [sum(cell.tag in CELL_TAGS for cell in row) for row in table.iter("tr")]
        blocks = any(
            el.tag in BLOCK_TAGS and el.tag not in TABLE_PARTS and el.tag != "p"
            for el in table.iterdescendants()
        )
        if len(rows) > 1 and max(rows) > 1 and not blocks:
            found.add(table)
    return found


class _SlowParser(HTMLParser):
    """The fallback, ``html.parser``: slow, but it builds no tree, so the depth of nesting is not limited."""

    def __init__(self, builder: LineBuilder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NO_TEXT:
            self.silent += 1
        elif tag == "body":
            self.silent = 0
        if not self.silent:
            self.builder.start(tag, {name: value or "" for name, value in attrs}, False)
            if tag in VOID_TAGS:
                self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in NO_TEXT:
            self.silent = max(0, self.silent - 1)
        elif not self.silent and tag not in VOID_TAGS:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.builder.data(data)


def read_slowly(text: str, builder: LineBuilder) -> list[Line]:
    parser = _SlowParser(builder)
    parser.feed(text)
    parser.close()
    return builder.finish()
