"""Addresses of what can be done with a run."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

UNDO = "wagtail_cstonews_run_undo"
UNDO_PREVIEW = "wagtail_cstonews_run_undo_preview"
STOP = "wagtail_cstonews_run_stop"
AGAIN = "wagtail_cstonews_run_again"
AGAIN_PREVIEW = "wagtail_cstonews_run_again_preview"
PROGRESS = "wagtail_cstonews_run_progress"
STEP = "wagtail_cstonews_run_step"


def action_url(name: str, run: Any) -> str:
    return reverse(name, args=[run.pk])
