"""The public pages of people, under a prefix of the site's choice, before Wagtail's own URLs::

path("experts/", include("wagtail_cstonews.person_urls")),
"""

from django.urls import path

from .people import views

app_name = "wagtail_cstonews"

urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:slug>/", views.person, name="person"),
]
