"""Serializer fields of the APIs. Version 3 derives its schema from their type hints."""

from __future__ import annotations

from typing import Any

from rest_framework.fields import Field

from ...web import safe_url
from .context import api_context_of
from .representation import ImageDict, SpeakerDict, image_dict
from .rich_text import serialize


class WebAddressField(Field):
    """An address that may become a link, else null."""

    def to_representation(self, value: Any) -> str | None:
        return safe_url(value) or None


class ImageField(Field):
    """An image with its renditions and alternative text; null if its file cannot be read."""

    def to_representation(self, value: Any) -> ImageDict | None:
        return image_dict(value, context=api_context_of(self.context))


class LeadImageField(Field):
    """An article's lead image with the article's alternative text. ``source="*"``."""

    def to_representation(self, value: Any) -> ImageDict | None:
        return image_dict(value.lead_image, value.lead_image_alt, api_context_of(self.context, value))


class SpeakerField(Field):
    """Who speaks, with the role at the time; ``id`` is null where only the printed name is known."""

    def to_representation(self, value: SpeakerDict) -> SpeakerDict | None:
        return value


class BodyField(Field):
    """An interview's body, where the page says who asks and answers if a block does not. ``source="*"``."""

    def to_representation(self, value: Any) -> list[Any]:
        request = api_context_of(self.context, value).request
        body = value.body
        return body.stream_block.get_api_representation(
            body, {"request": request, **self.context, "page": value}
        )


class TagsField(Field):
    """The names of tags, sorted; without a query where the tags were prefetched."""

    def to_representation(self, value: Any) -> list[str]:
        return sorted((tag.name for tag in value.all()), key=lambda name: (name.casefold(), name))


class RichTextField(Field):
    """Rich text in the format that the request asks for, sanitised as HTML."""

    def to_representation(self, value: Any) -> str:
        return serialize(str(value), api_context_of(self.context))
