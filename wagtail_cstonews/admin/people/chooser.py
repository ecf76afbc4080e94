"""The chooser of people: searches as an import does, and makes a person on the spot."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from ...models import Person
from ...search import searchable
from ...web import as_number
from .columns import OfficesColumn, PortraitColumn, for_list
from .forms import NewPersonForm


class PersonFilterForm(SearchFilterMixin, BaseFilterForm):
    """The search form of the chooser."""

    def clean_q(self) -> Any:
        return searchable(self.cleaned_data["q"])

    def filter(self, objects: Any) -> Any:
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching = True
        self.search_query = query
        return objects.matching(query)


class _Listing:
    """What both views of the list show."""

    filter_form_class = PersonFilterForm
    page_title = _("Choose a person")
    page_subtitle = ""
    results_template_name = "wagtail_cstonews/admin/people/chooser_results.html"

    def get_object_list(self) -> Any:
        return for_list(Person.objects.all())

    @property
    def columns(self) -> list[Column]:
        columns: Any = super().columns  # type: ignore[misc]
        columns[0].label = _("Name")
        return [
            PortraitColumn("picture", label="", width="1%"),
            *columns,
            OfficesColumn("offices", label=_("Role")),
            Column(
                "other_spellings", label=_("Other spellings"), classname="cstonews-spellings cstonews-wide"
            ),
        ]


class _Creating:
    """The form for a new person, which warns of namesakes."""

    creation_form_template_name = "wagtail_cstonews/admin/people/new_person.html"

    def get_creation_form_context_data(self, form: NewPersonForm) -> dict[str, Any]:
        context: dict[str, Any] = super().get_creation_form_context_data(form)  # type: ignore[misc]
        return {**context, "create_action_label": _("Continue") if form.others else _("Create and choose")}


class PersonChooseView(_Listing, _Creating, ChooseView):
    pass


class PersonChooseResultsView(_Listing, _Creating, ChooseResultsView):
    pass


class PersonChosenView(SnippetChosenView):
    def get_object(self, pk: str) -> Any:
        return get_object_or_404(Person, pk=as_number(pk))


class PersonChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return super().get_objects([pk for pk in map(as_number, pks) if pk is not None])


class PersonCreateView(_Creating, SnippetCreateView):
    """Makes a person, or gives back the namesake who was chosen instead."""

    def save_form(self, form: NewPersonForm) -> Person:
        person = form.save()
        if not form.chosen:
            log(instance=person, action="wagtail.create", user=self.request.user, content_changed=True)
        return person


class PersonChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView
    chosen_view_class = PersonChosenView
    chosen_multiple_view_class = PersonChosenMultipleView
    create_view_class = PersonCreateView
    creation_form_class = NewPersonForm
    page_title = _("Choose a person")
    create_action_label = _("New person")
    creation_tab_label = _("New person")
