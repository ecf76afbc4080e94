"""What a web process loads when it starts."""

from __future__ import annotations

import os
import subprocess
import sys

START = """
import sys
import django
from django.conf import settings
from importlib import import_module
given = import_module(sys.argv[1])
values = {name: getattr(given, name) for name in dir(given) if name.isupper()}
if sys.argv[2] == "without":
    ours = ("wagtail_cstonews", "tests.")
    values["INSTALLED_APPS"] = [app for app in values["INSTALLED_APPS"] if not app.startswith(ours)]
    values["ROOT_URLCONF"] = "wagtail.admin.urls"
settings.configure(**values)
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted(sys.modules))
"""
HEAVY = {"numpy", "lxml", "bs4", "nh3", "ftfy", "dateparser", "charset_normalizer", "tqdm", "scipy"}
OURS = {
    "wagtail_cstonews.extraction.pipeline",
    "wagtail_cstonews.importing.run",
    "wagtail_cstonews.importing.building.page",
}


def loaded(*arguments: str) -> set[str]:
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-c", START, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)  # noqa: S603
    return set(done.stdout.split())


def test_a_web_process_loads_nothing_that_only_an_import_needs():
    found = loaded("tests.settings", "with")
    assert "wagtail_cstonews.wagtail_hooks" in found
    assert not OURS & found
    # Wagtail's rich text brings some of them along itself.
    assert (HEAVY & found) - loaded("tests.settings", "without") == set()
