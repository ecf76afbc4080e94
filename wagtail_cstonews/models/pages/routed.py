"""Routing in few queries: a page keeps what the request has loaded on its way to it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.publishing.visibility import RestrictedPaths

_SHOWN = frozenset({"locale", "lead_image", "interviewee", "interviewer"})
"""What a page's template shows through a foreign key: loaded with the page, if it has it."""


class RoutedMixin:
    """For sections and articles, which a request meets on its way from the site's root."""

    @cached_property
    def restricted(self) -> RestrictedPaths:
        """The private parts of the tree."""
        return RestrictedPaths()

    @cached_property
    def ancestors(self: Any) -> list[Any]:
        """The published pages above, from the site's home page down; one query if no request met them."""
        if not self.path:
            return []
        above = get_base_page_model().objects.live().ancestor_of(self).filter(depth__gt=1).order_by("path")
        return [page for page in above if page.get_url()]

    def route(self: Any, request: HttpRequest, path_components: list[str]) -> RouteResult:
        self._meet(request)
        routed_by: Any = super().route  # type: ignore[misc]
        # A page type may have addresses of its own below it.
        if not path_components or not routed_by.__module__.startswith("wagtail.models"):
            return routed_by(request, path_components)
        child = self.get_children().filter(slug=path_components[0]).first()
        if child is None:
            raise Http404
        return self._loaded(child).route(request, path_components[1:])

    def _meet(self: Any, request: HttpRequest) -> None:
        if "restricted" not in self.__dict__:
            self.restricted = RestrictedPaths()
        site = Site.find_for_request(request)
        if site and "ancestors" not in self.__dict__ and self.path[: -self.steplen] == site.root_page.path:
            self.ancestors = [site.root_page]

    def _loaded(self: Any, child: Any) -> Any:
        """A child with all of its fields, and with what has been loaded before."""
        model = child.specific_class
        if model is None or not issubclass(model, RoutedMixin):
            return child.specific
        names = [field.name for field in model._meta.concrete_fields if field.name in _SHOWN]
        loaded = model._base_manager.select_related(*names).get(pk=child.pk)
        # As Wagtail's own routing does.
        loaded._cached_parent_obj = self
        loaded.restricted = self.restricted
        if "ancestors" in self.__dict__ and self.live:
            loaded.ancestors = [*self.ancestors, self]
        return loaded

    def get_view_restrictions(self: Any) -> Any:
        """As Wagtail's, without its two queries if a request is on its way, and nothing on the site is
        private.
        """
        if "restricted" in self.__dict__ and not self.restricted.paths:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]
