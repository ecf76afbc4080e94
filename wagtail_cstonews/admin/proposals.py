"""Proposals in the admin: what an import would change on a page that was edited by hand.

Who may edit the page may look at its proposal and decide; nobody else learns of it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import HeaderButton
from wagtail.permissions import page_permission_policy

from wagtail_cstonews.models import ImportProposal

INDEX = "wagtail_cstonews_proposals"
PROPOSAL = "wagtail_cstonews_proposal"


def proposals_for(user: Any) -> Any:
    """The waiting proposals for pages that the user may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    waiting = ImportProposal.objects.filter(state=ImportProposal.State.WAITING)
    return waiting.filter(document__page__in=pages.order_by().values("pk"))


class ProposalsView(generic.IndexView):
    """The proposals that wait for this user."""

    model = ImportProposal
    page_title = _("Import proposals")
    header_icon = "clipboard-list"
    index_url_name = INDEX
    # Whoever may edit a page sees its proposals, and no others.
    permission_policy = None
    any_permission_required = None
    paginate_by = 50
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="document.page.get_admin_display_title",
            url_name=PROPOSAL,
        ),
        Column("source", label=_("Document"), accessor="document.source"),
        DateColumn("created_at", label=_("Proposed")),
    ]

    def get_base_queryset(self) -> Any:
        found = proposals_for(self.request.user).select_related("document__page")
        return found.defer("original", "article", "document__original", "document__article")


class ProposalView(WagtailAdminTemplateMixin, TemplateView):
    """One proposal beside the page: field by field, in Wagtail's own comparison."""

    page_title = _("Import proposal")
    header_icon = "clipboard-list"
    template_name = "wagtail_cstonews/admin/proposal.html"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        waiting = ImportProposal.objects.filter(state=ImportProposal.State.WAITING)
        self.proposal = get_object_or_404(waiting.select_related("document__page"), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.page is None or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Any:
        page = self.proposal.document.page
        return page.specific if page is not None else None

    @cached_property
    def is_locked(self) -> bool:
        return bool(self.page.permissions_for_user(self.request.user).page_locked())

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": ProposalsView.page_title},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [HeaderButton(_("Edit"), url=url, icon_name="edit")]

    def comparison(self) -> list[Any]:
        """The fields that would change. Raises :exc:`ProposalError` and :exc:`ValidationError`."""
        from wagtail_cstonews.importing import (
            proposals as engine,
        )  # only now: it loads all that an import needs

        before, after = engine.current_page(self.proposal), engine.proposed_page(self.proposal).page
        panel = self.page.get_edit_handler().get_bound_panel(
            instance=self.page, request=self.request, form=None
        )
        compared = (compare(before, after) for compare in panel.get_comparison())
        return [found for found in compared if found.has_changed()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing import proposals as engine

        comparison, problem = [], ""
        try:
            comparison = self.comparison()
        except (engine.ProposalError, ValidationError) as error:
            problem = reason(error)
        return super().get_context_data(
            proposal=self.proposal,
            document=self.proposal.document,
            comparison=comparison,
            problem=problem,
            lines=self.proposal.article.get("lines", []),
            warnings=self.proposal.article.get("warnings", []),
            is_locked=self.is_locked,
            revision=self.page.latest_revision_id,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing import proposals as engine

        if "dismiss" in request.POST:
            engine.dismiss(self.proposal)
            messages.success(request, _("The proposal was dismissed; the page stays as it is."))
            return redirect(INDEX)
        if self.is_locked:
            raise PermissionDenied
        try:
            engine.accept(self.proposal, request.user, int(request.POST.get("revision", "0") or 0))
        except (engine.ProposalError, ValidationError, ValueError) as error:
            messages.error(request, reason(error))
            return redirect(PROPOSAL, self.proposal.pk)
        messages.success(request, _("The proposal was accepted as a new draft. Look at it, then publish it."))
        return redirect("wagtailadmin_pages:edit", self.page.pk)


def reason(error: Exception) -> str:
    from wagtail_cstonews.importing.builder import explain

    return explain(error) if isinstance(error, ValidationError) else str(error)


class ProposalsMenuItem(MenuItem):
    """In the menu of reports, for whoever has proposals to decide on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return proposals_for(request.user).exists()


def menu_item() -> ProposalsMenuItem:
    return ProposalsMenuItem(
        _("Import proposals"),
        reverse_lazy(INDEX),
        name="import-proposals",
        icon_name="clipboard-list",
        order=950,
    )


urls = [
    path("news-import/proposals/", ProposalsView.as_view(), name=INDEX),
    path("news-import/proposals/<int:pk>/", ProposalView.as_view(), name=PROPOSAL),
]
