"""Blocks for running text, headings, lists, tables and preformatted text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from ..publishing.api.context import api_context_of
from ..publishing.api.rich_text import serialize
from ..publishing.safe_rich_text import SafeRichText
from .common import INLINE_FEATURES, PREVIEW_TEMPLATE, names_in_migrations, template_of

PARAGRAPH_FEATURES = [*INLINE_FEATURES, "ol", "ul", "hr"]
"""The rich text features of a paragraph; headings, images and quotes are separate blocks."""


class FormattedTextBlock(blocks.RichTextBlock):
    """Rich text that is harmless on pages, and that the APIs give in the format that is asked for."""

    def to_python(self, value: Any) -> SafeRichText:
        return SafeRichText(value)

    def normalize(self, value: Any) -> SafeRichText:
        return SafeRichText(super().normalize(value).source)

    def value_from_form(self, value: Any) -> SafeRichText:
        return SafeRichText(value)

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return serialize(value.source, api_context_of(context), self.features)


class ParagraphBlock(FormattedTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PARAGRAPH_FEATURES, **kwargs})

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        description = _("Running text, with links, emphasis and short lists.")
        template = template_of("paragraph")
        preview_template = PREVIEW_TEMPLATE
        preview_value = (
            "<p>The council met in Bishkek on Thursday and agreed on <b>a joint exercise</b> next spring.</p>"
        )


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        description = _("A heading inside the article.")
        form_classname = "title"
        template = template_of("heading")
        preview_template = PREVIEW_TEMPLATE
        preview_value = _("What was agreed")


class PreformattedBlock(blocks.TextBlock):
    """Text with significant line breaks and spaces: code, verse, an imported shortcode."""

    def __init__(self, **kwargs: Any) -> None:
        # Leading spaces are significant.
        super().__init__(**{"rows": 4, **kwargs})
        self.field_options["strip"] = False

    class Meta:
        label = _("Preformatted text")
        icon = "code"
        description = _("Code or verse, whose line breaks and spaces are kept.")
        template = template_of("preformatted")
        preview_template = PREVIEW_TEMPLATE
        preview_value = "Two roads diverged in a yellow wood,\n  And sorry I could not travel both"


class ItemListBlock(blocks.StructBlock):
    """A list whose items are plain text."""

    # Not "items", which is a method of every struct value.
    entries = blocks.ListBlock(blocks.TextBlock(rows=1, label=_("Item")), label=_("Items"), min_num=1)
    ordered = blocks.BooleanBlock(required=False, label=_("Numbered"))

    class Meta:
        label = _("List")
        icon = "list-ul"
        description = _("A list, with bullets or numbers.")
        template = template_of("list")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"entries": [_("Joint exercises"), _("Shared training")], "ordered": False}


class TableBlock(TypedTableBlock):
    """A table; each column holds plain text or rich text."""

    text = blocks.TextBlock(required=False, rows=1, label=_("Text"))
    rich_text = FormattedTextBlock(required=False, features=INLINE_FEATURES, label=_("Formatted text"))

    class Meta:
        label = _("Table")
        icon = "table"
        description = _("A table with a caption and column headings.")
        template = template_of("table")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "caption": "Exercises",
            "columns": [{"type": "text", "heading": "Year"}, {"type": "text", "heading": "Place"}],
            "rows": [{"values": ["2024", "Bishkek"]}, {"values": ["2025", "Dushanbe"]}],
        }

    def value_for_form(self, value: Any) -> Any:
        """The table: Wagtail's writing API takes it for a block of one field."""
        return value

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        value = data.get(prefix)
        return value if isinstance(value, TypedTable) else super().value_from_datadict(data, files, prefix)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "has_headings": any(column["heading"] for column in value.columns)}


DECONSTRUCT_ALIASES = {
    **names_in_migrations(ParagraphBlock, HeadingBlock, PreformattedBlock),
    FormattedTextBlock: "wagtail.blocks.RichTextBlock",
}
