"""The migrations fit the models, whatever image and user models the site has."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from tests.sites.helpers import manage
from wagtail_cstonews.compat import WAGTAIL_8


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
