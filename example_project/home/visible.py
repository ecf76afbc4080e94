"""What of a site a request may see, looked up once a request."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from wagtail_cstonews.publishing.head import PageHead
from wagtail_cstonews.publishing.visibility import restricted_for

MENU, MENU_SECONDS = "newsroom-menu-", 60
"""What stands in menus is kept in the cache; this process forgets it when a page changes."""


def homes(request: HttpRequest, site: Site, page: Any = None) -> dict[str, Page]:
    """The front page of each language, in the order of the settings. With the ``page`` that is shown, one
    query is for its translations as well.
    """
    key = site.root_page.translation_key
    found = {one.locale.language_code: one for one in _top(request, site, page) if one.translation_key == key}
    order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code in found]
    return {code: found[code] for code in order}


def sections(request: HttpRequest, site: Site, home: Page) -> list[Page]:
    """The pages right below a front page that stand in menus."""
    return [one for one in _top(request, site) if one.is_child_of(home) and one.show_in_menus]


def translations(request: HttpRequest, page: Any) -> dict[str, Page]:
    """A page in its languages; empty if it is in one only."""
    return {one.locale.language_code: one for one in PageHead(page, request).relatives.translations}


def _top(request: HttpRequest, site: Site, page: Any = None) -> list[Page]:
    """The front pages and the pages below them that stand in menus, in the order of the tree; one query."""
    if not hasattr(request, "_newsroom_top"):
        root, restricted = site.root_page, restricted_for(request)
        wanted = Q(translation_key=root.translation_key) | Q(pk__in=_in_menus(root.depth + 1))
        head = PageHead(page, request) if isinstance(page, Page) and page.pk else None
        if head:
            wanted |= head.wanted_relatives
        pages = list(Page.objects.filter(wanted).select_related("locale").order_by("path"))
        if head:
            # The page's head asks for them.
            head.share_relatives(pages, restricted.is_public)
        request._newsroom_top = [one for one in pages if restricted.is_public(one)]
    return request._newsroom_top


def _in_menus(depth: int) -> list[int]:
    """The primary keys of the pages of a depth that stand in menus. Databases read all pages to find them."""
    found = Page.objects.filter(depth=depth, show_in_menus=True).values_list("pk", flat=True)
    return cache.get_or_set(f"{MENU}{depth}", lambda: list(found), MENU_SECONDS)


def forget_menus(instance: Any, **kwargs: Any) -> None:
    """After a page was published, unpublished, moved or deleted."""
    if isinstance(instance, Page):
        cache.delete(f"{MENU}{instance.depth}")


def public_below(queryset: Any, request: HttpRequest, *above: Page) -> Any:
    """The pages of ``queryset`` below any of these pages that everybody may see."""
    if not above:
        return queryset.none()
    below = queryset.descendant_of(above[0], inclusive=True)
    for page in above[1:]:
        below |= queryset.descendant_of(page, inclusive=True)
    below = below.live()
    for path in restricted_for(request).paths:
        below = below.exclude(path__startswith=path)
    return below
