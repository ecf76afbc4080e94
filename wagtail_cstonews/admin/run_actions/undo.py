"""Undo a run: what it would do, piece by piece, and then the undo itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights
from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..addresses import run_or_home
from .addresses import UNDO_PREVIEW, action_url
from .base import RunView

_WORDS = {
    "removed": _("would be deleted"),
    "restored": _("would be as before"),
    "kept": _("stays"),
}


class UndoView(RunView):
    """The preview of an undo; a POST begins it."""

    page_title = _("Undo")
    header_icon = "rotate"
    template_name = "wagtail_cstonews/admin/runs/undo.html"

    def problem(self) -> Any:
        """Why it cannot be undone, in words."""
        from wagtail_cstonews.importing.undo.steps import is_undoable

        run = self.run
        if run.state == run.State.RUNNING:
            return _("This import is still at work. Stop it first.")
        if run.state == run.State.UNDOING:
            return _("This import is being undone already.")
        if not is_undoable(run):
            return _("This import changed nothing that could be undone.")
        return rights.why_not_undo(self.request.user, run)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problem = self.problem()
        piece = {} if problem else self.piece()
        return super().get_context_data(
            **{
                "problem": problem,
                "preview_url": action_url(UNDO_PREVIEW, self.run),
                "documents": 0 if problem else self.run.changes.values("document").distinct().count(),
                **piece,
                **kwargs,
            }
        )

    def piece(self) -> dict[str, Any]:
        """The next rows of the preview, and where the piece after them begins."""
        from wagtail_cstonews.importing.undo.steps import preview

        found, following = preview(self.run, as_number(self.request.GET.get("from")))
        paths = paths_of(self.run)
        rows = [
            {
                "source": short_path(one.source),
                "state": one.state,
                "words": _WORDS[one.state],
                "message": without_folders(translated(one.message), paths),
                "page": one.page,
            }
            for one in found
        ]
        return {"rows": rows, "following": following}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing.queue.enqueuing import enqueue_undo, has_workers
        from wagtail_cstonews.importing.undo.steps import begin_undo, undo_step

        problem = self.problem()
        if problem:
            messages.error(request, problem)
            return redirect(run_or_home(self.run.pk))
        if not begin_undo(self.run, request.user):
            messages.warning(request, _("This import is being undone already."))
        elif has_workers():
            enqueue_undo(self.run.pk)
        elif undo_step(self.run, user=request.user):
            # A short one is done at once; a longer one goes on from the page of the run.
            tell_end(request, self.run)
        return redirect(run_or_home(self.run.pk))


class UndoPreviewView(UndoView):
    """The next piece of the preview, as JSON with the rows of the table."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        problem = self.problem()
        if problem:
            return JsonResponse({"problem": str(problem)}, status=409)
        piece = self.piece()
        counts: dict[str, int] = {}
        for row in piece["rows"]:
            counts[row["state"]] = counts.get(row["state"], 0) + 1
        html = render_to_string("wagtail_cstonews/admin/runs/undo_rows.html", piece, request)
        return JsonResponse({"rows": html, "counts": counts, "following": piece["following"]})


def tell_end(request: HttpRequest, run: Any) -> None:
    """A message that says how an undo ended."""
    if run.state == run.State.PARTLY_UNDONE:
        messages.warning(request, _("The import is undone, except for what is named below."))
    else:
        messages.success(request, _("The import is undone."))
