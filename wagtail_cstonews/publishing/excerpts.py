"""Short plain texts of long, possibly hostile ones, as pure functions on strings."""

from __future__ import annotations

import re
from html import unescape

MARKUP_FACTOR = 20
"""Characters of HTML that are read for each character of text that is wanted: a paragraph may have
megabytes.
"""

_BREAK = re.compile(r"</(?:p|li|div|h[1-6]|blockquote|td|th|tr)\s*>|<(?:br|hr)\b[^<>]*>", re.IGNORECASE)
# Without "<" inside, a text full of them takes linear time.
_TAG = re.compile(r"<[^<>]*>")
_OPEN_TAG_AT_END = re.compile(r"<[^<>]*\Z")

_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, half characters, and what reverses the direction of the text that follows."""


def plain_excerpt(html: str, length: int) -> str:
    """The beginning of the text of some HTML.

    >>> plain_excerpt("<p>One &amp; <b>two</b>.</p><p>Three</p>", 20)
    'One & two. Three'
    """
    beginning = html[: length * MARKUP_FACTOR]
    is_cut = len(beginning) < len(html)
    if is_cut:
        beginning = _OPEN_TAG_AT_END.sub("", beginning)
    text = excerpt(unescape(_TAG.sub("", _BREAK.sub(" ", beginning))), length - is_cut)
    return f"{text}…" if is_cut and text and not text.endswith("…") else text


def excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, at most ``length`` characters, cut between two words.

    >>> excerpt("The council  met\\non Thursday, and agreed.", 22)
    'The council met on…'
    >>> excerpt("Minister \\u202elairetsinim", 40)
    'Minister lairetsinim'
    """
    # Runs of white space shrink to one, so that more than the length is looked at.
    words = " ".join(_UNWANTED.sub("", str(text)[: length * MARKUP_FACTOR]).split())
    if len(words) <= length:
        return words
    cut = words[:length]
    # A word longer than half of the text, as of a language without spaces, is cut itself.
    space = cut.rfind(" ")
    cut = cut[:space] if space > length // 2 else cut[: length - 1]
    return cut.rstrip(" ,;:–—-") + "…"
