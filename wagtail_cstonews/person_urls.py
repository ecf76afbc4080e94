"""The pages of people and their feeds, under a prefix of the site's choice, before Wagtail's own URLs::

path("experts/", include("wagtail_cstonews.person_urls")),
"""

from django.urls import path, re_path

from .people import views
from .publishing.feeds.views import person_feed

app_name = "wagtail_cstonews"

urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:slug>/", views.person, name="person"),
    re_path(r"^(?P<slug>[-\w]+)/feed\.(?P<ending>rss|atom|json)$", person_feed, name="person_feed"),
]
