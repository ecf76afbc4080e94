"""Validation of image files by decoding them; file names and HTTP headers are not trusted.

A damaged image would break every page that shows it. Each file is decoded once here, and truncated or damaged
ones are refused.
"""

from __future__ import annotations

import os
import re
import threading
from dataclasses import dataclass
from typing import IO, Any

import willow
from defusedxml import ElementTree
from django.conf import settings
from PIL import Image as PillowImage
from wagtail.images.utils import get_allowed_image_extensions
from wagtail.utils.file import hash_filelike

from ... import conf
from ..loading.storing import Content
from ..loading.wanted import LoadError

EXTENSIONS = {
    "avif": ("avif",),
    "gif": ("gif",),
    "heic": ("heic", "heif"),
    "ico": ("ico",),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "svg": ("svg",),
    "webp": ("webp",),
}
"""The formats that Wagtail can store, with their file extensions in ``WAGTAILIMAGES_EXTENSIONS``."""

SMALLEST_SIDE = 32
"""Pixels. A smaller image is an icon or a tracking pixel."""

LARGE = 10_000_000
"""Pixels. Larger images are decoded one at a time, to limit memory."""

HOW_SVG = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
SVG_REFUSED = frozenset(
    [
        "script",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "handler",
        "listener",
        "audio",
        "video",
        "discard",
        "set",
    ]
)
SVG_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
SVG_STYLE = re.compile(
    r"@import|expression\s*\(|javascript:|image-set\s*\(|\bsrc\s*\(|url\s*\(\s*[\"']?\s*(?![\"'\s#])",
    re.IGNORECASE,
)
CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|\s)?|(\r\n|.|$))", re.DOTALL)

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Picture(Content):
    """An image file that can be shown."""

    format: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """The file extension: the first that the site allows for the format."""
        allowed = {name.lower() for name in get_allowed_image_extensions()}
        return next(name for name in EXTENSIONS[self.format] if name in allowed)


def most_pixels() -> int:
    """The most pixels that an image may have, those of all its frames together."""
    own = conf.get_int("IMAGE_MEGAPIXELS") * 1_000_000
    return min(own, getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", own) or own)


def examine(file: IO[bytes]) -> Picture:
    """Validate an image file. Raises :exc:`LoadError` where the site cannot store it."""
    try:
        return _examine(file)
    except LoadError:
        raise
    except PillowImage.DecompressionBombError as error:
        raise LoadError(f"it has more than {most_pixels():,} pixels") from error
    except Exception as error:
        # Image libraries raise arbitrary exceptions for malicious files.
        raise LoadError("it is no image, or a damaged one") from error


def _examine(file: IO[bytes]) -> Picture:
    file.seek(0)
    image: Any = willow.Image.open(file)
    format = image.format_name
    allowed = {name.lower() for name in get_allowed_image_extensions()}
    if allowed.isdisjoint(EXTENSIONS.get(format, ())):
        raise LoadError(f"images of the type {format} are not allowed here (WAGTAILIMAGES_EXTENSIONS)")
    file.seek(0)
    if format == "svg":
        check_svg(file)
    width, height = (round(side) for side in image.get_size())
    # Frames are counted only if the first one is within the limit.
    if width * height > most_pixels() or width * height * frames_of(file, format) > most_pixels():
        raise LoadError(f"it has more than {most_pixels():,} pixels (IMAGE_MEGAPIXELS)")
    if format != "svg":
        if min(width, height) < SMALLEST_SIDE:
            raise LoadError(f"it is only {width} by {height} pixels, no picture")
        decode(file, width * height)
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return Picture(format=format, width=width, height=height, size=size, hash=hash_filelike(file))


def frames_of(file: IO[bytes], format: str) -> int:
    """How many frames an animation has; 1 for anything else."""
    if format == "svg":
        return 1
    file.seek(0)
    with PillowImage.open(file) as image:
        return int(getattr(image, "n_frames", 1))


def decode(file: IO[bytes], pixels: int) -> None:
    """Decode the first frame, to reject damaged files. Raises the image library's exceptions."""
    if pixels >= LARGE:
        with _one_at_a_time:
            _decode(file)
    else:
        _decode(file)


def _decode(file: IO[bytes]) -> None:
    file.seek(0)
    with PillowImage.open(file) as image:
        # A JPEG is decoded to its end at an eighth of its size, which is fast and takes little memory.
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()


def check_svg(file: IO[bytes]) -> None:
    """Raise :exc:`LoadError` where an SVG contains active content: a reader's browser would run it."""
    data = file.read()
    file.seek(0)
    # In UTF-16 every other byte of ASCII text is NUL.
    if HOW_SVG.search(data.replace(b"\0", b"")):
        raise LoadError("its SVG declares a document type or a style sheet")
    root = ElementTree.fromstring(data, forbid_dtd=True)
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise LoadError("it is no image")
    for element in root.iter():
        if reason := svg_problem(element):
            raise LoadError(f"its SVG holds {reason}, and is not taken over")


def leads_elsewhere(style: str) -> bool:
    """Whether CSS loads an external resource, also where its letters are escaped.

    >>> leads_elsewhere("fill: url(#a)"), leads_elsewhere("@im/**/port 'a'")
    (False, True)
    """
    for text in (style, CSS_COMMENT.sub("", style)):
        if SVG_STYLE.search(text) or SVG_STYLE.search(unescaped(text)):
            return True
    return False


def unescaped(style: str) -> str:
    r"""CSS with its escapes decoded.

    >>> unescaped(r"\75 rl(\#a)")
    'url(#a)'
    """

    def character(match: re.Match[str]) -> str:
        if match[1] is None:
            return "" if match[2] in ("\n", "\r\n", "\f", "") else match[2]
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 else "\ufffd"

    return CSS_ESCAPE.sub(character, style) if "\\" in style else style


def svg_problem(element: Any) -> str:
    """Why an SVG element is refused; empty for an allowed one."""
    name = str(element.tag).rpartition("}")[2].lower()
    if name in SVG_REFUSED:
        return f"<{name}>"
    if name == "style" and leads_elsewhere("".join(element.itertext())):
        return "styles from elsewhere"
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            return f"a script ({attribute})"
        if attribute in ("href", "src") and not SVG_INSIDE.match(value.strip()):
            return "a link"
        if attribute == "attributename" and value.rpartition(":")[2].lower().startswith(("href", "on")):
            return "an animated link"
        if leads_elsewhere(value):
            return "something from elsewhere"
    return ""
