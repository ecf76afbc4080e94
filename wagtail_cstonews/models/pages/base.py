"""Shared parts of sections and articles: fallback templates, representations, and the editor's tabs."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from wagtail.admin.panels import ObjectList
from wagtail.url_routing import RouteResult

from wagtail_cstonews import conf
from wagtail_cstonews.publishing.caching.responses import serve_cached
from wagtail_cstonews.publishing.head import Head, PageHead

from .front_end import FrontEndMixin
from .routed import RoutedMixin


class TemplateMixin(RoutedMixin, FrontEndMixin):
    """Falls back to the app's template where the site has none for the page type."""

    default_template = ""

    class Meta:
        abstract = True

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        template = super().get_template(request, *args, **kwargs)
        return [template, self.default_template]

    head_class: ClassVar[type[PageHead]] = PageHead
    """What builds the page's head for machines."""

    filter_parameters: ClassVar[tuple[str, ...]] = ()
    """The parameters of the address that narrow the page's list. Search engines are kept from such lists."""

    def get_head(self, request: HttpRequest | None = None) -> Head:
        """What machines read in the page's head: description, addresses, image, structured data.

        Without a request all addresses are those of the site's record. Of the pages of a list only a
        template's tag knows which one is shown.
        """
        return self.head_class(self, request).build()

    representations: ClassVar[dict[str, str]] = {}
    """Other forms of the page, below its address: the last part of the address, and the view as
    ``package.module.function``, which is called with the page and the request.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.live and len(path_components) == 1 and path_components[0] in self.representations:
            self._meet(request)
            return RouteResult(self, kwargs={"representation": path_components[0]})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, representation: str = "", **kwargs: Any
    ) -> HttpResponse:
        def answer(request: HttpRequest) -> HttpResponse:
            if representation:
                return import_string(self.representations[representation])(self, request)
            return super(TemplateMixin, self).serve(request, *args, **kwargs)

        return serve_cached(self, request, answer)

    @property
    def content_changed_at(self) -> datetime.datetime | None:
        """When what the page shows changed; None where it shows more than its own content."""
        return None

    def get_cached_paths(self) -> list[str]:
        """What a front-end cache keeps of the page, below its address."""
        return [*super().get_cached_paths(), *self.representations]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "cstonews_base_template": conf.get_str("BASE_TEMPLATE")}


def tabs(*panels_and_headings: tuple[list[Any], Any]) -> list[ObjectList]:
    """The tabs of an editor; tabs without panels are left out."""
    return [ObjectList(panels, heading=heading) for panels, heading in panels_and_headings if panels]
