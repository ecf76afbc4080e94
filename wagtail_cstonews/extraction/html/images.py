"""Decides which images of an HTML page without a caption belong to the article, and where in the body.

Lines are labelled first; an image gets its place from the lines around it. Doubtful images are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ...text.patterns import lazy_compile
from ...text.urls import LONGEST_URL, absolute_url, relative_address, same_file
from ..article.article import Article
from ..article.blocks import Block, Image
from ..article.line import BODY_LABELS, LEFT_OUT_LABELS, Hints, Line
from ..labelling.body_rules import words_beside
from ..metadata.authors import same_name
from ..metadata.page_metadata import LONGEST_ALT, PageHints, Picture, bounded

MOST_PICTURES = 50
"""The most images without a caption in one article: pages with more are galleries."""

SMALLEST = 100
"""Pixels. Narrower or lower images are decoration."""

_SURELY_LARGE = 200
_LONG_ALT = 30
"""Characters of an alternative text too long for two different images at one place to share by chance."""
_LONGEST_SRCSET = 20_000
_BODY = BODY_LABELS | {"caption", "signoff"}
_HEAD = frozenset(("title", "subtitle", "kicker", "byline", "dateline", "date"))
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = lazy_compile(
    r"(?:^|[/_.-])(?:blank|clear|dot|empty|grey|gray|lazy\w*|load(?:er|ing)|pixel|placeholder|spacer|trans(?:parent)?"
    r"|1x1|[tb]?px)(?=[_.-]|$)",
    re.IGNORECASE,
)
# Whole words of class and file names: "button" is part of "buttonwood", and "ad" of "adam".
_NOT_CONTENT = lazy_compile(
    r"(?<![a-z])(?:ads?|adserver|adverts?|advertise\w*|app-?store|arrows?|author\w*|avatars?|badges?|banners?|bios?|blank"
    r"|bullets?|bt?ns?|buttons?|byline|captcha|comments?|counter|donate|dot|emoji|emoticons?|facebook|favicon|flags?"
    r"|gravatar|headshot|icons?|ico|instagram|hit|lazy-?placeholder|linkedin|loader|loading|logos?|logotype|newsletter|pinterest"
    r"|pixel|placeholder|profile|promo\w*|ratings?|related|rss|separator|shar(?:e|es|ing)|sidebar|signature|smile\w*|smiley\w*"
    r"|social|spacer|sponsors?|sprites?|stars?|stat|stats|subscri\w+|sumome|teasers?|telegram|tracker|tracking|transparent"
    r"|twitter|whatsapp|widgets?|wp-smiley|youtube)(?![a-z])",
    re.IGNORECASE,
)
TRACKER = lazy_compile(
    r"doubleclick|scorecardresearch|googlesyndication|google-analytics|quantserve|feedburner|gravatar\.com|/b/ss/"
    r"|piwik|matomo|pixel\.wp\.com|/b\.gif|amazon-adsystem|vgwort|chartbeat|facebook\.com/tr",
    re.IGNORECASE,
)
_OF_NO_PICTURE = lazy_compile(
    r"(?:logo|icon|avatar|cta|advert\w*|banner)\b.*|.*\b(?:logo|icon|avatar|banner|headshot)", re.IGNORECASE
)
"""Alternative texts."""
_FORMULA = lazy_compile(r"\b(?:math\w*|latex|tex|equation|formula)\b", re.IGNORECASE)
_SMALL_BY_ADDRESS = lazy_compile(r"(?:[?&](?:w|h|wid|hei|width|height)=|/max/|/resize:)[0-9]{1,2}(?![0-9%.])")
_CAMEL = lazy_compile(r"(?<=[a-z])(?=[A-Z])")
_SIZE_IN_STYLE = lazy_compile(r"(?<![\w-])(?:width|height)\s*:\s*([0-9]{1,5})(?:\.[0-9]+)?px")
SIZE_IN_NAME = lazy_compile(r"-([0-9]{2,4})x([0-9]{2,4})(?=\.[a-z]{3,4}$)", re.IGNORECASE)
IMAGE_FILE = lazy_compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp)(?:$|[?&#:/])", re.IGNORECASE)
_ATTACHMENT = lazy_compile(r"[?&]attachment_id=[0-9]")
_DESCRIPTOR = lazy_compile(r"([0-9]{1,5}(?:\.[0-9]{1,5})?)[wx]")
_NUMBER = lazy_compile(r"\s*([0-9]{1,5})(?:\.[0-9]+)?(?:px)?\s*$")


# --------------------------------------------------------------------------- an image's address


def image_address(attributes: Mapping[str, str], source_set: str = "", base: str | None = None) -> str:
    """The URL of an ``<img>``: absolute, or relative as in the source if ``base`` is not known.

    Empty if it has none. ``source_set`` is the ``srcset`` of the ``<source>`` beside it in a ``<picture>``.
    Lazy-loading attributes (``data-src`` and the like) are used if ``src`` is empty or a placeholder.
    """
    source = attributes.get("src") or ""
    if not source or source.startswith("data:") or _is_placeholder(source):
        source = _lazy_address(attributes, source_set) or ("" if source.startswith("data:") else source)
    url = absolute_url(base, source) or (relative_address(source) if not base else "")
    return "" if url.startswith("mailto:") else url


def _is_placeholder(source: str) -> bool:
    return bool(_PLACEHOLDER.search(source.partition("?")[0].rpartition("/")[2][:200]))


def _lazy_address(attributes: Mapping[str, str], source_set: str) -> str:
    plain = (attributes.get(name) for name in _LAZY)
    sets = (largest_of(text) for text in (*map(attributes.get, _LAZY_SETS), source_set))
    return next((text for text in (*plain, *sets) if text and not text.startswith("data:")), "")


def largest_of(srcset: str | None) -> str:
    """The URL with the largest size in a ``srcset``; empty if there is none.

    >>> largest_of("a.jpg 400w, b.jpg 800w,c.jpg 600w")
    'b.jpg'
    """
    best, most = "", -1.0
    for address, size in _candidates((srcset or "")[:_LONGEST_SRCSET]):
        if size > most:
            best, most = address, size
    return best


def _candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """URLs and sizes. Only a comma at the end of a word separates them: URLs may contain commas."""
    address = ""
    for word in srcset.split():
        if address:
            descriptor, _, following = word.partition(",")
            yield address, _size(descriptor)
            word = following
        address = word
        if word.endswith(","):
            yield word.rstrip(","), 0.0
            address = ""
    if address:
        yield address, 0.0


def _size(descriptor: str) -> float:
    number = _DESCRIPTOR.fullmatch(descriptor)
    return float(number[1]) if number else 0.0


# --------------------------------------------------------------------------- into the body


@dataclass(slots=True)
class Placed:
    """The blocks of a body after images were inserted."""

    blocks: list[Block]
    places: list[int]
    """The new index of each old block."""


def place_pictures(
    article: Article, blocks: Sequence[Block], lines: Sequence[Line], page: PageHints
) -> Placed | None:
    """Insert the page's images that belong to the body, each once, at its place; None if nothing changes.

    A caption without an image gets the image right above it. Portraits of the article's authors are left
    out; the lead image may stand above the text.
    """
    kept = [index for index, line in enumerate(lines) if line.label in _BODY]
    if not page.pictures or not kept:
        return None
    chooser = _Chooser(article, blocks, lines, page, kept[-1])
    placed = [index for index, line in enumerate(lines) if line.block is not None]
    found: list[tuple[int, Image]] = []
    for picture in page.pictures:
        if len(found) >= MOST_PICTURES:
            break
        image = chooser.image(picture)
        if image is None:
            continue
        caption = _caption_below(picture, lines, blocks)
        if caption is not None:
            caption.url, caption.alt = image.url, image.alt
        else:
            found.append((_position(picture, lines, placed, len(blocks)), image))
    return _inserted(blocks, found) if found else None


class _Chooser:
    """Decides which of a page's images belong to the article."""

    def __init__(
        self,
        article: Article,
        blocks: Sequence[Block],
        lines: Sequence[Line],
        page: PageHints,
        last: int,
    ) -> None:
        self.article, self.lines, self.page, self.last = article, lines, page, last
        self.described: set[tuple[int, str]] = set()
        self.filled = [index for index, line in enumerate(lines[: last + 1]) if line.clean]
        self.top = self._top()
        self.seen = {_file(block.url) for block in blocks if isinstance(block, Image) and block.url}

    def image(self, picture: Picture) -> Image | None:
        """The image block of an ``<img>``; None if it does not belong to the article, or is there already."""
        if not self._stands_in_article(picture) or _is_small(picture.attributes):
            return None
        url = image_address(picture.attributes, picture.source_set, self.page.base)
        if not url or len(url) > LONGEST_URL or _file(url) in self.seen:
            return None
        if not _is_content(picture, url) or not _may_be_linked(picture, url, self.page.base):
            return None
        alt = bounded(picture.attributes.get("alt"), LONGEST_ALT) or ""
        if any(same_name(alt, author) for author in self.article.authors if alt):
            return None
        # Scripts and style sheets choose between the sizes of an image, each with its own URL.
        place = (picture.line_count, alt)
        if len(alt) >= _LONG_ALT and place in self.described:
            return None
        self.described.add(place)
        self.seen.add(_file(url))
        return Image("", url=url, alt=alt)

    def _stands_in_article(self, picture: Picture) -> bool:
        if picture.line_count > self.last + 1 or (picture.caption and not self._is_open(picture)):
            return False
        above, below = self._around(picture)
        over, under = above.label if above else "", below.label if below else ""
        if under in _BODY:
            near = below
            inside = over in _BODY or over in _HEAD or picture.joins_below or self._opens(picture)
        else:
            near = above
            inside = over in _BODY and picture.joins_above
        return bool(inside and near and not _is_beside(picture, near))

    def _is_open(self, picture: Picture) -> bool:
        """Whether an image in a captioned figure has no place yet, and its caption was kept."""
        caption = picture.caption
        if caption is None or caption.label in LEFT_OUT_LABELS or caption.label == "blank":
            return caption is None
        if caption.label != "caption" or caption.hints is None or caption.hints.image is None:
            return True
        address = image_address(picture.attributes, picture.source_set, self.page.base)
        return caption.hints.image[0] != address

    def _around(self, picture: Picture) -> tuple[Line | None, Line | None]:
        """The nearest non-blank lines above and below."""
        place = bisect_left(self.filled, picture.line_count)
        above = self.lines[self.filled[place - 1]] if place else None
        below = self.lines[self.filled[place]] if place < len(self.filled) else None
        return above, below

    def _top(self) -> range:
        """The line counts from the title to the first body line, if no other article is between them."""
        title = next((index for index in self.filled if self.lines[index].label == "title"), None)
        if title is None:
            return range(0)
        after = (index for index in self.filled if index > title)
        first = next(
            (i for i in after if self.lines[i].label in _BODY or self.lines[i].label == "teaser"), title
        )
        return range(title + 1, first + 1)

    def _opens(self, picture: Picture) -> bool:
        """Whether it is a large image above the first paragraph, with only chrome between title and image."""
        if picture.line_count not in self.top:
            return False
        sizes = [_pixels(picture.attributes.get(name)) for name in ("width", "height")]
        if all(size is not None and size >= _SURELY_LARGE for size in sizes):
            return True
        url = image_address(picture.attributes, picture.source_set, self.page.base)
        return bool(self.article.image and url and same_file(url, self.article.image.url))


def _file(url: str) -> str:
    """The key of an image within its page. The query may hold the size (ignored), or name the file."""
    path = url.partition("#")[0].partition("?")[0]
    return SIZE_IN_NAME.sub("", path) if IMAGE_FILE.search(path) else url


def _is_beside(picture: Picture, near: Line) -> bool:
    """Whether its mark-up says more clearly than that of the line next to it that it is not the article's."""
    path = " ".join(tag for tag, _ in picture.places)
    attributes = " ".join(words for _, words in picture.places if words)
    own = words_beside(Hints("img", path, attributes)) - {"noscript"}
    return bool(own - words_beside(near.hints))


def _is_small(attributes: Mapping[str, str]) -> bool:
    sizes = [_pixels(attributes.get(name)) for name in ("width", "height")]
    sizes += [int(size) for size in _SIZE_IN_STYLE.findall((attributes.get("style") or "")[:1000])]
    return any(size is not None and size < SMALLEST for size in sizes)


def _pixels(value: str | None) -> int | None:
    match = _NUMBER.match(value[:20]) if value else None
    return int(match[1]) if match else None


def _is_content(picture: Picture, url: str) -> bool:
    """Whether no class or file name marks it as decoration, advertisement or tracking pixel."""
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    size = SIZE_IN_NAME.search(name)
    if size and min(int(size[1]), int(size[2])) < SMALLEST:
        return False
    if name.lower().endswith((".svg", ".ico")) or TRACKER.search(url) or _is_placeholder(url):
        return False
    attributes = picture.attributes
    alt = bounded(attributes.get("alt"), LONGEST_ALT) or ""
    if _SMALL_BY_ADDRESS.search(url) or _OF_NO_PICTURE.fullmatch(alt):
        return False
    if attributes.get("aria-hidden") == "true" or _FORMULA.search(attributes.get("class") or ""):
        return False
    # Only the nearest elements: the names of outer ones describe the whole page.
    near = " ".join(words for _, words in picture.places[-2:])
    names = " ".join((attributes.get("class") or "", attributes.get("id") or "", near, name))[:4000]
    return not _NOT_CONTENT.search(_CAMEL.sub(" ", names).replace("_", " "))


def _may_be_linked(picture: Picture, url: str, base: str | None) -> bool:
    """Whether it has no link, or one to a larger view of itself: other links lead to other articles."""
    link = (picture.link or "").strip()
    target = (absolute_url(base, link) or link).partition("#")[0]
    if _leads_nowhere(link, target, url, base) or IMAGE_FILE.search(target):
        return True
    is_attachment = "wp-image-" in (picture.attributes.get("class") or "")
    return is_attachment and bool(stem := _stem(url)) and target.lower().rstrip("/").endswith("/" + stem)


def _leads_nowhere(link: str, target: str, url: str, base: str | None) -> bool:
    """Whether the link around an image leads only to the image itself or to its own page."""
    if not link or link.startswith("#") or link.lower().startswith("javascript:"):
        return True
    return target == url or bool(base and target == base.partition("#")[0])


def _stem(url: str) -> str:
    """The file name of an image without size and extension, in lower case."""
    return SIZE_IN_NAME.sub("", urlsplit(url).path.rpartition("/")[2]).rpartition(".")[0].lower()


_SLASHES_OF_HOST = 2


def link_of_image(link: str | None, url: str, base: str | None) -> str | None:
    """The target of the link around an image, absolute; None for a larger view of the image, or its own page.

    >>> link_of_image("/shop", "https://a.example/b.jpg", "https://a.example/1")
    'https://a.example/shop'
    >>> link_of_image("b-1024x768.jpg", "https://a.example/b-300x200.jpg", "https://a.example/1")
    >>> link_of_image("/i/b/900x600?v=1", "https://a.example/i/b/300x200?v=1", "https://a.example/1")
    """
    link = (link or "").strip()
    target = absolute_url(base, link)
    if target is None or len(target) > LONGEST_URL or target.startswith("mailto:"):
        return None
    place = target.partition("#")[0]
    if _leads_nowhere(link, place, url, base) or _ATTACHMENT.search(place) or IMAGE_FILE.search(place):
        return None
    folder, _, name = place.partition("?")[0].rstrip("/").rpartition("/")
    # Image servers keep the sizes of an image side by side, under names without an extension.
    is_beside = folder == url.partition("?")[0].rpartition("/")[0] and folder.count("/") > _SLASHES_OF_HOST
    is_size = is_beside and "." not in name
    return None if is_size or (name and name.lower() == _stem(url)) else target


def _caption_below(picture: Picture, lines: Sequence[Line], body: Sequence[Block]) -> Image | None:
    """The block of the caption right below the image, if it has no image yet."""
    line = lines[picture.line_count] if picture.line_count < len(lines) else None
    if line is None or line.label != "caption" or line.block is None:
        return None
    block = body[line.block]
    return block if isinstance(block, Image) and not block.url else None


def _position(picture: Picture, lines: Sequence[Line], placed: Sequence[int], count: int) -> int:
    """The index of the block before which the image belongs; ``placed`` are the lines that have a block."""
    place = bisect_left(placed, picture.line_count)
    above = lines[placed[place - 1]].block if place else None
    below = lines[placed[place]].block if place < len(placed) else None
    if below is None:
        return count
    # An image between the lines of one block is placed after that block.
    return below + 1 if above == below else below


def _inserted(body: Sequence[Block], found: Sequence[tuple[int, Image]]) -> Placed:
    """The body with each image inserted before the block of its index."""
    before: dict[int, list[Image]] = {}
    for position, image in found:
        before.setdefault(position, []).append(image)
    blocks: list[Block] = []
    places: list[int] = []
    for number, block in enumerate(body):
        blocks += before.get(number, [])
        places.append(len(blocks))
        blocks.append(block)
    blocks += before.get(len(body), [])
    return Placed(blocks, places)
