"""One file, one document."""

from __future__ import annotations

from ...documents import RawDocument
from ..common.alternates import Alternates, alternates
from ..common.base import BadDocument, Format, Limits, Origin, Readable, digest, megabytes


def read_whole(file: Readable, limits: Limits) -> bytes | None:
    """The whole of a stream; None where it is longer than a document may be."""
    parts: list[bytes] = []
    size = 0
    while data := file.read(min(limits.document_bytes + 1 - size, 1 << 20)):
        parts.append(data)
        size += len(data)
        if size > limits.document_bytes:
            return None
    return b"".join(parts)


def read_document(
    file: Readable, origin: Origin, format: Format, limits: Limits
) -> RawDocument | BadDocument:
    """A stream as one document of text or HTML; its character set is still to be found."""
    content = read_whole(file, limits)
    if content is None:
        return origin.bad(
            f"longer than {megabytes(limits.document_bytes)}, the most that one document may have. "
            "If it holds many documents, make it JSON Lines: one object a line."
        )
    if not content.strip():
        return origin.bad("the file is empty. Fill it or remove it.")
    said = alternates(content, None) if format == "html" else Alternates()
    return RawDocument(
        id=digest(content) if origin.piped else origin.name,
        content=content,
        source=origin.source,
        key=f"stdin:{digest(content)}" if origin.piped else origin.key,
        media_type="html" if format == "html" else "text",
        language=said.language,
        translation_group=said.group,
        beside=origin.beside,
    )
