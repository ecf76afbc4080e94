"""Choosers whose objects a list of pages loads at once, for all of its blocks together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wagtail.blocks import PageChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

_loaded: ContextVar[Mapping[Any, Mapping[Any, Any]] | None] = ContextVar("loaded", default=None)


@contextmanager
def choosing_from(objects: Mapping[Any, Mapping[Any, Any]]) -> Iterator[None]:
    """While it lasts, stored blocks get the objects of these models from here, by model and primary key.

    None stands for one that does not exist; what is not here is looked up. The same object stands in every
    block that names it: what is read this way is not to be changed.
    """
    token = _loaded.set(objects)
    try:
        yield
    finally:
        _loaded.reset(token)


class _SharedObjects:
    def bulk_to_python(self, values: Any) -> list[Any]:
        found = (_loaded.get() or {}).get(self.model_class)  # type: ignore[attr-defined]
        if found is None or any(value is not None and value not in found for value in values):
            return super().bulk_to_python(values)  # type: ignore[misc]
        return [found.get(value) for value in values]


class PeopleChooserBlock(_SharedObjects, SnippetChooserBlock):
    """A chooser of a person."""


class ImagesChooserBlock(_SharedObjects, ImageChooserBlock):
    """A chooser of an image."""


class PagesChooserBlock(_SharedObjects, PageChooserBlock):
    """A chooser of a page."""


# In migrations they are what they are to an editor: Wagtail's own.
DECONSTRUCT_ALIASES = {
    PeopleChooserBlock: "wagtail.snippets.blocks.SnippetChooserBlock",
    ImagesChooserBlock: "wagtail.images.blocks.ImageChooserBlock",
    PagesChooserBlock: "wagtail.blocks.PageChooserBlock",
}
