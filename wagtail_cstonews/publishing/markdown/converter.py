"""HTML as CommonMark, with GitHub's tables. What is text stays text in whatever renders it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup, NavigableString, Tag
from markdownify import ATX, BACKSLASH, MarkdownConverter

from ..content.rich_text import plain_text

_EMPHASIS = {"b", "strong", "i", "em"}
_TEXT_ELEMENTS = [*_EMPHASIS, "a", "abbr", "cite", "code", "del", "ins", "q", "s", "small", "sub", "sup", "u"]

_IN_ADDRESSES = "/:?#@!$&'*+,;=~%-._"
"""The characters of an address that mean nothing in a link's destination."""

_ENTITY = re.compile(r"&(?=#?\w+;)")
_FENCE = re.compile(r"`{3,}")


def to_markdown(html: str) -> str:
    """HTML that is sanitised already, as CommonMark.

    >>> to_markdown("<h2>A * B</h2><p>See <a href='https://a.example/(x)'>this</a>: &lt;b&gt;</p>")
    '## A \\\\* B\\n\\nSee [this](https://a.example/%28x%29): \\\\<b\\\\>\\n'
    """
    soup = BeautifulSoup(html, "html.parser")
    converter = _Converter(
        bullets="-",
        escape_misc=True,
        heading_style=ATX,
        newline_style=BACKSLASH,
        strip_pre=None,
        # Each paragraph in one line: no line of it begins with what would be markup there.
        wrap=True,
        wrap_width=None,
    )
    try:
        _prepare(soup)
        text = converter.convert_soup(soup)
    except RecursionError:
        # Elements within elements within elements: the words of them.
        paragraphs = filter(None, map(plain_text, html.splitlines()))
        text = "\n\n".join(converter.as_text(paragraph) for paragraph in paragraphs)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _prepare(soup: BeautifulSoup) -> None:
    """Put the speaker into the block quote, and join texts between which nothing stands."""
    for figure in soup.find_all("figure"):
        words, caption = figure.find("blockquote"), figure.find("figcaption")
        if words and caption:
            caption.name = "p"
            words.append(caption)
    for element in reversed(soup.find_all(_TEXT_ELEMENTS)):
        # The inner ones come first, so what is empty by now holds none.
        if not any(element.contents):
            element.unwrap()
    soup.smooth()


class _Converter(MarkdownConverter):
    def as_text(self, text: str) -> str:
        """Plain text in one line, with all that would be markup escaped."""
        return str(self.escape(" ".join(text.split()), set()))  # type: ignore[attr-defined]

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = _destination(el.get("href"))
        if "_noformat" in parent_tags or not address or not text.strip():
            return text
        before, words, after = _trimmed(text)
        return f"{before}[{words}]({address}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alternative = self.as_text(str(el.get("alt") or ""))
        if "_inline" in parent_tags and el.parent and el.parent.name != "a":
            return alternative
        return f"![{alternative}]({_destination(el.get('src'))})"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text:
            return ""
        longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
        fence = "`" * (longest + 1)
        return f"\n\n{fence}\n{text}\n{fence}\n\n"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised("**", el, text, parent_tags)

    convert_strong = convert_b

    def convert_i(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised("*", el, text, parent_tags)

    convert_em = convert_i


def _destination(address: Any) -> str:
    return _ENTITY.sub(r"\\&", quote(str(address or ""), safe=_IN_ADDRESSES))


def _trimmed(text: str) -> tuple[str, str, str]:
    """The white space before a text, the text, and that after it."""
    words = text.strip()
    start = text.index(words)
    return text[:start], words, text[start + len(words) :]


def _emphasised(marks: str, el: Tag, text: str, parent_tags: set[str]) -> str:
    """The text between marks, if they would be read as such where they stand (CommonMark 6.2)."""
    before, words, after = _trimmed(text)
    if not words or "_noformat" in parent_tags:
        return text
    if not _can_stand(before or _beside(el, "previous_sibling"), words[0]):
        return text
    if not _can_stand(after or _beside(el, "next_sibling"), words[-1]):
        return text
    return f"{before}{marks}{words}{marks}{after}"


def _can_stand(outside: str, inside: str) -> bool:
    """Whether marks between two characters are flanking: beside punctuation they need no letter outside."""
    if outside == "*":
        return False
    return not _is_punctuation(inside) or not outside.strip() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character[0])[0] in "PS"


def _beside(el: Tag, which: str) -> str:
    """The character that stands beside an element: empty at the end of a block, ``*`` beside emphasis."""
    place: Any = el
    while (sibling := getattr(place, which)) is None:
        place = place.parent
        if place is None or place.name not in _TEXT_ELEMENTS:
            return ""
    if isinstance(sibling, NavigableString):
        text = str(sibling)
        return text[-1] if which == "previous_sibling" else text[0]
    if sibling.name in _EMPHASIS:
        return "*"
    return "\n" if sibling.name == "br" else "a"
