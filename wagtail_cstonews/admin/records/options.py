"""The options of a run in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.importing.reporting.wording import short_path
from wagtail_cstonews.models import ImportRun

_OPTIONS = {
    "paths": _("Files and folders"),
    "again": _("The originals of run"),
    "all": _("All stored originals"),
    "to": _("Into the section"),
    "publish": _("Publish"),
    "publish_above": _("Publish above"),
    "ids": _("Only the documents"),
    "limit": _("At most so many documents"),
    "format": _("Format"),
    "prefer": _("Of rows with both, use"),
    "locale": _("Language of the section"),
    "recreate": _("Make deleted pages again"),
    "site": _("Site of documents without an address"),
    "site_profiles": _("Learn what sites have in common"),
    "redirects": _("Redirects from the old addresses"),
    "on_conflict": _("Where the page was edited, too"),
    "keep_near_duplicates": _("Pages of near-duplicates"),
    "keep_lists": _("Drafts of lists"),
    "fetch_images": _("Fetch images"),
    "image_collection": _("Collection of images"),
    "fetch_files": _("Fetch linked files"),
    "file_collection": _("Collection of linked files"),
    "enqueue": _("By the task queue"),
}
"""The labels of the keys in :attr:`ImportRun.options`."""


def options_in_words(run: ImportRun) -> list[tuple[Any, str]]:
    """The options of a run in words; defaults are left out."""
    return [
        (_OPTIONS.get(name, name.replace("_", " ")), _in_words(name, value))
        for name, value in run.options.items()
        if value not in (None, False, "", [], {})
    ]


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(gettext("all of them") if item is None else short_path(str(item)) for item in value)
    if name == "publish_above":
        return f"{value:.0%}"
    if value is True:
        return gettext("yes")
    return str(value) if name == "to" else short_path(str(value))
