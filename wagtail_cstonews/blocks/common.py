"""Helpers for blocks: templates, rich text features, the person model, and names in migrations."""

from __future__ import annotations

from typing import Any

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
"""The rich text features of a single line."""

PERSON_MODEL = "wagtail_cstonews.Person"

PREVIEW_TEMPLATE = "wagtail_cstonews/previews/block.html"
"""The template of the preview in the editor's block picker."""


def template_of(name: str) -> str:
    """The dotted template path of a block, which a site can override."""
    return f"wagtail_cstonews/blocks/{name}.html"


def names_in_migrations(*blocks: Any) -> dict[Any, str]:
    """For a module's ``DECONSTRUCT_ALIASES``, by which Wagtail names blocks in migrations.

    They are named by the package, so that moving a block within it changes no site's migrations.
    """
    return {block: f"wagtail_cstonews.blocks.{block.__name__}" for block in blocks}
