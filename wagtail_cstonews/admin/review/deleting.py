"""Deleting an imported document with its page, after asking."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.models import ImportedDocument

from ..addresses import DESK, DOCUMENT
from . import reviewing
from .document import document_of
from .filters import Filters


class DeleteView(WagtailAdminTemplateMixin, TemplateView):
    """The question, and the deed."""

    page_title = _("Delete")
    header_icon = "bin"
    template_name = "wagtail_cstonews/admin/review/delete.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        from wagtail_cstonews.importing.saving import section_of

        if not reviewing.may_delete(self.record, request.user, section_of(self.record)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def record(self) -> ImportedDocument:
        return document_of(self.request.user, self.kwargs["pk"])

    @cached_property
    def filters(self) -> Filters:
        return Filters(self.request.GET, self.request.user)

    @cached_property
    def back_url(self) -> str:
        return f"{reverse(DOCUMENT, args=[self.record.pk])}{self.filters.query()}"

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(DESK), "label": _("Review")},
            {"url": self.back_url, "label": str(self.record)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.record.page
        return super().get_context_data(
            record=self.record,
            page_title_there=page.get_admin_display_title() if page is not None else "",
            is_live=page is not None and page.live,
            pages_below=page.get_descendant_count() if page is not None else 0,
            back_url=self.back_url,
            act_url=self.request.get_full_path(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title = str(self.record)
        reviewing.delete(self.record, request.user)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return redirect(f"{reverse(DESK)}{self.filters.query()}")
