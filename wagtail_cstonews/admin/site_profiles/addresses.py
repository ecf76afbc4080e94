"""Addresses of site profiles in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

EDIT = "wagtail_cstonews_site"
FORGET = "wagtail_cstonews_site_forget"

_PROFILE = "news-import_sites_modeladmin_inspect"
_PROFILES = "news-import_sites_modeladmin_index"
"""Names that wagtail-modeladmin gives. They are written out: only :mod:`..records` imports it."""


def edit_url(row: Any) -> str:
    return reverse(EDIT, args=[row.pk])


def forget_url(row: Any) -> str:
    return reverse(FORGET, args=[row.pk])


def profile_url(row: Any) -> str:
    return reverse(_PROFILE, args=[row.pk])


def profiles_url() -> str:
    return reverse(_PROFILES)
