"""Blocks for quotes: as a block of their own, or of words in a paragraph."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..publishing.api.representation import speaker_dict
from ..web import safe_url, validate_web_url
from .choosers import PeopleChooserBlock
from .common import PERSON_MODEL, PREVIEW_TEMPLATE, folded, template_of
from .conversation import Conversation


class SpeakerMixin:
    """Struct values with a speaker. A chosen person takes precedence over the printed name."""

    def speaker_for(self, chooser: str, name: str, role: str, *, has_page: bool = True) -> Any:
        get = self.get  # type: ignore[attr-defined]
        return speaker_dict(get(chooser), get(name) or "", get(role) or "", has_page=has_page)

    def name_for(self, chooser: str, name: str) -> str:
        """The name only, which takes no query for the person's URL."""
        get = self.get  # type: ignore[attr-defined]
        person = get(chooser)
        return (get(name) or "") if person is None else person.name


_PREVIEW = {
    "quote": _("We have agreed on a joint exercise next spring."),
    "speaker_name": "Aigul Sadykova",
}


class QuoteValue(SpeakerMixin, blocks.StructValue):
    @property
    def speaker_details(self) -> Any:
        return self.speaker_for("speaker", "speaker_name", "role")

    @property
    def safe_source_url(self) -> str:
        return safe_url(self.get("source_url"))


class QuotedBlock(blocks.StructBlock):
    """A quote inside a paragraph, stored so that its speaker's page shows it."""

    quote = blocks.TextBlock(label=_("Quote"), rows=2, help_text=_("The words, without quotation marks."))
    speaker = PeopleChooserBlock(PERSON_MODEL, required=False, label=_("Speaker"))
    speaker_name = blocks.CharBlock(
        required=False,
        label=_("Speaker as printed"),
        help_text=_("Shown where no speaker is chosen."),
    )
    role = blocks.CharBlock(
        required=False, label=_("Role at the time"), help_text=_("The office that the article gives.")
    )

    class Meta:
        label = _("Quote")
        icon = "openquote"
        description = _("Words that somebody says in a paragraph, with the speaker.")
        value_class = QuoteValue
        label_format = _("{speaker} “{quote}”")
        form_layout = [
            "quote",
            "speaker",
            folded(_("Name as printed, role"), "speaker_name", "role", label="{speaker_name} {role}"),
        ]
        template = template_of("quote")
        preview_template = PREVIEW_TEMPLATE
        preview_value = _PREVIEW

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        conversation = context.get("conversation") or Conversation(None)
        return {**context, "turn": conversation.of_quote(value)}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {"quote": value.get("quote") or "", "speaker": value.speaker_details}


class QuoteBlock(QuotedBlock):
    """A quote as a block of its own, with its speaker and attribution."""

    quote = blocks.TextBlock(label=_("Quote"), help_text=_("The words, without quotation marks."))
    attribution = blocks.TextBlock(
        required=False,
        rows=1,
        label=_("Attribution"),
        help_text=_("What is to be said beside speaker and role, such as “in a letter to the council”."),
    )
    source_url = blocks.URLBlock(
        required=False,
        label=_("Source"),
        validators=[validate_web_url],
        help_text=_("The address where the words were published."),
    )

    class Meta:
        description = _("Somebody's words, with the speaker.")
        form_layout = [
            "quote",
            "speaker",
            folded(
                _("Name as printed, role, source"),
                "speaker_name",
                "role",
                "attribution",
                "source_url",
                label="{speaker_name} {role}",
            ),
        ]
        preview_value = {
            **_PREVIEW,
            "role": _("Deputy Secretary General"),
            "attribution": _("after the meeting"),
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            # In a draft, an autosave or a preview, required values are checked only on publishing.
            return cleaned
        # The form field strips Python's white space, but not zero-width characters.
        if not any(character.isalnum() for character in cleaned.get("quote") or ""):
            raise StructBlockValidationError(
                {"quote": ValidationError(_("A quote needs the words that were said."), code="required")}
            )
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            **super().get_api_representation(value, context),
            "attribution": value.get("attribution") or None,
            "source_url": value.safe_source_url or None,
        }


class QuotedStreamBlock(blocks.StreamBlock):
    """The quotes inside an article's paragraphs. The paragraphs print them; this stream stores the
    speakers.
    """

    quote = QuotedBlock()

    class Meta:
        label = _("Quotes in paragraphs")
        icon = "openquote"
        description = _("What is said in the paragraphs, and by whom.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("quote", {"quote": _("We have agreed on a joint exercise next spring.")})]
