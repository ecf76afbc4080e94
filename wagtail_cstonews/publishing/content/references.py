"""What the texts of articles name: people, images, pages and documents, loaded for all of them at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from wagtail.blocks import ChooserBlock, RichTextBlock
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.rich_text.rewriters import extract_attrs

from ...compat import get_base_page_model
from ...models import Person
from ...web import as_number
from ..addresses import absolute, page_address
from ..api.representation import IMAGE_FILTER
from ..visibility import is_closed
from .stored import leaves

OPENING_OF_A_LINK = re.compile(r"<a(\b[^<>]*)>")
"""Wagtail's own pattern takes a time that grows with the square of a text of nothing but such beginnings."""

_FIELDS_OF_PEOPLE = ("interviewee_id", "interviewer_id")


class References:
    """The people, images, pages and documents that ``articles`` name, in at most four queries.

    A rendition that is yet to be made takes a few more, once.
    """

    def __init__(self, articles: Iterable[Any], request: HttpRequest) -> None:
        self.request = request
        found = _Found(articles)
        self.people = Person.objects.in_bulk(found[Person]) if found[Person] else {}
        self._renditions = _renditions(found[get_image_model()])
        self._addresses = self._of_pages(found[get_base_page_model()])
        self._documents = self._of_documents(found["document"])

    def person(self, pk: Any) -> Person | None:
        """The person chosen in stored data; None for nobody, or who is gone."""
        number = as_number(pk)
        return self.people.get(number) if number is not None else None

    def image(self, pk: Any) -> Any:
        """The rendition of an image, with its image; None without one, or if its file cannot be read."""
        return self._renditions.get(as_number(pk))

    def page(self, pk: Any) -> str:
        """The absolute address of a public page; else an empty string."""
        return self._addresses.get(as_number(pk), "")

    def document(self, pk: Any) -> str:
        """The absolute address of a document; else an empty string."""
        return self._documents.get(as_number(pk), "")

    def absolute(self, address: str) -> str:
        """An address of this site as an absolute one."""
        return absolute(self.request, address) or ""

    def _of_pages(self, pks: set[int]) -> dict[int | None, str]:
        if not pks:
            return {}
        pages = get_base_page_model().objects.filter(~is_closed(), pk__in=pks, live=True)
        # Of the right class, since it may have its own way to an address, but without a query of its own.
        return {page.pk: page_address(page, self.request) for page in pages.specific(defer=True)}

    def _of_documents(self, pks: set[int]) -> dict[int | None, str]:
        if not pks or not apps.is_installed("wagtail.documents"):
            return {}
        from wagtail.documents import get_document_model

        documents = get_document_model().objects.in_bulk(pks).values()
        return {document.pk: self.absolute(document.url) for document in documents}


class _Found(defaultdict[Any, set[int]]):
    """The keys that articles name, by model; of documents by a word, as a site may do without them."""

    def __init__(self, articles: Iterable[Any]) -> None:
        super().__init__(set)
        for article in articles:
            self._add(get_image_model(), article.lead_image_id)
            for name in _FIELDS_OF_PEOPLE:
                self._add(Person, getattr(article, name, None))
            for block, value in leaves(article.body.stream_block, article.body.raw_data):
                self._read(block, value)

    def _read(self, block: Any, value: Any) -> None:
        if isinstance(block, ChooserBlock):
            model = block.model_class
            page_model = get_base_page_model()
            self._add(page_model if issubclass(model, page_model) else model, value)
        elif isinstance(block, RichTextBlock) and isinstance(value, str):
            for kind, pk in links_in(value):
                self._add(get_base_page_model() if kind == "page" else kind, pk)

    def _add(self, kind: Any, pk: Any) -> None:
        if (number := as_number(pk)) is not None:
            self[kind].add(number)


def links_in(rich_text: str) -> Iterator[tuple[str, str]]:
    """The links to pages, documents and the like in stored rich text: kind and key."""
    for found in OPENING_OF_A_LINK.finditer(rich_text):
        attributes = extract_attrs(found.group(1))
        if "linktype" in attributes:
            yield attributes["linktype"], attributes.get("id", "")


def _renditions(pks: set[int]) -> dict[int | None, Any]:
    if not pks:
        return {}
    images = get_image_model()
    model = images.get_rendition_model()
    stored = model.objects.filter(image_id__in=pks, filter_spec=IMAGE_FILTER).select_related("image")
    # An image with a focal point has a rendition for each of its places; the filter takes no notice of it.
    found = {rendition.image_id: rendition for rendition in stored}
    if missing := pks - found.keys():
        for image in images.objects.filter(pk__in=missing):
            try:
                found[image.pk] = image.get_rendition(Filter(spec=IMAGE_FILTER))
            except (SourceImageIOError, OSError, ValueError):
                continue
    return found
