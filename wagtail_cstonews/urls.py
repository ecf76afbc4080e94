"""What the app adds to a site: ``path("", include("wagtail_cstonews.urls"))``, before Wagtail's own URLs.

The pages of people are under ``people/``, with their feeds. Another prefix:
``path("experts/", include("wagtail_cstonews.person_urls"))``. Beside them stand the site's feeds, and other
representations of pages, such as ``news/feed.rss``: Wagtail's own pattern matches no address with a dot.
"""

from django.urls import include, path, re_path
from wagtail.views import serve

from .publishing.feeds.views import site_feed

urlpatterns = [
    path("people/", include("wagtail_cstonews.person_urls")),
    re_path(r"^feed\.(?P<ending>rss|atom|json)$", site_feed, name="cstonews_site_feed"),
    re_path(r"^((?:[\w\-]+/)*(?:feed\.(?:rss|atom|json)|text\.md))$", serve, name="cstonews_representation"),
]
