"""Extract the documents of a run again: what would change, piece by piece, and then the import itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights
from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportedDocument
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..addresses import document_url, run_or_home
from .addresses import AGAIN_PREVIEW, action_url
from .base import RunView


def _state_in_words(state: str) -> str:
    words = dict(ImportedDocument.State.choices)
    return str(words.get(state, _("Left as it is")))


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


class AgainView(RunView):
    """What extracting again would change; a POST begins it."""

    page_title = _("Extract again")
    header_icon = "resubmit"
    template_name = "wagtail_cstonews/admin/runs/again.html"

    def problem(self) -> Any:
        """Why it cannot be extracted again, in words."""
        from wagtail_cstonews.importing.queue.again import stored_documents

        run = self.run
        if run.state in (run.State.RUNNING, run.State.UNDOING):
            return _("This import is still at work. Wait for its end, or stop it.")
        if problem := rights.why_not_extract_again(self.request.user, run):
            return problem
        if not stored_documents(run).exists():
            return _("None of the documents of this import is on record any more.")
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.queue.again import stored_documents
        from wagtail_cstonews.importing.queue.enqueuing import has_workers

        problem = self.problem()
        return super().get_context_data(
            **{
                "problem": problem,
                "preview_url": action_url(AGAIN_PREVIEW, self.run),
                "documents": 0 if problem else stored_documents(self.run).count(),
                "may_publish": not problem and rights.may_publish_in(self.request.user, self.run.section),
                "has_worker": has_workers(),
                **({} if problem else self.piece()),
                **kwargs,
            }
        )

    def piece(self) -> dict[str, Any]:
        """The next rows of the preview, and where the piece after them begins."""
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
                "confidence": _percent(one.confidence),
                "confidence_before": _percent(one.confidence_before),
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


class AgainPreviewView(AgainView):
    """The next piece of the preview, as JSON with the rows of the table."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if problem := self.problem():
            return JsonResponse({"problem": str(problem)}, status=409)
        piece = self.piece()
        counts: dict[str, int] = {}
        for row in piece["rows"]:
            kind = "changed" if row["difference"].is_change else "unchanged"
            counts[kind] = counts.get(kind, 0) + 1
        html = render_to_string("wagtail_cstonews/admin/runs/again_rows.html", piece, request)
        return JsonResponse({"rows": html, "counts": counts, "following": piece["following"]})
