"""JSON Lines: one object a line, a document each.

A row is ``{"id" | "url", "text" | "html"}`` with ``"title"``, ``"date"``, ``"author"``, ``"language"``,
``"tags"``, ``"image"`` and ``"translation_of"`` or ``"translations"`` where they are known. Other keys are
ignored. Where a row has both text and HTML, ``prefer`` chooses.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any

from ...documents import RawDocument
from ..common.alternates import Alternates, alternates
from ..common.base import (
    BadDocument,
    Item,
    Limits,
    Options,
    Origin,
    Readable,
    SourceError,
    first_address,
    is_web_address,
    megabytes,
    unforeseen,
    web_address,
)
from ..common.markup import is_fragment, is_html, plain_text

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
"""Our keys, and what spiders, extractors and corpora call the same. The first that holds something counts;
of the tags, all.
"""

MIXED = ("content", "body")
"""Names of fields that hold HTML in one archive, and plain text in the next."""

SECONDS_A_YEAR = 31_556_952
BOM = b"\xef\xbb\xbf"


class RowError(ValueError):
    """A row cannot be used; the message says why, with the remedy."""


def read_rows(file: Readable, origin: Origin, options: Options) -> Iterator[Item]:
    """The rows of a stream. Raises :exc:`SourceError` at once where it is no JSON Lines at all."""
    limit = options.limits.document_bytes
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        source = f"{origin.source}:{number}"
        if len(line) > limit:
            skip_line(file, line, options.limits)
            message = f"the row is longer than {megabytes(limit)}. Split or shorten it."
            yield BadDocument(source, message, number, origin.row_key(None, number, source))
            continue
        if number == 1:
            line = line.removeprefix(BOM)
            refuse_other_formats(line, origin)
        if not (line := line.strip()):
            continue
        row: dict[str, Any] | None = None
        try:
            row = parse(line)
            yield row_document(row, source, origin, number, options)
        except RowError as error:
            yield BadDocument(source, str(error), number, bad_key(row, source, origin, number))
        except Exception as error:
            yield BadDocument(source, unforeseen(error), number, origin.row_key(None, number, source))


def skip_line(file: Readable, line: bytes, limits: Limits) -> None:
    """Goes to the end of an over-long line without keeping it."""
    while line and not line.endswith(b"\n"):
        line = file.readline(limits.document_bytes)


def refuse_other_formats(first: bytes, origin: Origin) -> None:
    """Raises :exc:`SourceError` where the first line shows that every other one would be wrong too."""
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


def parse(line: bytes) -> dict[str, Any]:
    """A line as an object. Raises :exc:`RowError`."""
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


def identity(row: dict[str, Any]) -> tuple[str | None, str | None]:
    """The row's id and URL; an address that is not of the web serves as an id. Raises :exc:`RowError`."""
    url = one_string(row, "url")
    id = one_string(row, "id") or url
    return id, url if url and is_web_address(url) else None


def row_document(
    row: dict[str, Any], source: str, origin: Origin, number: int, options: Options
) -> RawDocument:
    """A row as a document. Raises :exc:`RowError`."""
    row = plain(row)
    id, url = identity(row)
    contents = {"text": content(row, "text"), "html": content(row, "html")}
    is_mixed = contents["html"] and find(row, "html")[0] in MIXED and not is_html(contents["html"])
    if is_mixed:
        # Of these names nobody knows whether they stand for text or HTML.
        contents = {"text": contents["text"] or contents["html"], "html": None}
    other = "text" if options.prefer == "html" else "html"
    present = [kind for kind in (options.prefer, other) if contents[kind] is not None]
    if not present:
        raise RowError('it has neither "text" nor "html". Give one of them, or remove the row.')
    chosen = next((kind for kind in present if contents[kind]), present[0])
    key = url or origin.row_key(id, number, contents[chosen] or "")
    group = translation_group(row, url, origin)
    # What the row says of its translations wins over what its HTML does.
    said = alternates(contents[chosen] or "", url) if chosen == "html" and not group else Alternates()
    return RawDocument(
        id=id or (key.removeprefix("stdin:") if origin.piped else str(number)),
        content=contents[chosen] or "",
        source=source,
        key=key,
        media_type="html" if chosen == "html" else "text",
        url=url,
        title=one_string(row, "title"),
        date=date(row),
        author=authors(row),
        language=one_string(row, "language") or said.language,
        tags=tags(row),
        image_url=image(row, url),
        translation_group=group or said.group,
        beside=origin.beside,
        fragment=chosen == "html" and bool(contents["html"]) and is_fragment(contents["html"] or ""),
        lead=lead_of(row),
        slug=one_string(row, "slug"),
    )


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row with texts in place of the objects that WordPress's REST API has, and without its numbers of
    authors and tags; without what is a text under that name in other archives, and none here.
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
    for name in (*MIXED, *SYNONYMS["lead"], *SYNONYMS["slug"]):
        value = found.get(name)
        is_list = isinstance(value, list) and all(isinstance(part, str) for part in value)
        if not isinstance(value, str) and not (is_list and name in MIXED):
            found.pop(name, None)
    return found


def lead_of(row: dict[str, Any]) -> str | None:
    """What sums the article up; not the beginning of the text, cut off by a machine."""
    lead = plain_text(one_string(row, "lead") or "")
    return None if lead.endswith(("[…]", "[...]", "…")) else lead or None


def bad_key(row: dict[str, Any] | None, source: str, origin: Origin, number: int) -> str:
    """The key of a row that cannot be used: its own where it can be read, so that it is known once mended."""
    id: str | None = None
    url: str | None = None
    if row is not None:
        with suppress(RowError):
            id, url = identity(row)
    return url or origin.row_key(id, number, source)


def find(row: dict[str, Any], field: str) -> tuple[str, Any]:
    """The value of a field under the first of its names that holds something, and that name."""
    for name in SYNONYMS[field]:
        value = row.get(name)
        if value not in (None, "", [], {}):
            return name, value
    return field, None


def one_string(row: dict[str, Any], field: str) -> str | None:
    """A short text: a string, a whole number, or a list of one of them, as spiders write.

    Raises :exc:`RowError`.
    """
    name, value = find(row, field)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return text(value).strip() or None
    raise RowError(f'"{name}" must be text, not {kind(value)}. Correct the row.')


def content(row: dict[str, Any], field: str) -> str | None:
    """The document itself: a string, or a list of its paragraphs; "" where it is there and holds nothing,
    None where it is not there. Raises :exc:`RowError`.
    """
    name, value = find(row, field)
    if value is None and any(isinstance(row.get(other), str | list) for other in SYNONYMS[field]):
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if value is None:
        return None
    if isinstance(value, str):
        return text(value) if value.strip() else ""
    raise RowError(f'"{name}" must be text, not {kind(value)}. Correct the row.')


def authors(row: dict[str, Any]) -> str | None:
    """The authors as one text: names apart by a comma, by a semicolon where a name has a comma itself.

    Raises :exc:`RowError`.
    """
    name, value = find(row, "author")
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return one_string(row, "author")
    names: list[str] = []
    for item in value:
        found = item.get("name") if isinstance(item, dict) else item
        if not isinstance(found, str | None):
            raise RowError(f'"{name}" must be text or a list of names. Correct the row.')
        if found and found.strip():
            names.append(text(found).strip())
    return joined(names)


def joined(names: Collection[str]) -> str | None:
    """Several authors as one text.

    >>> joined(["A. Osmonov", "B. Ivanov"]), joined(["Osmonov, A.", "Ivanov, B."])
    ('A. Osmonov, B. Ivanov', 'Osmonov, A.; Ivanov, B.')
    """
    return ("; " if any("," in name for name in names) else ", ").join(names) or None


def tags(row: dict[str, Any]) -> tuple[str, ...]:
    """The tags, keywords and categories: lists of text or of objects with a name, or one text with commas,
    semicolons or bars between them. Raises :exc:`RowError`.
    """
    found: list[str] = []
    for name in SYNONYMS["tags"]:
        value = row.get(name)
        items = split_tags(value) if isinstance(value, str) else value or []
        for item in items if isinstance(items, list) else [items]:
            tag = item.get("name") if isinstance(item, dict) else item
            if not isinstance(tag, str | None):
                raise RowError(f'"{name}" must be text or a list of texts. Correct the row.')
            found.append(text(tag))
    return distinct(found)


def split_tags(value: str) -> list[str]:
    """The tags in one text.

    >>> split_tags("Energy, Transport"), split_tags("Water, land|Trade")
    (['Energy', ' Transport'], ['Water, land', 'Trade'])
    """
    return value.split(next((mark for mark in ("|", ";") if mark in value), ","))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names on one line each, once each, whatever their case.

    >>> distinct(["Energy ", "", "energy", "Water\\n supply"])
    ('Energy', 'Water supply')
    """
    found: dict[str, str] = {}
    for name in names:
        if line := " ".join(name.split()):
            found.setdefault(line.casefold(), line)
    return tuple(found.values())


def image(row: dict[str, Any], url: str | None) -> str | None:
    """The lead image's address: a text, an object with one, or a list of these. Raises :exc:`RowError`."""
    name, value = find(row, "image")
    while isinstance(value, list | dict):
        value = value.get("url") if isinstance(value, dict) else next(iter(value), None)
    if not isinstance(value, str | None):
        raise RowError(f'"{name}" must be the address of an image. Correct the row.')
    return web_address(text(value), url)


def translation_group(row: dict[str, Any], url: str | None, origin: Origin) -> str | None:
    """What the row's translations have in common: the group that it names, the key of the document that it
    is a translation of, or of those that list each other the first address. Raises :exc:`RowError`.
    """
    name, value = find(row, "translations")
    if name == "translation_group":
        return one_string({"id": value}, "id")
    if name == "translation_of":
        original = one_string({"id": value}, "id") or ""
        return original if is_web_address(original) else origin.row_key(original, 0)
    items = list(value.values()) if isinstance(value, dict) else value or []
    if isinstance(items, str):
        items = items.split()
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise RowError(f'"{name}" must be a list of addresses, or an object of them. Correct the row.')
    return first_address([*map(text, items), url or ""])


def date(row: dict[str, Any]) -> str | None:
    """The date as text; a number is seconds (or milliseconds) since 1970. Raises :exc:`RowError`."""
    name, value = find(row, "date")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return one_string(row, "date")
    # A year alone, or 20240501: a number, but no seconds.
    if 0 <= value < 100_000_000:
        return str(int(value))
    try:
        seconds = value / 1000 if abs(value) > 3000 * SECONDS_A_YEAR else value
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        raise RowError(f'"{name}" is a number that is no date. Correct the row.') from None


def text(value: str | None) -> str:
    """A JSON string as text that can be stored: half a surrogate pair becomes a replacement character."""
    if not value:
        return ""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def kind(value: Any) -> str:
    """What a JSON value is, for people."""
    names = {dict: "an object", list: "a list", bool: "true or false"}
    return names.get(type(value), "a number")
