"""What the views of a run share: who may see it, where it stands, and how its state is told."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.admin import rights
from wagtail_cstonews.models import ImportRun

from ..addresses import run_url, runs_url

MOST_AT_ONCE = 200
"""Rows of a preview that are shown; what would be kept is shown before the others."""


class RunView(WagtailAdminTemplateMixin, TemplateView):
    """A screen of one run, for those who may see it."""

    header_icon = "history"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        runs = ImportRun.objects.select_related("section", "user").defer("report")
        self.run = get_object_or_404(runs, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not rights.may_see_run(request.user, self.run):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.run)

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": runs_url(), "label": capfirst(_("import runs"))},
            {"url": run_url(self.run.pk), "label": str(self.run)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"run": self.run, "run_url": run_url(self.run.pk), **kwargs})
