"""Undo a run: what it would do, piece by piece, and then the undo itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights
from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..addresses import run_or_home
from .addresses import UNDO_PREVIEW
from .base import ActionView, PieceView

_WORDS = {
    "removed": _("would be deleted"),
    "restored": _("would be as before"),
    "kept": _("stays"),
}


class UndoView(ActionView):
    """The preview of an undo; a POST begins it."""

    page_title = _("Undo")
    header_icon = "rotate"
    template_name = "wagtail_cstonews/admin/runs/undo.html"
    preview_url_name = UNDO_PREVIEW

    def problem(self) -> Any:
        from wagtail_cstonews.importing.undo.steps import is_undoable

        run = self.run
        if run.state == run.State.RUNNING:
            return _("This import is still at work. Stop it first.")
        if run.state == run.State.UNDOING:
            return _("This import is being undone already.")
        if not is_undoable(run):
            return _("This import changed nothing that could be undone.")
        return rights.why_not_undo(self.request.user, run)

    def count(self) -> int:
        from wagtail_cstonews.importing.undo.steps import count_documents

        return count_documents(self.run)

    def piece(self) -> dict[str, Any]:
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


class UndoPreviewView(PieceView, UndoView):
    """The next piece of the preview."""

    rows_template = "wagtail_cstonews/admin/runs/undo_rows.html"

    def kind_of(self, row: dict[str, Any]) -> str:
        return str(row["state"])


def tell_end(request: HttpRequest, run: Any) -> None:
    """A message that says how an undo ended."""
    if run.state == run.State.PARTLY_UNDONE:
        messages.warning(request, _("The import is undone, except for what is named below."))
    else:
        messages.success(request, _("The import is undone."))
