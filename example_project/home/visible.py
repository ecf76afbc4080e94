"""What of a site a request may see, looked up once a request."""

from __future__ import annotations

from typing import Any

from django.conf import settings
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
    if not hasattr(request, "_newsroom_homes"):
        pages = Page.objects.filter(translation_key=site.root_page.translation_key).select_related("locale")
        found = {page.locale.language_code: page for page in pages if restricted(request).is_public(page)}
        order = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code in found]
        request._newsroom_homes = {code: found[code] for code in order}
    return request._newsroom_homes


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
