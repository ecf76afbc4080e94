import wagtail
from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from search.views import search
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .api import api_router

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("", include("wagtail_cstonews.urls")),
    path("search/", search, name="search"),
]

if wagtail.VERSION >= (8, 0):
    from wagtail.api.v3.urls import api as api_v3

    from wagtail_cstonews.api.v3.importing import router as import_router

    api_v3.add_router("/import/", import_router)
    urlpatterns.append(path("api/v3/", api_v3.urls))

if settings.DEMO:
    # Elsewhere the web server does this.
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

# Last: Wagtail takes every other address for a page.
urlpatterns.append(path("", include(wagtail_urls)))
