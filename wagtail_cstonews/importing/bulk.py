"""Many pages at once, for any site's own imports, too: what :mod:`wagtail_cstonews.bulk_pages` offers."""

from ..bulk_pages import bulk_add_children, bulk_update_pages, why_not_in_bulk

__all__ = ["bulk_add_children", "bulk_update_pages", "why_not_in_bulk"]
