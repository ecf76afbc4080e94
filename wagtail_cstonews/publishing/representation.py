"""The shapes of people and images in the APIs, the same everywhere."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

# Not typing's: pydantic, which builds Wagtail 8's API schema, refuses that one before Python 3.12.
from typing_extensions import TypedDict
from wagtail.images.models import SourceImageIOError

IMAGE_FILTER = "max-1600x1600"
"""The rendition in the APIs and on the article page."""


class SpeakerDict(TypedDict):
    id: int | None
    """Null where only the printed name is known."""
    name: str
    role: str | None
    """The office at the time, as the article gives it."""
    url: str | None
    """The path of the person's public page, where the site has one."""


class ImageDict(TypedDict):
    id: int
    url: str
    full_url: str
    width: int
    height: int
    alt: str


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


def image_dict(image: Any, alt: str | Promise = "") -> ImageDict | None:
    """The image's rendition, with ``alt`` or else its own text; None if its file cannot be read."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(IMAGE_FILTER)
    except SourceImageIOError:
        return None
    return ImageDict(
        id=image.pk,
        url=rendition.url,
        full_url=rendition.full_url,
        width=rendition.width,
        height=rendition.height,
        alt=str(alt) or image.default_alt_text,
    )
