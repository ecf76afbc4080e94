"""Bulk writing of pages, also for a site's own imports: re-exports :mod:`wagtail_cstonews.bulk_pages`."""

from ..bulk_pages import bulk_add_children, bulk_update_pages, why_not_in_bulk

__all__ = ["bulk_add_children", "bulk_update_pages", "why_not_in_bulk"]
