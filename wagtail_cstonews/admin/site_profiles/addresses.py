"""Addresses of what can be done with a site profile."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

EDIT = "wagtail_cstonews_site"
FORGET = "wagtail_cstonews_site_forget"


def edit_url(row: Any) -> str:
    return reverse(EDIT, args=[row.pk])


def forget_url(row: Any) -> str:
    return reverse(FORGET, args=[row.pk])
