"""The content of a page that may not be saved yet, in the shape of the APIs, without a request of theirs."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, Model
from django.utils import timezone
from rest_framework.fields import SkipField
from taggit.managers import TaggableManager
from wagtail.api import APIField
from wagtail.fields import StreamField


def content_of(page: Any) -> dict[str, Any]:
    """The title and the page type's ``api_fields``, as JSON types."""
    found = {"title": page.title}
    for field in type(page).api_fields:
        field = field if isinstance(field, APIField) else APIField(field)
        if field.serializer is None:
            found.setdefault(field.name, _plain(page, field.name))
        else:
            found[field.name] = _serialized(page, field)
    return found


def _serialized(page: Any, field: APIField) -> Any:
    # The one on the page type is shared, and bound to version 2's serializers.
    serializer = copy.deepcopy(field.serializer)
    serializer.bind(field.name, None)
    try:
        value = serializer.get_attribute(page)
    except SkipField:
        return None
    return None if value is None else serializer.to_representation(value)


def _plain(page: Any, name: str) -> Any:
    value: Any = getattr(page, name, None)
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(field, StreamField):
        return value.stream_block.get_api_representation(value, {})
    if isinstance(field, TaggableManager):
        return sorted(tag.name for tag in value.all())
    if isinstance(field, ForeignKey):
        return value.pk if isinstance(value, Model) else None
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat()
    return value
