"""The fields of an article or an interview in Wagtail's APIs, in both versions."""

from __future__ import annotations

from typing import Any

from wagtail.api import APIField

from .interview import InterviewPageMixin


def api_fields_of(model: Any) -> list[APIField]:
    """The API fields of an article; with those of an interview and tags if the page type has them."""
    from rest_framework.fields import ReadOnlyField

    from wagtail_cstonews.publishing.serializers import (
        BodyField,
        LeadImageField,
        SpeakerField,
        TagsField,
        WebAddressField,
    )

    is_interview = issubclass(model, InterviewPageMixin)
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
    return fields
