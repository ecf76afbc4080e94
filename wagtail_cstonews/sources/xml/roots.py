"""Chooses the reader of an XML file by its root element."""

from __future__ import annotations

import re

from ...text.patterns import lazy_compile
from ..common.items import SourceError
from ..common.origins import Origin
from ..common.registry import Reader, XmlHead, reader_of_xml
from .repair import without_junk, xml_encoding

_ROOT = lazy_compile(r"<([a-z_][\w.:-]*)[^<>]*>", re.IGNORECASE)

_FIRST_ITEM = lazy_compile(r"<(?:[\w.-]+:)?item[\s>]", re.IGNORECASE)


def reader_by_root(sample: bytes, origin: Origin) -> Reader:
    """The reader of an XML file that begins with ``sample``. Raises :exc:`SourceError` if there is none."""
    text = _without_comments(without_junk(sample.decode(xml_encoding(sample), "replace")))
    root = _ROOT.search(text)
    name = (root[1].rpartition(":")[2] if root else "").lower()
    # Only the head counts: an item's text may mention the URI of any namespace.
    if reader := reader_of_xml(XmlHead(name, _FIRST_ITEM.split(text, maxsplit=1)[0])):
        return reader
    if not root:
        problem = "there is no XML in it"
    elif name in ("urlset", "sitemapindex"):
        problem = "this is a sitemap, which holds addresses and no text"
    else:
        problem = f"its root is <{root[1][:40]}>, and that is no export of WordPress, RSS or Atom"
    raise SourceError(f"{problem}. Say with --format what it holds, or convert it.", origin.source)


def _without_comments(text: str) -> str:
    """The text without its comments, cut off at a comment that is not closed.

    >>> _without_comments("<!-- a --><b><!-- c")
    '<b>'
    """
    pieces = text.split("<!--")
    return pieces[0] + "".join(piece.partition("-->")[2] for piece in pieces[1:])
