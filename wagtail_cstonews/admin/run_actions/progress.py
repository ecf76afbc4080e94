"""A run at work, live: how far it is, and the next step where no worker does it."""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights

from ..addresses import run_or_home
from .addresses import PROGRESS, STEP, STOP, action_url
from .base import RunView
from .stop import may_stop
from .undo import tell_end

logger = logging.getLogger(__name__)

QUIET = datetime.timedelta(seconds=90)
"""Without a sign of life for so long, an undo is offered to be gone on with here."""


def progress_of(run: Any, user: Any) -> dict[str, Any]:
    """What the page of a run at work shows and does, for its template; empty for a run at its end."""
    from wagtail_cstonews.importing.queue.again import waits_for_requests
    from wagtail_cstonews.importing.queue.enqueuing import has_workers

    is_undoing = run.state == run.State.UNDOING
    if run.state != run.State.RUNNING and not is_undoing:
        return {}
    found = _of_undo(run) if is_undoing else _of_import(run)
    quiet = run.heartbeat_at is None or timezone.now() - run.heartbeat_at > QUIET
    steps = (not has_workers() or quiet) if is_undoing else waits_for_requests(run)
    may = not rights.why_not_undo(user, run) if is_undoing else may_stop(user, run)
    return {
        **found,
        "is_undoing": is_undoing,
        "is_stopping": run.is_to_stop and not is_undoing,
        "may_stop": may and not is_undoing and not run.is_to_stop,
        "has_steps": steps and may,
        "has_worker": has_workers(),
        "stop_url": action_url(STOP, run),
        "step_url": action_url(STEP, run),
        "progress_url": action_url(PROGRESS, run),
    }


def _of_undo(run: Any) -> dict[str, Any]:
    from wagtail_cstonews.importing.undo.steps import count_documents

    total = run.undo.get("documents") or 0
    counts = run.undo.get("counts", {})
    left = count_documents(run)
    done = max(0, min(total, total - left + counts.get("kept", 0)))
    return {"done": done, "total": total, "share": done / total if total else None}


def _of_import(run: Any) -> dict[str, Any]:
    from django.db.models import Sum

    from wagtail_cstonews.importing.reporting.accumulator import report_of
    from wagtail_cstonews.importing.reporting.report_page import pace_of

    counts = report_of(run).get("states", run.counts)
    done = sum(number for state, number in counts.items() if state != "ignored")
    total = None
    if run.options.get("enqueue") and run.chunk_count is not None:
        total = run.chunks.aggregate(documents=Sum("documents"))["documents"] or 0
    pace = pace_of(run, counts)
    left = None
    if total and pace["per_second"]:
        left = max(0, total - done) / pace["per_second"]
    return {
        "done": done,
        "total": total,
        "share": min(1.0, done / total) if total else None,
        "counts": counts,
        "pace": pace,
        "minutes_left": None if left is None else max(1, round(left / 60)),
    }


class ProgressView(RunView):
    """The live part of a run's page, as JSON."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return self.answer()

    def answer(self) -> JsonResponse:
        progress = progress_of(self.run, self.request.user)
        context = {"run": self.run, "progress": progress}
        html = render_to_string("wagtail_cstonews/admin/runs/progress.html", context, self.request)
        return JsonResponse({"html": html, "done": not progress, "steps": progress.get("has_steps", False)})


class StepView(ProgressView):
    """A POST does the next step of a run that no worker works on: about a second of work."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        progress = progress_of(self.run, request.user)
        if progress and not progress["has_steps"]:
            # A worker is at it, or this user may only look on.
            if self.run.state == self.run.State.UNDOING and rights.why_not_undo(request.user, self.run):
                raise PermissionDenied
            if self.run.state == self.run.State.RUNNING and not may_stop(request.user, self.run):
                raise PermissionDenied
        problem = self.step() if progress and progress["has_steps"] else ""
        wants_json = "application/json" in request.headers.get("Accept", "")
        if problem:
            if wants_json:
                return JsonResponse({"problem": problem}, status=500)
            messages.error(request, problem)
        elif wants_json:
            return self.answer()
        return redirect(run_or_home(self.run.pk))

    def step(self) -> str:
        """Do it. Returns what went wrong, in words."""
        from wagtail_cstonews.importing.queue.again import work_on_next
        from wagtail_cstonews.importing.undo.steps import undo_step

        try:
            if self.run.state == self.run.State.UNDOING:
                if undo_step(self.run, user=self.request.user):
                    tell_end(self.request, self.run)
            else:
                work_on_next(self.run)
        except Exception:
            logger.exception("A step of run %s failed", self.run.pk)
            return _("This step failed. What was done before stays. The log of the server says why.")
        self.run.refresh_from_db()
        return ""
