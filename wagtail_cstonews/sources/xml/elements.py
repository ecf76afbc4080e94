"""The element tree of one XML item, and the failures of items that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..common.items import BadDocument, Item, unforeseen
from ..common.limits import Limits, megabytes
from ..common.origins import Origin


@dataclass(slots=True)
class Element:
    """An element with its content.

    >>> item = Element("item", {}, children=[Element("dc:creator", {}, parts=["A. ", "Writer"])])
    >>> item.first("author", "dc:creator")
    'A. Writer'
    """

    name: str
    """The name with its usual prefix: ``dc:creator``."""
    attributes: dict[str, str]
    line: int = 0
    """The line on which an item begins, from 1; 0 for elements inside an item."""
    parts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)
    too_long: bool = False
    """Whether it exceeded :attr:`Limits.document_bytes`; it is then empty."""

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(self.parts)

    def all(self, *names: str) -> Iterator[Element]:
        """The children with these names, in document order."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> str:
        """The text of the first child with text, in the order of the names; "" if there is none."""
        for name in names:
            for child in self.all(name):
                if text := child.text.strip():
                    return text
        return ""


class XmlDamageError(Exception):
    """The rest of the file cannot be parsed. The message gives the problem and the remedy."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def made_or_failed(make: Callable[[], Item], item: Element, origin: Origin) -> Item:
    """The result of ``make``, or a document that failed if it raises anything."""
    try:
        return make()
    except Exception as error:
        place = f"{origin.source}:{item.line}"
        return BadDocument(place, unforeseen(error), item.line, origin.row_key(None, item.line, place))


def damaged(error: XmlDamageError, origin: Origin) -> BadDocument:
    """The document that failed, for the rest of a file that cannot be parsed."""
    key = origin.row_key(None, error.line, error.message)
    return BadDocument(f"{origin.source}:{error.line}", error.message, error.line, key)


def too_long_item(item: Element, origin: Origin, limits: Limits) -> BadDocument:
    """The document that failed, for an item that exceeds :attr:`Limits.document_bytes`."""
    message = f"the item is longer than {megabytes(limits.document_bytes)}. Split or shorten it."
    place = f"{origin.source}:{item.line}"
    return BadDocument(place, message, item.line, origin.row_key(None, item.line, place))
