"""Reads a document: decodes the bytes, parses the mark-up, repairs the lines, detects the language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ..documents import RawDocument
from ..text.encoding import decode_bytes
from ..text.urls import host_of
from .article.errors import ExtractionError
from .article.line import Line
from .article.warnings import ArticleWarning
from .html.fragments import fragment_lines
from .html.lines import html_lines
from .lines.plain_text import split_lines
from .lines.repairs import repair_lines
from .metadata.language import detect_language
from .metadata.page_metadata import PageHints
from .stages.document import ReadDocument

MAX_DOCUMENT_BYTES = 32 * 1024 * 1024
"""Longer documents are refused: no article is that long, and parsing one would hold up all others."""


MAX_LINES = 500_000
"""Documents with more lines are refused, too: even an empty line costs memory."""


def check_size(document: RawDocument) -> None:
    size = len(document.content)
    if size > MAX_DOCUMENT_BYTES:
        raise ExtractionError(
            f"{document.source}: the document is {size / 1024**2:.0f} MB long, more than the "
            f"{MAX_DOCUMENT_BYTES // 1024**2} MB that are read. Split it, or leave out what is not text."
        )


def read_document(
    document: RawDocument, decoded: Decoded | None = None, now: datetime.datetime | None = None
) -> ReadDocument:
    """The document's repaired lines, and the metadata of its mark-up.

    ``decoded`` is the result of :func:`decode`, if the caller has it already. Raises :exc:`ExtractionError`
    if the document is too long.
    """
    check_size(document)
    decoded = decoded or decode(document)
    lines, page = lines_of(document, decoded.text)
    warnings = decoded.warnings + repair_lines(lines, is_html=document.media_type == "html")
    language = detect_language(lines, given=document.language, declared=page.language)
    return ReadDocument(document, lines, page, language, host_of(document.url), now, warnings)


def lines_of(document: RawDocument, text: str) -> tuple[list[Line], PageHints]:
    """The lines of a decoded document, and the metadata of its mark-up. Raises :exc:`ExtractionError`."""
    if document.fragment:
        lines, page = fragment_lines(text, document.url)
    elif document.media_type == "html":
        lines, page = html_lines(text, document.url)
    else:
        page = PageHints()
        count = text.count("\n") + 1
        lines = split_lines(text) if count <= MAX_LINES else []
    count = len(lines) or text.count("\n") + 1
    if count > MAX_LINES:
        raise ExtractionError(
            f"{document.source}: the document has {count:,} lines, more than the {MAX_LINES:,} "
            "that are read. Split it."
        )
    return lines, page


@dataclass(slots=True)
class Decoded:
    """A document's text, its character set ("" if it came as text), and warnings about the decoding."""

    text: str
    encoding: str
    warnings: list[ArticleWarning] = field(default_factory=list)


def decode(document: RawDocument) -> Decoded:
    """Decode the document. Never raises: undecodable bytes become U+FFFD, with a warning.

    Evidence, strongest first: a byte order mark, valid UTF-8, the character set that came with the bytes, the
    one that an HTML page declares, the one that the bytes look like.
    """
    content = document.content
    if isinstance(content, str):
        return _from_text(content)
    text, encoding = decode_bytes(bytes(content), document.encoding, is_html=document.media_type == "html")
    decoded = Decoded(text, encoding)
    lost = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    if lost > 0:
        decoded.warnings.append(
            ArticleWarning(
                "undecodable_bytes",
                f"{lost} characters could not be read as {encoding}; they are marked with \ufffd. "
                "Save the source as UTF-8, or correct the marked places.",
            )
        )
    return decoded


def _from_text(content: str) -> Decoded:
    try:
        content.encode()
    except UnicodeEncodeError:
        # A surrogate pair is one character escaped as two; a lone surrogate cannot be encoded.
        text = content.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        warning = ArticleWarning(
            "undecodable_bytes", "Half characters (lone surrogates) were mended or marked with \ufffd."
        )
        return Decoded(text, "", [warning])
    return Decoded(content, "")
