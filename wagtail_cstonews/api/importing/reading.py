"""A request to import read: a document as a row has it, or a raw text or page with the rest in the query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext as _

from ... import conf
from ...documents import RawDocument
from ...importing.uploads.names import key_of
from ...sources.common.options import PREFERENCES, Options
from ...sources.common.origins import Origin
from ...sources.readers.fields import SYNONYMS, RowError, row_document
from .refusals import RefusalError, invalid

SOURCE = "API"
"""What records and reports say that such a document came from."""

JSON = "application/json"
RAW = {"text/plain": "text", "text/html": "html"}
"""The media types of raw bodies, and the fields that they stand for."""

SWITCHES = ("save", "publish", "keep", "lines")
OPTIONS = (*SWITCHES, "section", "prefer")
"""The fields that say what is to be done; the others are those of a document as a row has them."""

_KNOWN = frozenset((*OPTIONS, *(name for names in SYNONYMS.values() for name in names)))
_MEGABYTE = 1 << 20
_DEEPEST = 50
"""Levels of lists and objects in JSON: what spiders write has three or four."""


@dataclass(frozen=True)
class ImportRequest:
    """What is to be imported, and how."""

    document: RawDocument
    section: int | str | None
    """The section's id or slug; None where the request names none."""
    save: bool = False
    publish: bool = False
    keep: bool = False
    """Whether it becomes a page even if it looks like no article, or nearly like another one."""
    lines: bool = False
    """Whether the answer has every line with its label, not only those that are left out."""
    ignored: tuple[str, ...] = ()
    """The names of fields that are not known."""


def read_request(request: HttpRequest) -> ImportRequest:
    """The request as values. Raises :exc:`RefusalError`: 400, 413, 415 or 422."""
    kind = (request.content_type or "").lower()
    if kind != JSON and kind not in RAW:
        detail = _("Send application/json, text/plain or text/html in UTF-8, not “%(kind)s”.")
        raise RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail % {"kind": kind[:100]})
    body = _body(request)
    row = _query(request)
    if kind == JSON:
        row |= _parsed(body)
    else:
        row |= {RAW[kind]: body.decode("utf-8", "replace"), "prefer": RAW[kind]}
    row = _storable(row, 0)
    document = _document(row)
    if kind in RAW:
        # Extraction finds out the character set.
        document.content, document.encoding = body, (request.content_params or {}).get("charset")
    if not (document.url or row.get("id")):
        document.key = key_of(document)
    return ImportRequest(
        document,
        _section(row),
        **{name: _switch(row, name) for name in SWITCHES},
        ignored=tuple(sorted(str(name)[:100] for name in row.keys() - _KNOWN)[:50]),
    )


def _body(request: HttpRequest) -> bytes:
    """The body, up to the size that the site allows; ``DATA_UPLOAD_MAX_MEMORY_SIZE`` is for forms."""
    megabytes = conf.get_int("IMPORT_API_MEGABYTES")
    most = megabytes * _MEGABYTE
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    try:
        body = b"" if announced > most else request.read(most + 1)
    except UnreadablePostError as error:
        raise RefusalError(
            HTTPStatus.BAD_REQUEST, _("The request arrived incomplete. Send it again.")
        ) from error
    if announced > most or len(body) > most:
        detail = _("More than %(megabytes)d MB. Shorten it, or use import_news for long documents.")
        raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail % {"megabytes": megabytes})
    return bytes(body)


def _query(request: HttpRequest) -> dict[str, Any]:
    """The fields in the address; those that come more than once as a list."""
    return {name: values[0] if len(values) == 1 else values for name, values in request.GET.lists() if values}


def _parsed(body: bytes) -> dict[str, Any]:
    """The JSON object. Raises :exc:`RefusalError` (400)."""
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        detail = _("The JSON is not UTF-8 (byte %(byte)d). Send UTF-8.") % {"byte": error.start + 1}
    except json.JSONDecodeError as error:
        detail = _("Not JSON: %(message)s, line %(line)d, column %(column)d.") % {
            "message": error.msg,
            "line": error.lineno,
            "column": error.colno,
        }
    except (RecursionError, ValueError):
        detail = _("The JSON cannot be read: it is nested too deeply, or a number is too long.")
    else:
        if isinstance(found, dict):
            return found
        detail = _('The JSON must be an object, such as {"text": "...", "section": "news"}.')
    raise RefusalError(HTTPStatus.BAD_REQUEST, detail)


def _storable(value: Any, depth: int) -> Any:
    """JSON without NUL and lone surrogates. Raises :exc:`RefusalError` where it is too deep."""
    if depth > _DEEPEST:
        raise RefusalError(
            HTTPStatus.BAD_REQUEST,
            _("The JSON cannot be read: it is nested too deeply, or a number is too long."),
        )
    if isinstance(value, str):
        # Lone surrogates, which JSON can name, are no text either.
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [_storable(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_storable(name, depth + 1): _storable(item, depth + 1) for name, item in value.items()}
    return value


def _document(row: Mapping[str, Any]) -> RawDocument:
    """The document. Raises :exc:`RefusalError` (422)."""
    prefer = row.get("prefer", "html")
    if prefer not in PREFERENCES:
        raise invalid("prefer", _("Give “html” or “text”."))
    try:
        document = row_document(dict(row), SOURCE, Origin(SOURCE, "api:", SOURCE), 1, Options(prefer=prefer))
    except RowError as error:
        if error.field is None:
            raise invalid("text", _("Give the document as “text” or as “html”.")) from error
        message = str(error).replace("Correct the row.", _("Correct the field."))
        raise invalid(error.field, message) from error
    if not document.content.strip():
        raise invalid(document.media_type, _("It is empty. Give the document's text."))
    return document


def _section(row: Mapping[str, Any]) -> int | str | None:
    value = row.get("section")
    if value is None or (isinstance(value, int | str) and not isinstance(value, bool)):
        return value
    raise invalid("section", _("Give the section's id or slug."))


def _switch(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name, False)
    if isinstance(value, str):
        value = {"true": True, "1": True, "false": False, "0": False, "": False}.get(value.lower(), value)
    if isinstance(value, bool):
        return value
    raise invalid(name, _("Give true or false."))
