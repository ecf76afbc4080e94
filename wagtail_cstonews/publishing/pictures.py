"""Pictures of the templates: the same image in several sizes and formats, of which a browser takes one."""

from __future__ import annotations

from typing import Any

from PIL import features
from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

FORMATS = (*(["avif"] if features.check("avif") else []), "webp", "jpeg")
"""The formats, best first; the last one is for browsers that know none of the others."""

SIZES = {
    # An image in the column, whole: high ones are narrower.
    "article": ("max-640x960", "max-1280x1440"),
    "card": ("fill-640x400",),
    "portrait": ("fill-320x320",),
}
"""Wagtail's image operations by use."""


def filters_of(use: str) -> list[str]:
    """The filter specs of a picture, to prefetch its renditions by."""
    return [f"{size}|format-{kind}" for kind in FORMATS for size in SIZES[use]]


def picture_of(image: Any, use: str, **attributes: Any) -> Picture:
    """The picture of an image as HTML, with the given attributes. A file that cannot be read is shown as
    Wagtail shows it.
    """
    renditions = get_renditions_or_not_found(image, [Filter(spec=spec) for spec in filters_of(use)])
    return Picture(renditions, attributes)
