"""What blocks share: templates, what rich text may hold, the model of people, names in migrations."""

from __future__ import annotations

from typing import Any

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
"""What rich text may hold inside a line."""

PERSON_MODEL = "wagtail_cstonews.Person"

PREVIEW_TEMPLATE = "wagtail_cstonews/previews/block.html"
"""How the editor's menu of blocks shows what a block looks like."""


def template_of(name: str) -> str:
    """The template that a block renders through; a site may have its own."""
    return f"wagtail_cstonews/blocks/{name}.html"


def names_in_migrations(*blocks: Any) -> dict[Any, str]:
    """For a module's ``DECONSTRUCT_ALIASES``, by which Wagtail names blocks in migrations.

    They are named by the package, so that moving a block within it changes no site's migrations.
    """
    return {block: f"wagtail_cstonews.blocks.{block.__name__}" for block in blocks}
