"""The stream block for the body of an article."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .common import PREVIEW_TEMPLATE, template_of
from .conversation import Conversation
from .exchanges import ExchangeBlock
from .links import LinkedHeadingBlock
from .media import EmbedBlock, ImageBlock
from .quotes import QuoteBlock
from .text import HeadingBlock, ItemListBlock, ParagraphBlock, PreformattedBlock, TableBlock

SHORTEST_PULL_QUOTE, LONGEST_PULL_QUOTE = 50, 260
"""Characters: shorter words say too little when they stand by themselves, and longer ones are no longer read
at a glance.
"""
ENOUGH_BLOCKS = 4
"""Blocks of a body that has room for a pull quote."""


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

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {
            **context,
            "conversation": Conversation(context.get("page"), value),
            "pull_quote": pull_quote_of(value),
        }


def pull_quote_of(body: Any) -> Any:
    """The one quote block of a body that is set large: the first one that can be read at a glance; None if
    there is none, or the body is short.
    """
    if len(body) < ENOUGH_BLOCKS:
        return None
    quotes = (child for child in body if child.block_type == "quote")
    return next((quote for quote in quotes if _is_quick_to_read(quote.value.get("quote") or "")), None)


def _is_quick_to_read(text: str) -> bool:
    return SHORTEST_PULL_QUOTE <= len(text) <= LONGEST_PULL_QUOTE and "\n" not in text.strip()
