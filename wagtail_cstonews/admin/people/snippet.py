"""The snippet for people: list, inspect view, edit view, history, and the views for splits and merges."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import NumberColumn, UpdatedAtColumn
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.snippets import EditView, InspectView, SnippetViewSet

from ...models import Person
from .chooser import PersonChooserViewSet
from .columns import ArticlesColumn, LiveColumn, OfficesColumn, add_appearances
from .history import PersonHistoryView
from .listing import PersonFilterSet, PersonIndexView
from .merges import MergesView, take_back_view
from .panels import edit_handler
from .split import split_view


class PersonEditView(EditView):
    """The form of a person, with a link to the public page."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        add_appearances([self.object])
        buttons = [*super().header_buttons]
        if self.object.live_url:
            buttons.append(
                HeaderButton(
                    gettext("View live"),
                    url=self.object.live_url,
                    icon_name="view",
                    attrs={"rel": "noreferrer"},
                )
            )
        return buttons


class PersonInspectView(InspectView):
    """The inspect view of a person; unknown values are left empty."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if getattr(self.object, field_name, None) is None:
            return ""
        return super().get_field_display_value(field_name, field)


class PersonViewSet(SnippetViewSet):
    """The viewset of people, with its menu item."""

    model = Person
    edit_handler = edit_handler()
    index_view_class = PersonIndexView
    edit_view_class = PersonEditView
    inspect_view_class = PersonInspectView
    history_view_class = PersonHistoryView
    chooser_viewset_class = PersonChooserViewSet
    filterset_class = PersonFilterSet
    icon = "group"
    menu_label = _("People")
    menu_name = "people"
    menu_order = 250
    add_to_admin_menu = True
    list_display = [
        "name",
        OfficesColumn("offices", label=_("Role")),
        ArticlesColumn("articles", label=_("Articles")),
        NumberColumn("quotes", label=_("Quotes")),
        LiveColumn("live_url", label=_("Public page"), classname="cstonews-wide"),
        UpdatedAtColumn(label=_("Updated"), classname="cstonews-wide"),
    ]
    list_per_page = 50
    ordering = ["name"]
    inspect_view_enabled = True
    inspect_view_fields = ["name", "other_spellings", "roles", "slug", "link", "biography", "picture"]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("split/<int:pk>/", split_view, name="split"),
            path("merges/", MergesView.as_view(), name="merges"),
            path("merges/<int:pk>/take-back/", take_back_view, name="take_back"),
        ]


def styles() -> str:
    """Wagtail's hook ``insert_global_admin_css``: the chooser opens on every screen with a speaker."""
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_cstonews/admin/people.css"))
