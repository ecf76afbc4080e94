"""What can be done with a run: look on while it works, stop it, undo it, extract its documents again."""

from __future__ import annotations

from django.urls import path

from . import addresses
from .again import AgainPreviewView, AgainView
from .progress import ProgressView, StepView
from .stop import StopView
from .undo import UndoPreviewView, UndoView

_RUN = "news-import/runs/<int:pk>/"

urls = [
    path(f"{_RUN}undo/", UndoView.as_view(), name=addresses.UNDO),
    path(f"{_RUN}undo/preview/", UndoPreviewView.as_view(), name=addresses.UNDO_PREVIEW),
    path(f"{_RUN}stop/", StopView.as_view(), name=addresses.STOP),
    path(f"{_RUN}again/", AgainView.as_view(), name=addresses.AGAIN),
    path(f"{_RUN}again/preview/", AgainPreviewView.as_view(), name=addresses.AGAIN_PREVIEW),
    path(f"{_RUN}progress/", ProgressView.as_view(), name=addresses.PROGRESS),
    path(f"{_RUN}step/", StepView.as_view(), name=addresses.STEP),
]
