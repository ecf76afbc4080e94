"""A site that has the feeds and the index of people."""

from django.http import HttpResponse
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from wagtail_cstonews.people import views


def answer(request, *args, **kwargs):
    return HttpResponse()


people = (
    [
        path("", answer, name="people"),
        path("<slug:slug>/", views.person, name="person"),
        re_path(r"^(?P<slug>[-\w]+)/feed\.(?P<ending>rss|atom|json)$", answer, name="person_feed"),
    ],
    "wagtail_cstonews",
)

urlpatterns = [
    path("people/", include(people)),
    re_path(r"^feed\.(?P<ending>rss|atom|json)$", answer, name="cstonews_site_feed"),
    re_path(r"^((?:[\w\-]+/)*(?:feed\.\w+|text\.md))$", answer, name="cstonews_representation"),
    path("", include(wagtail_urls)),
]
