"""The reader of web archives: the pages in WARC files (ISO 28500), and the texts in WET files.

warcio, which the extra ``warc`` installs, splits an archive into records. This module decompresses their
content itself, since warcio does not limit what a small record may unpack to.
"""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from ...documents import RawDocument
from ..common.addresses import is_web_address
from ..common.alternates import Alternates, alternates
from ..common.items import BadDocument, Item, Skipped, SourceError, unforeseen
from ..common.limits import MEGABYTE, Limits, megabytes, read_whole
from ..common.options import Options
from ..common.origins import Origin
from ..common.registry import Reader
from ..common.streams import Readable, Rejoined, beginning

_MISSING_BROTLI = (
    'packed by br, which is read with brotli 1.2 or later: pip install "wagtail-cstonews[warc]", or crawl '
    "again with the header Accept-Encoding: gzip."
)
_MISSING = 'web archives are read with warcio, which is not installed: pip install "wagtail-cstonews[warc]"'

_PAGES = ("text/html", "application/xhtml+xml")
"""Media types that are read as pages."""
_ASIDE = frozenset({"warcinfo", "request", "metadata"})
"""Records about other records, which are not documents."""

_REVISITS = "pages of web archives that were fetched before, and had not changed"
_NO_PAGES = "records of web archives that hold no page"

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,15})[^\r\n]{0,1000}\r?\n")

_WINDOWS = {"gzip": 32 + zlib.MAX_WBITS, "x-gzip": 32 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""The ``wbits`` argument of zlib for each content encoding."""

_HEADERS = 2 * MEGABYTE
"""The most bytes that the headers of a record may have: real ones have kilobytes."""


class _ContentError(Exception):
    """A record's content cannot be read. The message gives the problem and the remedy."""


class _Bounded:
    """A stream that limits the size of headers: warcio itself reads lines of any length."""

    def __init__(self, file: Readable, source: str) -> None:
        self.file = file
        self.source = source
        self.place = 0
        self.left = _HEADERS

    def allow(self, length: int) -> None:
        """Adds a record's content and the next record's headers to the allowance."""
        self.left = length + _HEADERS

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises :exc:`SourceError` if headers exceed the allowance."""
        try:
            data = self.file.read(size)
        except EOFError as error:
            # warcio would take the original error for the end of the records.
            raise zlib.error(str(error)) from error
        self.place += len(data)
        self.left -= len(data)
        if self.left < 0:
            message = "damaged: the headers of a record never end. Fetch or make it again."
            raise SourceError(message, f"{self.source}:{self.place}")
        return data

    def tell(self) -> int:
        """The number of bytes read."""
        return self.place


def _read_warc(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """Yields the documents of a web archive. Raises :exc:`SourceError`."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise SourceError(f"{_MISSING}.", origin.source) from None
    start = beginning(file, 2)
    if start == b"\x1f\x8b":
        raise SourceError("it is packed, and its name does not say so. Have it end in .gz.", origin.source)
    stream = _Bounded(Rejoined(start, file), origin.source)
    records = ArchiveIterator(stream, no_record_parse=True)
    count = 0
    try:
        for record in records:
            count += 1
            place = f"{origin.source}:{records.offset}"
            if record.length is None or not record.rec_type:
                break
            stream.allow(record.length)
            if item := _item_of(record, place, origin, records.offset, options.limits):
                yield item
        else:
            return
        problem = "a record does not say what it is, or how long"
    except (ArchiveLoadFailed, UnicodeError) as error:
        problem = str(error)
        if not count:
            raise SourceError(
                "this is no web archive (WARC or WET). Check the file.", origin.source
            ) from None
    place = f"{origin.source}:{records.offset}"
    yield BadDocument(
        place,
        f"damaged ({problem[:200]}). The rest of the file is not read. Fetch or make it again.",
        key=f"{origin.key}#{records.offset}",
    )


def _item_of(record: Any, place: str, origin: Origin, offset: int, limits: Limits) -> Item | None:
    """A record as a document; None for a record about other records."""
    kind = record.rec_type or ""
    if kind in _ASIDE:
        return None
    headers = record.rec_headers
    url = (headers.get_header("WARC-Target-URI") or headers.get_header("uri") or "").strip()
    place = f"{place} {url[:2000]}".strip()
    key = url if is_web_address(url) else f"{origin.key}#{offset}"
    try:
        reason, content, encoding = _content_of(record, kind, limits)
    except _ContentError as error:
        return BadDocument(place, str(error), key=key)
    except (SourceError, OSError, EOFError, zlib.error, UnicodeError, MemoryError):
        raise
    except Exception as error:
        return BadDocument(place, unforeseen(error), key=key)
    if reason:
        return Skipped(place, reason, _REVISITS if kind == "revisit" else _NO_PAGES)
    said = alternates(content, url) if kind != "conversion" else Alternates()
    return RawDocument(
        id=url or str(offset),
        content=content,
        source=place,
        key=key,
        media_type="text" if kind == "conversion" else "html",
        url=url if is_web_address(url) else None,
        language=said.language,
        translation_group=said.group,
        encoding=encoding,
    )


def _content_of(record: Any, kind: str, limits: Limits) -> tuple[str, bytes, str | None]:
    """Why a record is not a document (else ""), its content and character set.

    Raises :exc:`_ContentError`.
    """
    if kind == "conversion":
        if _media_type(record.content_type) != "text/plain":
            return "converted to something that is no plain text", b"", None
        return "", _whole(record, limits), "utf-8"
    if kind == "resource":
        if (found := _media_type(record.content_type)) not in _PAGES:
            return _no_page(found), b"", None
        return "", _whole(record, limits), _charset(record.content_type)
    if kind != "response":
        return f"a record of the type {kind[:40]}, which holds no page", b"", None
    return _response(_whole(record, limits), limits)


def _response(block: bytes, limits: Limits) -> tuple[str, bytes, str | None]:
    """The same for an HTTP response. Raises :exc:`_ContentError`."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = io.BytesIO(block)
    try:
        headers = StatusAndHeadersParser([], verify=False).parse(stream)
    except EOFError:
        return "an answer without a page", b"", None
    status = headers.get_statuscode()
    if status != "200":
        return f"no page but an answer with the status {status[:10]}", b"", None
    told = headers.get_header("content-type") or ""
    if (found := _media_type(told)) not in _PAGES:
        return _no_page(found), b"", None
    body = block[stream.tell() :]
    if (headers.get_header("transfer-encoding") or "").strip().lower() == "chunked":
        body = _joined_chunks(body)
    return "", _unpacked(body, headers.get_header("content-encoding") or "", limits), _charset(told)


def _whole(record: Any, limits: Limits) -> bytes:
    """A record's whole block. Raises :exc:`_ContentError`."""
    if record.length > limits.document_bytes:
        raise _ContentError(_too_long(limits))
    content = read_whole(record.raw_stream, limits) or b""
    if len(content) < record.length:
        raise _ContentError("cut short: the file ends in the middle of the record. Fetch or make it again.")
    return content


def _too_long(limits: Limits) -> str:
    longest = megabytes(limits.document_bytes)
    return f"longer than {longest}, the most that one document may have. Leave it out."


def _media_type(header: str | None) -> str:
    """A media type without its parameters.

    >>> _media_type("Text/HTML; charset=utf-8")
    'text/html'
    """
    return (header or "").partition(";")[0].strip().lower()


def _charset(header: str | None) -> str | None:
    found = _CHARSET.search(header or "")
    return found[1] if found else None


def _no_page(found: str) -> str:
    return f"of the type {found[:60]}, which is no page" if found else "of no type that is told"


def _joined_chunks(body: bytes) -> bytes:
    """Decodes a body with chunked transfer encoding. Any other body is returned unchanged: some archives
    store the body decoded, but keep the header.

    >>> _joined_chunks(b"3\\r\\nabc\\r\\n0\\r\\n\\r\\n"), _joined_chunks(b"<html>")
    (b'abc', b'<html>')
    """
    parts: list[bytes] = []
    place = 0
    while size := _CHUNK_SIZE.match(body, place):
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        place = size.end() + length
        place += body[place : place + 2] == b"\r\n" and 2
    return b"".join(parts) if parts else body


def _unpacked(body: bytes, packing: str, limits: Limits) -> bytes:
    """Decompresses a body by its content encoding. Raises :exc:`_ContentError`."""
    for name in reversed([name.strip().lower() for name in packing.split(",")[:4]]):
        if name in ("", "identity"):
            continue
        if name == "br":
            body = _unbrotlied(body, limits)
            continue
        if name not in _WINDOWS:
            raise _ContentError(
                f"packed by {name[:20]}, which is not read. Crawl again with the header "
                "Accept-Encoding: gzip, or leave it out."
            )
        body = _unzipped(body, _WINDOWS[name], limits)
    return body


def _unzipped(body: bytes, window: int, limits: Limits) -> bytes:
    """Decompresses a body by zlib. A body that is not compressed is returned unchanged: many archives store
    it decompressed, but keep the header.

    Raises :exc:`_ContentError`.
    """
    unpacker = zlib.decompressobj(window)
    try:
        content = unpacker.decompress(body, limits.document_bytes + 1)
    except zlib.error:
        if window == zlib.MAX_WBITS:
            # Many servers send "deflate" as a raw stream, without the zlib header.
            return _unzipped(body, -zlib.MAX_WBITS, limits)
        return body
    if len(content) > limits.document_bytes:
        raise _ContentError(_too_long(limits))
    return content


def _unbrotlied(body: bytes, limits: Limits) -> bytes:
    """Decompresses a body by Brotli. A page that is already decompressed is returned unchanged.

    Raises :exc:`_ContentError`.
    """
    try:
        import brotli
    except ImportError:
        raise _ContentError(_MISSING_BROTLI) from None
    unpacker = brotli.Decompressor()
    try:
        content: bytes = unpacker.process(body, output_buffer_limit=limits.document_bytes + 1)
        is_whole = unpacker.is_finished()
    except TypeError:
        # Before version 1.2, Brotli cannot limit its output.
        raise _ContentError(_MISSING_BROTLI) from None
    except brotli.error:
        content, is_whole = b"", False
    if len(content) > limits.document_bytes:
        raise _ContentError(_too_long(limits))
    if is_whole:
        return content
    # Brotli has no magic number, and may take any bytes for a truncated stream.
    if body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        return body
    raise _ContentError("packed by br, and damaged. Crawl again, or leave it out.")


WEB_ARCHIVE = Reader("warc", _read_warc, suffixes=(".warc", ".wet"))
