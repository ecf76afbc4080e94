"""A page of HTML to lines with hints of what their mark-up says, and what the page says about itself."""

from __future__ import annotations

from ...text.urls import absolute_url
from ..article.line import Line
from ..metadata.page_metadata import PageHints, page_hints
from .line_builder import LineBuilder
from .parsing import parse, read_slowly, walk, without_early_end, without_endless_tags


def html_lines(text: str, url: str | None = None) -> tuple[list[Line], PageHints]:
    """The page's text as lines, and what it says about itself.

    Every block element and every ``<br>`` begins a line; white space is folded as browsers do it. All
    text outside ``<head>``, ``<script>`` and ``<style>`` is in the lines, in order: that of
    ``<noscript>``, ``<template>`` and hidden elements too. The row of a table that holds data is one
    line, its cells divided by tabs. A figure without a caption gives an empty line that carries the
    image; every image is among the page's pictures. ``url`` makes relative links absolute.

    Nothing here recurses, and nothing raises: broken, deeply nested and huge pages give the lines that
    they hold.
    """
    return read_html(text, LineBuilder(url))


def read_html(text: str, builder: LineBuilder) -> tuple[list[Line], PageHints]:
    """The lines that the builder makes of a page, and what the page says about itself."""
    url = builder.base
    source = without_endless_tags(without_early_end(text.replace("\0", "")))
    root, complete = parse(source)
    page = PageHints()
    if root is not None:
        base = root.find(".//base[@href]")
        if base is not None:
            builder.base = absolute_url(url, base.get("href"))
        page = page_hints(root, builder.base)
    page.base, page.pictures = builder.base, builder.pictures
    if not complete:
        return read_slowly(source, builder), page
    walk(root, builder)
    return builder.finish(), page
