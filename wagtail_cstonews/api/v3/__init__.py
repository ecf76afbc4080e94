"""Endpoints for Wagtail's API version 3. In ``urls.py``, in place of Wagtail's own::

    from wagtail_cstonews.api.v3 import api

    urlpatterns = [path("api/v3/", api.urls), ...]

A site that mounts Wagtail's own adds those that it wants before ``api.urls``: all of :data:`ROUTERS` with
``register(api)``, or one with ``api.add_router("/people/", people_router)``.

Only for sites that have ``wagtail.api.v3``: Wagtail 8 and later.
"""

from __future__ import annotations

from typing import Any

from .articles import router as articles_router
from .assembly import make_api
from .importing import router as import_router
from .people import people_router
from .previews import previews_router
from .quotes import quotes_router

ROUTERS = {
    "/people/": people_router,
    "/quotes/": quotes_router,
    "/import/": import_router,
    "/page_preview/": previews_router,
}
"""The routers that any API can take, by their prefixes."""

_registered: list[Any] = []

__all__ = [
    "ROUTERS",
    "api",
    "articles_router",
    "import_router",
    "make_api",
    "people_router",
    "previews_router",
    "quotes_router",
    "register",
]


def register(api: Any) -> None:
    """Add all routers to an ``api``. A second time changes nothing."""
    if api in _registered:
        return
    _registered.append(api)
    for prefix, router in ROUTERS.items():
        api.add_router(prefix, router)


api = make_api()
"""Wagtail's API, with the package's endpoints."""
register(api)
