"""The items of a long XML file, one after the other, each as a small tree.

Nothing but the item that is being read is in memory, and that is bounded. What exports and feeds get wrong is
mended on the way: control characters, bytes that are not of the character set, HTML's entities, what stands
before or after the document. Entities that the file declares itself are refused, and nothing outside of it is
ever opened.
"""

from __future__ import annotations

import codecs
import html
import re
from collections import deque
from collections.abc import Iterator
from xml.parsers import expat  # entities, the danger that the linter sees, are refused below

from ..common.limits import MEGABYTE, Limits, megabytes
from ..common.streams import CHUNK, Readable
from .elements import Element, XmlDamageError
from .namespaces import usual_prefix
from .repair import mended, unfinished, without_junk

_DEEPEST = 256
"""How many elements may stand inside each other."""

_NODE = 100
"""What an element counts for in an item's length, beside its text: about what it takes in memory."""

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
"""What holds an item's text: elements in it are that text's markup, whatever type is said to be there."""

_VOID = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")


class ItemParser:
    """Gives the elements of the names in ``wanted``, wherever they are; of those in ``ignored`` inside them
    nothing is kept.
    """

    def __init__(self, wanted: frozenset[str], limits: Limits, ignored: frozenset[str] = frozenset()) -> None:
        self.wanted = wanted
        self.ignored = ignored
        self.limit = limits.document_bytes + MEGABYTE
        self.limits = limits
        self.found: deque[Element] = deque()
        self.depth = self.item_depth = 0
        self.has_begun = False
        self.lines_before = 0
        self.root = ""
        self.open: list[Element] = []
        """The wanted element that is being read, and those in it down to here."""
        self.ignoring = 0
        """The depth of the element of which nothing is kept; 0 for none."""
        self.markup = 0
        """The depth of the element whose elements are markup, kept as text; 0 for none."""
        self.size = 0
        self.prefixes: dict[str, str] = {"xml": "xml"}
        self.default = ""
        self.names: dict[str, str] = {}
        self.fed = self.parsed = 0
        self.parser = self.make_parser()

    def make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        # Entities that nobody declared are reported instead of ending everything: feeds are full of &nbsp;.
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        parser.SkippedEntityHandler = self.skipped_entity
        parser.EntityDeclHandler = self.refuse_entity
        return parser

    # ------------------------------------------------------------------ names

    def name_of(self, raw: str) -> str:
        """The usual name of an element."""
        name = self.names.get(raw)
        if name is None:
            prefix, colon, local = raw.rpartition(":")
            known = self.prefixes.get(prefix, prefix) if colon else self.default
            name = f"{known}:{local}" if known else local
            if len(self.names) < 1000:
                self.names[raw] = name
        return name

    def declare(self, attributes: dict[str, str]) -> None:
        """Notes what prefixes stand for. The default counts for the whole document, as its root has it."""
        for name, uri in attributes.items():
            known = usual_prefix(uri) if name.startswith("xmlns") else None
            if known is None:
                continue
            if name == "xmlns":
                self.default = known if self.depth == 1 else self.default
            elif len(self.prefixes) < 100:
                self.prefixes[name[6:]] = known
            self.names.clear()

    # ------------------------------------------------------------------ what the parser finds

    @property
    def line(self) -> int:
        """Where the parser is, in the file."""
        return self.parser.CurrentLineNumber + self.lines_before

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.has_begun = True
        if self.depth == 1:
            self.begin(raw)
        if self.depth > _DEEPEST:
            self.fail(f"its elements are nested more than {_DEEPEST} deep")
        if self.ignoring:
            return
        if self.markup:
            self.add(_start_tag(raw, attributes))
            return
        if attributes:
            self.declare(attributes)
        if self.open and self.open[-1].name in _HOLD_MARKUP:
            self.begin_markup(raw, attributes)
            return
        name = self.name_here(raw, attributes)
        if not self.open:
            if name not in self.wanted:
                return
            self.size, self.item_depth = 0, self.depth
        elif name in self.ignored:
            self.ignoring = self.depth
            return
        element = Element(name, attributes, 0 if self.open else self.line)
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)
        if attributes.get("type") == "xhtml":
            self.markup = self.depth
        self.count(_NODE + sum(map(len, attributes.values())))

    def begin(self, root: str) -> None:
        self.root = root
        if root == "feed":
            # So is Atom that forgot its namespace.
            self.default = "atom"

    def name_here(self, raw: str, attributes: dict[str, str]) -> str:
        """The usual name, of an element that may declare a default of its own."""
        is_html = self.open and usual_prefix(attributes.get("xmlns", "")) == "xhtml"
        return f"xhtml:{raw}" if is_html else self.name_of(raw)

    def begin_markup(self, raw: str, attributes: dict[str, str]) -> None:
        """Has the open element hold its elements as text, as one of type ``xhtml`` does from its start."""
        element = self.open[-1]
        element.parts = [html.escape(element.text, quote=False)]
        element.attributes["type"] = "xhtml"
        self.markup = self.depth - 1
        self.add(_start_tag(raw, attributes))

    def end(self, raw: str) -> None:
        depth, self.depth = self.depth, self.depth - 1
        if self.ignoring:
            if depth != self.ignoring:
                return
            self.ignoring = 0
            if depth != self.item_depth:
                return
        elif self.markup and depth > self.markup:
            self.add(_end_tag(raw))
            return
        elif not self.open:
            return
        self.markup = 0
        element = self.open.pop()
        if not self.open:
            self.found.append(element)

    def data(self, text: str) -> None:
        if self.open and not self.ignoring:
            self.add(html.escape(text, quote=False) if self.markup else text)

    def skipped_entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self.data(html.unescape(f"&{name};"))

    def refuse_entity(self, *declaration: object) -> None:
        self.fail(
            "it declares entities of its own, which can be made to fill the memory",
            "Remove the declarations from its head",
        )

    def fail(self, why: str, remedy: str = "Export it again") -> None:
        message = f"{why}. The rest of the file is not read. {remedy}."
        raise XmlDamageError(message, self.line)

    def add(self, text: str) -> None:
        self.open[-1].parts.append(text)
        self.count(len(text))

    def count(self, size: int) -> None:
        """Forgets the item once it is longer than a document may be, and passes over its rest."""
        self.size += size
        if self.size > self.limit:
            item = self.open[0]
            item.parts, item.children, item.too_long = [], [], True
            self.ignoring, self.markup = self.item_depth, 0
            del self.open[1:]

    # ------------------------------------------------------------------ the file

    def read(self, file: Readable, encoding: str) -> Iterator[Element]:
        """The elements of a stream. Raises :exc:`XmlDamageError`."""
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        held, is_first = b"", True
        while True:
            data = file.read(CHUNK)
            text = decoder.decode(data, final=not data)
            if is_first and text:
                is_first, junk = False, len(text) - len(without_junk(text))
                self.lines_before = text.count("\n", 0, junk)
                text = text[junk:]
            chunk = held + mended(text)
            held = b"" if not data else unfinished(chunk)
            problem = self.feed(chunk[: len(chunk) - len(held)], final=not data)
            while self.found:
                yield self.found.popleft()
            if problem:
                raise problem
            if not data or self.is_over:
                return

    @property
    def is_over(self) -> bool:
        """Whether the document has ended; what comes after it is no part of it."""
        return self.has_begun and self.depth == 0

    def feed(self, data: bytes, final: bool) -> XmlDamageError | None:
        """Parses on. What is wrong is given back: what came before it is not lost."""
        self.fed += len(data)
        try:
            self.parser.Parse(data, final)
            self.parsed = max(self.parsed, self.parser.CurrentByteIndex)
            if self.fed - self.parsed > self.limit:
                self.fail(f"it has a tag or a comment of more than {megabytes(self.limits.document_bytes)}")
        except XmlDamageError as error:
            return error
        except expat.ExpatError as error:
            return (
                None
                if self.is_over
                else XmlDamageError(self.why(error, final), error.lineno + self.lines_before)
            )
        return None

    def why(self, error: expat.ExpatError, final: bool) -> str:
        """What is wrong, and the remedy."""
        if not self.has_begun and final:
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
