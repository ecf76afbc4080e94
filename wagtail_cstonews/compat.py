"""What differs between the supported Wagtail versions. No other file asks for the version."""

from __future__ import annotations

from typing import Any

import swapper
from wagtail import VERSION

WAGTAIL_8 = VERSION >= (8, 0)

HAS_API_V3 = WAGTAIL_8
"""Whether ``wagtail.api.v3`` exists."""

BULK_TESTED = frozenset({(7, 4), (8, 0)})
"""The minor versions whose own way is compared with ``importing.bulk_pages``, row by row."""

if WAGTAIL_8:
    # Wagtail does the same when its page models load; migrations and settings may ask earlier.
    swapper.set_app_prefix("wagtailcore", "wagtail")


def untested_for_bulk() -> str:
    """This Wagtail's minor version, where its tables may not be written directly; empty where they may."""
    return "" if VERSION[:2] in BULK_TESTED else f"{VERSION[0]}.{VERSION[1]}"


def base_page_model_name() -> str:
    """The site's base page model as ``app.Model``: what foreign keys to a page point at.

    Before Wagtail 8 there is no choice, and ``WAGTAIL_PAGE_MODEL`` is not looked at.
    """
    return swapper.get_model_name("wagtailcore", "Page")


def is_page_model_swapped() -> bool:
    """Whether the site has a base page model of its own (``WAGTAIL_PAGE_MODEL``)."""
    return bool(swapper.is_swapped("wagtailcore", "Page"))


def get_base_page_model() -> Any:
    """The site's base page model. Models must be loaded."""
    return swapper.load_model("wagtailcore", "Page")


def base_page_dependency() -> Any:
    """What a migration with a foreign key to a page depends on."""
    return swapper.dependency("wagtailcore", "Page")
