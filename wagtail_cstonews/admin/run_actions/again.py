"""Extract the documents of a run again: what would change, piece by piece, and then the import itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights
from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportedDocument
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..addresses import document_url, run_or_home
from ..words import percent
from .addresses import AGAIN_PREVIEW
from .base import ActionView, PieceView


def _state_in_words(state: str) -> str:
    words = dict(ImportedDocument.State.choices)
    return str(words.get(state, _("Left as it is")))


class AgainView(ActionView):
    """What extracting again would change; a POST begins it."""

    page_title = _("Extract again")
    header_icon = "resubmit"
    template_name = "wagtail_cstonews/admin/runs/again.html"
    preview_url_name = AGAIN_PREVIEW

    def problem(self) -> Any:
        from wagtail_cstonews.importing.queue.again import stored_documents

        run = self.run
        if run.state in (run.State.RUNNING, run.State.UNDOING):
            return _("This import is still at work. Wait for its end, or stop it.")
        if problem := rights.why_not_extract_again(self.request.user, run):
            return problem
        if not stored_documents(run).exists():
            return _("None of the documents of this import is on record any more.")
        return ""

    def count(self) -> int:
        from wagtail_cstonews.importing.queue.again import stored_documents

        return int(stored_documents(self.run).count())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.queue.enqueuing import has_workers

        context = super().get_context_data(**{"has_worker": has_workers(), **kwargs})
        may_publish = not context["problem"] and rights.may_publish_in(self.request.user, self.run.section)
        return {"may_publish": may_publish, **context}

    def piece(self) -> dict[str, Any]:
        from wagtail_cstonews.importing.queue.again import preview

        piece = preview(self.run, as_number(self.request.GET.get("from")) or 0)
        paths = paths_of(self.run)
        rows = [
            {
                "difference": one,
                "source": short_path(one.source),
                "message": without_folders(translated(one.message), paths),
                "words": _state_in_words(one.state),
                "url": document_url(one.document),
                "confidence": percent(one.confidence),
                "confidence_before": percent(one.confidence_before),
                "is_title_new": one.title != one.title_before,
            }
            for one in piece.differences
        ]
        return {"rows": rows, "following": piece.following}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing.queue.again import begin_again

        if problem := self.problem():
            messages.error(request, problem)
            return redirect(run_or_home(self.run.pk))
        publish = "publish" in request.POST and rights.may_publish_in(request.user, self.run.section)
        run = begin_again(self.run, request.user, publish=publish)
        if run is None:
            messages.warning(request, _("The documents of this import are being extracted again already."))
            return redirect(run_or_home(self.run.pk))
        messages.success(request, _("The documents are extracted again: this is the new import."))
        return redirect(run_or_home(run.pk))


class AgainPreviewView(PieceView, AgainView):
    """The next piece of the preview."""

    rows_template = "wagtail_cstonews/admin/runs/again_rows.html"

    def kind_of(self, row: dict[str, Any]) -> str:
        return "changed" if row["difference"].is_change else "unchanged"
