"""The app of the ready-made page types."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured


def test_the_ready_made_pages_refuse_another_base_page_model(monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.pages.apps.is_page_model_swapped", lambda: True)
    with pytest.raises(ImproperlyConfigured, match=r"Remove 'wagtail_cstonews\.pages' from INSTALLED_APPS"):
        apps.get_app_config("cstonews_pages").import_models()
