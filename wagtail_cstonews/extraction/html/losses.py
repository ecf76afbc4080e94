"""Finds losses: compares the links, images and lines of a document with those in the article's blocks.

Counting shows every place in the code that drops something. Nothing of a fragment should be lost, so the
share of it that is in the blocks is its confidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from ...text.normalization import letters_of
from ...text.patterns import lazy_compile
from ..article.blocks import Block, Image
from ..article.line import Line
from ..article.warnings import ArticleWarning
from .fragments import SHORTCODE
from .linked import addresses_in, leading_away

IN_THE_HEAD = frozenset(("lead", "subtitle"))
"""Labels of article lines without a block: the fields for them hold plain text."""

_HREF = lazy_compile(r'<a href="([^"]*)"')

_GALLERY = lazy_compile(
    r"\[(?:gallery|playlist|ngg\w*|foogallery|envira-gallery|rev_slider|slideshow)\b[^\[\]]{0,2000}\]"
)

_MOST_NAMED = 3

SURE = 0.99
"""The highest confidence in the body of a fragment."""

_LOSSY = 0.6
"""The highest confidence if a line is in no block."""

_LETTERS_OF_IMAGE = 100
"""An image counts as much as this many letters of text: a sentence or two."""


def lost_links(body: Sequence[Block], lines: Sequence[Line], base: str | None) -> list[ArticleWarning]:
    """A warning if the blocks contain fewer links than the article's lines."""
    came: Counter[int | str] = Counter()
    for line in lines:
        if line.hints is not None and (line.block is not None or line.label in IN_THE_HEAD):
            came[line.label if line.block is None else line.block] += sum(_links_of(line, base))
    kept: Counter[int | str] = Counter()
    for place, block in enumerate(body):
        kept[place] = sum(links_in(html, base) for html in block.marked_up())
        kept[place] += isinstance(block, Image) and block.link is not None
    # A block may have more links than its lines: an image without a line may have one.
    lost = came - kept
    if not lost:
        return []
    where = Counter[str]()
    for key, count in lost.items():
        where[body[key].type if isinstance(key, int) else key] += count
    message = (
        f"{lost.total()} of {came.total()} links stand where only plain text does "
        f"({', '.join(f'{name}: {count}' for name, count in where.items())}). Put them on the page by hand."
    )
    return [ArticleWarning("links_lost", message)]


def _links_of(line: Line, base: str | None) -> Iterator[int]:
    hints = line.hints
    if hints is None or hints.embed:
        # A link to media that is embedded in its place is not lost.
        return
    yield bool(hints.image and hints.image_link)
    if hints.markup is not None:
        yield len(leading_away(addresses_in(hints.markup, base), base))


def links_in(html: str, base: str | None) -> int:
    """How many links in inline mark-up lead to other pages."""
    return len(leading_away((unescape(address) for address in _HREF.findall(html)), base))


def lost_parts(body: Sequence[Block], lines: Sequence[Line], named: set[str]) -> list[ArticleWarning]:
    """Warnings about images and lines of a fragment that are not in the article's blocks."""
    found = []
    shown = {block.url for block in body if isinstance(block, Image)}
    missing = sorted(named - shown)
    galleries = sum(len(_GALLERY.findall(line.clean)) for line in lines)
    if missing or galleries:
        parts = []
        if missing:
            which = ", ".join(address[:100] for address in missing[:_MOST_NAMED])
            parts.append(f"{len(missing)} of {len(named)} images have no address that can be used ({which})")
        if galleries:
            parts.append(
                f"{galleries} galleries name images that did not come along; the shortcode stands in the text"
            )
        found.append(ArticleWarning("images_lost", f"{'; '.join(parts)}. Put them on the page by hand."))
    left = [
        line for line in lines if line.clean and line.label not in ("title", "lead") and line.block is None
    ]
    if left:
        message = f"{len(left)} lines of the text stand in no block. Look at the lines, and copy them."
        found.append(ArticleWarning("lines_lost", message, left[0].number))
    codes = sum(line.label == "paragraph" and bool(SHORTCODE.fullmatch(line.clean)) for line in lines)
    if codes > galleries:
        message = f"{codes} lines are shortcodes of plugins, and stand as they came. Replace them."
        found.append(ArticleWarning("shortcodes", message))
    return found


def fragment_confidence(
    body: Sequence[Block], lead: str | None, lines: Sequence[Line], named: set[str]
) -> float:
    """Confidence, 0..1, in a fragment's body: the share of the fragment that the article holds in kind.

    Shortcodes, which stay plain text, count as missing; images without a URL are not counted. ``named`` are
    the URLs of the fragment's images.
    """
    if not body and not lead:
        return 0.0
    shown = {block.url for block in body if isinstance(block, Image)}
    read, whole = _LETTERS_OF_IMAGE * len(named & shown), _LETTERS_OF_IMAGE * len(named)
    is_whole = True
    for line in lines:
        size = len(letters_of(line.clean))
        whole += size
        if line.block is None and line.label not in ("title", "lead"):
            is_whole = is_whole and not size
        elif not (line.label == "paragraph" and SHORTCODE.fullmatch(line.clean)):
            read += size
    sure = SURE * (read / whole) if whole else SURE
    return sure if is_whole else min(sure, _LOSSY)
