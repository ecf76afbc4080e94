"""The URLs of imports in the browser, below ``news-import/``."""

from __future__ import annotations

from typing import Any

from django.urls import path

from ..addresses import START, UPLOAD
from .actions import again_view, confirm_view, step_view, stop_view, tick_view
from .plan import UploadView
from .slices import complete_view, discard_view, slice_view
from .start import StartView

_BELOW = "news-import/uploads/<uuid:pk>/"

urls: list[Any] = [
    path("news-import/new/", StartView.as_view(), name=START),
    path(_BELOW, UploadView.as_view(), name=UPLOAD),
    path(f"{_BELOW}files/<str:file>/", slice_view, name="wagtail_cstonews_upload_slice"),
    path(f"{_BELOW}complete/", complete_view, name="wagtail_cstonews_upload_complete"),
    path(f"{_BELOW}discard/", discard_view, name="wagtail_cstonews_upload_discard"),
    path(f"{_BELOW}step/", step_view, name="wagtail_cstonews_upload_step"),
    path(f"{_BELOW}tick/", tick_view, name="wagtail_cstonews_upload_tick"),
    path(f"{_BELOW}confirm/", confirm_view, name="wagtail_cstonews_upload_confirm"),
    path(f"{_BELOW}stop/", stop_view, name="wagtail_cstonews_upload_stop"),
    path(f"{_BELOW}again/", again_view, name="wagtail_cstonews_upload_again"),
]
