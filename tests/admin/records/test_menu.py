"""The group in the menu, and a site that cannot have it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


ROOT = Path(__file__).resolve().parents[3]


RUNS = "/admin/news-import/runs/"


DOCUMENTS = "/admin/news-import/documents/"


def test_menu_has_the_group(admin_client, document):
    html = admin_client.get("/admin/").content.decode()
    assert "News import" in html
    assert RUNS in html
    assert DOCUMENTS in html


def test_lists_show_runs_and_documents(admin_client, run, document):
    runs = admin_client.get(RUNS).content.decode()
    assert "new: 2" in runs
    assert "failed" not in runs.split('id="listing-results"')[1]
    documents = admin_client.get(DOCUMENTS).content.decode()
    assert "Talks in Bishkek" in documents
    assert "88%" in documents
    assert reverse("wagtailadmin_pages:edit", args=[document.page_id]) in documents
    assert "Talks &lt;b&gt;in&lt;/b&gt; Bishkek" in documents


def test_a_site_without_modeladmin_is_told_that_it_is_required():
    program = """
import django, sys
from tests import settings
settings.INSTALLED_APPS.remove("wagtail_modeladmin")
django.setup()
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse
assert reverse("wagtailadmin_home") == "/admin/"
try:
    call_command("check")
except SystemCheckError as error:
    assert "(wagtail_cstonews.E009) 'wagtail_modeladmin' is not in INSTALLED_APPS" in str(error), error
else:
    raise AssertionError("no error")
assert "wagtail_modeladmin" not in sys.modules
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
