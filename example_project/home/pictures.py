"""The sizes in which the site's own templates show pictures, made or looked up for many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

FORMATS = "format-{avif,webp}"

SHAPES = {
    "lead": ("fill-{480x320,640x427,800x533,1200x800}", "(min-width: 64rem) 47rem, calc(100vw - 2rem)"),
    "second": ("fill-{320x213,640x427}", "(min-width: 64rem) 17rem, (min-width: 44rem) 30vw, 8rem"),
    "card": ("fill-{320x213,640x427}", "(min-width: 68rem) 23rem, (min-width: 44rem) 45vw, 100vw"),
    "portrait": ("fill-{280x350,480x600}", "(min-width: 44rem) 17rem, 45vw"),
    "head": ("fill-{96x120,192x240}", "6rem"),
}
"""The sizes of each shape, and how much of the window it takes."""


def specs(shape: str) -> list[str]:
    """The filters of a shape's renditions."""
    return Filter.expand_spec(f"{FORMATS} {SHAPES[shape][0]}".split())


def load_pictures(images: Iterable[Any]) -> None:
    """Look up the renditions of all of them with one query."""
    made = get_image_model().get_rendition_model().objects
    wanted = made.filter(filter_spec__in=[spec for shape in SHAPES for spec in specs(shape)])
    there = [image for image in images if image]
    prefetch_related_objects(there, Prefetch("renditions", queryset=wanted, to_attr="prefetched_renditions"))


def picture(image: Any, shape: str, **attributes: Any) -> Picture:
    """The image as a ``<picture>`` of this shape, with the renditions that are missing made."""
    renditions = get_renditions_or_not_found(image, [Filter(spec) for spec in specs(shape)])
    return Picture(renditions, {"sizes": SHAPES[shape][1], **attributes})
