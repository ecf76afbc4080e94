import wagtail
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView
from django.views.static import serve
from search.views import search
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .api import api_router


@xframe_options_sameorigin
@cache_control(no_cache=True)
def front_end(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the headless front end; the editor's preview shows it in a frame."""
    return serve(request, path or "index.html", settings.BASE_DIR / "headless")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path(
        "manifest.webmanifest",
        TemplateView.as_view(template_name="manifest.webmanifest", content_type="application/manifest+json"),
        name="manifest",
    ),
    path("", include("wagtail_cstonews.publishing.sitemaps.urls")),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
]

if wagtail.VERSION >= (8, 0):
    from wagtail_cstonews.api.v3 import api as api_v3

    urlpatterns.append(path("api/v3/", api_v3.urls))

if settings.DEMO:
    # Elsewhere the web server does this.
    urlpatterns.append(re_path(r"^headless/(?P<path>[\w.-]*)$", front_end))
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

# Last: Wagtail takes every other address for a page. English addresses begin with no language.
urlpatterns += i18n_patterns(
    path("", include("wagtail_cstonews.urls")),
    path("search/", search, name="search"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
