"""The panel of an article's body in the page editor, with the commands that make blocks of a text."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import NoReverseMatch, reverse
from wagtail.admin.panels import FieldPanel

QUESTIONS = "wagtail_cstonews_questions"
QUOTES = "wagtail_cstonews_quotes"
"""The URL names of the two commands."""


class BodyPanel(FieldPanel):
    """``BodyPanel("body")``: the body, above it "Questions and answers" and "Find quotes".

    A command is offered where the body has the block that it makes.
    """

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "wagtail_cstonews/admin/composing/body_panel.html"

        @property
        def commands(self) -> dict[str, str]:
            """The addresses of the commands by the block that they make."""
            if self.read_only or self.bound_field is None:
                return {}
            blocks = self.panel.db_field.stream_block.child_blocks
            try:
                addresses = {"exchange": reverse(QUESTIONS), "quote": reverse(QUOTES)}
            except NoReverseMatch:
                # A site's own hooks may replace the admin's addresses.
                return {}
            return {block: address for block, address in addresses.items() if block in blocks}

        @property
        def media(self) -> Media:
            own = Media(
                js=["wagtail_cstonews/admin/composing.js"],
                css={"all": ["wagtail_cstonews/admin/composing.css"]},
            )
            return super().media + own

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            meta = self.panel.model._meta
            return {**context, "commands": self.commands, "page_type": meta.label_lower}
