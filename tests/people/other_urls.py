"""A site with another prefix for people, and a view of its own behind it."""

from django.http import HttpResponse
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls


def other(request, slug):
    if request.resolver_match.url_name != "other":
        raise AssertionError
    return HttpResponse(f"other {slug}")


urlpatterns = [
    path("experts/", include("wagtail_cstonews.person_urls")),
    re_path("^experts/", include([path("jane/", other, {"slug": "jane"}, name="other")])),
    path("", include(wagtail_urls)),
]
