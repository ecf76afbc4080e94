"""HTML elements by their layout: blocks, table parts, cells, void elements."""

from __future__ import annotations

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "input",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
        "canvas",
    ]
)

NO_TEXT = frozenset(("head", "script", "style"))
"""Elements whose text is not part of the page."""

VOID_TAGS = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
"""Elements without an end tag."""

TABLE_PARTS = frozenset(("tbody", "thead", "tfoot", "caption", "colgroup", "col", "tr", "td", "th"))
"""Parts of a table; they do not count as blocks inside its cells."""

CELL_TAGS = frozenset(("td", "th"))
