"""Wagtail's API version 3, made of Wagtail's own routers and those of the package."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from wagtail.api.v3.api import api as wagtail_api
from wagtail.api.v3.errors import register_exception_handlers
from wagtail.api.v3.routers.schema import router as schema_router
from wagtail.api.v3.routers.sites import router as sites_router
from wagtail.api.v3.routers.whoami import router as whoami_router

from .articles import router as articles_router
from .pages import make_router as make_pages_router


def make_api(**options: Any) -> NinjaAPI:
    """An API in place of ``wagtail.api.v3.urls.api``: with articles, and with pages that refuse the unknown.

    Its namespace is Wagtail's, so that Wagtail finds its own addresses in it: a site mounts one of the two.
    ``options`` are those of :class:`ninja.NinjaAPI`. Further routers are added to what is returned.
    """
    api = NinjaAPI(
        **{
            "title": wagtail_api.title,
            "version": wagtail_api.version,
            "description": wagtail_api.description,
            "urls_namespace": wagtail_api.urls_namespace,
            "docs_decorator": wagtail_api.docs_decorator,
            "openapi_url": wagtail_api.openapi_url,
            "docs_url": wagtail_api.docs_url,
            **options,
        }
    )
    register_exception_handlers(api)
    api.add_router("/pages/", make_pages_router())
    api.add_router("/articles/", articles_router)
    api.add_router("/schema/", schema_router)
    api.add_router("/sites/", sites_router)
    api.add_router("/", whoami_router)
    return api
