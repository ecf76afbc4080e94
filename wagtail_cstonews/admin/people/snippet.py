"""The snippet for people: list, inspect view and edit view."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from ...models import Person
from ...search import searchable
from .chooser import PersonChooserViewSet
from .split import split_view


class PersonIndexView(IndexView):
    """The list of people; its search is robust against any text."""

    @cached_property
    def search_query(self) -> Any:
        return searchable(super().search_query)


class PersonInspectView(InspectView):
    """The inspect view of a person; unknown values are left empty."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if getattr(self.object, field_name, None) is None:
            return ""
        return super().get_field_display_value(field_name, field)


class PersonViewSet(SnippetViewSet):
    """The viewset of people, with its menu item."""

    model = Person
    index_view_class = PersonIndexView
    inspect_view_class = PersonInspectView
    chooser_viewset_class = PersonChooserViewSet
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

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("split/<int:pk>/", split_view, name="split")]
