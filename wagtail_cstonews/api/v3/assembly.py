"""Wagtail's API version 3, made of Wagtail's own routers and those of the package."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from wagtail.api.v3.api import api as wagtail_api
from wagtail.api.v3.errors import register_exception_handlers
from wagtail.api.v3.routers.schema import router as schema_router
from wagtail.api.v3.routers.sites import router as sites_router
from wagtail.api.v3.routers.whoami import router as whoami_router

from ...publishing.api.context import api_context_of
from .articles import router as articles_router
from .pages import make_router as make_pages_router


class SiteAPI(NinjaAPI):
    """Names pages under the host and port that are asked, as version 2 does, and as ``full_url`` is.

    Wagtail's schemas of pages take them from the site's record, which need not know the port.
    """

    def create_response(self, request: Any, data: Any, **kwargs: Any) -> Any:
        context = api_context_of({"request": request})
        if context.site is not None and context.base_url != context.site.root_url:
            items = data.get("items", [data]) if isinstance(data, dict) else []
            for item in items:
                _correct(item, context.site.root_url, context.base_url)
        return super().create_response(request, data, **kwargs)


def _correct(item: Any, wrong: str, right: str) -> None:
    """Put the right root in the place of a wrong one in what is said about a page, and those beside it."""
    meta = item.get("meta") if isinstance(item, dict) else None
    if not isinstance(meta, dict):
        return
    for name in ("detail_url", "html_url"):
        address = meta.get(name)
        if isinstance(address, str) and address.startswith(f"{wrong}/"):
            meta[name] = right + address.removeprefix(wrong)
    for name in ("parent", "alias_of"):
        _correct(meta.get(name), wrong, right)


def make_api(**options: Any) -> NinjaAPI:
    """An API in place of ``wagtail.api.v3.urls.api``: with articles, and with pages that refuse the unknown.

    Its namespace is Wagtail's, so that Wagtail finds its own addresses in it: a site mounts one of the two.
    ``options`` are those of :class:`ninja.NinjaAPI`. Further routers are added to what is returned.
    """
    api = SiteAPI(
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
