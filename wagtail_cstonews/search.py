"""What people type into a search field, made fit for every search backend.

Wagtail's backend for SQLite takes a quotation mark for part of the query's grammar, and a lone one for an
error. The app's own searches go through :func:`searchable`. :func:`SearchBackend` does it for all searches of
a site, the admin's and the APIs' among them::

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail_cstonews.search"}}
"""

from __future__ import annotations

from typing import Any

from wagtail.search.backends.database import SearchBackend as DatabaseBackend

_SPACES = str.maketrans({'"': " ", "\0": " "})


def searchable(query: Any) -> Any:
    """The query without what backends stumble over; what is no text stays as it is.

    >>> searchable('Aigul "Sadykova'), searchable('"')
    ('Aigul Sadykova', '')
    """
    return " ".join(query.translate(_SPACES).split()) if isinstance(query, str) else query


class _Searchable:
    """Before a backend: whatever is searched for is made fit for it."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(searchable(query), *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(searchable(query), *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail asks for this name
    """Wagtail's backend for the site's database, for whatever people type."""
    made = DatabaseBackend(params)
    return type("SearchBackend", (_Searchable, type(made)), {})(params)
