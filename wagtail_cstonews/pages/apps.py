"""The configuration of the app with the concrete page types."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.compat import base_page_model_name, is_page_model_swapped


class CstonewsPagesConfig(AppConfig):
    name = "wagtail_cstonews.pages"
    label = "cstonews_pages"
    verbose_name = _("News pages")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        if is_page_model_swapped():
            raise ImproperlyConfigured(
                "'wagtail_cstonews.pages' brings page types that are based on wagtailcore.Page, but this "
                f"site's base page model is {base_page_model_name()}. "
                "Remove 'wagtail_cstonews.pages' from INSTALLED_APPS, mix "
                "the mixins of wagtail_cstonews.models into page types of your own, and name those in "
                "WAGTAIL_CSTONEWS: NEWS_PAGE_MODEL, INTERVIEW_PAGE_MODEL and NEWS_INDEX_PAGE_MODEL."
            )
        super().import_models()
