"""Articles written through Wagtail's own endpoint of pages: ``POST`` and ``PATCH /api/v3/pages/``.

What was read there can be sent there. Wagtail generates what it takes of each field from the field's class;
:func:`register` adds what it takes of an article's streams, speakers and lead image.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, ClassVar

from django.db.models import ForeignKey
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt
from pydantic.fields import FieldInfo
from wagtail.api.v3.schemas import create_generator, patch_generator
from wagtail.fields import StreamField

from ..models import InterviewPageMixin, NewsPageMixin
from ..models.pages.api.form import SPEAKERS
from .block_input import written


class SpeakerInput(BaseModel):
    """Who speaks: a person on record by the id, and the name and role as printed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: StrictInt | None = None
    name: str | None = None
    role: str | None = None
    url: str | None = Field(None, description="Of the person's page. It is read, and not written.")


class LeadImageInput(BaseModel):
    """An image of the site by its id, with the alternative text that it has here."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    id: StrictInt
    alt: str | None = None


def register() -> None:
    """Have Wagtail's writing API take articles as it gives them. Before its addresses are loaded."""
    for generator in (create_generator, patch_generator):
        for field_class, func in ((StreamField, _stream), (ForeignKey, _foreign_key)):
            plain = generator.field_schemas[field_class]
            generator.register_field_schema(field_class, partial(func, plain))


def _stream(plain: Any, generator: Any, field: Any) -> Any:
    if not issubclass(field.model, NewsPageMixin):
        return plain(generator, field)
    annotation, default = plain(generator, field)
    return Annotated[annotation, AfterValidator(partial(written, field.stream_block))], default


def _foreign_key(plain: Any, generator: Any, field: Any) -> Any:
    if issubclass(field.model, InterviewPageMixin) and field.name in SPEAKERS:
        return _optional(SpeakerInput, field)
    if issubclass(field.model, NewsPageMixin) and field.name == "lead_image":
        return _optional(LeadImageInput, field)
    return plain(generator, field)


def _optional(schema: type[BaseModel], field: Any) -> Any:
    return StrictInt | schema | None, FieldInfo(default=None, description=str(field.help_text) or None)
