"""Serializer fields of the APIs. Version 3 derives its schema from their type hints."""

from __future__ import annotations

from typing import Any

from rest_framework.fields import Field

from ..web import safe_url
from .representation import ImageDict, SpeakerDict, image_dict


class WebAddressField(Field):
    """An address that may become a link, else null."""

    def to_representation(self, value: Any) -> str | None:
        return safe_url(value) or None


class ImageField(Field):
    """An image as its rendition, with alternative text; null if its file cannot be read."""

    def to_representation(self, value: Any) -> ImageDict | None:
        return image_dict(value)


class LeadImageField(Field):
    """An article's lead image with the article's alternative text. ``source="*"``."""

    def to_representation(self, value: Any) -> ImageDict | None:
        return image_dict(value.lead_image, value.lead_image_alt)


class SpeakerField(Field):
    """Who speaks, with the role at the time; ``id`` is null where only the printed name is known."""

    def to_representation(self, value: SpeakerDict) -> SpeakerDict | None:
        return value


class BodyField(Field):
    """An interview's body, where the page says who asks and answers if a block does not. ``source="*"``."""

    def to_representation(self, value: Any) -> list[Any]:
        body = value.body
        return body.stream_block.get_api_representation(body, {**self.context, "page": value})
