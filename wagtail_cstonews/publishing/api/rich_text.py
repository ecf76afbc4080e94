"""Stored rich text as the APIs give it: as it is stored, as clean HTML, or in a format of Wagtail's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from typing import Any

from wagtail.rich_text.rewriters import extract_attrs

from ...compat import rich_text_as
from ...web import as_number, safe_url
from .context import ApiContext
from .representation import image_dict, load_images

STORED, HTML = "db_html", "html"

_TAGS = {
    *("p", "br", "hr", "a", "b", "strong", "i", "em", "u", "s", "del", "ins", "mark", "small", "sub", "sup"),
    *("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "code", "pre", "img"),
}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
_SCHEMES = {"http", "https", "mailto", "tel"}

_REFERENCE = re.compile(r"<(a|embed)\b([^>]*)>", re.IGNORECASE)
_WITHOUT_TARGET = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def serialize(value: str, context: ApiContext, features: list[str] | None = None) -> str:
    """Rich text in the format that the request asks for.

    :raises RichTextFormatError: if there is no such format.
    """
    if context.rich_text_format == STORED:
        return value
    if context.rich_text_format == HTML:
        return to_html(value, context)
    return rich_text_as(value, context.rich_text_format, features)


def to_html(value: str, context: ApiContext) -> str:
    """HTML without Wagtail's own notation, and without anything that a browser would execute.

    Pages are linked by the address that the site links them by, so that a front end's router knows them;
    documents and images by absolute ones. Links to what is not public, or gone, are plain text.
    """
    references = _References(context, value)
    return _WITHOUT_TARGET.sub(r"\1", _cleaner().clean(_REFERENCE.sub(references.resolve, value)))


@cache
def _cleaner() -> Any:
    # Blocks import this module, and a web process should start without it.
    import nh3

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_safe_attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    if name not in {"href", "src"}:
        return value
    is_local = value.startswith(("/", "#")) and not value.startswith("//") and "\\" not in value
    return value if is_local or value.startswith(("mailto:", "tel:")) or safe_url(value) else None


def referred(values: Iterable[str]) -> dict[str, set[int]]:
    """The primary keys of the pages, documents and images that rich texts refer to."""
    found: dict[str, set[int]] = {"page": set(), "document": set(), "image": set()}
    for value in values:
        for kind, attributes in _references(value):
            if kind in found and (pk := as_number(attributes.get("id"))) is not None:
                found[kind].add(pk)
    return found


def _references(value: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in _REFERENCE.finditer(value):
        yield _kind_and_attributes(match)


def _kind_and_attributes(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    attributes = extract_attrs(match[2])
    return attributes.get("linktype") or attributes.get("embedtype") or "", attributes


class _References:
    """What one rich text refers to, and how each reference is written in HTML."""

    def __init__(self, context: ApiContext, value: str) -> None:
        self.context = context
        pks = referred([value])
        self.pages = context.public_pages(pks["page"]) if pks["page"] else {}
        self.documents: Any = context.documents(pks["document"]) if pks["document"] else {}
        self.images: Any = load_images(context, pks["image"]) if pks["image"] else {}

    def resolve(self, match: re.Match[str]) -> str:
        kind, attributes = _kind_and_attributes(match)
        if match[1].lower() == "a":
            return self._link(kind, attributes) if kind else match[0]
        if kind == "image":
            return self._image(attributes)
        url = safe_url(attributes.get("url"))
        return f'<a href="{escape(url)}">{escape(url)}</a>' if url else ""

    def _link(self, kind: str, attributes: dict[str, str]) -> str:
        pk, url = as_number(attributes.get("id")), ""
        if kind == "page" and pk in self.pages:
            url = self.context.url(self.pages[pk])
        elif kind == "document" and pk in self.documents:
            url = self.context.absolute(self.documents[pk].url)
        return f'<a href="{escape(url)}">' if url else "<a>"

    def _image(self, attributes: dict[str, str]) -> str:
        image = self.images.get(as_number(attributes.get("id")))
        found = image_dict(image, attributes.get("alt", ""), self.context)
        if found is None:
            return ""
        return (
            f'<img src="{escape(found["full_url"])}" alt="{escape(attributes.get("alt", ""))}"'
            f' width="{found["width"]}" height="{found["height"]}">'
        )
