"""Wagtail hooks that register the app's parts of the admin."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import proposals, rights
from .admin.imports import menu as imports_menu
from .admin.imports.urls import urls as imports_urls
from .admin.people.history import register_log_actions
from .admin.people.merge import MergePeople
from .admin.people.snippet import PersonViewSet
from .admin.people.split import split_button

if apps.is_installed("wagtail_modeladmin"):
    from .admin.records import menu  # noqa: F401  registers itself

register_snippet(PersonViewSet)
hooks.register("register_bulk_action", MergePeople)
hooks.register("register_snippet_listing_buttons", split_button)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_permissions", rights.permissions)
hooks.register("register_admin_menu_item", imports_menu.menu_item)
hooks.register("register_page_header_buttons", imports_menu.import_here)


@hooks.register("register_admin_urls")
def proposal_urls() -> list[Any]:
    return proposals.urls


@hooks.register("register_reports_menu_item")
def proposals_menu_item() -> Any:
    return proposals.menu_item()


@hooks.register("register_admin_urls")
def import_urls() -> list[Any]:
    return imports_urls
