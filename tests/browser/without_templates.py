"""The example site without the templates of its pages: what is left is the admin and the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loaders import app_directories

PAGES = ("home/", "search/", "wagtail_cstonews/", "base.html", "404.html", "500.html")
ADMIN = "wagtail_cstonews/admin/"


class Loader(app_directories.Loader):
    """The templates of the apps, but for those that make the site's pages."""

    def get_template_sources(self, template_name: str) -> Iterator[Any]:
        if template_name.startswith(ADMIN) or not template_name.startswith(PAGES):
            yield from super().get_template_sources(template_name)


def headless_settings() -> dict[str, Any]:
    """What a site sets that has no templates, and a front end at /headless/."""
    engine = settings.TEMPLATES[0]
    loaders = [f"{__name__}.Loader"]
    return {
        "TEMPLATES": [
            {**engine, "DIRS": [], "APP_DIRS": False, "OPTIONS": {**engine["OPTIONS"], "loaders": loaders}}
        ],
        "WAGTAIL_CSTONEWS": {**settings.WAGTAIL_CSTONEWS, "FRONT_END": "headless"},
        "WAGTAIL_HEADLESS_PREVIEW": {
            **settings.WAGTAIL_HEADLESS_PREVIEW,
            "SERVE_BASE_URL": "/headless/?path=",
        },
    }
