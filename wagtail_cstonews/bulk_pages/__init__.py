"""Writing many pages at once, with what Wagtail's own way leaves in the database.

:func:`bulk_add_children` adds pages, :func:`bulk_update_pages` saves and publishes those that are there;
:func:`why_not_in_bulk` tells which page types they leave to Wagtail.
"""

from .adding import bulk_add_children
from .page_types import why_not_in_bulk
from .updating import bulk_update_pages

__all__ = ["bulk_add_children", "bulk_update_pages", "why_not_in_bulk"]
