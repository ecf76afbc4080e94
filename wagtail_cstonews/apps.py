"""The configuration of the app: it registers checks, and reloads settings when they change."""

from django.apps import AppConfig
from django.core.signals import setting_changed
from django.utils.translation import gettext_lazy as _


class WagtailCstonewsConfig(AppConfig):
    name = "wagtail_cstonews"
    label = "wagtail_cstonews"
    verbose_name = _("News")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, conf  # noqa: F401  the checks register themselves

        setting_changed.connect(conf.reload, dispatch_uid="wagtail_cstonews.conf")
