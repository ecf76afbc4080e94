"""``path("", include("wagtail_cstonews.publishing.sitemaps.urls"))``, before Wagtail's own URLs."""

from django.urls import path

from . import views

urlpatterns = [
    path("sitemap.xml", views.index, name="cstonews_sitemap_index"),
    path("sitemap-<slug:section>.xml", views.sitemap, name="cstonews_sitemap"),
]
