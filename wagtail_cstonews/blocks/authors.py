"""The blocks for an article's authors, as printed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .choosers import PeopleChooserBlock
from .common import PERSON_MODEL, PREVIEW_TEMPLATE, template_of


class AuthorBlock(blocks.StructBlock):
    """Who wrote the article, as printed."""

    name = blocks.CharBlock(label=_("Name"), help_text=_("As printed."))
    person = PeopleChooserBlock(PERSON_MODEL, required=False, label=_("Person"))

    class Meta:
        label = _("Author")
        icon = "user"
        description = _("Who wrote the article.")
        template = template_of("author")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"name": "Aigul Sadykova"}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        person = value.get("person")
        return {"name": value.get("name") or "", "id": person.pk if person else None}


class AuthorStreamBlock(blocks.StreamBlock):
    """The authors of an article, in order."""

    author = AuthorBlock()

    class Meta:
        label = _("Authors")
        icon = "group"
        description = _("Who wrote the article.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("author", {"name": "Aigul Sadykova"})]
