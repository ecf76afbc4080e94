"""The shapes of people and images in the APIs, the same everywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DatabaseError
from django.utils.functional import Promise

# Not typing's: pydantic, which builds Wagtail 8's API schema, refuses that one before Python 3.12.
from typing_extensions import TypedDict
from wagtail.images import get_image_model

from ... import conf
from .context import ApiContext

IMAGE_FILTER = "max-1600x1600"
"""The rendition in the APIs and on the article page."""

SAME_SHAPE = 0.02
"""How much the ratio of the sides of two renditions may differ by rounding if neither is cropped."""

logger = logging.getLogger(__name__)


class SpeakerDict(TypedDict):
    id: int | None
    """Null where only the printed name is known."""
    name: str
    role: str | None
    """The office at the time, as the article gives it."""
    url: str | None
    """The path of the person's public page, where the site has one."""


class RenditionDict(TypedDict):
    url: str
    full_url: str
    width: int
    height: int


class ImageDict(TypedDict):
    id: int
    url: str
    full_url: str
    width: int
    height: int
    alt: str
    renditions: dict[str, RenditionDict]
    """By the names that the site gave them."""
    srcset: str
    """The renditions of the image's own shape, for the attribute ``srcset`` of an ``img`` element."""


def speaker_dict(person: Any, printed_name: str, role: str, *, has_page: bool = True) -> SpeakerDict | None:
    """The speaker: the person where one is chosen, else the name as printed; None for neither.

    Only people who are quoted have a public page: pass ``has_page=False`` for a questioner.
    """
    if person is not None:
        url = person.get_absolute_url() if has_page else None
        return SpeakerDict(id=person.pk, name=person.name, role=role or None, url=url)
    if printed_name:
        return SpeakerDict(id=None, name=printed_name, role=role or None, url=None)
    return None


def api_filters() -> list[str]:
    """The specifications of all renditions in the APIs."""
    return list(dict.fromkeys([IMAGE_FILTER, *conf.get_dict("API_RENDITIONS").values()]))


def load_images(context: ApiContext, pks: Iterable[int], filters: Iterable[str] = ()) -> Mapping[int, Any]:
    """The images with these primary keys, each with its renditions, in two queries for any number.

    :param filters: specifications of further renditions.
    """
    model = get_image_model()
    return context.load(model, pks, model._default_manager.prefetch_renditions(*api_filters(), *filters))


def image_dict(image: Any, alt: str | Promise = "", context: ApiContext | None = None) -> ImageDict | None:
    """The image with its renditions, and ``alt`` or else its own text; None if its file cannot be read.

    Renditions that are missing are made.
    """
    if image is None:
        return None
    try:
        made = image.get_renditions(*api_filters())
        context = context or ApiContext()
        main = _rendition_dict(made[IMAGE_FILTER], context)
        named = {
            name: _rendition_dict(made[spec], context)
            for name, spec in conf.get_dict("API_RENDITIONS").items()
        }
    except DatabaseError:
        raise
    except Exception:
        # An image library may raise anything for a broken file: one picture must not take a list down.
        logger.warning("The APIs leave out image %s, whose file cannot be read.", image.pk, exc_info=True)
        return None
    return ImageDict(
        id=image.pk,
        **main,
        alt=str(alt) or image.default_alt_text,
        renditions=named,
        srcset=_srcset([main, *named.values()]),
    )


def _rendition_dict(rendition: Any, context: ApiContext) -> RenditionDict:
    url = rendition.url
    return RenditionDict(
        url=url, full_url=context.absolute(url), width=rendition.width, height=rendition.height
    )


def _srcset(renditions: list[RenditionDict]) -> str:
    """The renditions of the first one's shape, each width once, the narrowest first."""
    main = renditions[0]
    by_width = {
        rendition["width"]: rendition["full_url"]
        for rendition in reversed(renditions)
        if abs(rendition["width"] * main["height"] - rendition["height"] * main["width"])
        <= SAME_SHAPE * rendition["width"] * main["height"]
    }
    return ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))
