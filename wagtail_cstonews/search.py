"""Sanitises what people type into search fields, for every search backend.

Wagtail's backend for SQLite treats quotation marks as query syntax, and raises an error for an unpaired one.
The app's own searches use :func:`searchable`. :func:`SearchBackend` applies it to all searches of a site,
including the admin's and the APIs'::

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail_cstonews.search"}}
"""

from __future__ import annotations

from typing import Any

from wagtail.search.backends.database import SearchBackend as DatabaseBackend

_SPACES = str.maketrans({'"': " ", "\0": " "})


def searchable(query: Any) -> Any:
    """The query without characters that backends cannot handle; a value that is not text stays unchanged.

    >>> searchable('Aigul "Sadykova'), searchable('"')
    ('Aigul Sadykova', '')
    """
    return " ".join(query.translate(_SPACES).split()) if isinstance(query, str) else query


class _Searchable:
    """A backend mixin that sanitises queries."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(searchable(query), *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(searchable(query), *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail asks for this name
    """Wagtail's backend for the site's database, with sanitised queries."""
    made = DatabaseBackend(params)
    return type("SearchBackend", (_Searchable, type(made)), {})(params)
