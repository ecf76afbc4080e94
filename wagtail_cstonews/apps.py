"""The configuration of the app: checks, settings that are reloaded when they change, receivers of signals."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.signals import setting_changed
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished


class WagtailCstonewsConfig(AppConfig):
    name = "wagtail_cstonews"
    label = "wagtail_cstonews"
    verbose_name = _("News")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from . import checks, compat, conf, signals  # noqa: F401  the checks register themselves
        from .bulk_pages.records import pages_written
        from .quotations import receivers

        page_published.connect(forget_cached, dispatch_uid="wagtail_cstonews.published")
        page_unpublished.connect(forget_cached, dispatch_uid="wagtail_cstonews.unpublished")
        setting_changed.connect(conf.reload, dispatch_uid="wagtail_cstonews.conf")
        signals.run_finished.connect(close_upload, dispatch_uid="wagtail_cstonews.uploads")
        post_save.connect(receivers.page_saved, dispatch_uid="wagtail_cstonews.quotations")
        pages_written.connect(receivers.pages_written, dispatch_uid="wagtail_cstonews.quotations")
        if compat.HAS_API_V3 and self.apps.is_installed("wagtail.api.v3"):
            from .api.writing import register

            register()


def forget_cached(sender: Any, instance: Any, is_bulk: bool = False, **kwargs: Any) -> None:
    """Have the front-end cache forget what else shows an article than its own page, which Wagtail sees to.

    An import does it for a batch at a time.
    """
    from .models import NewsPageMixin
    from .publishing.caching.purging import purge_after_commit

    if isinstance(instance, NewsPageMixin) and not is_bulk:
        purge_after_commit([instance])


def close_upload(sender: Any, run: Any, **kwargs: Any) -> None:
    """Close the upload of a run that ended, if it is one of a task queue: uploads are imported so."""
    if run.chunk_count is not None:
        from .importing.uploads.running import end

        end(run)
