"""The public pages of people: ``path("", include("wagtail_cstonews.urls"))``, before Wagtail's own URLs."""

from django.urls import path

from . import views

app_name = "wagtail_cstonews"

urlpatterns = [
    path("people/<slug:slug>/", views.person, name="person"),
]
