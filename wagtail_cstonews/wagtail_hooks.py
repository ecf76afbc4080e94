"""Wagtail hooks that register the app's parts of the admin."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import composing, history, proposals, rights, run_actions, site_profiles, workbench
from .admin.people.history import register_log_actions
from .admin.people.merge import MergePeople
from .admin.people.snippet import PersonViewSet, styles
from .admin.people.split import split_button
from .admin.site_corrections import register_site_corrections

if apps.is_installed("wagtail_modeladmin"):
    from .admin.records import menu  # noqa: F401  registers itself

register_snippet(PersonViewSet)
hooks.register("register_bulk_action", MergePeople)
hooks.register("register_snippet_listing_buttons", split_button)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", history.register_log_actions)
hooks.register("register_log_actions", register_site_corrections)
hooks.register("insert_global_admin_css", styles)
hooks.register("register_permissions", rights.permissions)
hooks.register("after_publish_page", composing.warn_of_missing)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [*proposals.urls, *workbench.urls, *composing.urls, *run_actions.urls, *site_profiles.urls]


@hooks.register("register_reports_menu_item")
def proposals_menu_item() -> Any:
    return proposals.menu_item()
