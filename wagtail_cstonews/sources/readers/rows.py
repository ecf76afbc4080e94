"""The reader of JSON Lines: one object per line, one document each, with the keys of :mod:`.fields`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..common.items import BadDocument, Item, SourceError, unforeseen
from ..common.limits import Limits, megabytes
from ..common.options import Options
from ..common.origins import Origin
from ..common.registry import Reader
from ..common.streams import Readable
from .fields import RowError, bad_key, row_document

BOM = b"\xef\xbb\xbf"


def _read_rows(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """Yields the rows of a stream. Raises :exc:`SourceError` at once if it is not JSON Lines."""
    limit = options.limits.document_bytes
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        source = f"{origin.source}:{number}"
        if len(line) > limit:
            _skip_line(file, line, options.limits)
            message = f"the row is longer than {megabytes(limit)}. Split or shorten it."
            yield BadDocument(source, message, number, origin.row_key(None, number, source))
            continue
        if number == 1:
            line = line.removeprefix(BOM)
            _refuse_other_formats(line, origin)
        if not (line := line.strip()):
            continue
        row: dict[str, Any] | None = None
        try:
            row = _parse(line)
            yield row_document(row, source, origin, number, options)
        except RowError as error:
            yield BadDocument(source, str(error), number, bad_key(row, source, origin, number))
        except Exception as error:
            yield BadDocument(source, unforeseen(error), number, origin.row_key(None, number, source))


def _skip_line(file: Readable, line: bytes, limits: Limits) -> None:
    """Skips the rest of an over-long line without storing it."""
    while line and not line.endswith(b"\n"):
        line = file.readline(limits.document_bytes)


def _refuse_other_formats(first: bytes, origin: Origin) -> None:
    """Raises :exc:`SourceError` if the first line shows that the file has another format."""
    start = first.strip()
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(
            "JSON Lines must be UTF-8, and this is UTF-16. Save it as UTF-8.", f"{origin.source}:1"
        )
    if start.startswith(b"["):
        raise SourceError(
            "this is a JSON array; JSON Lines has one object a line. "
            f"Convert it: jq -c '.[]' {origin.name} > rows.jsonl",
            f"{origin.source}:1",
        )
    if start == b"{":
        raise SourceError(
            "an object runs over several lines; JSON Lines has one object a line. "
            f"Convert it: jq -c . {origin.name} > rows.jsonl",
            f"{origin.source}:1",
        )


def _parse(line: bytes) -> dict[str, Any]:
    """Parses a line as a JSON object. Raises :exc:`RowError`."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError(f"not UTF-8 (byte {error.start + 1}). Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise RowError(f"not JSON ({error.msg}, column {error.colno}). Correct or remove the row.") from None
    except (RecursionError, ValueError):
        raise RowError("not usable JSON (nested too deeply, or a number too long). Remove the row.") from None
    if not isinstance(row, dict):
        raise RowError('not an object. A row is {"id": ..., "text": ...} or {"url": ..., "html": ...}.')
    return row


JSON_LINES = Reader("jsonl", _read_rows, suffixes=(".jsonl", ".ndjson", ".jl"))
