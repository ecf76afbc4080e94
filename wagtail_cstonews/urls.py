"""The public pages of people: ``path("", include("wagtail_cstonews.urls"))``, before Wagtail's own URLs.

They are under ``people/``. Another prefix: ``path("experts/", include("wagtail_cstonews.person_urls"))``.
"""

from django.urls import include, path

urlpatterns = [
    path("people/", include("wagtail_cstonews.person_urls")),
]
