"""What the views of a run share: who may see it, where it stands, and how its state is told."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.admin import rights
from wagtail_cstonews.models import ImportRun

from ..addresses import run_url, runs_url
from .addresses import action_url


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


class ActionView(RunView):
    """An action on a run, with a preview of what it would do to each document; a POST begins it."""

    preview_url_name: str

    def problem(self) -> Any:
        """Why it cannot be done, in words; empty where it can."""
        raise NotImplementedError

    def count(self) -> int:
        """The number of documents that it would be done to."""
        raise NotImplementedError

    def piece(self) -> dict[str, Any]:
        """The next ``rows`` of the preview, and where the piece ``following`` them begins."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problem = self.problem()
        return super().get_context_data(
            **{
                "problem": problem,
                "preview_url": action_url(self.preview_url_name, self.run),
                "documents": 0 if problem else self.count(),
                **({} if problem else self.piece()),
                **kwargs,
            }
        )


class PieceView(ActionView):
    """The next piece of an action's preview, as JSON with the rows of the table."""

    http_method_names = ["get", "head", "options"]
    rows_template: str

    def kind_of(self, row: dict[str, Any]) -> str:
        """What a row is counted as."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if problem := self.problem():
            return JsonResponse({"problem": str(problem)}, status=409)
        piece = self.piece()
        html = render_to_string(self.rows_template, piece, request)
        counts = Counter(map(self.kind_of, piece["rows"]))
        return JsonResponse({"rows": html, "counts": counts, "following": piece["following"]})
