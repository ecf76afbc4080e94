"""Routing in few queries: a page keeps what the request has loaded on its way to it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models.constants import LOOKUP_SEP
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.publishing.visibility import RestrictedPaths, restricted_for

_SHOWN = "lead_image"
"""What an article's template shows through a foreign key: loaded with the page, if it has it."""

HOME_DEPTH = 2
"""Of a home page above which there is nothing but the root of the tree."""


class RoutedMixin:
    """For sections and articles, which a request meets on its way from the site's root; a site's home page
    may have it, too.
    """

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
        children = self.get_children().filter(slug=path_components[0])
        child = children.select_related(*_joined(self._expected_below())).first()
        if child is None:
            raise Http404
        return self._loaded(child).route(request, path_components[1:])

    def _expected_below(self: Any) -> tuple[Any, ...]:
        """The page types whose tables are joined to a child: below a section articles and sections, below
        other pages sections only. With each table a database takes longer to plan than a query of its own
        would take.
        """
        section = conf.get_news_index_page_model()
        if not isinstance(self, section):
            return (section,)
        return section, conf.get_news_page_model(), conf.get_interview_page_model()

    def _meet(self: Any, request: HttpRequest) -> None:
        if "restricted" not in self.__dict__:
            self.restricted = restricted_for(request)
        if "ancestors" in self.__dict__:
            return
        site = Site.find_for_request(request)
        if site is None:
            return
        home, above = site.root_page, self.__dict__.get("_cached_parent_obj")
        if self.path[: -self.steplen] == home.path:
            self.ancestors = [home]
        elif _is_home(self, home):
            self.ancestors = []
        elif above and above.live and _is_home(above, home):
            self.ancestors = [above]

    def _loaded(self: Any, child: Any) -> Any:
        """A child with all of its fields, and with what has been loaded before."""
        model = child.specific_class
        if model is None or not issubclass(model, RoutedMixin):
            return child.specific
        loaded = _as_specific(child, model)
        if loaded is None:
            shown = [_SHOWN] if _shown_among(model._meta.concrete_fields) else []
            loaded = model._base_manager.select_related(*shown).get(pk=child.pk)
        if loaded.locale_id == self.locale_id and (locale := self._state.fields_cache.get("locale")):
            loaded.locale = locale
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


def _is_home(page: Any, home: Any) -> bool:
    """Whether a page is ``home`` in any language, and no other site is above it."""
    return bool(page.depth == HOME_DEPTH and page.translation_key == home.translation_key)


def _shown_among(fields: Any) -> bool:
    return any(field.name == _SHOWN for field in fields)


@lru_cache(maxsize=32)
def _way_down(model: Any) -> tuple[str, ...]:
    """The relations from the base page model to a page type, one for each table; empty if there are none."""
    base, names = get_base_page_model(), []
    while model is not base:
        link = next((field for field in model._meta.local_fields if _is_parent_link(field)), None)
        if link is None:
            return ()
        names.append(link.related_query_name())
        model = link.remote_field.model
    return tuple(reversed(names))


def _is_parent_link(field: Any) -> bool:
    return bool(field.remote_field and getattr(field.remote_field, "parent_link", False))


@lru_cache(maxsize=32)
def _joined(models: tuple[Any, ...]) -> tuple[str, ...]:
    """What is joined to a child: the tables of these types of pages. One row is read."""
    names = set()
    for model in models:
        if way := LOOKUP_SEP.join(_way_down(model)):
            names.add(way)
            if _shown_among(model._meta.local_concrete_fields):
                names.add(f"{way}{LOOKUP_SEP}{_SHOWN}")
    return tuple(sorted(names))


def _as_specific(page: Any, model: Any) -> Any:
    """The instance of its own type that was loaded with a page; None if none was."""
    kept: dict[str, Any] = {}
    for name in ("", *_way_down(model)):
        page = page if not name else page._state.fields_cache.get(name)
        if page is None:
            return None
        kept |= {_SHOWN: image} if (image := page._state.fields_cache.get(_SHOWN)) else {}
    if type(page) is not model:
        return None
    page._state.fields_cache.update(kept)
    return page
