"""What of a site a request may see, looked up once a request."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from wagtail_cstonews.publishing.visibility import RestrictedPaths


def restricted(request: HttpRequest) -> RestrictedPaths:
    """The private parts of the page tree."""
    if not hasattr(request, "_newsroom_restricted"):
        request._newsroom_restricted = RestrictedPaths()
    return request._newsroom_restricted


def homes(request: HttpRequest, site: Site) -> dict[str, Page]:
    """The front page of each language, in the order of the settings."""
    key = site.root_page.translation_key
    found = {page.locale.language_code: page for page in _top(request, site) if page.translation_key == key}
    order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code in found]
    return {code: found[code] for code in order}


def sections(request: HttpRequest, site: Site, home: Page) -> list[Page]:
    """The pages right below a front page that stand in menus."""
    return [page for page in _top(request, site) if page.is_child_of(home)]


def _top(request: HttpRequest, site: Site) -> list[Page]:
    """The front pages and the pages below them that stand in menus, in the order of the tree; one query."""
    if not hasattr(request, "_newsroom_top"):
        root = site.root_page
        wanted = Q(translation_key=root.translation_key) | Q(depth=root.depth + 1, show_in_menus=True)
        pages = Page.objects.filter(wanted).select_related("locale").order_by("path")
        request._newsroom_top = [page for page in pages if restricted(request).is_public(page)]
    return request._newsroom_top


def public_below(queryset: Any, request: HttpRequest, *above: Page) -> Any:
    """The pages of ``queryset`` below any of these pages that everybody may see."""
    if not above:
        return queryset.none()
    below = queryset.descendant_of(above[0], inclusive=True)
    for page in above[1:]:
        below |= queryset.descendant_of(page, inclusive=True)
    below = below.live()
    for path in restricted(request).paths:
        below = below.exclude(path__startswith=path)
    return below
