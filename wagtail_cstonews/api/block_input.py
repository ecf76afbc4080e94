"""What the APIs say of blocks, turned back into what Wagtail's writing API takes: what was read can be sent.

Wagtail's API version 3 binds blocks to the editor's form, by the names of their fields. Ours are read in
another shape: a quote has one ``speaker`` with name and role, not a person beside a printed name. Both shapes
are taken here, and all else is refused with its place: Wagtail itself ignores what it does not know, and
leaves out a person or image that does not exist.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.base import Block
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from ..blocks.authors import AuthorBlock
from ..blocks.exchanges import ExchangeBlock
from ..blocks.links import LinkTargetBlock, TextLinkBlock
from ..blocks.media import EmbedBlock, ImageBlock
from ..blocks.quotes import QuotedBlock
from ..blocks.related import RelatedBlock, RelatedStreamBlock
from ..web import as_number, safe_url

_SPEAKER = frozenset(("id", "name", "role", "url"))


class InputError(ValueError):
    """A value that cannot be taken; the message begins with its place: ``2.value.speaker``."""


def _refuse(place: str, message: Any) -> InputError:
    return InputError(f"{place.strip('.') or '-'}: {message}")


@singledispatch
def written(block: Block, value: Any, place: str = "") -> Any:
    """The value as the editor's form of the block has it. Raises :exc:`InputError`.

    A block of a site's own that is none of Wagtail's kinds takes care of itself.
    """
    return value


# ------------------------------------------------------------------ Wagtail's kinds


@written.register
def _stream(block: BaseStreamBlock, value: Any, place: str = "") -> list[dict[str, Any]]:
    found = []
    for number, item in enumerate(_list(value, place)):
        here = f"{place}.{number}"
        child = _object(item, here, known={"type", "value", "id"})
        kind = child.get("type")
        if not isinstance(kind, str) or kind not in block.child_blocks:
            known = ", ".join(block.child_blocks)
            raise _refuse(f"{here}.type", _("Give one of: %s.") % known)
        value_of = written(block.child_blocks[kind], child.get("value"), f"{here}.value")
        found.append({"type": kind, "value": value_of, "id": _uuid(child.get("id"), f"{here}.id")})
    return found


@written.register
def _items(block: ListBlock, value: Any, place: str = "") -> list[Any]:
    items = enumerate(_list(value, place))
    return [written(block.child_block, item, f"{place}.{number}") for number, item in items]


@written.register
def _struct(block: BaseStructBlock, value: Any, place: str = "") -> dict[str, Any]:
    found = _object(value, place, known=block.child_blocks)
    return {name: written(block.child_blocks[name], one, f"{place}.{name}") for name, one in found.items()}


@written.register(blocks.CharBlock)
@written.register(blocks.TextBlock)
@written.register(blocks.URLBlock)
@written.register(EmbedBlock)
def _text(block: Block, value: Any, place: str = "") -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _refuse(place, _("Give a text."))


@written.register
def _rich_text(block: blocks.RichTextBlock, value: Any, place: str = "") -> Any:
    """Wagtail sanitizes it, by the features of the block."""
    content = value.get("content") if isinstance(value, Mapping) else value
    if content is None or isinstance(content, str):
        return value
    raise _refuse(place, _("Give a text."))


@written.register
def _boolean(block: blocks.BooleanBlock, value: Any, place: str = "") -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _refuse(place, _("Give true or false."))


@written.register
def _date(block: blocks.DateBlock, value: Any, place: str = "") -> str | None:
    if not value:
        return None
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise _refuse(place, _("Give a date as YYYY-MM-DD.")) from None


@written.register
def _chosen(block: blocks.ChooserBlock, value: Any, place: str = "") -> int | None:
    if isinstance(value, Mapping):
        value = value.get("id")
    if value is None:
        return None
    number = None if isinstance(value, bool) else as_number(value)
    if number is None or not block.model_class._base_manager.filter(pk=number).exists():
        what = block.model_class._meta.verbose_name
        message = _("There is no %(what)s with the id %(id)s.")
        raise _refuse(place, message % {"what": what, "id": str(value)[:50]})
    return number


@written.register
def _table(block: BaseTypedTableBlock, value: Any, place: str = "") -> dict[str, Any]:
    table = _object(value, place, known={"caption", "columns", "rows"})
    columns = [
        _object(column, f"{place}.columns.{number}", known={"type", "heading"})
        for number, column in enumerate(_list(table.get("columns"), f"{place}.columns"))
    ]
    for number, column in enumerate(columns):
        if column.get("type") not in block.child_blocks:
            known = ", ".join(block.child_blocks)
            raise _refuse(f"{place}.columns.{number}.type", _("Give one of: %s.") % known)
        column["heading"] = _text(block, column.get("heading"), f"{place}.columns.{number}.heading") or ""
    rows = []
    for number, row in enumerate(_list(table.get("rows"), f"{place}.rows")):
        here = f"{place}.rows.{number}.values"
        values = _list(_object(row, here, known={"values"}).get("values"), here)
        if len(values) != len(columns):
            raise _refuse(here, _("Give as many values as there are columns."))
        rows.append({"values": [_cell(block, *pair, here) for pair in zip(columns, values, strict=True)]})
    caption = _text(block, table.get("caption"), f"{place}.caption") or ""
    return {"caption": caption, "columns": columns, "rows": rows}


def _cell(block: BaseTypedTableBlock, column: Mapping[str, Any], value: Any, place: str) -> Any:
    child = block.child_blocks[column["type"]]
    value = written(child, value, place) or ""
    if isinstance(child, blocks.RichTextBlock):
        # Wagtail's API takes a table as it is. It has the converter since it has version 3.
        from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter

        content = value.get("content", "") if isinstance(value, Mapping) else value
        return DbHTMLConverter(child.features).clean(content)[0]
    return value


# ------------------------------------------------------------------ ours, as they are read


@written.register
def _quote(block: QuotedBlock, value: Any, place: str = "") -> dict[str, Any]:
    quote = _object(value, place)
    names = ("speaker", "speaker_name", "role")
    return _struct(block, {**quote, **_speaker(quote, "speaker", names, place)}, place)


@written.register
def _exchange(block: ExchangeBlock, value: Any, place: str = "") -> dict[str, Any]:
    exchange = _object(value, place)
    if isinstance(exchange.get("question"), Mapping):
        question = _object(exchange["question"], f"{place}.question", known={"text", "speaker", "links"})
        exchange |= {"question": question.get("text"), "question_links": question.get("links")}
        exchange |= _speaker(question, "speaker", _side("questioner"), f"{place}.question")
    if isinstance(exchange.get("answer"), Mapping):
        answer = _object(exchange["answer"], f"{place}.answer", known={"body", "speaker"})
        exchange["answer"] = answer.get("body")
        exchange |= _speaker(answer, "speaker", _side("answerer"), f"{place}.answer")
    return _struct(block, exchange, place)


def _side(name: str) -> tuple[str, str, str]:
    return name, f"{name}_name", f"{name}_role"


def _speaker(of: Mapping[str, Any], name: str, fields: tuple[str, str, str], place: str) -> dict[str, Any]:
    """The fields of a speaker who is given as an object, as the APIs have it."""
    speaker = of.get(name)
    if not isinstance(speaker, Mapping):
        return {fields[0]: speaker} if name in of else {}
    said = _object(speaker, f"{place}.{name}", known=_SPEAKER)
    chooser, printed, role = fields
    return {chooser: said.get("id"), printed: said.get("name"), role: said.get("role")}


@written.register
def _author(block: AuthorBlock, value: Any, place: str = "") -> dict[str, Any]:
    author = _object(value, place)
    if "id" in author:
        author["person"] = author.pop("id")
    return _struct(block, author, place)


@written.register
def _image(block: ImageBlock, value: Any, place: str = "") -> dict[str, Any]:
    image = _object(value, place)
    if isinstance(image.get("image"), Mapping):
        said = image["image"]
        image.setdefault("alt_text", own_alt(block.child_blocks["image"].model_class, said))
    return _struct(block, image, place)


def own_alt(model: Any, image: Mapping[str, Any]) -> str:
    """The alternative text of an image as an API gives it, if it is another one than the image's own."""
    alt, number = image.get("alt"), as_number(image.get("id"))
    if not isinstance(alt, str) or number is None:
        return ""
    found = model._base_manager.filter(pk=number).first()
    return "" if found is None or found.default_alt_text == alt else alt


@written.register(LinkTargetBlock)
@written.register(TextLinkBlock)
@written.register(RelatedBlock)
def _link(block: BaseStructBlock, value: Any, place: str = "") -> dict[str, Any]:
    """A link to a page is read with the page's address, which may be without a host."""
    link = _object(value, place)
    if link.get("page") is not None and isinstance(link.get("url"), str) and not safe_url(link["url"]):
        link["url"] = ""
    return _struct(block, link, place)


@written.register
def _related(block: RelatedStreamBlock, value: Any, place: str = "") -> list[dict[str, Any]]:
    """They are read as plain objects, with an address that is made of ``url``."""
    return _stream(block, [_teaser(item) for item in _list(value, place)], place)


def _teaser(item: Any) -> Any:
    if not isinstance(item, Mapping) or "type" in item:
        return item
    return {"type": "teaser", "value": {name: one for name, one in item.items() if name != "full_url"}}


# ------------------------------------------------------------------ shapes


def _list(value: Any, place: str) -> list[Any]:
    if value is None or isinstance(value, list):
        return value or []
    raise _refuse(place, _("Give a list."))


def _object(value: Any, place: str, known: Any = None) -> dict[str, Any]:
    """A copy of the object, with names that are known."""
    if value is not None and not isinstance(value, Mapping):
        raise _refuse(place, _("Give an object."))
    found = dict(value or {})
    unknown = [name for name in found if known is not None and name not in known]
    if unknown:
        names = ", ".join(sorted(known))
        message = _("There is no field “%(name)s”. There are: %(known)s.")
        raise _refuse(place, message % {"name": str(unknown[0])[:50], "known": names})
    return found


def _uuid(value: Any, place: str) -> str | None:
    if value is None:
        return None
    try:
        return str(uuid.UUID(value))
    except (AttributeError, TypeError, ValueError):
        raise _refuse(place, _("Give a UUID, or leave it out.")) from None
