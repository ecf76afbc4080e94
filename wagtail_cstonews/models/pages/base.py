"""Shared parts of sections and articles: fallback templates, and the editor's tabs."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.admin.panels import ObjectList

from wagtail_cstonews import conf


class TemplateMixin(models.Model):
    """Falls back to the app's template where the site has none for the page type."""

    default_template = ""

    class Meta:
        abstract = True

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        template = super().get_template(request, *args, **kwargs)
        return [template, self.default_template]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "cstonews_base_template": conf.get_str("BASE_TEMPLATE")}


def tabs(*panels_and_headings: tuple[list[Any], Any]) -> list[ObjectList]:
    """The tabs of an editor; tabs without panels are left out."""
    return [ObjectList(panels, heading=heading) for panels, heading in panels_and_headings if panels]
