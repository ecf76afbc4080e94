"""Stop a run that is at work."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights

from ..addresses import run_or_home
from .base import RunView


class StopView(RunView):
    """A POST stops the run: what was written stays."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing.queue.stopping import ask_to_stop

        run = self.run
        if not may_stop(request.user, run):
            raise PermissionDenied
        if not ask_to_stop(run, request.user):
            messages.warning(request, _("This import is not at work any more, or was asked to stop already."))
        elif run.state == run.State.RUNNING:
            messages.success(request, _("The import was asked to stop. It finishes what it is at first."))
        else:
            messages.success(request, _("The import is stopped. What was written stays."))
        return redirect(run_or_home(run.pk))


def may_stop(user: Any, run: Any) -> bool:
    """Whether the user may stop the run."""
    if run.section is None:
        return bool(user.is_superuser)
    return rights.may_import_into(user, run.section)
