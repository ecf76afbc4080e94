"""Blocks for images, and for videos, audio and posts of other sites."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import FieldBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.embeds.blocks import EmbedBlock as WagtailEmbedBlock

from ..publishing.api.context import api_context_of
from ..publishing.api.representation import image_dict
from ..web import safe_url, validate_web_url
from .choosers import ImagesChooserBlock
from .common import folded, names_in_migrations, template_of
from .links import LinkTargetBlock, TextLinksBlock, require_words, with_links

VIDEO_FILE = re.compile(r"\.(?:mp4|m4v|mov|webm|ogv)$", re.IGNORECASE)
AUDIO_FILE = re.compile(r"\.(?:mp3|m4a|aac|oga|ogg|opus|wav|flac|weba)$", re.IGNORECASE)
"""The file types that current browsers play in ``<video>`` and ``<audio>``."""


class ImageValue(blocks.StructValue):
    @property
    def alt(self) -> str:
        image = self.get("image")
        return self.get("alt_text") or (image.default_alt_text if image else "")

    @property
    def linked_caption(self) -> str:
        """The caption as HTML with its links."""
        return with_links(self.get("caption"), self.get("caption_links"))

    @property
    def linked_credit(self) -> str:
        """The credit as HTML with its links."""
        return with_links(self.get("credit"), self.get("caption_links"))


class ImageBlock(blocks.StructBlock):
    """An image with its caption."""

    image = ImagesChooserBlock(required=False, label=_("Image"))
    alt_text = blocks.CharBlock(
        required=False,
        label=_("Alternative text"),
        help_text=_("What the image shows, for those who cannot see it. The image's own text if left empty."),
    )
    caption = blocks.TextBlock(required=False, rows=2, label=_("Caption"))
    credit = blocks.CharBlock(required=False, label=_("Credit"))
    source_url = blocks.URLBlock(
        required=False,
        label=_("Address of a missing image"),
        validators=[validate_web_url],
        help_text=_("Where an import saw it. Visitors see nothing of the block until there is an image."),
    )
    link = LinkTargetBlock(required=False, label=_("The image leads to"))
    caption_links = TextLinksBlock(label=_("Links in caption and credit"))

    class Meta:
        label = _("Image")
        icon = "image"
        description = _("An image with its caption and credit.")
        value_class = ImageValue
        label_format = _("{caption}")
        form_layout = [
            "image",
            "alt_text",
            "caption",
            "credit",
            folded(_("Missing image, links"), "source_url", "link", "caption_links", label="{source_url}"),
        ]
        template = template_of("image")
        preview_template = "wagtail_cstonews/previews/image.html"
        preview_value = {"caption": _("The delegations before the meeting."), "credit": "A. Sadykova"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (self.is_deferred_validation or cleaned.get("image") or cleaned.get("source_url")):
            raise StructBlockValidationError(
                {"image": ValidationError(_("Choose an image."), code="required")}
            )
        if not self.is_deferred_validation:
            require_words(cleaned, "caption_links", "caption", "credit")
        return cleaned

    def get_searchable_content(self, value: Any) -> list[Any]:
        return super().get_searchable_content(value) if value.get("image") else []

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            "image": image_dict(value.get("image"), value.alt, api_context_of(context)),
            "caption": value.get("caption") or None,
            "credit": value.get("credit") or None,
            "link": self.child_blocks["link"].get_api_representation(value.get("link"), context=context),
            "caption_links": self.child_blocks["caption_links"].get_api_representation(
                value.get("caption_links"), context=context
            ),
        }


def media_kind(url: str) -> str:
    """The HTML element that plays a file: ``video`` or ``audio``; empty for other files.

    >>> media_kind("https://valley.example/a.mp3?x=1"), media_kind("https://valley.example/mp3")
    ('audio', '')
    """
    path = url.partition("#")[0].partition("?")[0]
    if VIDEO_FILE.search(path):
        return "video"
    return "audio" if AUDIO_FILE.search(path) else ""


class EmbedBlock(WagtailEmbedBlock):
    """A video or post of another site, by its address."""

    class Meta:
        label = _("Embed")
        icon = "media"
        description = _("A video or a post of another site.")
        template = template_of("embed")
        # The editor's preview must not fetch anything.
        preview_template = "wagtail_cstonews/previews/embed.html"
        preview_value = "https://www.youtube.com/watch?v=xxxxxxxxxxx"

    def clean(self, value: Any) -> Any:
        # An embed that its provider deleted is shown as a link, and must not prevent saving the page.
        value = FieldBlock.clean(self, value)
        if value is not None:
            validate_web_url(value.url)
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "player": media_kind(value.url) if value else ""}

    def get_api_representation(self, value: Any, context: Any = None) -> str | None:
        return safe_url(value.url) or None if value else None


DECONSTRUCT_ALIASES = names_in_migrations(EmbedBlock)
