"""Normalises the HTML in items of feeds and content management systems to that of an article."""

from __future__ import annotations

import html
import re

from ...text.patterns import lazy_compile

_BLOCKS = (
    "address|article|aside|blockquote|details|div|dl|dd|dt|fieldset|figure|figcaption|footer|form|h[1-6]|"
    "header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|details|table|tbody|td|tfoot|th|thead|tr|ul"
    "|audio|video|object"
)
"""Block-level elements."""
BLOCK_START = lazy_compile(rf"<(?:{_BLOCKS})[\s/>]", re.IGNORECASE)
_BLOCK_END = lazy_compile(rf"</(?:{_BLOCKS})\s*>", re.IGNORECASE)
_KEPT = lazy_compile(r"<(/?)(pre|script|style|textarea)\b", re.IGNORECASE)
"""Elements in which blank lines do not separate paragraphs."""
_OUTER = lazy_compile(rf"</?(?:{_BLOCKS})[\s/>]|<!--", re.IGNORECASE)
_BREAK = lazy_compile(r"<!--\s?(?:more|nextpage|noteaser)\b[^<>]{0,200}-->")
"""WordPress's markers for the end of a teaser or a page."""
_BLANK_LINES = lazy_compile(r"\n[ \t]*\n\s*")
_TAG = lazy_compile(r"<[!/?a-zA-Z][^<>]{0,2000}>")

CAPTION = lazy_compile(
    r"\[(?:wp_)?caption(?P<attributes>[^\[\]]{0,1000})\]"
    r"(?P<inside>(?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_CAPTION_TEXT = lazy_compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
_IMAGE = lazy_compile(r"\s*((?:<a\s[^<>]*>\s*)?<img\s[^<>]*>(?:\s*</a>)?)", re.IGNORECASE)
EMBED = lazy_compile(r"\[embed[^\[\]]{0,200}\]\s*(https?://[^\s\[\]<>\"']{1,2000})\s*\[/embed\]")


def plain_text(text: str) -> str:
    """Converts one line of HTML to plain text.

    >>> plain_text("Water &amp; <em>land</em> &lt; 5 &lt; 6")
    'Water & land < 5 < 6'
    """
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def article_html(title: str, content: str) -> str:
    """The article with its title as a heading, so that extraction does not take the first line for the title.

    >>> article_html("Water & land", "<p>One</p>")
    '<article>\\n<h1>Water &amp; land</h1>\\n<p>One</p>\\n</article>'
    """
    heading = f"<h1>{html.escape(title, quote=False)}</h1>\n" if title else ""
    return f"<article>\n{heading}{content}\n</article>"


def with_paragraphs(text: str) -> str:
    """Adds paragraph elements to HTML in which blank lines separate paragraphs (WordPress's ``wpautop``).

    WordPress stores articles of its classic editor in this form. Other HTML is returned unchanged.

    >>> with_paragraphs("One\\ntwo\\n\\n<h2>Three</h2>\\nFour")
    '<p>One<br>\\ntwo</p>\\n<h2>Three</h2>\\n<p>Four</p>'
    """
    pieces: list[str] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start, opened = 0, ""
    for tag in _KEPT.finditer(text):
        is_end, name = bool(tag[1]), tag[2].lower()
        if not opened and not is_end:
            pieces += _paragraphs(text[start : tag.start()])
            start, opened = tag.start(), name
        elif opened == name and is_end:
            end = text.find(">", tag.end()) + 1 or len(text)
            pieces.append(text[start:end])
            start, opened = end, ""
    rest = text[start:]
    return "\n".join(pieces + ([rest] if opened else _paragraphs(rest)))


def _paragraphs(text: str) -> list[str]:
    """The pieces between blank lines and block elements; bare text is wrapped in paragraphs."""
    text = _BREAK.sub("\n\n", text)
    text = BLOCK_START.sub(r"\n\n\g<0>", text)
    text = _BLOCK_END.sub(r"\g<0>\n\n", text)
    pieces = (piece.strip() for piece in _BLANK_LINES.split(text))
    return [piece if _OUTER.match(piece) else _paragraph(piece) for piece in pieces if piece]


def _paragraph(text: str) -> str:
    """Bare text as a ``<p>``, with ``<br>`` for line breaks."""
    end = _BLOCK_END.search(text)
    inside = text[: end.start()] if end else text
    return f"<p>{inside.strip().replace(chr(10), '<br>' + chr(10))}</p>{text[end.start() :] if end else ''}"


def figure(caption: re.Match[str]) -> str:
    """The ``<figure>`` for a match of :data:`CAPTION`."""
    inside, said = caption["inside"], _CAPTION_TEXT.search(caption["attributes"])
    image = _IMAGE.match(inside)
    words = (said[1] or said[2] or "") if said else ""
    words = (inside[image.end() :] if image else inside).strip() or words
    return f"<figure>{image[1] if image else ''}<figcaption>{words}</figcaption></figure>"


_WHOLE_PAGE = lazy_compile(
    r"<(?:!doctype|html|head|body|frameset|title|meta|link|main|nav)[\s/>]", re.IGNORECASE
)
"""Elements of whole pages, which articles do not contain."""
_ANY_TAG = lazy_compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>|<!--\s+wp:")


def is_fragment(text: str) -> bool:
    """Whether HTML is an article alone, without a page around it.

    >>> is_fragment("<p>One</p>"), is_fragment("<html><body><p>One</p></body></html>")
    (True, False)
    """
    return _WHOLE_PAGE.search(text) is None


def is_html(text: str) -> bool:
    """Whether a text of unknown type is HTML.

    >>> is_html("<p>One</p>"), is_html("1 < 2, and 3 > 2")
    (True, False)
    """
    return _ANY_TAG.search(text) is not None
