"""The filters of the lists of records."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from wagtail_cstonews.admin import rights
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.models import ImportedDocument, ImportRun
from wagtail_cstonews.web import as_number

OFFERED = 20
"""Runs, sections and languages that a filter offers, the last or first ones: a list that people can read."""


def _choice(label: Any, name: str, choices: Any = ()) -> Any:
    return django_filters.ChoiceFilter(
        field_name=name, label=label, choices=choices, widget=forms.RadioSelect, empty_label=_("All")
    )


class RunFilterSet(WagtailFilterSet):
    """By state, time, section and user."""

    state = _choice(_("State"), "state", ImportRun.State.choices)
    started_at = django_filters.DateFromToRangeFilter(label=_("Started"), widget=DateRangePickerWidget)
    section = _choice(_("Section"), "section")
    user = _choice(_("User"), "user")

    class Meta:
        model = ImportRun
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        runs = rights.runs_for(self.request.user).order_by()
        pages = get_base_page_model()._default_manager.filter(pk__in=runs.values("section"))
        users = get_user_model()._default_manager.filter(pk__in=runs.values("user"))
        self.filters["section"].extra["choices"] = [
            (str(page.pk), page.get_admin_display_title()) for page in pages.order_by("path")[:OFFERED]
        ]
        self.filters["user"].extra["choices"] = [(str(user.pk), str(user)) for user in users[:OFFERED]]


class DocumentFilterSet(WagtailFilterSet):
    """By state, doubt, kind, language and run."""

    state = _choice(_("State"), "state", ImportedDocument.State.choices)
    doubt = _choice(_("Doubt"), "doubt", ImportedDocument.Doubt.choices)
    kind = _choice(_("Kind"), "kind", ImportedDocument._meta.get_field("kind").choices)
    language = _choice(_("Language"), "language")
    run = _choice(_("Import"), "run")

    class Meta:
        model = ImportedDocument
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        runs = rights.runs_for(user).only("started_at")
        offered = list(runs[:OFFERED])
        # The page of an older run leads to its documents, too.
        asked = as_number(self.data.get("run", ""))
        if asked is not None and all(run.pk != asked for run in offered):
            offered += runs.filter(pk=asked)
        self.filters["run"].extra["choices"] = [(str(run.pk), str(run)) for run in offered]
        languages = rights.documents_for(user).exclude(language="").order_by("language")
        found = languages.values_list("language", flat=True).distinct()[:OFFERED]
        self.filters["language"].extra["choices"] = [(code, code) for code in found]
