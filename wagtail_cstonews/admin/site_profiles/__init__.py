"""Edit what is known of a site: lines that are always or never left out, and an example to see the effect."""

from __future__ import annotations

from django.urls import path

from . import addresses
from .views import ForgetView, ProfileEditView

urls = [
    path("news-import/sites/<int:pk>/edit/", ProfileEditView.as_view(), name=addresses.EDIT),
    path("news-import/sites/<int:pk>/forget/", ForgetView.as_view(), name=addresses.FORGET),
]
