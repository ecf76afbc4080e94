from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import urls as wagtaildocs_urls

from wagtail_cstonews import urls as news_urls
from wagtail_cstonews.api.v2 import (
    ArticlesAPIViewSet,
    ImportAPIViewSet,
    NewsPagesAPIViewSet,
    PeopleAPIViewSet,
    QuotesAPIViewSet,
)
from wagtail_cstonews.compat import HAS_API_V3

api_v2 = WagtailAPIRouter("wagtailapi")
api_v2.register_endpoint("pages", NewsPagesAPIViewSet)
api_v2.register_endpoint("articles", ArticlesAPIViewSet)
api_v2.register_endpoint("people", PeopleAPIViewSet)
api_v2.register_endpoint("quotes", QuotesAPIViewSet)
api_v2.register_endpoint("import", ImportAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_v2.urls),
]

if HAS_API_V3:
    from wagtail_cstonews.api.v3 import api as api_v3

    urlpatterns.append(path("api/v3/", api_v3.urls))

urlpatterns += [
    path("", include("wagtail_cstonews.publishing.sitemaps.urls")),
    path("", include(news_urls)),
    path("", include(wagtail_urls)),
]
