"""Reads an article's own HTML (a fragment, as WordPress, feeds and databases store it) into lines.

A page has chrome around the article, so doubtful parts are left out. A fragment has none: each line was
written by the author and becomes part of a block. Every image and embed gets a line at its place, an empty
one if it has no text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...text.patterns import lazy_compile
from ...text.urls import LONGEST_URL, absolute_url
from ..article.line import Hints, Line
from ..metadata.page_metadata import LONGEST_ALT, PageHints, bounded
from .embeds import is_address, is_media_file, is_shown, public_address, script_address
from .images import IMAGE_FILE, SIZE_IN_NAME, TRACKER, image_address, link_of_image
from .line_builder import LineBuilder
from .lines import read_html

_FIGURE = lazy_compile(
    r"(?<![\w-])(?:wp-caption|gallery-item|tr-caption-container|blocks-gallery-item)(?![\w-])"
)

_CAPTION = lazy_compile(r"(?<![\w-])(?:wp-caption-text|tr-caption|gallery-caption)(?![\w-])")

_EMBED_WRAPPER = lazy_compile(r"(?<![\w-])wp-block-(?:core-)?embed(?:__wrapper)?(?![\w])")

_OWN_LINE = lazy_compile(r"(?<![\w-])wp-block-(?:file__button|button__link)(?![\w-])")

_EMOJI = lazy_compile(r"(?<![\w-])(?:wp-smiley|emoji|twemoji|emoticon)(?![\w-])")

_BACKGROUND = lazy_compile(
    r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE
)

SHORTCODE = lazy_compile(r"(?:\[/?[a-zA-Z][\w-]{0,60}(?:\s[^\[\]]{0,2000})?/?\]\s*)+")
"""A line that consists of WordPress shortcodes, which only their plugin understands."""

_MEDIA = frozenset(("audio", "video"))

_FRAME_SOURCES = ("src", "data-src", "data-lazy-src", "data-cookieblock-src", "data-litespeed-src")

_SMALLEST = 3
"""Pixels; smaller images are tracking pixels."""

_ImageSeen = tuple[str, str, str | None]
"""URL, alternative text, and target of the link around it."""


@dataclass
class _Figure:
    """An open figure, or the element that old themes use in its place."""

    depth: int
    waiting: list[_ImageSeen] = field(default_factory=list)
    """Images of the figure that have no line yet."""
    caption: Line | None = None
    is_table: bool = False
    has_embed: bool = False


def fragment_lines(text: str, url: str | None = None) -> tuple[list[Line], PageHints]:
    """The lines of an article's HTML, and the metadata of its mark-up."""
    builder = _FragmentBuilder(url)
    lines, page = read_html(text, builder)
    page.named_images = builder.named
    return lines, page


class _FragmentBuilder(LineBuilder):
    """Builds the lines of a fragment, including one for every image and embed."""

    inline_tags = {**LineBuilder.inline_tags, "sup": "sup", "sub": "sub"}
    shortest_with_markup = 1
    most_linked = 1.1

    def __init__(self, url: str | None) -> None:
        super().__init__(url)
        self.figures: list[_Figure] = []
        self.named: set[str] = set()
        self.images_waiting: list[_ImageSeen] = []
        self.attachments: set[str] = set()
        """Targets of the links that WordPress adds to attachment pages."""
        self.embeds_waiting: list[str] = []
        self.media: list[str] = []
        self.media_frames: list[int] = []
        self.row_lines: list[Line] = []
        self.last_embed = ""
        self.pre_begun = False

    # ------------------------------------------------------------------ events

    def start(self, tag: Any, attributes: Any, is_data_table: bool) -> None:
        """An element begins."""
        if tag == "iframe" or tag == "embed":
            self._frame_shown(attributes)
        elif tag in _MEDIA:
            self._break_line()
            self.media.append(attributes.get("src") or "")
            self.media_frames.append(len(self.lines))
        elif tag == "source" and self.media:
            self.media[-1] = self.media[-1] or attributes.get("src") or ""
        elif tag == "param" and (attributes.get("name") or "").lower() in ("movie", "src"):
            self._embed(attributes.get("value"), only_shown=True)
        elif tag == "object" and "wp-block-file" not in (attributes.get("class") or ""):
            self._embed(attributes.get("data"), only_shown=True)
        if tag == "a" and _OWN_LINE.search(attributes.get("class") or ""):
            self._break_line()
        if tag == "a" and "attachment" in (attributes.get("rel") or "").lower().split():
            self.attachments.add(attributes.get("href") or "")
        super().start(tag, attributes, is_data_table)
        if (style := attributes.get("style")) and "url(" in style and (found := _BACKGROUND.search(style)):
            self._image({"src": found[1]})

    def script(self, attributes: Any) -> None:
        """An embed script, which stands for what it would show."""
        if address := script_address(attributes.get("src") or ""):
            self._embed(address)

    def end(self, tag: Any) -> None:
        """An element ends."""
        super().end(tag)
        if tag in _MEDIA and self.media:
            self._end_media(self.media.pop(), self.media_frames.pop())
        elif tag == "table" and not self.in_row:
            self.lines += self.row_lines
            self.row_lines = []
            self._number()

    def _end_media(self, address: str, begun: int) -> None:
        """A player ends: its line stands before its fallback text."""
        count = len(self.lines)
        if not self._embed(address):
            return
        if len(self.lines) > count:
            self.lines.insert(begun, self.lines.pop())
            begun += 1
        for line in self.lines[begun:]:
            if line.hints and line.text:
                line.hints.role = "caption"
        self._number()

    def finish(self) -> list[Line]:
        """The lines, once the fragment is at its end."""
        self._flush()
        while self.figures:
            self._close_figure()
        self.lines += self.row_lines
        self._number()
        return self.lines

    def _number(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            line.number = number

    def _break_line(self) -> None:
        if not self.in_row:
            self._flush()

    # ------------------------------------------------------------------ images and embeds

    def _image(self, attributes: Any) -> None:
        source_set, self.source_set = self.source_set, ""
        alt = bounded(attributes.get("alt"), LONGEST_ALT) or ""
        if alt and _EMOJI.search(attributes.get("class") or ""):
            self._data(alt)
            return
        url = image_address(attributes, source_set, self.base)
        if not url or len(url) > LONGEST_URL:
            if attributes.get("src"):
                self.named.add(str(attributes.get("src"))[:LONGEST_URL])
            return
        if TRACKER.search(url) or any(_is_tiny(attributes.get(name)) for name in ("width", "height")):
            return
        url = self._larger(url)
        if url in self.named and any(frame.tag == "noscript" for frame in self.frames[-4:]):
            # A <noscript> copy of an image that a script loads.
            return
        self.named.add(url)
        around = self._link_around()
        link = None if around in self.attachments else link_of_image(around, url, self.base)
        if self.in_row:
            self.row_lines.append(self._image_line((url, alt, link)))
        elif self.figures and not self.figures[-1].has_embed:
            self.figures[-1].waiting.append((url, alt, link))
        elif any(part.strip() for part in self.parts):
            # An image in the middle of a line is placed after that line.
            self.images_waiting.append((url, alt, link))
        else:
            self.lines.append(self._image_line((url, alt, link)))

    def _larger(self, url: str) -> str:
        """The full-size image, if a thumbnail links to it."""
        link = self._link_around()
        target = absolute_url(self.base, link) if link else None
        if not target or not IMAGE_FILE.search(target) or len(target) > LONGEST_URL:
            return url
        stems = [
            SIZE_IN_NAME.sub("", address.partition("?")[0].rpartition("/")[2]) for address in (url, target)
        ]
        return target if stems[0] == stems[1] else url

    def _frame_shown(self, attributes: Any) -> None:
        sources = (attributes.get(name) for name in _FRAME_SOURCES)
        self._embed(next((found for found in sources if found and not found.startswith("about:")), None))

    def _embed(self, address: str | None, *, only_shown: bool = False) -> str:
        """Record a video, post or sound at this place. Returns its public URL; "" if it is no web URL.

        With ``only_shown``, other URLs than those of embeddable media are returned but not recorded.
        """
        address = address.strip() if address else ""
        if address.startswith("//"):
            address = f"https:{address}"
        url = absolute_url(self.base, address) or ""
        if not url.lower().startswith("http") or len(url) > LONGEST_URL:
            return ""
        url = public_address(url)
        if (only_shown and not is_shown(url) and not is_media_file(url)) or url == self.last_embed:
            return url
        self.last_embed = url
        for figure in self.figures:
            figure.has_embed = True
        if self.in_row:
            self.row_lines.append(self._stand_in("embed", embed=url))
        elif any(part.strip() for part in self.parts):
            self.embeds_waiting.append(url)
        else:
            self.lines.append(self._stand_in("embed", embed=url))
        return url

    def _stand_in(self, role: str, **known: Any) -> Line:
        """An empty line for an element without text."""
        return Line(len(self.lines) + 1, "", hints=Hints("img", *self._place(), role=role, **known))

    def _image_line(self, image: _ImageSeen) -> Line:
        url, alt, link = image
        return self._stand_in("image", image=(url, alt), image_link=link)

    # ------------------------------------------------------------------ blocks

    def _start_block(self, tag: str, attributes: Any, is_data_table: bool) -> None:
        super()._start_block(tag, attributes, is_data_table)
        if self.in_row:
            return
        words = (attributes.get("class") or "") if attributes else ""
        if tag == "pre":
            self.pre_begun = False
        elif tag == "figure" or _FIGURE.search(words):
            self.figures.append(_Figure(len(self.frames), has_embed=_EMBED_WRAPPER.search(words) is not None))
        elif tag == "table" and self.figures:
            self.figures[-1].is_table = True

    def _end_block(self, tag: str) -> None:
        super()._end_block(tag)
        while self.figures and len(self.frames) < self.figures[-1].depth:
            self._close_figure()

    def _end_figure(self) -> None:
        """Does nothing: in fragments, images have lines of their own."""
        self.figure.pop()
        self.figure_starts.pop()
        self.image = None

    def _close_figure(self) -> None:
        figure = self.figures.pop()
        if figure.caption is not None and len(figure.waiting) == 1 and figure.caption.hints:
            _give_image(figure.caption.hints, figure.waiting[0])
            return
        self._show_waiting(figure)

    def _flush(self, *, keep_blank: bool = False) -> None:
        super()._flush(keep_blank=keep_blank)
        images, self.images_waiting = self.images_waiting, []
        embeds, self.embeds_waiting = self.embeds_waiting, []
        self.lines += [self._image_line(image) for image in images]
        self.lines += [self._stand_in("embed", embed=url) for url in embeds]
        if images or embeds:
            self._number()

    def _append(self, text: str, raw: str) -> None:
        figure = self.figures[-1] if self.figures else None
        is_caption = figure is not None and not self.in_row and self._in_caption(figure)
        if figure is not None and not is_caption:
            self._show_waiting(figure)
        if text:
            self.last_embed = ""
        begun = len(self.lines)
        if is_caption and figure is not None and len(figure.waiting) > 1:
            last = figure.waiting.pop()
            self._show_waiting(figure)
            figure.waiting = [last]
            begun = len(self.lines)
        super()._append(text, raw)
        line = self.lines[begun]
        line.number = len(self.lines)
        if (hints := line.hints) is None:
            return
        hints.image = hints.image_link = None
        hints.role = "text"
        if self.pre:
            hints.role, self.pre_begun = "more pre" if self.pre_begun else "pre", True
        if is_caption and figure is not None:
            self._take_caption(line, hints, figure)
        elif not self.in_row and not self.pre and is_address(text):
            wrapped = _EMBED_WRAPPER.search(hints.attributes) is not None
            if wrapped or is_shown(text) or (is_media_file(text) and not hints.link_density):
                hints.role, hints.embed = "embed", public_address(text)
                if figure is not None:
                    figure.has_embed = True
        elif not self.in_row and not self.pre and SHORTCODE.fullmatch(text):
            hints.role = "pre"

    def _in_caption(self, figure: _Figure) -> bool:
        inside = self.frames[figure.depth - 1 :]
        return any(frame.tag == "figcaption" or _CAPTION.search(frame.attributes) for frame in inside)

    def _show_waiting(self, figure: _Figure) -> None:
        self.lines += [self._image_line(image) for image in figure.waiting]
        figure.waiting = []

    def _take_caption(self, line: Line, hints: Hints, figure: _Figure) -> None:
        if figure.caption is not None:
            hints.role = "more"
        elif figure.waiting:
            _give_image(hints, figure.waiting.pop())
        elif figure.is_table or figure.has_embed:
            hints.role = "caption"
        if figure.caption is None:
            figure.caption = line


def _give_image(hints: Hints, image: _ImageSeen) -> None:
    """Make a line the caption of an image."""
    hints.image, hints.image_link, hints.role = image[:2], image[2], "image"


def _is_tiny(size: str | None) -> bool:
    digits = re.match(r"\s*(\d{1,5})(?:px)?\s*$", size or "")
    return digits is not None and int(digits[1]) < _SMALLEST


def without_code(lines: Sequence[Line]) -> list[Line]:
    """The lines that may contain quotes: no code, no bare URLs."""
    return [line for line in lines if line.hints is None or line.hints.role in ("", "text")]
