"""Reads an HTML page into lines with hints from their mark-up, and page metadata.

>>> lines, page = html_lines("<title>A</title><h1>Lock closed</h1><p>Ships<br>have to wait.</p>")
>>> [(line.text, line.hints.tag) for line in lines if line.clean]
[('Lock closed', 'h1'), ('Ships', 'p'), ('have to wait.', 'p')]
"""

from __future__ import annotations

from ...text.urls import absolute_url
from ..article.line import Line
from ..metadata.page_metadata import PageHints, page_hints
from .line_builder import LineBuilder
from .parsing import parse, read_slowly, walk, without_early_end, without_endless_tags


def html_lines(text: str, url: str | None = None) -> tuple[list[Line], PageHints]:
    """The page's text as lines, and the page's metadata.

    Every block element and every ``<br>`` begins a line; white space is collapsed as browsers do. The lines
    contain all text outside ``<head>``, ``<script>`` and ``<style>``, in order, including that of
    ``<noscript>``, ``<template>`` and hidden elements. The row of a data table is one line, its cells
    separated by tabs. A figure without a caption gives an empty line that carries the image; every image
    is also in the page's pictures. ``url`` makes relative links absolute.

    Never recurses and never raises: broken, deeply nested and huge pages give the lines that they contain.
    """
    return read_html(text, LineBuilder(url))


def read_html(text: str, builder: LineBuilder) -> tuple[list[Line], PageHints]:
    """The lines that the builder makes of a page, and the page's metadata."""
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
