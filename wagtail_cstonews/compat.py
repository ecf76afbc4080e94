"""Differences between the supported Wagtail versions. No other module checks the version."""

from __future__ import annotations

from typing import Any

import swapper
from wagtail import VERSION

WAGTAIL_8 = VERSION >= (8, 0)

HAS_API_V3 = WAGTAIL_8
"""Whether ``wagtail.api.v3`` exists."""

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


def file_permission_policy(model: Any) -> Any:
    """Wagtail's permission policy of images or documents, by their model. Apps must be ready."""
    if WAGTAIL_8:
        from wagtail.permissions import policy_registry

        return policy_registry.get_by_type(model)
    from wagtail.documents import permissions as of_documents
    from wagtail.images import get_image_model
    from wagtail.images import permissions as of_images

    return (of_images if model is get_image_model() else of_documents).permission_policy
