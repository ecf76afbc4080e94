"""The reader of CSV and TSV: a table with a header, one document per row.

The columns have the names of the keys of JSON Lines, in any case. The delimiter is the one that splits the
header into known columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from ...text.patterns import lazy_compile
from ..common.items import BadDocument, Item, SourceError, unforeseen
from ..common.limits import megabytes
from ..common.options import Options
from ..common.origins import Origin
from ..common.registry import Reader
from ..common.streams import Readable, as_text, beginning, encoding_of
from .fields import SYNONYMS, RowError, bad_key, row_document

_DELIMITERS = (",", ";", "\t", "|")

_NAMES = {name.casefold(): name for names in SYNONYMS.values() for name in names}
"""The known columns, by their case-folded names."""

_CONTENT = frozenset((*SYNONYMS["text"], *SYNONYMS["html"]))

_QUOTE = '"'

_SEPARATOR = lazy_compile(r"sep=.?", re.IGNORECASE)
"""The line that Excel writes above a table to declare its delimiter."""


class _TooLongError(Exception):
    """A row is longer than a document may be."""


@dataclass(slots=True)
class Lines:
    """The lines of a table for :mod:`csv`. Raises an error if a row exceeds ``limit`` characters."""

    file: TextIO
    limit: int
    number: int = 0
    """The number of lines read."""
    size: int = 0
    """Characters of the row that is being read."""
    ended: bool = False
    line: str = ""
    last_quotes: int = 0
    """The quotes in the row so far."""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        self.line = self.file.readline(self.limit + 1)
        if not self.line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.size += len(self.line)
        self.last_quotes += self.line.count(_QUOTE)
        if self.size > self.limit:
            raise _TooLongError
        return self.line

    def begin_row(self) -> None:
        """Resets the count of the row's characters."""
        self.size = self.last_quotes = 0

    def skip_row(self) -> None:
        """Skips the rest of an over-long row, up to a line break outside quotes, without storing it."""
        quotes = self.last_quotes
        while self.line and (quotes % 2 or not self.line.endswith(("\n", "\r"))):
            starts_line = self.line.endswith(("\n", "\r"))
            self.line = self.file.readline(self.limit + 1)
            self.number += bool(self.line) and starts_line
            quotes += self.line.count(_QUOTE)


def _read_table(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """Yields the rows of a table. Raises :exc:`SourceError` at once if its header has no column of text."""
    sample = beginning(file)
    encoding = encoding_of(sample)
    lines = Lines(as_text(file, sample, encoding), options.limits.document_bytes)
    # The limit is global to the process, and is only ever raised. Here, ``Lines`` limits the rows.
    csv.field_size_limit(max(csv.field_size_limit(), options.limits.document_bytes))
    columns, delimiter = _header(lines, origin)
    quoting = quoting_of(sample.decode(encoding, "replace"), delimiter, len(columns))
    rows = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    while True:
        first = lines.number + 1
        place = f"{origin.source}:{first}"
        lines.begin_row()
        try:
            values = next(rows)
        except StopIteration:
            return
        except _TooLongError:
            lines.skip_row()
            rows = csv.reader(lines, delimiter=delimiter, quoting=quoting)
            yield _bad(_too_long(options), place, origin, first)
            continue
        except csv.Error as error:
            yield _bad(f"not CSV ({error}). Correct or remove the row.", place, origin, first)
            continue
        if not any(value.strip() for value in values):
            continue
        row = dict(zip(columns, values, strict=False))
        try:
            _check(values, columns, encoding, lines.ended)
            yield row_document(row, place, origin, first, options)
        except RowError as error:
            yield BadDocument(place, str(error), first, bad_key(row, place, origin, first))
        except Exception as error:
            yield _bad(unforeseen(error), place, origin, first)


def _bad(message: str, place: str, origin: Origin, first: int) -> BadDocument:
    return BadDocument(place, message, first, origin.row_key(None, first, place))


def _too_long(options: Options) -> str:
    limit = megabytes(options.limits.document_bytes)
    return (
        f"the row is longer than {limit}. Look whether a quotation mark that opens in it is never closed; "
        "else split or shorten it."
    )


def _check(values: list[str], columns: list[str], encoding: str, ended: bool) -> None:
    """Raises :exc:`RowError` if the row does not match the header."""
    if ended:
        # csv returns a row as soon as its line ends; it only reads another line if a quote is open.
        raise RowError(
            "a quotation mark that opens in the row is never closed. Close it; one that belongs to the text "
            'is written twice ("").'
        )
    if any(value.strip() for value in values[len(columns) :]):
        raise RowError(
            f"it has {len(values)} fields, and the header {len(columns)}. Put fields that hold the delimiter "
            "in quotation marks."
        )
    for value in values:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise RowError(
                f"it holds bytes that are not {encoding} (character {error.start + 1} of a field). "
                "Save the file as UTF-8."
            ) from None


def _header(lines: Lines, origin: Origin) -> tuple[list[str], str]:
    """The columns' names and the delimiter. Raises :exc:`SourceError`."""
    found: list[tuple[int, list[str], str]] = []
    try:
        line = next((line for line in lines if line.strip() and not _SEPARATOR.fullmatch(line.strip())), "")
    except _TooLongError:
        line = ""
    if not line:
        raise SourceError("the table is empty. Fill it or remove it.", origin.source)
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error as error:
            raise SourceError(
                f"its first line is no header ({error}). Give the table one, with the names of the columns.",
                f"{origin.source}:{lines.number}",
            ) from None
        columns = [_NAMES.get(name.strip().casefold().replace(" ", "_"), name.strip()) for name in names]
        found.append((len(_NAMES.keys() & {name.casefold() for name in columns}), columns, delimiter))
    _, columns, delimiter = max(found, key=lambda candidate: candidate[0])
    if _CONTENT.isdisjoint(columns):
        shown = ", ".join(name[:40] for name in columns[:12])
        raise SourceError(
            f'no column is called "text" or "html"; the first line holds: {shown}. '
            "Give the table a header, with the names of the columns in its first line.",
            f"{origin.source}:{lines.number}",
        )
    return columns, delimiter


def quoting_of(sample: str, delimiter: str, columns: int) -> Any:
    """The :mod:`csv` quoting style of a table.

    Spreadsheets quote tab-separated values, databases do not. A table counts as unquoted if each line has all
    its fields, and a quotation mark opens one of them without closing it.

    >>> quoting_of('id\\ttext\\n1\\t"Yes," he said\\n', "\\t", 2) == csv.QUOTE_NONE
    True
    """
    whole = sample[: sample.rfind("\n") + 1]
    lines = [line for line in whole.splitlines() if line]
    fields = [field for line in lines for field in line.split(delimiter)]
    opened = [field for field in fields if field.startswith(_QUOTE)]
    is_plain = (
        delimiter == "\t"
        and any(not field.endswith(_QUOTE) or field == _QUOTE for field in opened)
        and all(line.count(delimiter) + 1 == columns for line in lines)
    )
    return csv.QUOTE_NONE if is_plain else csv.QUOTE_MINIMAL


TABLE = Reader("csv", _read_table, suffixes=(".csv", ".tsv", ".tab"))
