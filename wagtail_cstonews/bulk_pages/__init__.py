"""Bulk creation and update of Wagtail pages, with the same rows in the database as one save at a time.

:func:`bulk_add_children` adds pages; :func:`bulk_update_pages` saves and publishes existing ones;
:func:`why_not_in_bulk` says why a page type has to be saved by Wagtail itself. The package works with any
page type, and knows nothing of news. The other functions write rows that go with pages: :class:`Place` and
:func:`lock_parent` for the tree, :func:`create_all` and :func:`insert_objects` for other models,
:func:`index_for_search` for the search index. The signal :data:`.records.pages_written` tells of
each batch.
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
