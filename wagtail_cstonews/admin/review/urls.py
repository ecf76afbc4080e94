"""The URLs of the review desk."""

from __future__ import annotations

from django.urls import path

from wagtail_cstonews.admin.workbench.views import workbench_urls

from ..addresses import DESK, DOCUMENT
from .comparing import CompareView
from .deleting import DeleteView
from .desk import DeskView
from .document import COMPARE, DELETE, ReviewDocumentView

PREFIX = "news-import/review/"

urls = [
    path(PREFIX, DeskView.as_view(), name=DESK),
    *workbench_urls(f"{PREFIX}<int:pk>/", ReviewDocumentView, DOCUMENT),
    path(f"{PREFIX}<int:pk>/compare/", CompareView.as_view(), name=COMPARE),
    path(f"{PREFIX}<int:pk>/delete/", DeleteView.as_view(), name=DELETE),
]
