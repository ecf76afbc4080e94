"""An article's own HTML, as WordPress, feeds and databases hold it, to lines that are labelled already.

On a page, what is not surely the article's is left out. Here there is nothing around it: each line is the
author's and becomes part of a block. Every image and embed has a line at its place, an empty one where no
words stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...text.normalization import letters_of
from ...text.urls import LONGEST_URL, absolute_url
from ..article.article import Article
from ..article.blocks import Image
from ..article.line import Hints, Line
from ..article.warnings import ArticleWarning
from ..labelling.body import ROW_TAGS, BodyLines
from ..lines.facts import HEADING_TAGS, line_facts
from ..metadata.page_metadata import LONGEST_ALT, PageHints, bounded
from .embeds import is_address, is_media_file, is_shown, public_address, script_address
from .images import IMAGE_FILE, SIZE_IN_NAME, TRACKER, image_address, link_of_image
from .lines import LineBuilder, read_html

_FIGURE = re.compile(
    r"(?<![\w-])(?:wp-caption|gallery-item|tr-caption-container|blocks-gallery-item)(?![\w-])"
)
_CAPTION = re.compile(r"(?<![\w-])(?:wp-caption-text|tr-caption|gallery-caption)(?![\w-])")
_EMBED_WRAPPER = re.compile(r"(?<![\w-])wp-block-(?:core-)?embed(?:__wrapper)?(?![\w])")
_OWN_LINE = re.compile(r"(?<![\w-])wp-block-(?:file__button|button__link)(?![\w-])")
_EMOJI = re.compile(r"(?<![\w-])(?:wp-smiley|emoji|twemoji|emoticon)(?![\w-])")
_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE
)
_SHORTCODE = re.compile(r"(?:\[/?[a-zA-Z][\w-]{0,60}(?:\s[^\[\]]{0,2000})?/?\]\s*)+")
_GALLERY = re.compile(
    r"\[(?:gallery|playlist|ngg\w*|foogallery|envira-gallery|rev_slider|slideshow)\b[^\[\]]{0,2000}\]"
)
_MEDIA = frozenset(("audio", "video"))
_FRAME_SOURCES = ("src", "data-src", "data-lazy-src", "data-cookieblock-src", "data-litespeed-src")
_PREFORMATTED = ("pre", "more pre")
_LONGEST_HEADING = 40
"""Words."""
_SMALLEST = 3
"""Pixels; what is smaller counts visits."""
_MOST_NAMED = 3
SURE = 0.99
"""How sure the body of a fragment is at most: it is what came."""
_LOSSY = 0.6
"""The same where a line stands in no block."""
_LETTERS_OF_IMAGE = 100
"""What an image counts for beside the letters of the text: a sentence or two."""


_ImageSeen = tuple[str, str, str | None]
"""URL, alternative text and where the link around it leads."""


@dataclass
class _Figure:
    """An open figure, or what old themes have in its place."""

    depth: int
    waiting: list[_ImageSeen] = field(default_factory=list)
    """Its images that have no line yet."""
    caption: Line | None = None
    is_table: bool = False
    has_embed: bool = False


def fragment_lines(text: str, url: str | None = None) -> tuple[list[Line], PageHints]:
    """The lines of an article's HTML, and what its mark-up says."""
    builder = _FragmentBuilder(url)
    lines, page = read_html(text, builder)
    page.named_images = builder.named
    return lines, page


class _FragmentBuilder(LineBuilder):
    """Makes lines of a fragment: one for every image and embed, too."""

    inline_tags = {**LineBuilder.inline_tags, "sup": "sup", "sub": "sub"}
    shortest_with_markup = 1
    most_linked = 1.1

    def __init__(self, url: str | None) -> None:
        super().__init__(url)
        self.figures: list[_Figure] = []
        self.named: set[str] = set()
        self.images_waiting: list[_ImageSeen] = []
        self.attachments: set[str] = set()
        """Where links lead that WordPress made for the pages of images."""
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
        """A script that stands for something on the page."""
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
        """A player ends: its line stands before what browsers show that cannot play it."""
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
            # The image of a script once more, for browsers without any.
            return
        self.named.add(url)
        around = self._link_around()
        link = None if around in self.attachments else link_of_image(around, url, self.base)
        if self.in_row:
            self.row_lines.append(self._image_line((url, alt, link)))
        elif self.figures and not self.figures[-1].has_embed:
            self.figures[-1].waiting.append((url, alt, link))
        elif any(part.strip() for part in self.parts):
            # In the midst of a line it stands after that.
            self.images_waiting.append((url, alt, link))
        else:
            self.lines.append(self._image_line((url, alt, link)))

    def _larger(self, url: str) -> str:
        """The whole image, where a small one is a link to it."""
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
        """Notes a video, post or sound at this place; gives its address."""
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
        """An empty line for what has no words."""
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
        """Figures have lines of their own here."""
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
        elif not self.in_row and not self.pre and _SHORTCODE.fullmatch(text):
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
    """Makes a line the caption of an image."""
    hints.image, hints.image_link, hints.role = image[:2], image[2], "image"


def _is_tiny(size: str | None) -> bool:
    digits = re.match(r"\s*(\d{1,5})(?:px)?\s*$", size or "")
    return digits is not None and int(digits[1]) < _SMALLEST


# --------------------------------------------------------------------------- labels


def label_fragment(lines: Sequence[Line], title: str | None, lead: str | None = None) -> BodyLines:
    """Sets the label of every line: none is left out. ``title`` and ``lead`` came beside the text."""
    place = _title_line(lines, title)
    for index, line in enumerate(lines):
        line.reason = ""
        line.label = "title" if index == place else _label(line)
    if lead is None or _is_first_paragraph(lines, lead):
        _label_lead(lines)
    return BodyLines(
        [line.label not in ("blank", "title") for line in lines], [1.0] * len(lines), [0.0] * len(lines)
    )


def _title_line(lines: Sequence[Line], title: str | None) -> int | None:
    """The line that is the title: a first heading that says what was given, or ``h1`` where nothing was."""
    first = next((index for index, line in enumerate(lines) if line.clean), None)
    if first is None:
        return None
    tag = lines[first].hints.tag if lines[first].hints else ""  # type: ignore[union-attr]
    if title:
        return first if tag in HEADING_TAGS and letters_of(lines[first].clean) == letters_of(title) else None
    return first if tag == "h1" else None


def _label(line: Line) -> str:
    hints = line.hints or Hints()
    if hints.role in ("image", "embed", "caption", "more") and (hints.image or hints.embed or line.clean):
        return "caption"
    if not line.clean:
        return "blank"
    if hints.role in _PREFORMATTED:
        return "paragraph"
    path = hints.path.split()
    if hints.tag in ROW_TAGS:
        return "table"
    if hints.tag == "caption" and "table" in path:
        return "caption"
    facts = line_facts(line)
    if (hints.tag in HEADING_TAGS or hints.tag == "summary") and facts.words <= _LONGEST_HEADING:
        return "heading"
    if hints.tag == "li" or path[-1:] == ["li"]:
        return "list_item"
    if facts.form == "attribution" or (hints.tag in ("cite", "footer") and "blockquote" in path):
        return "quote"
    return "paragraph"


def _is_first_paragraph(lines: Sequence[Line], lead: str) -> bool:
    first = next((line for line in lines if line.label == "paragraph"), None)
    return first is not None and letters_of(first.clean) == letters_of(lead)


_FEWEST_OF_LEAD, _MOST_OF_LEAD = 8, 90
"""Words."""


def _label_lead(lines: Sequence[Line]) -> None:
    """The first paragraph leads in, if it says enough and holds nothing that the lead's place cannot show."""
    body = [line for line in lines if line.label not in ("blank", "title")]
    if len(body) < 2 or body[0].label != "paragraph" or body[0].hints is None or body[0].hints.role != "text":
        return
    hints, text = body[0].hints, body[0].clean
    says_enough = _FEWEST_OF_LEAD <= line_facts(body[0]).words <= _MOST_OF_LEAD and not text.endswith("?")
    is_plain = not hints.html and not text.startswith(_OPENS_SPEECH) and "blockquote" not in hints.path
    if says_enough and is_plain and any(line.label == "paragraph" for line in body[1:]):
        body[0].label = "lead"


_OPENS_SPEECH = ("-", "–", "—", '"', "“", "„", "«", "[")


# --------------------------------------------------------------------------- what became of it


def without_code(lines: Sequence[Line]) -> list[Line]:
    """The lines in which somebody may speak: neither code nor addresses."""
    return [line for line in lines if line.hints is None or line.hints.role in ("", "text")]


def losses(article: Article, lines: Sequence[Line], named: set[str]) -> list[ArticleWarning]:
    """What of a fragment is not in the article: images in against images out, lines against blocks."""
    found = []
    shown = {block.url for block in article.body if isinstance(block, Image)}
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
    codes = sum(line.label == "paragraph" and bool(_SHORTCODE.fullmatch(line.clean)) for line in lines)
    if codes > galleries:
        message = f"{codes} lines are shortcodes of plugins, and stand as they came. Replace them."
        found.append(ArticleWarning("shortcodes", message))
    return found


def fragment_confidence(article: Article, lines: Sequence[Line], named: set[str]) -> float:
    """How sure the body is: all of it came, so it is what share of it is in the article as what it was.

    A shortcode stands there as it came, and an image without an address not at all. ``named`` are the
    addresses of the fragment's images.
    """
    if not article.body and not article.lead:
        return 0.0
    shown = {block.url for block in article.body if isinstance(block, Image)}
    read, whole = _LETTERS_OF_IMAGE * len(named & shown), _LETTERS_OF_IMAGE * len(named)
    is_whole = True
    for line in lines:
        size = len(letters_of(line.clean))
        whole += size
        if line.block is None and line.label not in ("title", "lead"):
            is_whole = is_whole and not size
        elif not (line.label == "paragraph" and _SHORTCODE.fullmatch(line.clean)):
            read += size
    sure = SURE * (read / whole) if whole else SURE
    return sure if is_whole else min(sure, _LOSSY)
