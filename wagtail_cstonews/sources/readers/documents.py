"""The readers of plain text and HTML: one document per file."""

from __future__ import annotations

from collections.abc import Iterator

from ...documents import RawDocument
from ..common.alternates import Alternates, alternates
from ..common.items import BadDocument, Item
from ..common.limits import Limits, megabytes, read_whole
from ..common.options import Options
from ..common.origins import Origin, digest
from ..common.registry import Reader
from ..common.streams import Readable


def _read_text(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """A stream as one document of text."""
    yield _document(file, origin, options.limits, is_html=False)


def _read_html(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """A stream as one page of HTML."""
    yield _document(file, origin, options.limits, is_html=True)


def _document(file: Readable, origin: Origin, limits: Limits, *, is_html: bool) -> RawDocument | BadDocument:
    """A stream as one document, whose character set extraction detects."""
    content = read_whole(file, limits)
    if content is None:
        return origin.bad(
            f"longer than {megabytes(limits.document_bytes)}, the most that one document may have. "
            "If it holds many documents, make it JSON Lines: one object a line."
        )
    if not content.strip():
        return origin.bad("the file is empty. Fill it or remove it.")
    said = alternates(content, None) if is_html else Alternates()
    return RawDocument(
        id=digest(content) if origin.piped else origin.name,
        content=content,
        source=origin.source,
        key=f"stdin:{digest(content)}" if origin.piped else origin.key,
        media_type="html" if is_html else "text",
        language=said.language,
        translation_group=said.group,
        beside=origin.beside,
    )


TEXT = Reader("text", _read_text, suffixes=(".txt", ".text"), holds_many=False)

HTML = Reader(
    "html",
    _read_html,
    suffixes=(".html", ".htm", ".xhtml"),
    holds_many=False,
    matches_xml=lambda head: head.root == "html",
)
