"""Small repairs of the HTML that content systems and feeds hold in their items."""

from __future__ import annotations

import datetime
import email.utils
import html
import re

BLOCKS = (
    "address|article|aside|blockquote|details|div|dl|dd|dt|fieldset|figure|figcaption|footer|form|h[1-6]|"
    "header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|details|table|tbody|td|tfoot|th|thead|tr|ul"
    "|audio|video|object"
)
BLOCK_START = re.compile(rf"<(?:{BLOCKS})[\s/>]", re.IGNORECASE)
BLOCK_END = re.compile(rf"</(?:{BLOCKS})\s*>", re.IGNORECASE)
KEPT = re.compile(r"<(/?)(pre|script|style|textarea)\b", re.IGNORECASE)
OUTER = re.compile(rf"</?(?:{BLOCKS})[\s/>]|<!--", re.IGNORECASE)
BREAK = re.compile(r"<!--\s?(?:more|nextpage|noteaser)\b[^<>]{0,200}-->")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,2000}>")

CAPTION = re.compile(
    r"\[(?:wp_)?caption(?P<attributes>[^\[\]]{0,1000})\]"
    r"(?P<inside>(?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
CAPTION_TEXT = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
IMAGE = re.compile(r"\s*((?:<a\s[^<>]*>\s*)?<img\s[^<>]*>(?:\s*</a>)?)", re.IGNORECASE)
EMBED = re.compile(r"\[embed[^\[\]]{0,200}\]\s*(https?://[^\s\[\]<>\"']{1,2000})\s*\[/embed\]")


def plain_text(text: str) -> str:
    """HTML of one line as plain text.

    >>> plain_text("Water &amp; <em>land</em> &lt; 5 &lt; 6")
    'Water & land < 5 < 6'
    """
    if "<" in text:
        text = TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def article_html(title: str, content: str) -> str:
    """The article with its title, as a page would have it: extraction then does not take the first line for
    the title.

    >>> article_html("Water & land", "<p>One</p>")
    '<article>\\n<h1>Water &amp; land</h1>\\n<p>One</p>\\n</article>'
    """
    heading = f"<h1>{html.escape(title, quote=False)}</h1>\n" if title else ""
    return f"<article>\n{heading}{content}\n</article>"


def with_paragraphs(text: str) -> str:
    """HTML in which blank lines stand for paragraphs, with the paragraphs marked; others stay as they are.

    WordPress keeps articles that were not made with its block editor in this form.

    >>> with_paragraphs("One\\ntwo\\n\\n<h2>Three</h2>\\nFour")
    '<p>One<br>\\ntwo</p>\\n<h2>Three</h2>\\n<p>Four</p>'
    """
    pieces: list[str] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start, opened = 0, ""
    for tag in KEPT.finditer(text):
        is_end, name = bool(tag[1]), tag[2].lower()
        if not opened and not is_end:
            pieces += paragraphs(text[start : tag.start()])
            start, opened = tag.start(), name
        elif opened == name and is_end:
            end = text.find(">", tag.end()) + 1 or len(text)
            pieces.append(text[start:end])
            start, opened = end, ""
    rest = text[start:]
    return "\n".join(pieces + ([rest] if opened else paragraphs(rest)))


def paragraphs(text: str) -> list[str]:
    """The pieces between blank lines and blocks, those of bare text as paragraphs."""
    text = BREAK.sub("\n\n", text)
    text = BLOCK_START.sub(r"\n\n\g<0>", text)
    text = BLOCK_END.sub(r"\g<0>\n\n", text)
    pieces = (piece.strip() for piece in BLANK_LINES.split(text))
    return [piece if OUTER.match(piece) else paragraph(piece) for piece in pieces if piece]


def paragraph(text: str) -> str:
    end = BLOCK_END.search(text)
    inside = text[: end.start()] if end else text
    return f"<p>{inside.strip().replace(chr(10), '<br>' + chr(10))}</p>{text[end.start() :] if end else ''}"


def figure(caption: re.Match[str]) -> str:
    inside, said = caption["inside"], CAPTION_TEXT.search(caption["attributes"])
    image = IMAGE.match(inside)
    words = (said[1] or said[2] or "") if said else ""
    words = (inside[image.end() :] if image else inside).strip() or words
    return f"<figure>{image[1] if image else ''}<figcaption>{words}</figcaption></figure>"


WHOLE_PAGE = re.compile(
    r"<(?:!doctype|html|head|body|frameset|title|meta|link|main|nav)[\s/>]", re.IGNORECASE
)
"""What stands on pages, and in no article."""
ANY_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>|<!--\s+wp:")


def is_fragment(text: str) -> bool:
    """Whether HTML is that of an article alone, and not of a page around it.

    >>> is_fragment("<p>One</p>"), is_fragment("<html><body><p>One</p></body></html>")
    (True, False)
    """
    return WHOLE_PAGE.search(text) is None


def is_html(text: str) -> bool:
    """Whether a text of which nothing is said has HTML in it.

    >>> is_html("<p>One</p>"), is_html("1 < 2, and 3 > 2")
    (True, False)
    """
    return ANY_TAG.search(text) is not None


def zoned(local: str, utc: str) -> str | None:
    """A time of the clock at a place, with the zone that its time in UTC shows; both in ISO 8601 without one.

    >>> zoned("2024-05-01T16:00:00", "2024-05-01T10:00:00")
    '2024-05-01T16:00:00+06:00'
    """
    try:
        here, there = datetime.datetime.fromisoformat(local), datetime.datetime.fromisoformat(utc)
        offset = here - there
        if abs(offset) > datetime.timedelta(hours=15) or offset.seconds % 900:
            return None
        return here.replace(tzinfo=datetime.timezone(offset)).isoformat()
    except (ValueError, OverflowError):
        return None


def moment(text: str) -> str:
    """A date as mail and feeds write it in ISO 8601; any other as it is.

    >>> moment("Wed, 01 May 2024 10:00:00 +0600"), moment("2024-05-01")
    ('2024-05-01T10:00:00+06:00', '2024-05-01')
    """
    try:
        found = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return text
    # "-0000" says that nobody knows where it was that time; feeds mean UTC by it.
    return (found if found.tzinfo else found.replace(tzinfo=datetime.UTC)).isoformat()
