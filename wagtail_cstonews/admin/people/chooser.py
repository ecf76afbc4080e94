"""The chooser of people: Wagtail's snippet chooser, made robust against any search text and parameters."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from ...models import Person
from ...search import searchable
from ...web import as_number


class PersonFilterForm(SearchFilterMixin, BaseFilterForm):
    """The search form of the chooser."""

    def clean_q(self) -> Any:
        return searchable(self.cleaned_data["q"])


class PersonChooseView(ChooseView):
    filter_form_class = PersonFilterForm


class PersonChooseResultsView(ChooseResultsView):
    filter_form_class = PersonFilterForm


class PersonChosenView(SnippetChosenView):
    def get_object(self, pk: str) -> Any:
        return get_object_or_404(Person, pk=as_number(pk))


class PersonChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return super().get_objects([pk for pk in map(as_number, pks) if pk is not None])


class PersonChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView
    chosen_view_class = PersonChosenView
    chosen_multiple_view_class = PersonChosenMultipleView
