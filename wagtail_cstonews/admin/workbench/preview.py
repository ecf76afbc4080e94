"""The page as it will look: the real template with an unsaved page, whose blocks can be found again.

Comments around each block say which one it is: they change neither layout nor style. Only previews have them.
A site whose templates do not render the body as Wagtail does gets a preview without.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from wagtail.blocks import StreamValue

WINDOW = 300
"""Blocks of a long body that are rendered at once."""


class _MarkedChild(StreamValue.StreamChild):
    """A block that is rendered between two comments."""

    number: int | None = None

    def render(self, context: Any = None) -> Any:
        return self._marked(super().render(context))

    def render_as_block(self, context: Any = None) -> Any:
        return self._marked(super().render_as_block(context))

    def __str__(self) -> str:
        return str(self._marked(super().__str__()))

    def _marked(self, html: Any) -> Any:
        begin = f"<!--cstonews-block {self.number}-->"
        # One of these ways to render may lead to another.
        if self.number is None or str(html).startswith(begin):
            return html
        # The number is ours, and the rest is what the block's template made.
        return mark_safe(f"{begin}{html}<!--/cstonews-block-->")  # noqa: S308


class MarkedStream(StreamValue):
    """The body of a preview. ``places`` are the positions in the article's body by the ids of blocks."""

    def __init__(self, stream_block: Any, blocks: Any, places: Mapping[str, int]) -> None:
        super().__init__(stream_block, blocks, is_lazy=True)
        self._places = places

    def __getitem__(self, index: Any) -> Any:
        child = super().__getitem__(index)
        if isinstance(child, StreamValue.StreamChild) and not isinstance(child, _MarkedChild):
            child.__class__ = _MarkedChild
            child.number = self._places.get(child.id)
        return child


def window_of(total: int, block: int) -> tuple[int, int]:
    """The first block of the window that shows a block, and the end of the window."""
    if total <= WINDOW:
        return 0, total
    first = min(max(block - WINDOW // 3, 0), total - WINDOW)
    return first, first + WINDOW


def render_page(request: HttpRequest, page: Any, places: Mapping[str, int], block: int = 0) -> HttpResponse:
    """The page's preview. Of a long body only the blocks around ``block`` are rendered.

    Raises :exc:`IndexError` where the site's page type has no previews.
    """
    blocks = list(page.body.raw_data)
    first, end = window_of(len(blocks), _place_of(blocks, places, block))
    page.body = MarkedStream(page.body.stream_block, blocks[first:end], places)
    response: HttpResponse = page.make_preview_request(
        request, page.default_preview_mode, {"in_preview_panel": True}
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    shown = [places[one["id"]] for one in blocks[first:end] if one.get("id") in places]
    if shown:
        response["X-Cstonews-Blocks"] = f"{shown[0]}-{shown[-1]}"
    return response


def _place_of(blocks: list[Any], places: Mapping[str, int], block: int) -> int:
    """Where the blocks of a page begin that are made of a block of the article."""
    if len(blocks) <= WINDOW:
        return 0
    found = (place for place, one in enumerate(blocks) if places.get(one.get("id"), -1) >= block)
    return next(found, 0)
