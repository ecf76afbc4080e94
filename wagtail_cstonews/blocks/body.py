"""The stream block for the body of an article."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .common import PREVIEW_TEMPLATE, template_of
from .exchanges import ExchangeBlock
from .links import LinkedHeadingBlock
from .media import EmbedBlock, ImageBlock
from .quotes import QuoteBlock
from .text import HeadingBlock, ItemListBlock, ParagraphBlock, PreformattedBlock, TableBlock


class BodyBlock(blocks.StreamBlock):
    """The body of an article."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    exchange = ExchangeBlock()
    image = ImageBlock()
    list = ItemListBlock()
    table = TableBlock()
    embed = EmbedBlock()
    preformatted = PreformattedBlock()
    linked_heading = LinkedHeadingBlock()

    class Meta:
        label = _("Body")
        icon = "doc-full"
        description = _("The body of an article.")
        template = template_of("body")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [
            ("heading", "What was agreed"),
            ("paragraph", "<p>The council met in Bishkek on Thursday.</p>"),
        ]
