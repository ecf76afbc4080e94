"""What of a document is not in the article: links, images and lines that came, against those in the blocks.

Only counting shows a place that cannot hold what came. Of an article's own HTML all is wanted, so its share
in the blocks is the confidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from ...text.normalization import letters_of
from ..article.blocks import Block, Image
from ..article.line import Line
from ..article.warnings import ArticleWarning
from .fragments import SHORTCODE
from .linked import addresses_in, leading_away

IN_THE_HEAD = frozenset(("lead", "subtitle"))
"""Labels of lines that are the article's without a block: their places hold plain text."""

_HREF = re.compile(r'<a href="([^"]*)"')

_GALLERY = re.compile(
    r"\[(?:gallery|playlist|ngg\w*|foogallery|envira-gallery|rev_slider|slideshow)\b[^\[\]]{0,2000}\]"
)

_MOST_NAMED = 3

SURE = 0.99
"""How sure the body of a fragment is at most: it is what came."""

_LOSSY = 0.6
"""The same where a line stands in no block."""

_LETTERS_OF_IMAGE = 100
"""What an image counts for beside the letters of the text: a sentence or two."""


def lost_links(body: Sequence[Block], lines: Sequence[Line], base: str | None) -> list[ArticleWarning]:
    """What became of the links in the article's lines: a warning where fewer are in its blocks."""
    came: Counter[int | str] = Counter()
    for line in lines:
        if line.block is not None or line.label in IN_THE_HEAD:
            came[line.label if line.block is None else line.block] += sum(_links_of(line, base))
    kept: Counter[int | str] = Counter()
    for place, block in enumerate(body):
        kept[place] = sum(links_in(html, base) for html in block.marked_up())
        kept[place] += isinstance(block, Image) and block.link is not None
    # A block may have more than came in its lines: the link of an image that no line stands for.
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
        # A link to what is shown in its place is no loss.
        return
    yield bool(hints.image and hints.image_link)
    if hints.markup is not None:
        yield len(leading_away(addresses_in(hints.markup, base), base))


def links_in(html: str, base: str | None) -> int:
    """How many links in inline mark-up lead away from the page."""
    return len(leading_away((unescape(address) for address in _HREF.findall(html)), base))


def lost_parts(body: Sequence[Block], lines: Sequence[Line], named: set[str]) -> list[ArticleWarning]:
    """What of a fragment is not in the article: images in against images out, lines against blocks."""
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
    """How sure the body is: all of it came, so it is what share of it is in the article as what it was.

    A shortcode stands there as it came, and an image without an address not at all. ``named`` are the
    addresses of the fragment's images.
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
