"""What the app adds to Wagtail's admin."""

from __future__ import annotations

from django.apps import apps
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin.people import MergePeople, PersonViewSet, register_log_actions, split_button

if apps.is_installed("wagtail_modeladmin"):
    from .admin import modeladmin  # noqa: F401  registers itself

register_snippet(PersonViewSet)
hooks.register("register_bulk_action", MergePeople)
hooks.register("register_snippet_listing_buttons", split_button)
hooks.register("register_log_actions", register_log_actions)
