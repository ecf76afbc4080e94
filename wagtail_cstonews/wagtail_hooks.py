"""Wagtail hooks that register the app's parts of the admin."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import composing, history, proposals, rights, run_actions, site_profiles, workbench
from .admin.imports import menu as imports_menu
from .admin.imports import urls as imports_urls
from .admin.people.history import register_log_actions
from .admin.people.merge import MergePeople
from .admin.people.snippet import PersonViewSet, styles
from .admin.people.split import split_button
from .admin.review import entrances
from .admin.review import urls as review_urls

if apps.is_installed("wagtail_modeladmin"):
    from .admin.records import menu as records_menu  # noqa: F401  registers itself

register_snippet(PersonViewSet)
hooks.register("register_bulk_action", MergePeople)
hooks.register("register_snippet_listing_buttons", split_button)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", history.register_log_actions)
hooks.register("insert_global_admin_css", styles)
hooks.register("register_permissions", rights.permissions)
hooks.register("register_admin_menu_item", entrances.menu_item)
hooks.register("construct_homepage_panels", entrances.add_panel)
hooks.register("after_publish_page", composing.warn_of_missing)
hooks.register("register_admin_menu_item", imports_menu.menu_item)
hooks.register("register_page_header_buttons", imports_menu.import_here)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    rooms = (composing, proposals, run_actions, site_profiles, workbench, imports_urls, review_urls)
    return [path for room in rooms for path in room.urls]


@hooks.register("register_admin_viewset")
def page_viewsets() -> list[Any]:
    # Its views need the page models.
    from .admin.page_editor.viewsets import viewsets

    return viewsets()


@hooks.register("register_reports_menu_item")
def proposals_menu_item() -> Any:
    return proposals.menu_item()
