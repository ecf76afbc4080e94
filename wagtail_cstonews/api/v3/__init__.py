"""Routers for Wagtail's API version 3, which Wagtail has from 8.0 on. Register them before ``api.urls``::

    from wagtail.api.v3.urls import api
    from wagtail_cstonews.api.v3 import register

    register(api)
    urlpatterns = [path("api/v3/", api.urls), ...]

:func:`register` adds all of them. A site that wants only some adds these itself, as Wagtail does::

    api.add_router("/people/", people_router)
"""

from __future__ import annotations

from typing import Any

from .people import people_router
from .quotes import quotes_router

ROUTERS = {"/people/": people_router, "/quotes/": quotes_router}
"""All routers, by their prefixes."""

_registered: list[Any] = []

__all__ = ["ROUTERS", "people_router", "quotes_router", "register"]


def register(api: Any) -> None:
    """Add all routers to Wagtail's ``api``. A second time changes nothing."""
    if api in _registered:
        return
    _registered.append(api)
    for prefix, router in ROUTERS.items():
        api.add_router(prefix, router)
