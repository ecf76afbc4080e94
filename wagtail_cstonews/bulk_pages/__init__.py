"""Writes many pages at once, and leaves in the database what Wagtail's own way leaves there.

:func:`bulk_add_children` adds pages, :func:`bulk_update_pages` saves and publishes those that are there;
:func:`why_not_in_bulk` tells which page types they leave to Wagtail. It works with any page type, and
knows nothing of news. The rest is for rows that go with pages: :class:`Place` and :func:`lock_parent` for the
tree, :func:`create_all` and :func:`insert_objects` for other models, :func:`index_for_search` for the search
index.
"""

from .adding import bulk_add_children
from .page_types import why_not_in_bulk
from .search_index import index_for_search
from .sql import create_all, insert_objects
from .tree import Place, lock_parent
from .updating import bulk_update_pages

__all__ = [
    "Place",
    "bulk_add_children",
    "bulk_update_pages",
    "create_all",
    "index_for_search",
    "insert_objects",
    "lock_parent",
    "why_not_in_bulk",
]
