"""The image of a page, as social networks and search engines want it."""

from __future__ import annotations

import mimetypes
from typing import Any

from wagtail.images.models import SourceImageIOError

from ..excerpts import excerpt
from .addresses import absolute
from .head import HeadImage

SOCIAL_IMAGE_FILTER = "fill-1200x630|format-jpeg"
"""The rendition: the size that networks recommend, cut around the focal point, in the format that all of
them know.
"""

ALT_LENGTH = 300


def social_image(image: Any, root: str, alt: str = "") -> HeadImage | None:
    """The rendition of an image; None where there is none, or it cannot be read.

    Drawings (SVG) have none: no network shows them.
    """
    if image is None or image.is_svg():
        return None
    try:
        rendition = image.get_rendition(SOCIAL_IMAGE_FILTER)
    except SourceImageIOError:
        return None
    described = excerpt(str(alt) or image.default_alt_text, ALT_LENGTH)
    return HeadImage(
        absolute(root, rendition.url),
        rendition.width,
        rendition.height,
        described,
        _media_type(rendition.url),
    )


def logo_image(address: str, name: str) -> HeadImage | None:
    """The publisher's logo, for pages without an image; its size is not known."""
    kind = _media_type(address)
    return HeadImage(address, alt=name, type=kind) if address and kind != "image/svg+xml" else None


def _media_type(address: str) -> str:
    kind = mimetypes.guess_type(address.partition("?")[0])[0] or ""
    return kind if kind.startswith("image/") else ""
