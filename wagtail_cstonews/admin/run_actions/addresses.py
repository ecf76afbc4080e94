"""Addresses of what can be done with a run, and of the run itself."""

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

_RUN = "news-import_runs_modeladmin_inspect"
_RUNS = "news-import_runs_modeladmin_index"
_DOCUMENT = "news-import_documents_modeladmin_inspect"
"""Names that wagtail-modeladmin gives. They are written out: only :mod:`..records` imports it."""


def action_url(name: str, run: Any) -> str:
    return reverse(name, args=[run.pk])


def run_url(run: Any) -> str:
    return reverse(_RUN, args=[run.pk])


def runs_url() -> str:
    return reverse(_RUNS)


def document_url(pk: int) -> str:
    return reverse(_DOCUMENT, args=[pk])
