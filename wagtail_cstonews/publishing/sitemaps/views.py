"""The views of sitemaps: Wagtail's, for the app's own sitemaps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import views

from .base import NewsroomSitemap
from .news import NewsSitemap
from .pages import PageSitemap
from .people import PersonSitemap

SITEMAPS: dict[str, type[NewsroomSitemap]] = {
    "pages": PageSitemap,
    "people": PersonSitemap,
    "news": NewsSitemap,
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index of the site's sitemaps. An empty one is left out: it would not be valid."""
    sitemaps = {name: sitemap(request) for name, sitemap in SITEMAPS.items()}
    return views.index(
        request,
        {name: sitemap for name, sitemap in sitemaps.items() if sitemap.paginator.count},
        template_name="wagtail_cstonews/sitemaps/index.xml",
        sitemap_url_name="cstonews_sitemap",
    )


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One page of one sitemap: ``?p=2`` is the second."""
    if section not in SITEMAPS:
        raise Http404
    template = SITEMAPS[section].template_name
    return views.sitemap(request, {section: SITEMAPS[section]}, section=section, template_name=template)
