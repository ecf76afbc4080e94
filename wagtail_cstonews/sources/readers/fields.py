"""Maps rows to documents: the keys of JSON Lines, and the columns of tables.

A row is ``{"id" | "url", "text" | "html"}`` with ``"title"``, ``"date"``, ``"author"``, ``"language"``,
``"tags"``, ``"image"`` and ``"translation_of"`` or ``"translations"``, all optional. Other keys are ignored.
If a row has both text and HTML, ``prefer`` chooses.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from ...documents import RawDocument
from ...text.patterns import lazy_compile
from ..common.addresses import first_address, is_web_address, web_address
from ..common.alternates import Alternates, alternates
from ..common.markup import is_fragment, is_html, plain_text
from ..common.options import Options
from ..common.origins import Origin

SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "url": ("url", "link", "source_url"),
    "text": ("text", "plaintext", "maintext"),
    "html": ("html", "raw_html", "content_html", "body_html", "html_content", "content", "body"),
    "title": ("title", "headline"),
    "date": (
        "date",
        "published_at",
        "publish_date",
        "publishing_date",
        "date_publish",
        "published",
        "datePublished",
    ),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang", "locale"),
    "tags": ("tags", "keywords", "categories"),
    "image": ("image", "image_url", "top_image"),
    "lead": ("lead", "excerpt"),
    "slug": ("slug",),
    "translations": ("translation_group", "translation_of", "translations"),
}
"""Our keys, and their names in the output of spiders, extractors and corpora. The first one with a value
counts; for tags, all of them do.
"""

_MIXED = ("content", "body")
"""Names of fields that hold HTML in some archives, and plain text in others."""

_SECONDS_A_YEAR = 31_556_952
"""The mean Gregorian year. A timestamp thousands of years in the future is in milliseconds."""


_FIELD = lazy_compile(r'"(\w+)" ')
"""How a message about one key begins."""


class RowError(ValueError):
    """A row cannot be read; the message gives the problem and the remedy.

    >>> RowError('"title" must be text, not a list. Correct the row.').field
    'title'
    """

    @property
    def field(self) -> str | None:
        """The key that the message begins with; None where it is about the row."""
        found = _FIELD.match(str(self))
        return found[1] if found else None


def _identity(row: dict[str, Any]) -> tuple[str | None, str | None]:
    """The row's id and URL; an address that is not http(s) serves as the id. Raises :exc:`RowError`."""
    url = _one_string(row, "url")
    id = _one_string(row, "id") or url
    return id, url if url and is_web_address(url) else None


def row_document(
    row: dict[str, Any], source: str, origin: Origin, number: int, options: Options
) -> RawDocument:
    """Converts a row to a document. Raises :exc:`RowError`."""
    row = _plain(row)
    id, url = _identity(row)
    contents = {"text": _content(row, "text"), "html": _content(row, "html")}
    is_mixed = contents["html"] and _find(row, "html")[0] in _MIXED and not is_html(contents["html"])
    if is_mixed:
        # These names may stand for text or HTML.
        contents = {"text": contents["text"] or contents["html"], "html": None}
    other = "text" if options.prefer == "html" else "html"
    present = [kind for kind in (options.prefer, other) if contents[kind] is not None]
    if not present:
        raise RowError('it has neither "text" nor "html". Give one of them, or remove the row.')
    chosen = next((kind for kind in present if contents[kind]), present[0])
    key = url or origin.row_key(id, number, contents[chosen] or "")
    group = _translation_group(row, url, origin)
    # Translations in the row take precedence over those in its HTML.
    said = alternates(contents[chosen] or "", url) if chosen == "html" and not group else Alternates()
    return RawDocument(
        id=id or (key.removeprefix("stdin:") if origin.piped else str(number)),
        content=contents[chosen] or "",
        source=source,
        key=key,
        media_type="html" if chosen == "html" else "text",
        url=url,
        title=_one_string(row, "title"),
        date=_date(row),
        author=_authors(row),
        language=_one_string(row, "language") or said.language,
        tags=_tags(row),
        image_url=_image(row, url),
        translation_group=group or said.group,
        beside=origin.beside,
        fragment=chosen == "html" and bool(contents["html"]) and is_fragment(contents["html"] or ""),
        lead=_lead_of(row),
        slug=_one_string(row, "slug"),
    )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row with plain texts in place of the objects of WordPress's REST API, and without its numeric ids.

    Fields whose names other archives use for text, but this API does not, are removed.
    """
    found = dict(row)
    rendered = {
        name: value["rendered"]
        for name, value in row.items()
        if isinstance(value, dict) and isinstance(value.get("rendered"), str)
    }
    for name, value in rendered.items():
        found[name] = plain_text(value) if name in SYNONYMS["title"] else value
    if rendered:
        for name in (*SYNONYMS["author"], *SYNONYMS["tags"]):
            value = found.get(name)
            numbers = value if isinstance(value, list) else [value]
            if any(isinstance(number, int) for number in numbers):
                del found[name]
    for name in (*_MIXED, *SYNONYMS["lead"], *SYNONYMS["slug"]):
        value = found.get(name)
        is_list = isinstance(value, list) and all(isinstance(part, str) for part in value)
        if not isinstance(value, str) and not (is_list and name in _MIXED):
            found.pop(name, None)
    return found


def _lead_of(row: dict[str, Any]) -> str | None:
    """The article's summary; None if it is only a truncated beginning of the text."""
    lead = plain_text(_one_string(row, "lead") or "")
    return None if lead.endswith(("[…]", "[...]", "…")) else lead or None


def bad_key(row: dict[str, Any] | None, source: str, origin: Origin, number: int) -> str:
    """The key of a row that failed: its own if possible, so that the row is recognised once it is fixed."""
    id: str | None = None
    url: str | None = None
    if row is not None:
        with suppress(RowError):
            id, url = _identity(row)
    return url or origin.row_key(id, number, source)


def _find(row: dict[str, Any], field: str) -> tuple[str, Any]:
    """The first synonym of a field that has a value, and that value."""
    for name in SYNONYMS[field]:
        value = row.get(name)
        if value not in (None, "", [], {}):
            return name, value
    return field, None


def _one_string(row: dict[str, Any], field: str) -> str | None:
    """A short text: a string, an integer, or a list of one of them, as Scrapy spiders write.

    Raises :exc:`RowError`.
    """
    name, value = _find(row, field)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return _text(value).strip() or None
    raise RowError(f'"{name}" must be text, not {_kind(value)}. Correct the row.')


def _content(row: dict[str, Any], field: str) -> str | None:
    """The content: a string, or a list of paragraphs; "" if it is empty, None if there is no such key.

    Raises :exc:`RowError`.
    """
    name, value = _find(row, field)
    if value is None and any(isinstance(row.get(other), str | list) for other in SYNONYMS[field]):
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if value is None:
        return None
    if isinstance(value, str):
        return _text(value) if value.strip() else ""
    raise RowError(f'"{name}" must be text, not {_kind(value)}. Correct the row.')


def _authors(row: dict[str, Any]) -> str | None:
    """The authors as one text, separated as in :func:`joined`.

    Raises :exc:`RowError`.
    """
    name, value = _find(row, "author")
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return _one_string(row, "author")
    names: list[str] = []
    for item in value:
        found = item.get("name") if isinstance(item, dict) else item
        if not isinstance(found, str | None):
            raise RowError(f'"{name}" must be text or a list of names. Correct the row.')
        if found and found.strip():
            names.append(_text(found).strip())
    return joined(names)


def joined(names: Collection[str]) -> str | None:
    """Several authors as one text, separated by commas; by semicolons if a name contains a comma.

    >>> joined(["A. Osmonov", "B. Ivanov"]), joined(["Osmonov, A.", "Ivanov, B."])
    ('A. Osmonov, B. Ivanov', 'Osmonov, A.; Ivanov, B.')
    """
    return ("; " if any("," in name for name in names) else ", ").join(names) or None


def _tags(row: dict[str, Any]) -> tuple[str, ...]:
    """The tags, keywords and categories. Raises :exc:`RowError`.

    They may be lists of texts or of objects with a name, or one text separated by commas, semicolons or bars.
    """
    found: list[str] = []
    for name in SYNONYMS["tags"]:
        value = row.get(name)
        items = _split_tags(value) if isinstance(value, str) else value or []
        for item in items if isinstance(items, list) else [items]:
            tag = item.get("name") if isinstance(item, dict) else item
            if not isinstance(tag, str | None):
                raise RowError(f'"{name}" must be text or a list of texts. Correct the row.')
            found.append(_text(tag))
    return distinct(found)


def _split_tags(value: str) -> list[str]:
    """Splits a text of tags at its semicolons or bars, else at its commas.

    >>> _split_tags("Energy, Transport"), _split_tags("Water, land|Trade")
    (['Energy', ' Transport'], ['Water, land', 'Trade'])
    """
    return value.split(next((mark for mark in ("|", ";") if mark in value), ","))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The distinct names, compared without case, with white space collapsed.

    >>> distinct(["Energy ", "", "energy", "Water\\n supply"])
    ('Energy', 'Water supply')
    """
    found: dict[str, str] = {}
    for name in names:
        if line := " ".join(name.split()):
            found.setdefault(line.casefold(), line)
    return tuple(found.values())


def _image(row: dict[str, Any], url: str | None) -> str | None:
    """The lead image's address, from a text, an object, or a list of these. Raises :exc:`RowError`."""
    name, value = _find(row, "image")
    while isinstance(value, list | dict):
        value = value.get("url") if isinstance(value, dict) else next(iter(value), None)
    if not isinstance(value, str | None):
        raise RowError(f'"{name}" must be the address of an image. Correct the row.')
    return web_address(_text(value), url)


def _translation_group(row: dict[str, Any], url: str | None, origin: Origin) -> str | None:
    """The identifier that the row's translations share. Raises :exc:`RowError`.

    It is the group that the row names, the key of the document that it is a translation of, or the first
    address of a list of translations.
    """
    name, value = _find(row, "translations")
    if name == "translation_group":
        return _one_string({"id": value}, "id")
    if name == "translation_of":
        original = _one_string({"id": value}, "id") or ""
        return original if is_web_address(original) else origin.row_key(original, 0)
    items = list(value.values()) if isinstance(value, dict) else value or []
    if isinstance(items, str):
        items = items.split()
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise RowError(f'"{name}" must be a list of addresses, or an object of them. Correct the row.')
    return first_address([*map(_text, items), url or ""])


def _date(row: dict[str, Any]) -> str | None:
    """The date as text; a number is seconds (or milliseconds) since 1970. Raises :exc:`RowError`."""
    name, value = _find(row, "date")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _one_string(row, "date")
    # A year alone, or 20240501: not a timestamp.
    if 0 <= value < 100_000_000:
        return str(int(value))
    try:
        seconds = value / 1000 if abs(value) > 3000 * _SECONDS_A_YEAR else value
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        raise RowError(f'"{name}" is a number that is no date. Correct the row.') from None


def _text(value: str | None) -> str:
    """A JSON string as storable text: lone surrogates become replacement characters."""
    if not value:
        return ""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _kind(value: Any) -> str:
    """The type of a JSON value, for messages."""
    names = {dict: "an object", list: "a list", bool: "true or false"}
    return names.get(type(value), "a number")
