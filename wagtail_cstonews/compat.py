"""Differences between the supported Wagtail versions. No other module checks the version."""

from __future__ import annotations

from typing import Any

import swapper
from wagtail import VERSION

WAGTAIL_8 = VERSION >= (8, 0)

HAS_API_V3 = WAGTAIL_8
"""Whether ``wagtail.api.v3`` exists."""

HAS_EDIT_VIEWS_BY_TYPE = WAGTAIL_8
"""Whether a page type can have an edit view of its own (``PageViewSet.edit_view_class``)."""

BULK_TESTED = frozenset({(7, 4), (8, 0)})
"""Minor versions for which tests compare bulk writing with Wagtail's own, row by row."""

if WAGTAIL_8:
    # Wagtail does the same when its page models load; migrations and settings may need it earlier.
    swapper.set_app_prefix("wagtailcore", "wagtail")


def untested_for_bulk() -> str:
    """This Wagtail's minor version if bulk writing does not support it; empty if it does."""
    return "" if VERSION[:2] in BULK_TESTED else f"{VERSION[0]}.{VERSION[1]}"


def base_page_model_name() -> str:
    """The site's base page model as ``app.Model``: the target of foreign keys to pages.

    Before Wagtail 8 it is always ``wagtailcore.Page``, and ``WAGTAIL_PAGE_MODEL`` is ignored.
    """
    return swapper.get_model_name("wagtailcore", "Page")


def is_page_model_swapped() -> bool:
    """Whether the site has a base page model of its own (``WAGTAIL_PAGE_MODEL``)."""
    return bool(swapper.is_swapped("wagtailcore", "Page"))


def get_base_page_model() -> Any:
    """The site's base page model. Models must be loaded."""
    return swapper.load_model("wagtailcore", "Page")


def base_page_dependency() -> Any:
    """The migration dependency for a foreign key to a page."""
    return swapper.dependency("wagtailcore", "Page")


def extend_page_edit_view(extend: Any) -> None:
    """Before Wagtail 8: have the one edit view of all pages give its side panels to ``extend(view, panels)``.

    There, neither a hook nor a viewset reaches them. From Wagtail 8 on nothing is done: see
    :data:`HAS_EDIT_VIEWS_BY_TYPE`.
    """
    if HAS_EDIT_VIEWS_BY_TYPE:
        return
    from wagtail.admin.views.pages.edit import EditView

    original = EditView.get_side_panels
    if getattr(original, "is_extended", False):
        return

    def get_side_panels(view: Any) -> Any:
        return extend(view, original(view))

    get_side_panels.is_extended = True  # type: ignore[attr-defined]
    EditView.get_side_panels = get_side_panels


def file_permission_policy(model: Any) -> Any:
    """Wagtail's permission policy of images or documents, by their model. Apps must be ready."""
    if WAGTAIL_8:
        from wagtail.permissions import policy_registry

        return policy_registry.get_by_type(model)
    from wagtail.documents import permissions as of_documents
    from wagtail.images import get_image_model
    from wagtail.images import permissions as of_images

    return (of_images if model is get_image_model() else of_documents).permission_policy


if WAGTAIL_8:
    from wagtail.api.rich_text import RichTextFormatError
else:

    class RichTextFormatError(ValueError):  # type: ignore[no-redef]
        """A rich text format that the APIs do not have."""


def rich_text_format(asked: str | None) -> str:
    """The format in which the APIs give rich text: the one that is asked for, else the site's.

    :raises RichTextFormatError: if there is none of that name.
    """
    if WAGTAIL_8:
        from wagtail.api.rich_text import APIRichText

        return str(APIRichText.resolve_format(asked))
    if asked not in (None, "db_html", "html"):
        raise RichTextFormatError(f"rich_text_format must be one of 'db_html', 'html', got '{asked}'")
    return asked or "db_html"


def rich_text_as(value: str, rich_text_format: str, features: list[str] | None = None) -> str:
    """Stored rich text in another format than HTML, as this Wagtail converts it."""
    if WAGTAIL_8:
        from wagtail.api.rich_text import APIRichText

        return str(APIRichText.serialize(value, format=rich_text_format, features=features))
    return value
