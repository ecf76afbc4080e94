"""Web archives: the pages in WARC files, the texts in WET files.

The records are found by warcio, which the extra ``warc`` installs. What is inside of them is unpacked here,
since nothing there bounds what a small record may unpack to.
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
"""Types of what is read as a page."""
_ASIDE = frozenset({"warcinfo", "request", "metadata"})
"""Records that tell of other records, and are no documents."""

_REVISITS = "pages of web archives that were fetched before, and had not changed"
_NO_PAGES = "records of web archives that hold no page"

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,15})[^\r\n]{0,1000}\r?\n")

_WINDOWS = {"gzip": 32 + zlib.MAX_WBITS, "x-gzip": 32 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""How zlib is told what it unpacks."""

_HEADERS = 2 * MEGABYTE
"""What the headers of a record may take: real ones take kilobytes."""


class _ContentError(Exception):
    """A record's content cannot be used. The message says why, with the remedy."""


class _Bounded:
    """A stream that stops where headers go on for ever: warcio reads lines of any length."""

    def __init__(self, file: Readable, source: str) -> None:
        self.file = file
        self.source = source
        self.place = 0
        self.left = _HEADERS

    def allow(self, length: int) -> None:
        """Another record's content, and the headers of the one after it."""
        self.left = length + _HEADERS

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises :exc:`SourceError` where headers never end."""
        try:
            data = self.file.read(size)
        except EOFError as error:
            # warcio takes that for the end of the records.
            raise zlib.error(str(error)) from error
        self.place += len(data)
        self.left -= len(data)
        if self.left < 0:
            message = "damaged: the headers of a record never end. Fetch or make it again."
            raise SourceError(message, f"{self.source}:{self.place}")
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self.place


def _read_warc(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """The documents of a web archive. Raises :exc:`SourceError`."""
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
    """A record as a document; None for one that only tells of others."""
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
    """Why a record is no document, or else its content and its character set. Raises :exc:`_ContentError`."""
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
    """The same of what a server answered. Raises :exc:`_ContentError`."""
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
    """A record's block. Raises :exc:`_ContentError`."""
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
    """A type without its parameters.

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
    """A body that was sent in chunks, in one; as it is where it is not in that form, since some archives
    keep it joined already.

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
    """A body as it was before the server packed it. Raises :exc:`_ContentError`."""
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
    """A body unpacked by zlib; as it is where it is not packed, since many archives unpack and do not say so.

    Raises :exc:`_ContentError`.
    """
    unpacker = zlib.decompressobj(window)
    try:
        content = unpacker.decompress(body, limits.document_bytes + 1)
    except zlib.error:
        if window == zlib.MAX_WBITS:
            # What servers call "deflate" is often without its frame.
            return _unzipped(body, -zlib.MAX_WBITS, limits)
        return body
    if len(content) > limits.document_bytes:
        raise _ContentError(_too_long(limits))
    return content


def _unbrotlied(body: bytes, limits: Limits) -> bytes:
    """A body unpacked by Brotli; as it is where it is a page that was unpacked before. Raises
    :exc:`_ContentError`.
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
        # Before 1.2 nothing bounds what it unpacks to.
        raise _ContentError(_MISSING_BROTLI) from None
    except brotli.error:
        content, is_whole = b"", False
    if len(content) > limits.document_bytes:
        raise _ContentError(_too_long(limits))
    if is_whole:
        return content
    # Brotli has no mark at its beginning, and may take anything for a packed body that is cut short.
    if body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        return body
    raise _ContentError("packed by br, and damaged. Crawl again, or leave it out.")


WEB_ARCHIVE = Reader("warc", _read_warc, suffixes=(".warc", ".wet"))
