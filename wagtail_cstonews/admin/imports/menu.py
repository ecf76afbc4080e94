"""Where imports begin: in the main menu, and on a section's header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from wagtail_cstonews import conf

from ..addresses import START
from ..rights import may_import, may_import_into


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


def menu_item() -> ImportMenuItem:
    return ImportMenuItem(_("Import news"), reverse(START), name="import-news", icon_name="upload", order=255)


def import_here(page: Any, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """The button "Import here" of a section, for Wagtail's hook ``register_page_header_buttons``."""
    if issubclass(page.specific_class or type(page), conf.get_news_index_page_model()) and may_import_into(
        user, page
    ):
        yield Button(
            _("Import here"), url=f"{reverse(START)}?section={page.pk}", icon_name="upload", priority=25
        )
