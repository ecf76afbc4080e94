"""The fields of an article or an interview in Wagtail's APIs, in both versions."""

from __future__ import annotations

from typing import Any

from wagtail.api import APIField

from wagtail_cstonews.compat import HAS_API_V3


def api_fields_of(model: Any) -> list[APIField]:
    """The API fields of an article; with those of an interview and tags if the page type has them."""
    from rest_framework.fields import ReadOnlyField

    from wagtail_cstonews.publishing.api.serializers import (
        BodyField,
        LeadImageField,
        SpeakerField,
        TagsField,
        WebAddressField,
    )
    from wagtail_cstonews.publishing.head.serializers import HeadField

    is_interview = hasattr(model, "interviewee_details")
    fields = [
        APIField("subtitle"),
        APIField("language", serializer=ReadOnlyField(source="text_language")),
        APIField("published_at"),
        APIField("published_is_date_only"),
        APIField("dateline"),
        APIField("lead"),
        APIField("authors"),
        APIField("outlet"),
        APIField("source_url", serializer=WebAddressField()),
        APIField("lead_image", serializer=LeadImageField(source="*")),
        APIField("lead_image_caption"),
        APIField("lead_image_credit"),
        APIField("body", serializer=BodyField(source="*")) if is_interview else APIField("body"),
        APIField("quotes"),
        APIField("related"),
    ]
    if is_interview:
        fields += [
            APIField("interviewee", serializer=SpeakerField(source="interviewee_details")),
            APIField("interviewer", serializer=SpeakerField(source="interviewer_details")),
        ]
    if hasattr(model, "tags"):
        fields.append(APIField("tags", serializer=TagsField()))
    head = APIField("head", serializer=HeadField(source="*"))
    return [*(one for field in fields for one in written_too(field)), head]


def written_too(field: APIField) -> list[APIField]:
    """The field, to be written through Wagtail's API version 3 as well.

    Wagtail does not write a field that has a serializer. Such a field comes twice: once to be written, then
    to be read, and of two fields of one name the later one is read.
    """
    if not HAS_API_V3:
        return [field]
    to_write = APIField(field.name, writable=True)
    return [to_write] if field.serializer is None else [to_write, field]
