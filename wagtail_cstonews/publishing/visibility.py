"""Which pages a visitor may see."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.functional import cached_property
from wagtail.models import PageViewRestriction, Site

LONGEST_PATH = 255
"""Characters of a page's path, which are digits and capital letters."""


class RestrictedPaths:
    """The parts of the page tree with a view restriction; one query, at first use."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))

    def is_public(self, page: Any) -> bool:
        """Whether ``page`` is published and neither it nor a page above it is private."""
        return bool(page.live) and not page.path.startswith(self.paths)

    def public(self, pages: Any) -> Any:
        """Those of a queryset of pages that are published and in no private part of the tree."""
        return _without(pages.live(), self.paths)

    def public_below(self, pages: Any, page: Any) -> Any:
        """As :func:`public_below`, without a query of its own."""
        return _without(pages.descendant_of(page).live(), self.closed_below(page))

    def closed_below(self, page: Any) -> tuple[str, ...]:
        """The private parts of the tree below ``page``."""
        return tuple(path for path in self.paths if path != page.path and path.startswith(page.path))


def restricted_for(request: Any) -> RestrictedPaths:
    """The private parts of the tree, looked up once a request."""
    if not hasattr(request, "_cstonews_restricted"):
        request._cstonews_restricted = RestrictedPaths()
    return request._cstonews_restricted


def public_on_site(queryset: Any, site: Site | None) -> Any:
    """The pages of ``queryset`` that are published, public and part of ``site`` in any of its languages."""
    if site is None:
        return queryset.none()
    below = queryset.descendant_of(site.root_page, inclusive=True)
    for translation in site.root_page.get_translations():
        below |= queryset.descendant_of(translation, inclusive=True)
    return below.live().public()


def is_all_public(site: Site) -> bool:
    """Whether every published page is part of ``site`` in one of its languages, and none is private.

    Two queries, however many pages there are: where it is so, lists need not look at each page.
    """
    roots = [site.root_page, *site.root_page.get_translations()]
    published = type(site.root_page)._base_manager.filter(live=True, depth__gt=1)
    # Each a subquery of its own, which the index of paths answers: of one with OR, databases read all pages.
    outside, start = Q(Exists(PageViewRestriction.objects.all())), ""
    for root in sorted(roots, key=lambda page: page.path):
        outside |= Exists(published.filter(path__gt=start, path__lt=root.path))
        # The last path that can be below it.
        start = root.path.ljust(LONGEST_PATH, "Z")
    outside |= Exists(published.filter(path__gt=start))
    return not Site.objects.filter(outside, pk=site.pk).exists()


def public_below(queryset: Any, page: Any) -> Any:
    """The pages of ``queryset`` below ``page`` that everybody who may see ``page`` may see, too.

    The visitor has met a restriction on ``page`` itself, but none further down.
    """
    return RestrictedPaths().public_below(queryset, page)


def _without(pages: Any, paths: tuple[str, ...]) -> Any:
    for path in paths:
        pages = pages.exclude(path__startswith=path)
    return pages


def outer_path(path: str = "path") -> ExpressionWrapper:
    """A page's path for a subquery that compares it: ``annotate(asked=outer_path())``."""
    return ExpressionWrapper(OuterRef(path), output_field=CharField())


def is_closed(path: str = "path") -> Exists:
    """Whether a page, or one above it, is private; for ``filter()`` and ``annotate()`` of page querysets."""
    return Exists(
        PageViewRestriction.objects.annotate(asked=outer_path(path)).filter(asked__startswith=F("page__path"))
    )


def public_pages(queryset: Any, site: Site | None) -> Any:
    """As :func:`public_on_site`, with the restrictions looked up where the pages are: one query less."""
    if site is None:
        return queryset.none()
    below = Q(path__startswith=site.root_page.path)
    for translation in site.root_page.get_translations():
        below |= Q(path__startswith=translation.path)
    return queryset.live().filter(below).exclude(is_closed())
