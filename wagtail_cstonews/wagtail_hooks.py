"""What the app adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .admin import proposals
from .models import Person

if apps.is_installed("wagtail_modeladmin"):
    from .admin import modeladmin  # noqa: F401  registers itself


class PersonViewSet(SnippetViewSet):
    """People, in the menu."""

    model = Person
    icon = "group"
    menu_label = _("People")
    menu_name = "people"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "current_role", UpdatedAtColumn()]
    list_filter = {"roles__title": ["icontains"]}
    list_per_page = 50
    ordering = ["name"]
    inspect_view_enabled = True
    inspect_view_fields = ["name", "other_spellings", "roles", "slug", "link", "biography", "picture"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Person.objects.prefetch_related("roles")


register_snippet(PersonViewSet)


@hooks.register("register_admin_urls")
def proposal_urls() -> list[Any]:
    return proposals.urls


@hooks.register("register_reports_menu_item")
def proposals_menu_item() -> Any:
    return proposals.menu_item()
