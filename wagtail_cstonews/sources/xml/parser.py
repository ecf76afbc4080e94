"""A streaming parser (expat) that yields the items of a long XML file, each as a small tree.

Only the current item is in memory, and its length is bounded. Frequent faults of exports and feeds are
repaired: control characters, undecodable bytes, HTML entities, junk before or after the document. Entity
declarations are rejected (billion laughs), and external entities are never opened (XXE).
"""

from __future__ import annotations

import codecs
import html
from collections import deque
from collections.abc import Iterator
from xml.parsers import expat  # entities, the danger that the linter sees, are refused below

from ...text.patterns import lazy_compile
from ..common.limits import MEGABYTE, Limits, megabytes
from ..common.streams import CHUNK, Readable
from .elements import Element, XmlDamageError
from .namespaces import usual_prefix
from .repair import mended, unfinished, without_junk

_DEEPEST = 256
"""The maximum depth of nested elements: HTML in an item has dozens at most."""

_NODE = 100
"""Bytes that an element adds to an item's length beside its text: about its size in memory."""

_MOST_NAMES, _MOST_PREFIXES = 1000, 100
"""Cached names and prefixes: real files have dozens, a hostile one any number."""

_CUT_SHORT = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]

_HOLD_MARKUP = frozenset(
    {
        "atom:content",
        "atom:summary",
        "atom:title",
        "xhtml:body",
        "body",
        "xhtml:div",
        "description",
        "content:encoded",
    }
)
"""Elements with an item's text. Elements inside them are HTML markup, whatever type is declared."""

_VOID = lazy_compile(r"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
"""HTML's elements without an end tag."""


class ItemParser:
    """Yields the elements named in ``wanted``, at any depth, without the elements named in ``ignored``.

    >>> import io
    >>> feed = io.BytesIO(b"<rss><item><title>One &amp; two</title></item><item><title/></item></rss>")
    >>> parser = ItemParser(frozenset({"item"}), Limits())
    >>> [item.first("title") for item in parser.read(feed, "utf-8")]
    ['One & two', '']
    """

    def __init__(self, wanted: frozenset[str], limits: Limits, ignored: frozenset[str] = frozenset()) -> None:
        self._wanted = wanted
        self._ignored = ignored
        self._limit = limits.document_bytes + MEGABYTE
        self._limits = limits
        self._found: deque[Element] = deque()
        self._depth = self._item_depth = 0
        self._has_begun = False
        self._lines_before = 0
        self.root = ""
        """The name of the root element as in the file; empty until something has been read."""
        self._open: list[Element] = []
        """The stack of open elements, from the wanted element down."""
        self._ignoring = 0
        """The depth of the ignored element; 0 outside one."""
        self._markup = 0
        """The depth of the element whose content is kept as markup; 0 outside one."""
        self._size = 0
        self._prefixes: dict[str, str] = {"xml": "xml"}
        self._default = ""
        self._names: dict[str, str] = {}
        self._fed = self._parsed = 0
        self._parser = self._make_parser()

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        # Undeclared entities are reported instead of raising an error: feeds are full of &nbsp;.
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.SkippedEntityHandler = self._skipped_entity
        parser.EntityDeclHandler = self._refuse_entity
        return parser

    # ------------------------------------------------------------------ names

    def _name_of(self, raw: str) -> str:
        """The usual name of an element."""
        name = self._names.get(raw)
        if name is None:
            prefix, colon, local = raw.rpartition(":")
            known = self._prefixes.get(prefix, prefix) if colon else self._default
            name = f"{known}:{local}" if known else local
            if len(self._names) < _MOST_NAMES:
                self._names[raw] = name
        return name

    def _declare(self, attributes: dict[str, str]) -> None:
        """Stores namespace prefixes. The root's default namespace applies to the whole document."""
        for name, uri in attributes.items():
            known = usual_prefix(uri) if name.startswith("xmlns") else None
            if known is None:
                continue
            if name == "xmlns":
                self._default = known if self._depth == 1 else self._default
            elif len(self._prefixes) < _MOST_PREFIXES:
                self._prefixes[name[6:]] = known
            self._names.clear()

    # ------------------------------------------------------------------ handlers of expat

    @property
    def _line(self) -> int:
        """The parser's current line in the file."""
        return self._parser.CurrentLineNumber + self._lines_before

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._has_begun = True
        if self._depth == 1:
            self._begin(raw)
        if self._depth > _DEEPEST:
            self._fail(f"its elements are nested more than {_DEEPEST} deep")
        if self._ignoring:
            return
        if self._markup:
            self._add(_start_tag(raw, attributes))
            return
        if attributes:
            self._declare(attributes)
        if self._open and self._open[-1].name in _HOLD_MARKUP:
            self._begin_markup(raw, attributes)
            return
        name = self._name_here(raw, attributes)
        if not self._open:
            if name not in self._wanted:
                return
            self._size, self._item_depth = 0, self._depth
        elif name in self._ignored:
            self._ignoring = self._depth
            return
        element = Element(name, attributes, 0 if self._open else self._line)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        if attributes.get("type") == "xhtml":
            self._markup = self._depth
        self._count(_NODE + sum(map(len, attributes.values())))

    def _begin(self, root: str) -> None:
        self.root = root
        if root == "feed":
            # Atom without its namespace declaration.
            self._default = "atom"

    def _name_here(self, raw: str, attributes: dict[str, str]) -> str:
        """The usual name of an element that may declare a default namespace of its own."""
        is_html = self._open and usual_prefix(attributes.get("xmlns", "")) == "xhtml"
        return f"xhtml:{raw}" if is_html else self._name_of(raw)

    def _begin_markup(self, raw: str, attributes: dict[str, str]) -> None:
        """Switches the open element to keeping its content as markup, as for type ``xhtml``."""
        element = self._open[-1]
        element.parts = [html.escape(element.text, quote=False)]
        element.attributes["type"] = "xhtml"
        self._markup = self._depth - 1
        self._add(_start_tag(raw, attributes))

    def _end(self, raw: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._ignoring:
            if depth != self._ignoring:
                return
            self._ignoring = 0
            if depth != self._item_depth:
                return
        elif self._markup and depth > self._markup:
            self._add(_end_tag(raw))
            return
        elif not self._open:
            return
        self._markup = 0
        element = self._open.pop()
        if not self._open:
            self._found.append(element)

    def _data(self, text: str) -> None:
        if self._open and not self._ignoring:
            self._add(html.escape(text, quote=False) if self._markup else text)

    def _skipped_entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._data(html.unescape(f"&{name};"))

    def _refuse_entity(self, *declaration: object) -> None:
        self._fail(
            "it declares entities of its own, which can be made to fill the memory",
            "Remove the declarations from its head",
        )

    def _fail(self, why: str, remedy: str = "Export it again") -> None:
        message = f"{why}. The rest of the file is not read. {remedy}."
        raise XmlDamageError(message, self._line)

    def _add(self, text: str) -> None:
        self._open[-1].parts.append(text)
        self._count(len(text))

    def _count(self, size: int) -> None:
        """Discards the item once it exceeds :attr:`Limits.document_bytes`, and skips the rest of it."""
        self._size += size
        if self._size > self._limit:
            item = self._open[0]
            item.parts, item.children, item.too_long = [], [], True
            self._ignoring, self._markup = self._item_depth, 0
            del self._open[1:]

    # ------------------------------------------------------------------ the file

    def read(self, file: Readable, encoding: str) -> Iterator[Element]:
        """Yields the elements of a stream. Raises :exc:`XmlDamageError`."""
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        held, is_first = b"", True
        while True:
            data = file.read(CHUNK)
            text = decoder.decode(data, final=not data)
            if is_first and text:
                is_first, junk = False, len(text) - len(without_junk(text))
                self._lines_before = text.count("\n", 0, junk)
                text = text[junk:]
            chunk = held + mended(text)
            held = b"" if not data else unfinished(chunk)
            problem = self._feed(chunk[: len(chunk) - len(held)], final=not data)
            while self._found:
                yield self._found.popleft()
            if problem:
                raise problem
            if not data or self._is_over:
                return

    @property
    def _is_over(self) -> bool:
        """Whether the root element is closed; anything after it is ignored."""
        return self._has_begun and self._depth == 0

    def _feed(self, data: bytes, final: bool) -> XmlDamageError | None:
        """Parses a chunk. Returns an error instead of raising it, so that the items before it come first."""
        self._fed += len(data)
        try:
            self._parser.Parse(data, final)
            self._parsed = max(self._parsed, self._parser.CurrentByteIndex)
            if self._fed - self._parsed > self._limit:
                self._fail(f"it has a tag or a comment of more than {megabytes(self._limits.document_bytes)}")
        except XmlDamageError as error:
            return error
        except expat.ExpatError as error:
            return (
                None
                if self._is_over
                else XmlDamageError(self._why(error, final), error.lineno + self._lines_before)
            )
        return None

    def _why(self, error: expat.ExpatError, final: bool) -> str:
        """The problem and the remedy."""
        if not self._has_begun and final:
            return "there is no XML in it. Export it again."
        if error.code == _CUT_SHORT or final:
            return "cut short: it ends in the middle. Fetch or export it again."
        return (
            f"not well-formed XML ({expat.ErrorString(error.code)}, column {error.offset + 1}). What comes "
            "after it is not read. Correct the place, or export the file again."
        )


def _start_tag(raw: str, attributes: dict[str, str]) -> str:
    inside = "".join(
        f' {name}="{html.escape(value)}"'
        for name, value in attributes.items()
        if not name.startswith("xmlns")
    )
    return f"<{raw.rpartition(':')[2]}{inside}>"


def _end_tag(raw: str) -> str:
    name = raw.rpartition(":")[2]
    return "" if _VOID.fullmatch(name) else f"</{name}>"
