"""The configuration of the app: it registers checks, and reloads settings when they change."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.signals import setting_changed
from django.utils.translation import gettext_lazy as _


class WagtailCstonewsConfig(AppConfig):
    name = "wagtail_cstonews"
    label = "wagtail_cstonews"
    verbose_name = _("News")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from . import checks, conf, signals  # noqa: F401  the checks register themselves
        from .bulk_pages.records import pages_written
        from .quotations import receivers

        setting_changed.connect(conf.reload, dispatch_uid="wagtail_cstonews.conf")
        signals.run_finished.connect(close_upload, dispatch_uid="wagtail_cstonews.uploads")
        post_save.connect(receivers.page_saved, dispatch_uid="wagtail_cstonews.quotations")
        pages_written.connect(receivers.pages_written, dispatch_uid="wagtail_cstonews.quotations")


def close_upload(sender: Any, run: Any, **kwargs: Any) -> None:
    """Close the upload of a run that ended, if it is one of a task queue: uploads are imported so."""
    if run.chunk_count is not None:
        from .importing.uploads.running import end

        end(run)
