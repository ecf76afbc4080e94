"""An item of an XML file as a small tree, and the items that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..common.items import BadDocument, Item, unforeseen
from ..common.limits import Limits, megabytes
from ..common.origins import Origin


@dataclass(slots=True)
class Element:
    """An element with all that is in it.

    >>> item = Element("item", {}, children=[Element("dc:creator", {}, parts=["A. ", "Writer"])])
    >>> item.first("author", "dc:creator")
    'A. Writer'
    """

    name: str
    """With the usual prefix: ``dc:creator``."""
    attributes: dict[str, str]
    line: int = 0
    """Where an item begins, from 1; 0 for what is in it."""
    parts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)
    too_long: bool = False
    """Whether it was longer than a document may be; then nothing is in it."""

    @property
    def text(self) -> str:
        """Its own text, that of its children aside."""
        return "".join(self.parts)

    def all(self, *names: str) -> Iterator[Element]:
        """The children of these names, in their order."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> str:
        """The text of the first child that has any, by the order of the names; else nothing."""
        for name in names:
            for child in self.all(name):
                if text := child.text.strip():
                    return text
        return ""


class XmlDamageError(Exception):
    """The rest of the file cannot be read. The message says why, with the remedy."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def made_or_failed(make: Callable[[], Item], item: Element, origin: Origin) -> Item:
    """What ``make`` makes of an item; a document that failed where it raises anything."""
    try:
        return make()
    except Exception as error:
        place = f"{origin.source}:{item.line}"
        return BadDocument(place, unforeseen(error), item.line, origin.row_key(None, item.line, place))


def damaged(error: XmlDamageError, origin: Origin) -> BadDocument:
    """The rest of a file that cannot be read, as a document that failed."""
    key = origin.row_key(None, error.line, error.message)
    return BadDocument(f"{origin.source}:{error.line}", error.message, error.line, key)


def too_long_item(item: Element, origin: Origin, limits: Limits) -> BadDocument:
    """An item that is longer than a document may be."""
    message = f"the item is longer than {megabytes(limits.document_bytes)}. Split or shorten it."
    place = f"{origin.source}:{item.line}"
    return BadDocument(place, message, item.line, origin.row_key(None, item.line, place))
