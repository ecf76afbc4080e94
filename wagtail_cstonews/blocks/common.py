"""Helpers for blocks: templates, rich text features, the person model, and names in migrations."""

from __future__ import annotations

from typing import Any

from wagtail.blocks.struct_block import BlockGroup

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "superscript", "subscript"]
"""The rich text features of a single line."""

PERSON_MODEL = "wagtail_cstonews.Person"

PREVIEW_TEMPLATE = "wagtail_cstonews/previews/block.html"
"""The template of the preview in the editor's block picker."""


def template_of(name: str) -> str:
    """The dotted template path of a block, which a site can override."""
    return f"wagtail_cstonews/blocks/{name}.html"


def folded(heading: Any, *names: str, label: str | None = None) -> BlockGroup:
    """A group of fields that the editor shows folded; ``label`` says what stands in them.

    Keep the fields in the order in which the block declares them: another order alters migrations.
    """
    return BlockGroup(
        list(names),
        heading=heading,
        classname="collapsed",
        icon="list-ul",
        label_format=label,
    )


def names_in_migrations(*blocks: Any) -> dict[Any, str]:
    """For a module's ``DECONSTRUCT_ALIASES``, by which Wagtail names blocks in migrations.

    They are named by the package, so that moving a block within it changes no site's migrations.
    """
    return {block: f"wagtail_cstonews.blocks.{block.__name__}" for block in blocks}
