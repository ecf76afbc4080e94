"""The migrations fit the models, whatever image and user models the site has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from wagtail_cstonews.compat import WAGTAIL_8

ROOT = Path(__file__).resolve().parents[2]


def manage(settings_module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a management command in a process of its own, for settings that this one cannot change."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": settings_module}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.django_db
def test_migrations_fit_the_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_fit_custom_image_and_user_models():
    done = manage("tests.custom_models.settings", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr
    done = manage("tests.custom_models.settings", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not WAGTAIL_8, reason="Wagtail has base page models of the site's own from 8.0 on")
@pytest.mark.parametrize(
    "command", [("check",), ("makemigrations", "--check", "--dry-run"), ("migrate", "--verbosity", "0")]
)
def test_a_site_with_its_own_base_page_model(command):
    done = manage("tests.settings_custom_page", *command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_ready_made_pages_refuse_another_base_page_model(monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.pages.apps.is_page_model_swapped", lambda: True)
    with pytest.raises(ImproperlyConfigured, match=r"Remove 'wagtail_cstonews\.pages' from INSTALLED_APPS"):
        apps.get_app_config("cstonews_pages").import_models()
