"""The head in the APIs, for front ends that write their own; version 3 derives its schema from it."""

from __future__ import annotations

from typing import Any

from rest_framework.fields import Field

# Not typing's: pydantic, which builds Wagtail 8's API schema, refuses that one before Python 3.12.
from typing_extensions import TypedDict

from ..api.context import api_context_of
from .head import HeadImage


class HeadImageDict(TypedDict):
    url: str
    width: int | None
    height: int | None
    alt: str
    type: str


class TranslationDict(TypedDict):
    hreflang: str
    href: str


class HeadDict(TypedDict):
    title: str
    description: str
    canonical: str
    robots: str
    language: str
    image: HeadImageDict | None
    languages: list[TranslationDict]
    structured_data: dict[str, Any]


class HeadField(Field):
    """What a page's head says. ``source="*"``. Null in lists: it is for one page, and large."""

    def to_representation(self, value: Any) -> HeadDict | None:
        if getattr(self.context.get("view"), "action", "") == "listing_view":
            return None
        # Version 3 gives serializers no request: there the page knows what it is shown in.
        head = value.get_head(api_context_of(self.context, value).request)
        return HeadDict(
            title=head.title,
            description=head.description,
            canonical=head.canonical,
            robots=head.robots,
            language=head.language,
            image=_image_dict(head.image) if head.image else None,
            languages=[TranslationDict(hreflang=link.hreflang, href=link.href) for link in head.languages],
            structured_data=dict(head.structured_data),
        )


def _image_dict(image: HeadImage) -> HeadImageDict:
    return HeadImageDict(
        url=image.url, width=image.width, height=image.height, alt=image.alt, type=image.type
    )
