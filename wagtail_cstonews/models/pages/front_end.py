"""Pages that a headless front end shows: their previews, and where their own addresses lead."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews import conf
from wagtail_cstonews.publishing import previews

HEADLESS_MODE = "headless"
"""The preview mode that shows the draft in the front end."""


class FrontEndMixin(models.Model):
    """Does what the setting ``FRONT_END`` says."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> Any:
        modes = super().preview_modes
        headless = [(HEADLESS_MODE, _("Front end"))]
        return {conf.HEADLESS: headless, conf.BOTH: [*modes, *headless]}.get(conf.get_str("FRONT_END"), modes)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == HEADLESS_MODE:
            return previews.respond(self, request)
        return super().serve_preview(request, mode_name)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if conf.get_str("FRONT_END") == conf.HEADLESS:
            return redirect(previews.serve_url(self, request))
        return super().serve(request, *args, **kwargs)
